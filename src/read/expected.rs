//! The words for what the model expects of a value.

use crate::base::Said;
use crate::model::{FieldType, Model, Record, Vocabulary};
use crate::quantity::{Printer, ScaledUnit, Unit};

/// A unit as it stands behind a number; empty for a plain number.
pub(super) fn unit_name(model: &Model, unit: &Unit) -> Said {
    let unit = ScaledUnit { scale: None, unit: unit.clone() };
    Said::by_language(|language| Printer::new(&model.units, language).unit(&unit))
}

/// A record type in plain words: `ChokePoint` is a `choke point`.
pub(super) fn plain_name(record: &Record) -> Said {
    let mut words = String::new();
    for c in record.name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    Said::new(words, in_chinese(record))
}

/// A record type in plain words, with its article.
pub(super) fn one_of(record: &Record) -> Said {
    let words = plain_name(record);
    let words = words.en();
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    Said::new(format!("{article} {words}"), in_chinese(record))
}

fn in_chinese(record: &Record) -> String {
    format!("记录 `{}` ", record.name)
}

/// What a value of a type is, with its verb: `is a number in hectare`.
pub(super) fn expected(model: &Model, ty: &FieldType) -> Said {
    match ty {
        FieldType::Text => said!("is a text", "为文本"),
        FieldType::Boolean => said!("is `true` or `false`", "为 `true` 或 `false`"),
        FieldType::Number { unit: Unit::Number, integer: true } => {
            said!("is a whole number", "为整数")
        }
        FieldType::Number { unit: Unit::Number, integer: false } => said!("is a number", "为数值"),
        FieldType::Number { unit, .. } => {
            said!("is a number in {unit}", "为以{unit}计的数值"; unit = unit_name(model, unit))
        }
        FieldType::QuantityOf(_) => {
            said!("is a number, or a text with a unit", "为数值，或带单位的文本")
        }
        FieldType::Year => said!("is a year such as 2025", "为年份，如 2025"),
        FieldType::Date => said!("is a date such as \"2025-06-30\"", "为日期，如 \"2025-06-30\""),
        FieldType::Word(vocabulary) => match model.vocabulary(*vocabulary) {
            Some(it) if it.inline => {
                said!("is one of {words}", "为{words}之一"; words = word_list(it))
            }
            Some(it) => {
                let name = &it.name;
                said!("is a word of `{name}`", "为 `{name}` 的词")
            }
            None => said!("is a word", "为词"),
        },
        FieldType::Code(scheme) => match scheme.and_then(|scheme| model.scheme(scheme)) {
            Some(scheme) => {
                let name = &scheme.name;
                said!("is a code of {name}", "为{name}代码")
            }
            None => said!("is a code, a text such as \"isic:24\"", "为代码，如文本 \"isic:24\""),
        },
        FieldType::Ref { record, .. } => match model.record(*record) {
            Some(record) => {
                let one = one_of(record);
                match record.key.and_then(|key| record.fields.get(usize::from(key.0))) {
                    Some(key) => {
                        let key = &key.name;
                        said!("is the `{key}` of {one}", "为某个{one}的 `{key}`"; one)
                    }
                    None => said!("refers to {one}", "引用{one}"; one),
                }
            }
            None => said!("is a reference", "为引用"),
        },
        FieldType::Record(_) => said!("is a record `{{ … }}`", "为记录 `{{ … }}`"),
        FieldType::List(_) | FieldType::Set(_) => said!("is a list `[ … ]`", "为列表 `[ … ]`"),
        FieldType::Series(_) => {
            said!("holds values by year, `{{ \"2025\": … }}`", "为逐年的值 `{{ \"2025\": … }}`")
        }
    }
}

/// The first words of a vocabulary.
pub(super) fn word_list(vocabulary: &Vocabulary) -> Said {
    const MOST: usize = 8;
    let names: Vec<Said> =
        vocabulary.words.iter().take(MOST).map(|it| Said::alike(it.name.as_str())).collect();
    let more = vocabulary.words.len().saturating_sub(MOST);
    let list = Said::join(&names, (", ", "、"));
    let name = &vocabulary.name;
    match (more, vocabulary.inline) {
        (0, _) => list,
        (_, true) => said!("{list} and {more} more", "{list}等（另有{more}个）"; list),
        (_, false) => said!(
            "{list} and {more} more (misrule explain {name})",
            "{list}等（另有{more}个，见 misrule explain {name}）";
            list
        ),
    }
}
