//! The words for what the model expects of a value.

use crate::base::Language;
use crate::model::{FieldType, Model, Vocabulary};
use crate::quantity::{Printer, ScaledUnit, Unit};

/// A unit as it stands behind a number; empty for a plain number.
pub(super) fn unit_name(model: &Model, unit: &Unit) -> String {
    let unit = ScaledUnit { scale: None, unit: unit.clone() };
    Printer::new(&model.units, Language::En).unit(&unit)
}

/// What a value of a type is, as it goes on after "is": `a number in hectare`.
pub(super) fn expected(model: &Model, ty: &FieldType) -> String {
    match ty {
        FieldType::Text => "a text".to_owned(),
        FieldType::Boolean => "`true` or `false`".to_owned(),
        FieldType::Number { unit: Unit::Number, integer: true } => "a whole number".to_owned(),
        FieldType::Number { unit: Unit::Number, integer: false } => "a number".to_owned(),
        FieldType::Number { unit, .. } => format!("a number in {}", unit_name(model, unit)),
        FieldType::QuantityOf(_) => "a number, or a text with a unit".to_owned(),
        FieldType::Year => "a year such as 2025".to_owned(),
        FieldType::Date => "a date such as \"2025-06-30\"".to_owned(),
        FieldType::Word(vocabulary) => match model.vocabulary(*vocabulary) {
            Some(it) if it.inline => format!("one of {}", word_list(it)),
            Some(it) => format!("a word of `{}`", it.name),
            None => "a word".to_owned(),
        },
        FieldType::Code(scheme) => match scheme.and_then(|scheme| model.scheme(scheme)) {
            Some(scheme) => format!("a code of {}", scheme.name),
            None => "a code, a text such as \"isic:24\"".to_owned(),
        },
        FieldType::Ref { record, .. } => match model.record(*record) {
            Some(record) => {
                match record.key.and_then(|key| record.fields.get(usize::from(key.0))) {
                    Some(key) => format!("the `{}` of a {}", key.name, record.name),
                    None => format!("a reference to a {}", record.name),
                }
            }
            None => "a reference".to_owned(),
        },
        FieldType::Record(record) => match model.record(*record) {
            Some(record) => format!("a {}, a record `{{ … }}`", record.name),
            None => "a record `{ … }`".to_owned(),
        },
        FieldType::List(_) | FieldType::Set(_) => "a list `[ … ]`".to_owned(),
        FieldType::Series(_) => "values by year, `{ \"2025\": … }`".to_owned(),
    }
}

/// The first words of a vocabulary.
pub(super) fn word_list(vocabulary: &Vocabulary) -> String {
    const MOST: usize = 8;
    let names: Vec<&str> = vocabulary.words.iter().take(MOST).map(|it| it.name.as_str()).collect();
    let more = vocabulary.words.len().saturating_sub(MOST);
    let list = names.join(", ");
    if more > 0 { format!("{list} and {more} more") } else { list }
}
