//! The words for what the model expects of a value.

use crate::base::Language;
use crate::model::{FieldType, Model, Record, Vocabulary};
use crate::quantity::{Printer, ScaledUnit, Unit};

/// A unit as it stands behind a number; empty for a plain number.
pub(super) fn unit_name(model: &Model, unit: &Unit) -> String {
    let unit = ScaledUnit { scale: None, unit: unit.clone() };
    Printer::new(&model.units, Language::En).unit(&unit)
}

/// A record type in plain words: `ChokePoint` is a `choke point`.
pub(super) fn plain_name(record: &Record) -> String {
    let mut words = String::new();
    for c in record.name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// A record type in plain words, with its article.
pub(super) fn one_of(record: &Record) -> String {
    let words = plain_name(record);
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {words}")
}

/// What a value of a type is, with its verb: `is a number in hectare`.
pub(super) fn expected(model: &Model, ty: &FieldType) -> String {
    match ty {
        FieldType::Text => "is a text".to_owned(),
        FieldType::Boolean => "is `true` or `false`".to_owned(),
        FieldType::Number { unit: Unit::Number, integer: true } => "is a whole number".to_owned(),
        FieldType::Number { unit: Unit::Number, integer: false } => "is a number".to_owned(),
        FieldType::Number { unit, .. } => format!("is a number in {}", unit_name(model, unit)),
        FieldType::QuantityOf(_) => "is a number, or a text with a unit".to_owned(),
        FieldType::Year => "is a year such as 2025".to_owned(),
        FieldType::Date => "is a date such as \"2025-06-30\"".to_owned(),
        FieldType::Word(vocabulary) => match model.vocabulary(*vocabulary) {
            Some(it) if it.inline => format!("is one of {}", word_list(it)),
            Some(it) => format!("is a word of `{}`", it.name),
            None => "is a word".to_owned(),
        },
        FieldType::Code(scheme) => match scheme.and_then(|scheme| model.scheme(scheme)) {
            Some(scheme) => format!("is a code of {}", scheme.name),
            None => "is a code, a text such as \"isic:24\"".to_owned(),
        },
        FieldType::Ref { record, .. } => match model.record(*record) {
            Some(record) => {
                match record.key.and_then(|key| record.fields.get(usize::from(key.0))) {
                    Some(key) => format!("is the `{}` of {}", key.name, one_of(record)),
                    None => format!("refers to {}", one_of(record)),
                }
            }
            None => "is a reference".to_owned(),
        },
        FieldType::Record(_) => "is a record `{ … }`".to_owned(),
        FieldType::List(_) | FieldType::Set(_) => "is a list `[ … ]`".to_owned(),
        FieldType::Series(_) => "holds values by year, `{ \"2025\": … }`".to_owned(),
    }
}

/// The first words of a vocabulary.
pub(super) fn word_list(vocabulary: &Vocabulary) -> String {
    const MOST: usize = 8;
    let names: Vec<&str> = vocabulary.words.iter().take(MOST).map(|it| it.name.as_str()).collect();
    let more = vocabulary.words.len().saturating_sub(MOST);
    let list = names.join(", ");
    match (more, vocabulary.inline) {
        (0, _) => list,
        (_, true) => format!("{list} and {more} more"),
        (_, false) => format!("{list} and {more} more (misrule explain {})", vocabulary.name),
    }
}
