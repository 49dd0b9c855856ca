//! `changed by`: a patch laid over a plan.
//!
//! Objects merge; an object where the model has a keyed list merges by key; null removes; an
//! array or a value replaces.

use indexmap::IndexMap;

use super::tree::Tree;
use crate::model::{FieldType, Model, Record, RecordId};

/// Lays `patch` over the record `base`.
pub fn patch_record(model: &Model, record: RecordId, base: Tree, patch: &Tree) -> Tree {
    let (Tree::Object(mut members), Tree::Object(changes)) = (base, patch) else {
        return patch.clone();
    };
    for (name, change) in changes {
        if change.is_null() {
            members.shift_remove(name);
            continue;
        }
        let ty = model
            .record(record)
            .and_then(|record| record.field_named(name))
            .map(|(_, field)| &field.ty);
        let after = patch_field(model, ty, members.get(name).cloned(), change);
        members.insert(name.clone(), after);
    }
    Tree::Object(members)
}

fn patch_field(model: &Model, ty: Option<&FieldType>, before: Option<Tree>, change: &Tree) -> Tree {
    match (ty, change) {
        (Some(FieldType::Record(inner)), Tree::Object(_)) => {
            let before = before.unwrap_or_else(|| Tree::Object(IndexMap::new()));
            patch_record(model, *inner, before, change)
        }
        (Some(FieldType::List(member)), Tree::Object(changes)) => match **member {
            FieldType::Record(inner) => match model.record(inner).and_then(key_name) {
                Some(key) => patch_list(model, inner, key, before, changes),
                None => change.clone(),
            },
            _ => change.clone(),
        },
        (Some(FieldType::Series(_)), Tree::Object(changes)) => {
            let mut points = match before {
                Some(Tree::Object(points)) => points,
                _ => IndexMap::new(),
            };
            for (year, value) in changes {
                if value.is_null() {
                    points.shift_remove(year);
                } else {
                    points.insert(year.clone(), value.clone());
                }
            }
            Tree::Object(points)
        }
        _ => change.clone(),
    }
}

fn key_name(record: &Record) -> Option<&str> {
    record.fields.get(record.key?.0 as usize).map(|field| field.name.as_str())
}

/// Lays changes, named by key, over a list of records. A key that is not there yet is added at
/// the end.
fn patch_list(
    model: &Model,
    record: RecordId,
    key: &str,
    before: Option<Tree>,
    changes: &IndexMap<String, Tree>,
) -> Tree {
    let mut members = match before {
        Some(Tree::Array(members)) => members,
        _ => Vec::new(),
    };
    let key_of = |member: &Tree| match member {
        Tree::Object(fields) => fields.get(key).and_then(Tree::as_key),
        Tree::Array(_) | Tree::Leaf(_) => None,
    };
    for (name, change) in changes {
        let at = members.iter().position(|member| key_of(member).as_deref() == Some(name));
        match (at, change.is_null()) {
            (Some(at), true) => {
                members.remove(at);
            }
            (None, true) => {}
            (Some(at), false) => {
                if let Some(member) = members.get_mut(at) {
                    *member = patch_record(model, record, member.clone(), change);
                }
            }
            (None, false) => {
                let named = Tree::Object(IndexMap::from([(key.to_owned(), Tree::text(name))]));
                members.push(patch_record(model, record, named, change));
            }
        }
    }
    Tree::Array(members)
}
