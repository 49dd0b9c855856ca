//! What a value of a type is, in the words of a message.

use super::{FieldType, Model, Record, VocabId};
use crate::base::Language;
use crate::quantity::{Printer, ScaledUnit, Unit};

/// As many words of a vocabulary are listed; of the rest, how many there are.
const MOST_WORDS: usize = 6;

impl Model {
    /// What a field's value is, as it stands after "is not" or "belongs here": "a year", "a share
    /// in percent", "one of the words close, phase_out". `record` is the field's own.
    pub fn describe(&self, record: &Record, ty: &FieldType) -> String {
        match ty {
            FieldType::Text => "a text".to_owned(),
            FieldType::Boolean => "true or false".to_owned(),
            FieldType::Number { unit: Unit::Number, integer: true } => "a whole number".to_owned(),
            FieldType::Number { unit, .. } => self.describe_unit(unit),
            FieldType::QuantityOf(field) => {
                let name = record.fields.get(usize::from(field.0)).map_or("", |field| &field.name);
                format!("a quantity in the unit of `{name}`")
            }
            FieldType::Year => "a year".to_owned(),
            FieldType::Date => "a date such as 2026-11-24".to_owned(),
            FieldType::Word(id) => {
                let open = self.vocabulary(*id).is_some_and(|vocabulary| vocabulary.open);
                let own = if open { ", or a word of the plan's own" } else { "" };
                format!("one of the words {}{own}", self.word_list(*id))
            }
            FieldType::Code(scheme) => match scheme.and_then(|id| self.scheme(id)) {
                Some(scheme) => format!("a code of {}", scheme.name),
                None => "a code with its classification, such as isic:24".to_owned(),
            },
            FieldType::Ref { record, .. } => match self.record(*record) {
                Some(target) => format!("the {} of a record {}", key_name(target), target.name),
                None => "a reference".to_owned(),
            },
            FieldType::Record(id) => {
                format!("a record {}", self.record(*id).map_or("", |record| &record.name))
            }
            FieldType::List(member) => format!("a list of {}", self.describe_many(member)),
            FieldType::Set(member) => {
                format!("a list of {}, none of them twice", self.describe_many(member))
            }
            FieldType::Series(value) => {
                format!("a value for each year, each {}", self.describe(record, value))
            }
        }
    }

    fn describe_unit(&self, unit: &Unit) -> String {
        match unit {
            Unit::Number => "a number".to_owned(),
            Unit::Percent => "a share in percent".to_owned(),
            Unit::PercentagePoint => "a difference in percentage points".to_owned(),
            Unit::Measure(_) if *unit == Unit::money() => "an amount of money".to_owned(),
            Unit::Measure(_) => {
                let printer = Printer::new(&self.units, Language::En);
                format!("a quantity in {}", printer.unit(&ScaledUnit::from(unit.clone())))
            }
        }
    }

    /// The members of a list or set, in the plural.
    fn describe_many(&self, member: &FieldType) -> String {
        match member {
            FieldType::Text => "texts".to_owned(),
            FieldType::Word(id) => format!("words out of {}", self.word_list(*id)),
            FieldType::Code(scheme) => match scheme.and_then(|id| self.scheme(id)) {
                Some(scheme) => format!("codes of {}", scheme.name),
                None => "codes".to_owned(),
            },
            FieldType::Ref { record, .. } => match self.record(*record) {
                Some(target) => format!("the {}s of records {}", key_name(target), target.name),
                None => "references".to_owned(),
            },
            FieldType::Record(id) => {
                format!("records {}", self.record(*id).map_or("", |record| &record.name))
            }
            FieldType::Boolean
            | FieldType::Number { .. }
            | FieldType::QuantityOf(_)
            | FieldType::Year
            | FieldType::Date
            | FieldType::List(_)
            | FieldType::Set(_)
            | FieldType::Series(_) => "values".to_owned(),
        }
    }

    /// The words of a vocabulary, the first few where they are many: "close, phase_out and 14
    /// more".
    pub fn word_list(&self, id: VocabId) -> String {
        let Some(vocabulary) = self.vocabulary(id) else { return String::new() };
        let more = vocabulary.words.len().saturating_sub(MOST_WORDS);
        // One left out is said more shortly than counted.
        let shown = if more == 1 { MOST_WORDS + 1 } else { MOST_WORDS };
        let words: Vec<&str> =
            vocabulary.words.iter().take(shown).map(|word| word.name.as_str()).collect();
        let words = words.join(", ");
        if more > 1 { format!("{words} and {more} more") } else { words }
    }
}

fn key_name(record: &Record) -> &str {
    let key = record.key.and_then(|key| record.fields.get(usize::from(key.0)));
    key.map_or("key", |field| &field.name)
}
