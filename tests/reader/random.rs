//! What holds of any text: reading ends, says where, and does not depend on order or layout.

use misrule::facts::{Builder, Facts, Root, Scope};
use misrule::read::{Reader, Reading, decode};
use proptest::prelude::*;
use serde_json::Value;

use crate::sample::{FILE, messages, model};

fn whole_plan() -> Value {
    serde_json::json!({
        "format": "sample/plan/1", "id": "p", "title": "计划", "date": "2025-06-30", "currency": "CNY",
        "classification": "isic", "binding": true, "growth": 1.5, "share": "28 %", "land": "3 mu",
        "budget": "1.2 亿元", "words": ["a", "b\n\"c\"", "临海"],
        "region": {"code": "A", "name": "临海", "source": {"page": 3}},
        "period": {"base_year": 2020, "last_year": 2030},
        "indicators": [
            {"id": "energy_intensity", "series": {"2020": "0.6 tce per 万元", "2030": 0.5}},
            {"id": "tea", "series": {"2020": 1}},
            {"id": "gross_product", "target": {"absent": "unknown", "because": "not yet"}}
        ],
        "industries": [{"id": "steel", "code": "24", "value_added": {"2020": 5, "2025": 7.25}},
                       {"id": "dyeing", "codes": ["isic:01", "nace:24.1"]}],
        "measures": [{"id": "m", "action": "close", "grounds": ["safety"], "targets": ["dyeing"],
                      "lead": "steel", "coverage": null}]
    })
}

fn read(text: &str) -> (Reading, Facts) {
    let (model, layout) = model();
    let mut builder = Builder::new(model, layout);
    let reader = Reader::new(model, layout);
    let reading = reader.read(&mut builder, Root::Plan, text, FILE);
    reader.places(Root::Plan, text, FILE, &[]);
    (reading, builder.finish(model, Scope::Open))
}

/// Every place of a reading lies in its text, on characters.
fn places_fit(text: &str, reading: &Reading) {
    for fault in &reading.diagnostics {
        assert!(!fault.labels.is_empty(), "{} has no place", fault.message.en());
        for label in &fault.labels {
            assert!(
                text.get(label.span.range()).is_some(),
                "{}: {:?}",
                fault.message.en(),
                label.span
            );
        }
    }
}

/// The tables, whatever the order in which words were met.
fn shape(facts: &Facts) -> Vec<(u32, u32, Vec<misrule::facts::Cell>)> {
    facts.tables.iter().map(|table| (table.real, table.rows, table.owner.clone())).collect()
}

/// A plan with the fields of its records in another order.
fn shuffled(value: &Value, seed: u64) -> String {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| {
                let mut hash = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                for byte in name.bytes() {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                }
                hash
            });
            let fields: Vec<_> = fields
                .into_iter()
                .map(|(name, value)| format!("\"{name}\": {}", shuffled(value, seed)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(members) => {
            let members: Vec<_> = members.iter().map(|it| shuffled(it, seed)).collect();
            format!("[{}]", members.join(", "))
        }
        value => value.to_string(),
    }
}

fn check_rows(facts: &Facts) {
    use misrule::facts::Column;
    for table in &facts.tables {
        // A column that no plan states anything in is empty.
        let right = |length: usize| length == 0 || length == table.rows as usize;
        assert_eq!(table.plan.is_empty(), table.left_out == 0);
        assert!(right(table.plan.len()));
        assert_eq!(table.owner.len(), table.real as usize);
        for column in &table.columns {
            match column {
                Column::Boolean(values) => assert!(right(values.len())),
                Column::Text(ids) | Column::Word(ids) | Column::Code(ids) | Column::Row(ids) => {
                    assert!(right(ids.len()));
                }
                Column::Number(numbers) => assert!(right(numbers.len())),
                Column::List(lists) => {
                    assert!(right(lists.starts.len()));
                    let ends: Vec<_> = lists.starts.iter().zip(&lists.ends).collect();
                    assert!(ends.iter().all(|(start, end)| start <= end));
                    assert!(ends.windows(2).all(|pair| pair[0].1 <= pair[1].0));
                }
            }
        }
    }
}

#[test]
fn a_whole_plan_reads_without_a_word() {
    let (reading, facts) = read(&serde_json::to_string_pretty(&whole_plan()).unwrap());
    assert_eq!(messages(&reading.diagnostics), Vec::<String>::new());
    assert!(reading.is_json);
    check_rows(&facts);
}

#[test]
fn a_text_may_end_behind_any_character() {
    for text in
        ["{\"id\": [\"a\", 中", "{\"id\": \"中", "{\"id\": [1，", "中", "{中", "{\"id\"：中}"]
    {
        places_fit(text, &read(text).0);
    }
}

#[test]
fn a_plan_of_one_long_line_is_read() {
    let mut plan = whole_plan();
    let measures: Vec<Value> = (0..30_000)
        .map(|at| {
            serde_json::json!({"id": format!("m{at}"), "title": format!("第{at}项 \"measure\""),
                "action": "support", "targets": ["steel", "dyeing"], "criteria": ["a", "b"],
                "coverage": "by_criteria"})
        })
        .collect();
    plan["measures"] = measures.into();
    plan["measures"][29_999]["coverage"] = "some".into();
    let text = plan.to_string();
    assert!(text.len() > 4 << 20 && !text.contains('\n'));
    let (reading, facts) = read(&text);
    assert_eq!(messages(&reading.diagnostics), ["`some` is not what `coverage` may be"]);
    let place = reading.diagnostics[0].place().unwrap();
    assert_eq!(&text[place.range()], "\"some\"");
    check_rows(&facts);
    assert!(facts.tables.iter().any(|table| table.real == 60_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_fields_does_not_matter(seed: u64) {
        let (_, expected) = read(&whole_plan().to_string());
        let (reading, facts) = read(&shuffled(&whole_plan(), seed));
        prop_assert_eq!(messages(&reading.diagnostics), Vec::<String>::new());
        check_rows(&facts);
        let counts = |facts| shape(facts).into_iter().map(|(real, rows, _)| (real, rows)).collect::<Vec<_>>();
        prop_assert_eq!(counts(&facts), counts(&expected));
        prop_assert_eq!(facts.plans[0].last_year, Some(2030));
        prop_assert_eq!(&facts.plans[0].id, "p");
    }

    #[test]
    fn a_slip_anywhere_is_survived(
        place: prop::sample::Index, cut in 0usize..6,
        insert in r#"[\[\]{},:"\\/0-9.eE+\-tfn' \n#，：“a中]{0,3}"#,
    ) {
        let text = serde_json::to_string_pretty(&whole_plan()).unwrap();
        let chars: Vec<char> = text.chars().collect();
        let at = place.index(chars.len());
        let head: String = chars[..at].iter().collect();
        let tail: String = chars[at..].iter().skip(cut).collect();
        let text = format!("{head}{insert}{tail}");
        let (reading, facts) = read(&text);
        places_fit(&text, &reading);
        check_rows(&facts);
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok()
            && serde_json::from_str::<Value>(&text).is_ok();
        prop_assert_eq!(reading.is_json, is_json, "{}", text);
        let (again, same) = read(&text);
        prop_assert_eq!(messages(&again.diagnostics), messages(&reading.diagnostics));
        prop_assert_eq!(shape(&same), shape(&facts));
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let decoded = decode(bytes);
        let (reading, facts) = read(&decoded.text);
        places_fit(&decoded.text, &reading);
        check_rows(&facts);
    }

    #[test]
    fn any_value_in_any_field_is_answered(
        at in 0usize..17,
        value in prop_oneof![
            Just("null"), Just("true"), Just("0.3"), Just("-1e400"), Just("\"-\""), Just("\"steel\""),
            Just("[]"), Just("[null, 1, \"x\", {}, []]"), Just("{}"), Just("{\"absent\": \"withheld\"}"),
            Just("{\"2020\": \"x\", \"2021\": [], \"x\": 1}"), Just("\"5 million EUR\""), Just("\"isic:24\""),
            Just("{\"id\": {\"id\": []}}"), Just("[{\"id\": \"a\"}, {\"id\": \"a\", \"series\": {\"2020\": \"1 t\"}}]"),
        ],
    ) {
        let mut plan = whole_plan();
        let names: Vec<String> = plan.as_object().unwrap().keys().cloned().collect();
        let name = &names[at % names.len()];
        plan[name] = "HERE".into();
        let text = plan.to_string().replace("\"HERE\"", value);
        let (reading, facts) = read(&text);
        places_fit(&text, &reading);
        check_rows(&facts);
        prop_assert!(reading.is_json);
        prop_assert!(reading.row.is_some());
    }
}
