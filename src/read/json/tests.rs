use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::base::FileId;
use crate::diagnostic::Diagnostic;
use crate::read::names::Guess;

/// Reads a whole text into the tree that `serde_json` would make, and its faults.
fn read(text: &str) -> (Option<Value>, Vec<Diagnostic>) {
    let mut scanner = Scanner::new(text, Faults::new(FileId(0)));
    let value = value(&mut scanner);
    scanner.end();
    (value, scanner.faults.finish(text))
}

fn value(scanner: &mut Scanner) -> Option<Value> {
    let guess = Guess::new("guess\"".to_owned());
    match scanner.kind() {
        Kind::Object => {
            let (mut items, mut map) = (Items::default(), serde_json::Map::new());
            if scanner.enter() {
                while let Some(key) = scanner.next_field(&mut items, Some(&guess)) {
                    let name = key.text.map_or_else(|| "guess".to_owned(), |key| key.into_owned());
                    if let Some(value) = value(scanner) {
                        map.insert(name, value);
                    }
                }
            }
            Some(Value::Object(map))
        }
        Kind::Array => {
            let (mut items, mut list) = (Items::default(), Vec::new());
            if scanner.enter() {
                while scanner.next_member(&mut items) {
                    list.extend(value(scanner));
                }
            }
            Some(Value::Array(list))
        }
        Kind::Text => scanner.text().map(|text| Value::String(text.into_owned())),
        Kind::Number => {
            scanner.number().map(|text| serde_json::from_str(text).unwrap_or(Value::Null))
        }
        kind @ (Kind::True | Kind::False) => {
            scanner.word(kind);
            Some(Value::Bool(kind == Kind::True))
        }
        Kind::Null => {
            scanner.word(Kind::Null);
            Some(Value::Null)
        }
        Kind::Other => {
            if scanner.peek().is_none() && !scanner.lost {
                scanner.faults.breach(|faults| {
                    Diagnostic::error(Code::EmptyPlan, crate::base::Said::alike("empty"))
                        .at(faults.span(0, 0))
                });
            }
            scanner.not_a_value();
            None
        }
    }
}

/// What `serde_json` makes of it; numbers beyond `f64` are not what is compared here.
fn by_serde(text: &str) -> Result<Option<Value>, String> {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.to_string().starts_with("number out of range") => {
            match serde_json::from_str::<serde::de::IgnoredAny>(text) {
                Ok(_) => Ok(None),
                Err(error) => Err(error.to_string()),
            }
        }
        Err(error) => Err(error.to_string()),
    }
}

fn agree(text: &str) {
    let (ours, faults) = read(text);
    match by_serde(text) {
        Ok(theirs) => {
            assert!(faults.is_empty(), "{text:?}: {}", faults[0].message.en());
            if let Some(theirs) = theirs {
                assert_eq!(ours.as_ref(), Some(&theirs), "{text:?}");
            }
        }
        Err(error) => assert!(!faults.is_empty(), "{text:?} is refused: {error}"),
    }
}

#[test]
fn corners_of_the_grammar() {
    for text in [
        "",
        " ",
        "{",
        "[",
        "\"",
        "{}",
        "[]",
        "[1,]",
        "[,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1 \"b\":2}",
        "[1]]",
        "{}}",
        "{]",
        "[}",
        "[1}",
        "{\"a\":1]",
        "nul",
        "nulll",
        "null",
        "true",
        "tru",
        "true1",
        "TRUE",
        "\"a",
        "\"\\",
        "\"\\u",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\ud800\\udc00\"",
        "\"\\udc00\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud83d\\u0041\"",
        "\"\\x\"",
        "\"\\/\"",
        "\"\t\"",
        "\"\u{7f}\"",
        "\"\u{2028}\"",
        "-",
        "-0",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e5",
        "1E+5",
        "1.5e-3",
        "0x10",
        "1_000",
        "NaN",
        "Infinity",
        "-Infinity",
        "1 //x",
        "/**/1",
        "/",
        "#",
        "'a'",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "\u{a0}1",
        "\u{feff}\u{feff}1",
        "[1,2",
        "{\"a\":{\"b\":[",
        "\"\\u00e9\\n\\\"\"",
        "\"中\\t文\"",
        "{\"guess\":1}",
        "{\"guess\" :1}",
        "{\"guess\"}",
        "{\"guess\":1,\"guess\":2}",
        "[\"a\",\"b]",
        "\"a\nb\"",
        "\"a\n",
        "{\"a\": \"b\n}",
        "[1,,2]",
        "[[],[[]],{}]",
        "1 2",
        "“a”",
        "{“a”：1}",
        "{\"a\":1}\0",
        "\0",
        "[1\u{c}]",
        "\"\\ud800\\n\"",
        "[-]",
        "[1.e3]",
        "[\"\\\n\"]",
    ] {
        agree(text);
    }
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let (value, faults) = read("\u{feff}{\"a\": 1}");
    assert_eq!(value, Some(serde_json::json!({"a": 1})));
    assert!(faults.is_empty());
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(DEPTH)).1.is_empty());
    let (_, faults) = read(&nested(DEPTH + 1));
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, Code::PlanTooDeep);
    assert_eq!(read(&"[".repeat(1_000_000)).1.len(), 1);
    assert_eq!(read(&"{\"a\":".repeat(1_000_000)).1.len(), 1);
}

#[test]
fn breaches_without_end_are_cut_short() {
    let (_, faults) = read(&format!("[{}]", "1 ".repeat(1_000_000)));
    assert!(faults.len() <= 101, "{}", faults.len());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[\u{0}-\u{2f}\"\\\\中😀]{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("(guess|[a-c\"\\\\é]{0,4})", inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// One slip of the hand at a place of a text.
fn mutated(text: &str, place: prop::sample::Index, kind: u8, insert: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = place.index(chars.len() + 1);
    let mut made: Vec<char> = chars[..at].to_vec();
    match kind {
        0 => made.extend(insert.chars().chain(chars[at..].iter().copied())),
        1 => made.extend(chars.iter().skip(at + 1)),
        2 => made.extend(insert.chars().chain(chars.iter().skip(at + 1).copied())),
        _ => {}
    }
    made.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn valid_json_is_read_as_serde_json_reads_it(json in any_json()) {
        agree(&serde_json::to_string(&json).unwrap());
        agree(&serde_json::to_string_pretty(&json).unwrap());
    }

    #[test]
    fn mutants_are_refused_where_serde_json_refuses_them(
        json in any_json(), place: prop::sample::Index, kind in 0u8..4,
        insert in r#"[\[\]{},:"\\/0-9.eE+\-tfnu' \n#，a]{1,2}"#,
    ) {
        agree(&mutated(&serde_json::to_string(&json).unwrap(), place, kind, &insert));
    }

    #[test]
    fn any_text_is_answered(text in r#"[\[\]{},:"\\/0-9.eEu+\-tfn' \n#，：“”é中]{0,40}"#) {
        agree(&text);
    }

    #[test]
    fn reading_over_is_reading(text in r#"[\[\]{},:"\\0-9u \n]{0,30}"#) {
        let mut scanner = Scanner::new(&text, Faults::new(FileId(0)));
        if scanner.peek().is_some() {
            scanner.skip();
            scanner.end();
            prop_assert_eq!(scanner.faults.finish(&text).is_empty(), by_serde(&text).is_ok());
        }
    }
}

#[test]
fn what_is_white_to_unicode_alone_is_a_fault_and_read_over() {
    for white in ['\u{b}', '\u{c}', '\u{85}', '\u{a0}', '\u{2028}', '\u{3000}'] {
        for form in
            ["{\"\"0 #\n", "{\"a\": 1 #\n}", "[1 #\n, 2]", "{#\n\"a\": #\n1}", "#\n1", "[1#"]
        {
            let text = form.replace('#', &white.to_string());
            let (_, faults) = read(&text);
            assert!(!faults.is_empty(), "{text:?}");
        }
    }
}
