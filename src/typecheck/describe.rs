//! Types and lists of names in the words of those who write rules.

use crate::base::{Language, Nearest, nearest};
use crate::model::{Model, VocabId};
use crate::program::Type;
use crate::quantity::{Printer, ScaledUnit, Unit};

/// How many names a message lists before it says how many more there are.
const NAMES_LISTED: usize = 8;

pub(super) fn unit_words(model: &Model, unit: &Unit) -> String {
    Printer::new(&model.units, Language::En).unit(&ScaledUnit::from(unit.clone()))
}

/// As it is written in a rule.
pub(super) fn unit_code(model: &Model, unit: &Unit) -> String {
    match unit {
        Unit::Number => "number".to_owned(),
        Unit::PercentagePoint => "percentage_point".to_owned(),
        Unit::Percent | Unit::Measure(_) => unit_words(model, unit),
    }
}

/// With its article: "a year", "a list of texts".
pub(super) fn type_words(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Error => "something unknown".to_owned(),
        Type::Truth => "a condition".to_owned(),
        Type::Text => "a text".to_owned(),
        Type::Number(Unit::Number) => "a plain number".to_owned(),
        Type::Number(unit) => format!("a figure in {}", unit_words(model, unit)),
        Type::NumberOfAny => "a figure whose unit is not known here".to_owned(),
        Type::Year => "a year".to_owned(),
        Type::Date => "a date".to_owned(),
        Type::Word(vocabulary) => format!("a word of `{}`", vocabulary_name(model, *vocabulary)),
        Type::Code(None) => "a code".to_owned(),
        Type::Code(Some(scheme)) => {
            let name = model.scheme(*scheme).map_or("", |scheme| &scheme.name);
            format!("a code of `{name}`")
        }
        Type::Record(record) => {
            let name = model.record(*record).map_or("", |record| &record.name);
            format!("one `{name}`")
        }
        Type::List(member) => format!("a list of {}", members_words(model, member)),
        Type::Set(member) => format!("a set of {}", members_words(model, member)),
        Type::Series(Unit::Number) => "a series of numbers".to_owned(),
        Type::Series(unit) => format!("a series in {}", unit_words(model, unit)),
        Type::SeriesOfAny => "a series whose unit is not known here".to_owned(),
        Type::Breakdown { .. } => "a breakdown".to_owned(),
    }
}

fn members_words(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Text => "texts".to_owned(),
        Type::Number(Unit::Number) => "numbers".to_owned(),
        Type::Number(unit) => format!("figures in {}", unit_words(model, unit)),
        Type::Year => "years".to_owned(),
        Type::Date => "dates".to_owned(),
        Type::Word(vocabulary) => format!("words of `{}`", vocabulary_name(model, *vocabulary)),
        Type::Code(None) => "codes".to_owned(),
        Type::Code(Some(scheme)) => {
            let name = model.scheme(*scheme).map_or("", |scheme| &scheme.name);
            format!("codes of `{name}`")
        }
        Type::Record(record) => {
            let name = model.record(*record).map_or("", |record| &record.name);
            format!("`{name}`")
        }
        Type::Error
        | Type::Truth
        | Type::NumberOfAny
        | Type::List(_)
        | Type::Set(_)
        | Type::Series(_)
        | Type::SeriesOfAny
        | Type::Breakdown { .. } => "values".to_owned(),
    }
}

pub(super) fn vocabulary_name(model: &Model, id: VocabId) -> &str {
    model.vocabulary(id).map_or("", |vocabulary| &vocabulary.name)
}

/// "a, b and 3 more".
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let shown = names.get(..NAMES_LISTED).unwrap_or(&names).join(", ");
    match names.len().saturating_sub(NAMES_LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// "did you mean `x`?", or else what there is, introduced by `there`.
pub(super) fn meant<'n>(
    given: &str,
    names: impl IntoIterator<Item = &'n str> + Clone,
    there: &str,
) -> Option<String> {
    match nearest(given, names.clone()) {
        Nearest::One(name) => Some(format!("did you mean `{name}`?")),
        Nearest::None => {
            let list = listed(names);
            (!list.is_empty() && !there.is_empty()).then(|| format!("{there}: {list}"))
        }
    }
}
