//! However a plan is spelt, the same is read: minified, or with every text and number written in
//! a way that the reader has to look at twice.

use std::path::Path;

use misrule::base::{FileId, Symbol};
use misrule::declare;
use misrule::facts::{Builder, Column, Facts, Layout, Root, Scope};
use misrule::packs::Packs;
use misrule::read::Reader;
use serde_json::Value;

/// Scalars of all kinds, most of which belong in few fields only.
const ODD: &[&str] = &[
    r#""n/a""#,
    r#""5 %""#,
    r#""0.5%""#,
    "0.5",
    "1",
    "100.0",
    "-1",
    r#""1,000 CNY""#,
    r#""12 亿元""#,
    r#""-1.50 亿元""#,
    "true",
    "null",
    r#""""#,
    r#"" ""#,
    r#""３ 人""#,
    r#""1.2 万人""#,
    "2030",
    r#""2030""#,
    r#""9223372036854775807 t""#,
    "999999999999999999",
    "0.000000000000000001",
    r#""3 tce per 10 thousand CNY""#,
    r#""3 tce per 10,000 CNY""#,
    r#""50 CNY per person""#,
    r#""7""#,
    r#""steel""#,
    r#""待定""#,
    r#""2026-02-30""#,
    r#""2026-02-10""#,
    r#""5 USD""#,
    r#""1 2 t""#,
    r#""5 .t""#,
];

/// The text of a value whose texts begin with an escape and whose numbers have an exponent.
fn spelt_oddly(value: &Value, text: &mut String) {
    let escaped = |of: &str, text: &mut String| {
        let mut units = [0; 2];
        let mut rest = of.chars();
        text.push('"');
        if let Some(first) = rest.next() {
            for unit in first.encode_utf16(&mut units) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
        let rest = serde_json::to_string(rest.as_str()).unwrap();
        text.push_str(&rest[1..]);
    };
    match value {
        Value::String(of) => escaped(of, text),
        // A year is written plainly, or is none.
        Value::Number(year) if (1000..=9999).contains(&year.as_i64().unwrap_or(0)) => {
            text.push_str(&year.to_string());
        }
        Value::Number(number) => text.push_str(&number_oddly(&number.to_string())),
        Value::Object(fields) => {
            let mut before = '{';
            for (key, value) in fields {
                text.push(before);
                escaped(key, text);
                text.push_str(" : ");
                spelt_oddly(value, text);
                before = ',';
            }
            text.push_str(if before == '{' { "{}" } else { "}" });
        }
        Value::Array(members) => {
            let mut before = '[';
            for value in members {
                text.push(before);
                spelt_oddly(value, text);
                before = ',';
            }
            text.push_str(if before == '[' { "[]" } else { "]" });
        }
        other => text.push_str(&other.to_string()),
    }
}

fn number_oddly(number: &str) -> String {
    if number.contains('e') { number.to_owned() } else { format!("{number}e0") }
}

/// Everything in the tables, with numbers by their value.
fn shown(facts: &Facts) -> Vec<String> {
    let words = (0..u32::try_from(facts.words.len()).unwrap()).map(Symbol);
    let mut shown: Vec<String> = words.map(|word| facts.words.word(word).to_owned()).collect();
    for table in &facts.tables {
        let columns = table.columns.iter().map(|column| match column {
            Column::Number(numbers) => {
                format!("{:?}", (0..numbers.len()).map(|row| numbers.get(row)).collect::<Vec<_>>())
            }
            column => format!("{column:?}"),
        });
        shown.extend(columns);
        let mut gaps: Vec<_> = table.gaps.iter().map(|gap| format!("{gap:?}")).collect();
        gaps.sort();
        shown.push(format!("{} {} {:?} {:?}", table.real, table.left_out, table.owner, gaps));
    }
    shown.push(format!("{:?}", facts.plans));
    shown
}

struct Read {
    facts: Vec<String>,
    codes: Vec<String>,
    messages: Vec<String>,
}

fn read(reader: &Reader, builder: Builder, model: &misrule::model::Model, text: &str) -> Read {
    let mut builder = builder;
    let reading = reader.read(&mut builder, Root::Plan, text, FileId(0));
    assert!(reading.is_json);
    let faults = reading.diagnostics;
    let mut codes: Vec<_> = faults.iter().map(|it| format!("{:?}", it.code)).collect();
    codes.sort();
    let messages = faults.iter().map(|it| format!("{:?} {:?}", it.message, it.help)).collect();
    Read { facts: shown(&builder.finish(model, Scope::Open)), codes, messages }
}

/// The scalars of a value, in the order they stand in.
fn scalars<'v>(value: &'v mut Value, found: &mut Vec<&'v mut Value>) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|value| scalars(value, found)),
        Value::Array(members) => members.iter_mut().for_each(|value| scalars(value, found)),
        scalar => found.push(scalar),
    }
}

#[test]
fn spelling_changes_nothing() {
    let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
    let (model, _) = declare::build(&packs, &sources);
    let layout = Layout::new(&model);
    let reader = Reader::new(&model, &layout);
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = ["invented/linhai.json", "invented/linhai-corrected.json", "china/cn-14fyp.json"];
    let odd: Vec<Value> = ODD.iter().map(|odd| serde_json::from_str(odd).unwrap()).collect();
    let mut faults = 0;
    for file in files {
        let pretty = std::fs::read_to_string(examples.join(file)).unwrap();
        let whole: Value = serde_json::from_str(&pretty).unwrap();
        // As it is, then with some of its values replaced.
        for round in 0..12 {
            let mut plan = whole.clone();
            if round > 0 {
                let mut all = Vec::new();
                scalars(&mut plan, &mut all);
                for (at, scalar) in all.into_iter().enumerate().skip(round).step_by(23) {
                    *scalar = odd[(at / 23 + round * 5) % odd.len()].clone();
                }
            }
            let minified = plan.to_string();
            let mut oddly = String::new();
            spelt_oddly(&plan, &mut oddly);
            let tables = || Builder::new(&model, &layout);
            let plain = read(&reader, tables(), &model, &minified);
            let pretty = serde_json::to_string_pretty(&plan).unwrap();
            let spaced = read(&reader, tables(), &model, &pretty);
            let careful = read(&reader, tables(), &model, &oddly);
            assert_eq!(
                (&plain.facts, &plain.messages),
                (&spaced.facts, &spaced.messages),
                "{file}"
            );
            for (plain, careful) in plain.facts.iter().zip(&careful.facts) {
                assert_eq!(plain, careful, "{file} {round}");
            }
            assert_eq!(plain.facts.len(), careful.facts.len());
            assert_eq!(plain.codes, careful.codes, "{file} {round}");
            faults += plain.codes.len();
        }
    }
    assert!(faults > 1_000, "{faults}");
}
