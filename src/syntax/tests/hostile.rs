//! Text made to hurt: deep, long, broken, random.

use proptest::prelude::*;

use super::{SAMPLE, parse};
use crate::base::FileId;
use crate::diagnostic::Code;
use crate::syntax::{MAX_FILE_SIZE, parse_file};

/// A rule whose demand is this.
fn demanding(condition: &str) -> String {
    format!("rule r \"t\"\n  must {condition}\n")
}

fn codes(text: &str) -> Vec<Code> {
    parse_file(FileId(0), text).diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Forms that nest: what opens a level, what stands innermost, what closes a level.
const NESTING: &[(&str, &str, &str)] = &[
    ("(", "a", ")"),
    ("(", "a > 1", ")"),
    ("f(", "a", ")"),
    ("x[", "a", "]"),
    ("{", "a", "}"),
    ("s at (", "y", ")"),
    ("all of (", "a", ")"),
    ("any of (b, ", "a", ")"),
    ("at least 2 of (", "a", ")"),
    ("not (", "a", ")"),
    ("- (", "a", ")"),
    ("count of (", "a", ")"),
    ("(sum of ", "a", " for m in p.x)"),
    ("(count of m in p.x where ", "a", ")"),
    ("(share of v for m in p.x: ", "a", ")"),
    ("(some m in p.x: ", "a", ")"),
    ("(some m in p.x where ", "a", ": b)"),
    ("(a is one of ", "b", ")"),
    ("(a is between 1 and ", "2", ")"),
    ("(a if missing ", "b", ")"),
    ("(reach of ", "a", " by r)"),
    ("(1 + ", "a", " as percent)"),
    ("some m in p.x: ", "a", ""),
    ("not ", "a", ""),
    ("- ", "a", ""),
    ("count of ", "a", ""),
    // Broken ones: every level is tried and none ends.
    ("(", "", ""),
    ("f(", "a b", ")"),
    ("(sum of ", "a", ")"),
    ("at least 2 of (", "a b", ")"),
    ("(count of m in ", "a >", ")"),
];

#[test]
fn shallow_nesting_is_read() {
    let read = NESTING.iter().filter(|(open, inner, close)| {
        let condition = format!("{}{inner}{}", open.repeat(20), close.repeat(20));
        codes(&demanding(&condition)).is_empty()
    });
    // All but the broken ones, `(sum of (sum of a))` being whole.
    assert_eq!(read.count(), NESTING.len() - 4);
}

#[test]
fn deep_nesting_is_refused_in_our_words_and_at_once() {
    for depth in [400, 20_000] {
        for (open, inner, close) in NESTING {
            let condition = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
            let text = demanding(&condition);
            // A parser that tries two ways at each level would not come back from this.
            let found = codes(&text);
            assert_eq!(found.len(), 1, "{open} {depth}");
            let refused =
                [Code::TooDeep, Code::Unexpected, Code::UnclosedBracket, Code::MissingClause];
            assert!(refused.contains(&found[0]), "{open} {depth} {:?}", found[0]);
        }
    }
}

#[test]
fn a_long_chain_is_no_deep_tree() {
    let chained = |operator: &str, length: usize| {
        let condition = vec!["a"; length].join(operator);
        codes(&demanding(&condition))
    };
    assert_eq!(chained(" and ", 2_000), []);
    assert_eq!(chained(" or ", 2_000), []);
    assert_eq!(chained(" + ", 100), []);
    assert_eq!(chained(" + ", 100_000), [Code::TooDeep]);
    assert_eq!(chained(" * ", 1_000), [Code::TooDeep]);
    assert_eq!(chained(".", 1_000), [Code::TooDeep]);
    assert_eq!(codes(&demanding(&format!("a{}", "[b]".repeat(1_000)))), [Code::TooDeep]);
    assert_eq!(codes(&demanding(&"not ".repeat(100_000))).len(), 1);
}

#[test]
fn deep_types_and_plans_are_refused() {
    let types = format!("define f(x: {} text) = x\n", "list of ".repeat(10_000));
    assert_eq!(codes(&types), [Code::TooDeep]);
    let plan = format!(
        "test t\n  plan {{\"a\": {}{}}}\n  expect violated r\n",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert_eq!(codes(&plan), [Code::TooDeep]);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let text = " ".repeat(MAX_FILE_SIZE + 1);
    assert_eq!(codes(&text), [Code::TooLarge]);
    assert_eq!(codes(&text[1..]), []);
}

#[test]
fn names_are_brought_to_one_form() {
    let composed = parse("dimension caf\u{e9}\n");
    let decomposed = parse("dimension cafe\u{301}\n");
    let name = |parsed: crate::syntax::Parsed| match parsed.file.items[0].kind.clone() {
        crate::syntax::ast::ItemKind::Dimension(dimension) => dimension.name.text,
        _ => unreachable!(),
    };
    assert_eq!(name(composed), name(decomposed));
}

/// Every span lies in the text, on the boundaries of characters.
fn check_places(text: &str) {
    let parsed = parse_file(FileId(0), text);
    for diagnostic in &parsed.diagnostics {
        assert!(!diagnostic.message.en().contains('\n'), "{}", diagnostic.message.en());
        for label in &diagnostic.labels {
            assert!(text.get(label.span.range()).is_some(), "{diagnostic:?}");
        }
    }
    for item in &parsed.file.items {
        assert!(text.get(item.span.range()).is_some());
    }
}

/// Pieces that hurt where they do not belong.
const PIECES: &[&str] = &[
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "{a}",
    "“",
    "”",
    "，",
    "：",
    "　",
    "==",
    "&&",
    "-",
    ".5",
    "1,000",
    "2025-6-3",
    " and ",
    " some x in y: ",
    " at least ",
    " of ",
    " is ",
    "\n",
    "\nrule ",
    "\n}",
    "//",
    "///",
    "\u{feff}",
    "\u{301}",
    "\r\n",
    "亿",
    "must",
    " not ",
    " for ",
    "zh: ",
    "\t",
    "%",
    "\0",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        check_places(&text);
        check_places(&demanding(&text));
    }

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check_places(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_damage_is_answered(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), 0..PIECES.len(), 0..30_usize), 1..6)
    ) {
        let mut text: Vec<char> = SAMPLE.chars().collect();
        for (place, piece, removed) in damage {
            let at = place.index(text.len().max(1)).min(text.len());
            let end = (at + removed).min(text.len());
            text.splice(at..end, PIECES[piece].chars());
        }
        check_places(&text.into_iter().collect::<String>());
    }

    #[test]
    fn any_order_of_words_is_answered(words in proptest::collection::vec(0..PIECES.len() * 2, 0..40)) {
        let sample: Vec<&str> = SAMPLE.split_whitespace().collect();
        let text: Vec<&str> = words
            .into_iter()
            .map(|word| PIECES.get(word).copied().unwrap_or_else(|| sample[word * 7 % sample.len()]))
            .collect();
        check_places(&demanding(&text.join(" ")));
    }
}
