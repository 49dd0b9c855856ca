//! Types and lists of names in the words of those who write rules.

use crate::base::{Nearest, Said, did_you_mean, nearest};
use crate::model::{Model, VocabId};
use crate::program::Type;
use crate::quantity::{Printer, ScaledUnit, Unit};

/// How many names a message lists before it says how many more there are.
const NAMES_LISTED: usize = 8;

pub(super) fn unit_words(model: &Model, unit: &Unit) -> Said {
    let unit = ScaledUnit::from(unit.clone());
    Said::by_language(|language| Printer::new(&model.units, language).unit(&unit))
}

/// As it is written in a rule.
pub(super) fn unit_code(model: &Model, unit: &Unit) -> String {
    match unit {
        Unit::Number => "number".to_owned(),
        Unit::PercentagePoint => "percentage_point".to_owned(),
        Unit::Percent | Unit::Measure(_) => unit_words(model, unit).en().to_owned(),
    }
}

/// With its article: "a year", "a list of texts".
pub(super) fn type_words(model: &Model, ty: &Type) -> Said {
    match ty {
        Type::Error => said!("something unknown", "未知的内容"),
        Type::Truth => said!("a condition", "条件"),
        Type::Text => said!("a text", "文本"),
        Type::Number(Unit::Number) => said!("a plain number", "无单位的数"),
        Type::Number(unit) => {
            said!("a figure in {unit}", "以{unit}计的数"; unit = unit_words(model, unit))
        }
        Type::NumberOfAny => said!("a figure whose unit is not known here", "单位在此不明的数"),
        Type::Year => said!("a year", "年份"),
        Type::Date => said!("a date", "日期"),
        Type::Word(vocabulary) => {
            let name = vocabulary_name(model, *vocabulary);
            said!("a word of `{name}`", "`{name}` 的词")
        }
        Type::Code(None) => said!("a code", "代码"),
        Type::Code(Some(scheme)) => {
            let name = model.scheme(*scheme).map_or("", |scheme| &scheme.name);
            said!("a code of `{name}`", "`{name}` 代码")
        }
        Type::Record(record) => {
            let name = model.record(*record).map_or("", |record| &record.name);
            said!("one `{name}`", "一个 `{name}`")
        }
        Type::List(member) => {
            said!("a list of {members}", "{members}列表"; members = members_words(model, member))
        }
        Type::Set(member) => {
            said!("a set of {members}", "{members}集合"; members = members_words(model, member))
        }
        Type::Series(Unit::Number) => said!("a series of numbers", "数列"),
        Type::Series(unit) => {
            said!("a series in {unit}", "以{unit}计的数列"; unit = unit_words(model, unit))
        }
        Type::SeriesOfAny => said!("a series whose unit is not known here", "单位在此不明的数列"),
        Type::Breakdown { .. } => said!("a breakdown", "分组汇总"),
        Type::Relation(_) => said!("a relation", "关系"),
    }
}

fn members_words(model: &Model, ty: &Type) -> Said {
    match ty {
        Type::Text => said!("texts", "文本"),
        Type::Number(Unit::Number) => said!("numbers", "数值"),
        Type::Number(unit) => {
            said!("figures in {unit}", "以{unit}计的数"; unit = unit_words(model, unit))
        }
        Type::Year => said!("years", "年份"),
        Type::Date => said!("dates", "日期"),
        Type::Word(vocabulary) => {
            let name = vocabulary_name(model, *vocabulary);
            said!("words of `{name}`", "`{name}` 词的")
        }
        Type::Code(None) => said!("codes", "代码"),
        Type::Code(Some(scheme)) => {
            let name = model.scheme(*scheme).map_or("", |scheme| &scheme.name);
            said!("codes of `{name}`", "`{name}` 代码")
        }
        Type::Record(record) => {
            let name = model.record(*record).map_or("", |record| &record.name);
            Said::alike(format!("`{name}`"))
        }
        Type::Error
        | Type::Truth
        | Type::NumberOfAny
        | Type::List(_)
        | Type::Set(_)
        | Type::Series(_)
        | Type::SeriesOfAny
        | Type::Breakdown { .. }
        | Type::Relation(_) => said!("values", "值"),
    }
}

pub(super) fn vocabulary_name(model: &Model, id: VocabId) -> &str {
    model.vocabulary(id).map_or("", |vocabulary| &vocabulary.name)
}

/// "a, b and 3 more".
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> Said {
    let names: Vec<&str> = names.into_iter().collect();
    let shown = names.get(..NAMES_LISTED).unwrap_or(&names);
    let list = Said::new(shown.join(", "), shown.join("、"));
    match names.len().saturating_sub(NAMES_LISTED) {
        0 => list,
        more => said!("{list} and {more} more", "{list}等（另有{more}个）"; list),
    }
}

/// "did you mean `x`?", or else what there is, introduced by `there`, where that is not empty.
pub(super) fn meant<'n>(
    given: &str,
    names: impl IntoIterator<Item = &'n str> + Clone,
    there: Said,
) -> Option<Said> {
    match nearest(given, names.clone()) {
        Nearest::One(name) => Some(did_you_mean(name)),
        Nearest::None => {
            let list = listed(names);
            let some = !list.is_empty() && !there.is_empty();
            some.then(|| said!("{there}: {list}", "{there}{list}"; there, list))
        }
    }
}
