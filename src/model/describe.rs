//! What a value of a type is, in the words of a message.

use super::{Field, FieldType, Model, Record, VocabId};
use crate::base::Said;
use crate::quantity::{Number, Printer, Range, ScaledUnit, Unit};

/// As many words of a vocabulary are listed; of the rest, how many there are.
const MOST_WORDS: usize = 6;

impl Model {
    /// What a field's value is, as it stands after "is not" or "belongs here": "a year", "a share
    /// in percent", "one of the words close, phase_out". `record` is the field's own.
    pub fn describe(&self, record: &Record, ty: &FieldType) -> Said {
        match ty {
            FieldType::Text => said!("a text", "文本"),
            FieldType::Boolean => said!("true or false", "true 或 false"),
            FieldType::Number { unit: Unit::Number, integer: true } => {
                said!("a whole number", "整数")
            }
            FieldType::Number { unit, .. } => self.describe_unit(unit),
            FieldType::QuantityOf(field) => {
                let name = record.fields.get(usize::from(field.0)).map_or("", |field| &field.name);
                said!("a quantity in the unit of `{name}`", "以 `{name}` 的单位计的数量")
            }
            FieldType::Year => said!("a year", "年份"),
            FieldType::Date => said!("a date such as 2026-11-24", "日期，如 2026-11-24"),
            FieldType::Word(id) => {
                let words = self.word_list(*id);
                match self.vocabulary(*id).is_some_and(|vocabulary| vocabulary.open) {
                    true => said!(
                        "one of the words {words}, or a word of the plan's own",
                        "{words}之一，或规划自用的词";
                        words
                    ),
                    false => said!("one of the words {words}", "{words}之一"; words),
                }
            }
            FieldType::Code(scheme) => match scheme.and_then(|id| self.scheme(id)) {
                Some(scheme) => {
                    let name = &scheme.name;
                    said!("a code of {name}", "{name}代码")
                }
                None => said!(
                    "a code with its classification, such as isic:24",
                    "注明分类的代码，如 isic:24"
                ),
            },
            FieldType::Ref { record, or_none } => {
                let to = match self.record(*record) {
                    Some(target) => {
                        let (key, name) = (key_name(target), &target.name);
                        said!("the {key} of a record {name}", "某个 {name} 记录的 {key}")
                    }
                    None => said!("a reference", "引用"),
                };
                match or_none {
                    true => said!("{to}, or left out for none", "{to}，没有则留空"; to),
                    false => to,
                }
            }
            FieldType::Record(id) => {
                let name = self.record(*id).map_or("", |record| &record.name);
                said!("a record {name}", "{name} 记录")
            }
            FieldType::List(member) => {
                let members = self.describe_many(member);
                said!("a list of {members}", "列表：{members}"; members)
            }
            FieldType::Set(member) => {
                let members = self.describe_many(member);
                said!(
                    "a list of {members}, none of them twice",
                    "列表，各项不重复：{members}";
                    members
                )
            }
            FieldType::Series(value) => {
                let value = self.describe(record, value);
                said!("a value for each year, each {value}", "逐年的值，每个为{value}"; value)
            }
        }
    }

    /// The same with the range that its figures lie in: "a value for each year, each a share in
    /// percent, between 0 and 100 %".
    pub fn describe_field(&self, record: &Record, field: &Field) -> Said {
        let what = self.describe(record, &field.ty);
        let unit = figure(&field.ty);
        let from_zero = || {
            let never = unit.is_some_and(|unit| self.units.never_negative(unit));
            never.then(|| Range::at_least(Number::ZERO))
        };
        let Some(range) = field.range.clone().or_else(from_zero) else { return what };
        // Its unit is said already, and `%` is read as a part of the number.
        let unit = unit.filter(|unit| **unit == Unit::Percent).unwrap_or(&Unit::Number);
        let range = Said::by_language(|language| {
            Printer::new(&self.units, language).range(&range, &unit.clone().into(), None)
        });
        said!("{what}, {range}", "{what}，{range}"; what, range)
    }

    fn describe_unit(&self, unit: &Unit) -> Said {
        match unit {
            Unit::Number => said!("a number", "数值"),
            Unit::Percent => said!("a share in percent", "百分比"),
            Unit::PercentagePoint => said!("a difference in percentage points", "百分点之差"),
            Unit::Measure(_) if *unit == Unit::money() => said!("an amount of money", "金额"),
            Unit::Measure(_) => {
                let unit = Said::by_language(|language| {
                    Printer::new(&self.units, language).unit(&ScaledUnit::from(unit.clone()))
                });
                said!("a quantity in {unit}", "以{unit}计的数量"; unit)
            }
        }
    }

    /// The members of a list or set, in the plural.
    fn describe_many(&self, member: &FieldType) -> Said {
        match member {
            FieldType::Text => said!("texts", "文本"),
            FieldType::Word(id) => {
                let words = self.word_list(*id);
                said!("words out of {words}", "取自{words}的词"; words)
            }
            FieldType::Code(scheme) => match scheme.and_then(|id| self.scheme(id)) {
                Some(scheme) => {
                    let name = &scheme.name;
                    said!("codes of {name}", "{name}代码")
                }
                None => said!("codes", "代码"),
            },
            FieldType::Ref { record, .. } => match self.record(*record) {
                Some(target) => {
                    let (key, name) = (key_name(target), &target.name);
                    said!("the {key}s of records {name}", "{name} 记录的 {key}")
                }
                None => said!("references", "引用"),
            },
            FieldType::Record(id) => {
                let name = self.record(*id).map_or("", |record| &record.name);
                said!("records {name}", "{name} 记录")
            }
            FieldType::Boolean
            | FieldType::Number { .. }
            | FieldType::QuantityOf(_)
            | FieldType::Year
            | FieldType::Date
            | FieldType::List(_)
            | FieldType::Set(_)
            | FieldType::Series(_) => said!("values", "值"),
        }
    }

    /// The words of a vocabulary, the first few where they are many: "close, phase_out and 14
    /// more".
    pub fn word_list(&self, id: VocabId) -> Said {
        let Some(vocabulary) = self.vocabulary(id) else { return Said::default() };
        let more = vocabulary.words.len().saturating_sub(MOST_WORDS);
        // One left out is said more shortly than counted.
        let shown = if more == 1 { MOST_WORDS + 1 } else { MOST_WORDS };
        let words = vocabulary.words.iter().take(shown);
        let words: Vec<Said> = words.map(|word| Said::alike(word.name.as_str())).collect();
        let words = Said::join(&words, (", ", "、"));
        match more > 1 {
            true => said!("{words} and {more} more", "{words}等（另有{more}个）"; words),
            false => words,
        }
    }
}

/// What a figure of the type is in, a series' too.
fn figure(ty: &FieldType) -> Option<&Unit> {
    match ty {
        FieldType::Number { unit, .. } => Some(unit),
        FieldType::Series(value) => figure(value),
        FieldType::Text
        | FieldType::Boolean
        | FieldType::QuantityOf(_)
        | FieldType::Year
        | FieldType::Date
        | FieldType::Word(_)
        | FieldType::Code(_)
        | FieldType::Ref { .. }
        | FieldType::Record(_)
        | FieldType::List(_)
        | FieldType::Set(_) => None,
    }
}

fn key_name(record: &Record) -> &str {
    let key = record.key.and_then(|key| record.fields.get(usize::from(key.0)));
    key.map_or("key", |field| &field.name)
}
