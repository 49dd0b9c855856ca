//! The JSON Schema of plans: what it says of a small model, and whether it takes the plans that
//! stand in the project.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]
use std::path::Path;

use misrule::base::Language;
use misrule::declare::build;
use misrule::model::Model;
use misrule::packs::{Packs, RuleFile};
use serde_json::{Value, json};

fn embedded() -> Model {
    let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
    build(&packs, &sources).0
}

fn small() -> Model {
    let text = r#"pack m "M" version "2.1"
unit percent, % = 0.01
dimension area
unit hectare, 公顷 of area
vocabulary action "What is done" { close "closes it" zh: "关停", expand: percent }
open vocabulary mineral { lithium }
record Plan key id is the plan shown as id from base to last
  "A plan" zh: "规划"
  format: text
  id: text "a short name"
  base: year from 1990
  last?: year
  share?: series of percent from 0 % to 100 % "what share" zh: "占比"
  land: hectare = 1.5 hectare
  measures?: list of Measure
record Measure key id
  id: text
  action?: one of action
  size?: quantity of action
  level: one of {low, high} = low
  minerals?: set of mineral
  other?: ref Measure
"#;
    let file = RuleFile { name: "m.rule".into(), text: text.into() };
    let (packs, sources, mut diagnostics) = Packs::load(vec![file], false, &|_, _| None);
    let (model, found) = build(&packs, &sources);
    diagnostics.extend(found);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    model
}

#[test]
fn a_small_model_in_full() {
    let schema = small().plan_schema(Language::En).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&schema).unwrap());
}

#[test]
fn texts_are_in_the_language_asked_for() {
    let schema = small().plan_schema(Language::Zh).unwrap();
    assert_eq!(schema["title"], "规划");
    assert_eq!(schema["properties"]["share"]["description"], "占比（单位：%）");
    assert_eq!(schema["$defs"]["action"]["description"], "close: 关停");
    assert_eq!(small().portfolio_schema(Language::Zh), None);
}

#[test]
fn it_is_the_same_every_time() {
    let text = |model: Model| serde_json::to_string(&model.plan_schema(Language::En)).unwrap();
    assert_eq!(text(embedded()), text(embedded()));
}

/// Whether a value fits a schema, by the keywords that ours use; any other keyword fails the test.
fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let Some(schema) = schema.as_object() else { return schema.as_bool().unwrap() };
    schema.iter().all(|(keyword, says)| match keyword.as_str() {
        "$schema" | "$defs" | "title" | "description" | "default" | "format" => true,
        "$ref" => {
            let name = says.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
            fits(root, &root["$defs"][name], value)
        }
        "anyOf" => says.as_array().unwrap().iter().any(|form| fits(root, form, value)),
        "const" => says == value,
        "enum" => says.as_array().unwrap().contains(value),
        "type" => match says {
            Value::Array(types) => types.iter().any(|ty| is(ty, value)),
            ty => is(ty, value),
        },
        "minimum" => value.as_f64().is_none_or(|value| value >= says.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|value| value <= says.as_f64().unwrap()),
        "pattern" => value.as_str().is_none_or(|text| matches(says, text)),
        "items" => value.as_array().is_none_or(|all| all.iter().all(|v| fits(root, says, v))),
        "uniqueItems" => value
            .as_array()
            .is_none_or(|all| all.iter().enumerate().all(|(at, v)| !all[..at].contains(v))),
        "required" => value.as_object().is_none_or(|v| {
            says.as_array().unwrap().iter().all(|k| v.contains_key(k.as_str().unwrap()))
        }),
        "properties" => value.as_object().is_none_or(|object| {
            object.iter().all(|(k, v)| says.get(k).is_none_or(|says| fits(root, says, v)))
        }),
        "patternProperties" => value.as_object().is_none_or(|object| {
            object.iter().all(|(k, v)| {
                let mut patterns = says.as_object().unwrap().iter();
                patterns.all(|(p, says)| !matches(&json!(p), k) || fits(root, says, v))
            })
        }),
        "additionalProperties" => value.as_object().is_none_or(|object| {
            object.keys().all(|k| {
                let named = schema.get("properties").is_some_and(|all| all.get(k).is_some());
                let patterns = schema.get("patternProperties").and_then(Value::as_object);
                named || patterns.is_some_and(|all| all.keys().any(|p| matches(&json!(p), k)))
            })
        }),
        other => panic!("the keyword `{other}` is not known to this test"),
    })
}

fn is(ty: &Value, value: &Value) -> bool {
    match ty.as_str().unwrap() {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "null" => value.is_null(),
        other => panic!("the type `{other}` is none"),
    }
}

fn matches(pattern: &Value, text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    match pattern.as_str().unwrap() {
        "^x-" => text.starts_with("x-"),
        "^\\d{4}$" => text.len() == 4 && text.chars().all(digit),
        "\\d" => text.contains(digit),
        other => panic!("the pattern `{other}` is not known to this test"),
    }
}

#[test]
fn what_fits_and_what_does_not() {
    let schema = small().plan_schema(Language::En).unwrap();
    let good = json!({ "format": "m/plan/2", "id": "a", "base": 2020 });
    let with = |key: &str, value: Value| {
        let mut plan = good.clone();
        plan[key] = value;
        fits(&schema, &schema, &plan)
    };
    assert!(fits(&schema, &schema, &good));
    let measure = |key: &str, value: Value| {
        let mut measure = json!({ "id": "m" });
        measure[key] = value;
        with("measures", json!([measure]))
    };
    for (key, value) in [
        ("share", json!({ "2020": 27.7, "2025": "28 %" })),
        ("share", json!({})),
        ("share", json!({ "absent": "withheld", "because": "not public" })),
        ("share", json!(null)),
        ("land", json!("1.2 million hectare")),
        ("land", json!(null)),
        ("x-note", json!([1, 2])),
        ("$schema", json!("schema.json")),
        ("source", json!({ "document": "Outline", "page": 3 })),
    ] {
        assert!(with(key, value.clone()), "{key}: {value}");
    }
    for (key, value) in [
        ("format", json!("m/plan/1")),
        ("base", json!(1980)),
        ("base", json!("2020")),
        ("base", json!(null)),
        ("base", json!({ "absent": "unknown" })),
        ("share", json!({ "20": 27.7 })),
        ("share", json!({ "2020": 127.7 })),
        ("share", json!({ "2020": "none" })),
        ("share", json!({ "absent": "lost" })),
        ("shares", json!({})),
        ("land", json!({ "absent": "unknown" })),
        ("measures", json!({ "id": "a" })),
        ("measures", json!([{}])),
    ] {
        assert!(!with(key, value.clone()), "{key}: {value}");
    }
    assert!(measure("action", json!("close")) && !measure("action", json!("abolish")));
    assert!(measure("level", json!("high")) && !measure("level", json!("middle")));
    assert!(measure("minerals", json!(["lithium", "own word"])));
    assert!(!measure("minerals", json!(["lithium", "lithium"])));
    assert!(measure("size", json!("3 %")) && measure("size", json!(3)));
}

#[test]
fn the_plans_of_the_project_fit() {
    let model = embedded();
    let plan = model.plan_schema(Language::En).unwrap();
    let portfolio = model.portfolio_schema(Language::En).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut count = 0;
    for folder in ["china", "czech", "germany"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|end| end != "json") {
                continue;
            }
            let value: Value =
                serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let format = value["format"].as_str().unwrap();
            let schema = if format == "regional/plan/1" { &plan } else { &portfolio };
            let objects = value.as_object().unwrap();
            let wrong: Vec<&String> = objects
                .iter()
                .filter(|(key, value)| !fits(schema, &schema["properties"][key.as_str()], value))
                .map(|(key, _)| key)
                .collect();
            assert!(wrong.is_empty(), "{}: {wrong:?}", path.display());
            assert!(fits(schema, schema, &value), "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 20, "the example plans were not found");
}
