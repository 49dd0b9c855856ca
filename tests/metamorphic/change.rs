//! Changes of a plan's text that mean the same, and gaps put into it.

use misrule::model::{FieldType, Model, Record, RecordId, RecordRole};
use serde_json::{Value, json};

use crate::random::Random;

/// Puts members in any order.
pub fn shuffle<T>(members: &mut [T], random: &mut Random) {
    for at in (1..members.len()).rev() {
        members.swap(at, random.below(at + 1));
    }
}

/// A plan's text, with the keys of every object in any order.
pub fn written(value: &Value, random: &mut Random) -> String {
    match value {
        Value::Object(members) => {
            let mut parts: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{}: {}", json!(key), written(value, random)))
                .collect();
            shuffle(&mut parts, random);
            format!("{{{}}}", parts.join(", "))
        }
        Value::Array(members) => {
            let parts: Vec<String> = members.iter().map(|one| written(one, random)).collect();
            format!("[{}]", parts.join(", "))
        }
        other => other.to_string(),
    }
}

/// Calls `change` with each field that a plan gives: its record, its type and its value.
pub fn each_field(
    model: &Model,
    plan: &mut Value,
    change: &mut dyn FnMut(&Record, &str, &FieldType, &mut Value),
) {
    each_of_record(model, model.plan.unwrap(), plan, change);
}

fn each_of_record(
    model: &Model,
    record: RecordId,
    value: &mut Value,
    change: &mut dyn FnMut(&Record, &str, &FieldType, &mut Value),
) {
    let record = model.record(record).unwrap();
    for field in &record.fields {
        let Some(inner) = value.get_mut(&field.name) else { continue };
        match &field.ty {
            FieldType::Record(of) => each_of_record(model, *of, inner, change),
            FieldType::List(of) => {
                if let FieldType::Record(of) = **of {
                    for member in inner.as_array_mut().into_iter().flatten() {
                        each_of_record(model, of, member, change);
                    }
                }
            }
            _ => {}
        }
        change(record, &field.name, &field.ty, inner);
    }
}

/// Puts the members of every list and set in any order.
pub fn shuffle_lists(model: &Model, plan: &mut Value, random: &mut Random) {
    each_field(model, plan, &mut |_, _, ty, value| {
        if let (FieldType::List(_) | FieldType::Set(_), Some(members)) = (ty, value.as_array_mut())
        {
            shuffle(members, random);
        }
    });
}

/// What the keys of records begin with, once they are renamed.
pub const RENAMED: &str = "renamed-";

/// Renames every key that is a text, and what refers to it.
pub fn rename_keys(model: &Model, plan: &mut Value) {
    let has_text_key = |record: &Record| {
        let key = record.key.and_then(|key| record.fields.get(usize::from(key.0)));
        key.is_some_and(|key| key.ty == FieldType::Text)
    };
    let rename = |value: &mut Value| {
        // A placeholder is no key.
        if let Value::String(text) = value
            && text != "n/a"
        {
            text.insert_str(0, RENAMED);
        }
    };
    let refers = |ty: &FieldType| match ty {
        FieldType::Ref { record, .. } => has_text_key(model.record(*record).unwrap()),
        _ => false,
    };
    each_field(model, plan, &mut |record, field, ty, value| {
        let is_key = record.key.is_some_and(|key| record.fields[usize::from(key.0)].name == field);
        let is_part = record.role == RecordRole::Part;
        if is_key && is_part && has_text_key(record) || refers(ty) {
            rename(value);
        }
        if let (FieldType::List(of), Some(members)) = (ty, value.as_array_mut())
            && refers(of)
        {
            members.iter_mut().for_each(rename);
        }
    });
}

/// Withholds some of what a plan gives: about so many of a hundred fields.
pub fn withhold(model: &Model, plan: &mut Value, percent: usize, random: &mut Random) {
    each_field(model, plan, &mut |record, field, _, value| {
        let is_key = record.key.is_some_and(|key| record.fields[usize::from(key.0)].name == field);
        // What the plan is read by.
        let is_head = ["format", "currency", "classification"].contains(&field);
        if !is_key && !is_head && random.chance(percent) {
            *value = json!({ "absent": "withheld" });
        }
    });
}
