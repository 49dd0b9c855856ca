//! The identity fields that a plan inside a test may leave out.

use indexmap::IndexMap;

use super::tree::Tree;
use crate::model::{FieldType, Model, RecordId, RecordRole};

/// Adds what the record requires and the test does not give: the model's format, `name` for
/// texts, the first word of a vocabulary, an empty list. Numbers and references are not made up.
pub fn fill_identity(model: &Model, record: RecordId, name: &str, given: Tree) -> Tree {
    let Tree::Object(mut members) = given else { return given };
    let Some(declared) = model.record(record) else { return Tree::Object(members) };
    for field in &declared.fields {
        let inner = match field.ty {
            FieldType::Record(inner) => Some(inner),
            _ => None,
        };
        let present = members.get(&field.name).cloned();
        let filled = match (present, inner) {
            (Some(given), Some(inner)) => Some(fill_identity(model, inner, name, given)),
            (Some(_), None) => None,
            (None, _) if field.optional || field.default.is_some() => None,
            (None, Some(inner)) => {
                Some(fill_identity(model, inner, name, Tree::Object(IndexMap::new())))
            }
            (None, None) if field.name == "format" => {
                format_of(model, record).map(|f| Tree::text(&f))
            }
            (None, None) => made_up(model, &field.ty, name),
        };
        if let Some(filled) = filled {
            members.insert(field.name.clone(), filled);
        }
    }
    Tree::Object(members)
}

fn format_of(model: &Model, record: RecordId) -> Option<String> {
    match model.record(record)?.role {
        RecordRole::Plan { .. } => model.plan_format.clone(),
        RecordRole::Portfolio => model.portfolio_format.clone(),
        RecordRole::Part => None,
    }
}

fn made_up(model: &Model, ty: &FieldType, name: &str) -> Option<Tree> {
    match ty {
        FieldType::Text => Some(Tree::text(name)),
        FieldType::Word(vocabulary) => {
            let first = model.vocabulary(*vocabulary)?.words.first()?;
            Some(Tree::text(&first.name))
        }
        FieldType::List(_) | FieldType::Set(_) => Some(Tree::Array(Vec::new())),
        FieldType::Boolean
        | FieldType::Number { .. }
        | FieldType::QuantityOf(_)
        | FieldType::Year
        | FieldType::Date
        | FieldType::Code(_)
        | FieldType::Ref { .. }
        | FieldType::Record(_)
        | FieldType::Series(_) => None,
    }
}
