//! The values of parameters in words.

use crate::base::Language;
use crate::model::{CodeId, WordId};
use crate::program::{Parameter, ParameterValue, Program, Type};
use crate::quantity::{Number, Printer, ScaledUnit, Unit, print_number};

/// A parameter's value as people read it: `8`, `50 %`, `{research_base, talent}`,
/// `2.5 % from 2021, 2.8 % from 2026`.
pub fn parameter_text(program: &Program, parameter: &Parameter, language: Language) -> String {
    let text = |value: &ParameterValue| value_text(program, parameter, value, language);
    if parameter.by_year.is_empty() {
        return text(&parameter.value);
    }
    let each = parameter.by_year.iter().map(|(year, value)| {
        let value = text(value);
        language.pick(format!("{value} from {year}"), format!("{year}年起{value}"))
    });
    each.collect::<Vec<_>>().join(language.pick(", ", "，"))
}

fn value_text(
    program: &Program,
    parameter: &Parameter,
    value: &ParameterValue,
    language: Language,
) -> String {
    let unit = match (&parameter.ty, parameter.ty.member()) {
        (Type::Number(unit), _) | (_, Some(Type::Number(unit))) => unit.clone(),
        _ => Unit::Number,
    };
    let is_year = parameter.ty == Type::Year || parameter.ty.member() == Some(&Type::Year);
    let number = |number: &Number| match is_year {
        // A year has no groups of digits and no unit.
        true => number.to_string(),
        false if unit == Unit::Number => print_number(number, None),
        false => {
            let printer = Printer::new(&program.model.units, language);
            printer.quantity(number, &ScaledUnit::from(unit.clone()), None)
        }
    };
    let word = |word: &WordId| match (&parameter.ty, parameter.ty.member()) {
        (Type::Word(vocabulary), _) | (_, Some(Type::Word(vocabulary))) => program
            .model
            .vocabulary(*vocabulary)
            .and_then(|vocabulary| vocabulary.word(*word))
            .map_or_else(String::new, |word| word.name.clone()),
        _ => String::new(),
    };
    let code = |code: &CodeId| program.model.code_text(*code);
    match value {
        ParameterValue::Truth(truth) => truth.to_string(),
        ParameterValue::Number(value) => number(value),
        ParameterValue::Text(text) => format!("\"{text}\""),
        ParameterValue::Word(value) => word(value),
        ParameterValue::Code(value) => code(value),
        ParameterValue::Words(values) => set(values.iter().map(word)),
        ParameterValue::Codes(values) => set(values.iter().map(code)),
        ParameterValue::Texts(values) => set(values.iter().map(|text| format!("\"{text}\""))),
        ParameterValue::Numbers(values) => set(values.iter().map(number)),
    }
}

fn set(members: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}
