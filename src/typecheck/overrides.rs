//! Parameters set from outside: `--set NAME=VALUE`.

use super::checker::Checker;
use super::describe::{meant, type_words, unit_words};
use super::items::with_help;
use super::literals::days_of;
use super::parameters::fault;
use crate::base::{Language, Said};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CodeId, Model, VocabId, WordId};
use crate::program::{PackInfo, Parameter, ParameterValue, Program, Type};
use crate::quantity::{Number, Printer, Unit, print_number};

impl Checker<'_> {
    /// Sets parameters, each to a text read as its type. A name may be `name` or `pack/name`; one
    /// that several packs declare sets each of them.
    pub(super) fn override_parameters(&mut self, overrides: &[(String, String)]) {
        let packs = self.packs;
        let sees = |one: &str, other: &str| match (packs.named(one), packs.named(other)) {
            (Some((one, _)), Some((other, _))) => packs.sees(one, other),
            _ => false,
        };
        // A parameter whose declaration is faulty was reported there.
        let declared = |pack: Option<&str>, word: &str| {
            self.items.parameters.entries.iter().any(|one| {
                let of = packs.name(one.pack);
                one.name.as_str() == word && pack.is_none_or(|pack| pack == of)
            })
        };
        let context = Context { model: self.model, sees: &sees, declared: &declared };
        let mut parameters: Vec<&mut Parameter> = self.parameters.iter_mut().flatten().collect();
        let faults = context.set(&mut parameters, &mut self.unchanged_parameters, overrides);
        faults.into_iter().for_each(|fault| self.report_once(fault));
    }
}

/// Sets parameters of a program that is sound, as [`compile`](super::compile) does.
pub(super) fn set(program: &mut Program, overrides: &[(String, String)]) -> Vec<Diagnostic> {
    let Program { model, packs, parameters, unchanged_parameters, .. } = program;
    let sees = |one: &str, other: &str| sees(packs, one, other);
    let context = Context { model, sees: &sees, declared: &|_, _| false };
    let mut parameters: Vec<&mut Parameter> = parameters.iter_mut().collect();
    let mut told: Vec<Diagnostic> = Vec::new();
    for fault in context.set(&mut parameters, unchanged_parameters, overrides) {
        if !told.contains(&fault) {
            told.push(fault);
        }
    }
    told
}

/// Whether a pack is another, or its uses lead there. Packs stand behind those they use.
fn sees(packs: &[PackInfo], one: &str, other: &str) -> bool {
    let mut waiting = vec![one];
    for pack in packs.iter().rev() {
        if waiting.contains(&pack.name.as_str()) {
            waiting.extend(pack.uses.iter().map(String::as_str));
        }
    }
    waiting.contains(&other)
}

/// What there is to know of packs while parameters are set.
struct Context<'a> {
    model: &'a Model,
    /// Whether the names of the second pack are in scope in the first.
    sees: &'a dyn Fn(&str, &str) -> bool,
    /// Whether a parameter is written, in a pack or in any, however faulty.
    declared: &'a dyn Fn(Option<&str>, &str) -> bool,
}

impl Context<'_> {
    fn set(
        &self,
        parameters: &mut [&mut Parameter],
        unchanged: &mut [Parameter],
        overrides: &[(String, String)],
    ) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for (name, text) in overrides {
            let (pack, word) = match name.split_once('/') {
                Some((pack, word)) => (Some(pack), word),
                None => (None, name.as_str()),
            };
            let mut found = false;
            let all = parameters.iter_mut().map(|it| &mut **it).chain(unchanged.iter_mut());
            for parameter in all {
                let is_meant = pack.is_none_or(|pack| self.is_in_line(&parameter.pack, pack));
                if parameter.name != word || !is_meant {
                    continue;
                }
                found = true;
                match value_of(self.model, parameter, text) {
                    Ok(value) => {
                        parameter.value = value;
                        parameter.by_year.clear();
                        parameter.overridden = Some(text.clone());
                    }
                    Err(why) => {
                        let message = said!(
                            "`{name}` cannot be set to `{text}`: {why}",
                            "`{name}` 不能指定为 `{text}`：{why}";
                            why
                        );
                        diagnostics.push(Diagnostic::error(Code::BadOverride, message));
                    }
                }
            }
            if !found && !(self.declared)(pack, word) {
                let names = parameters.iter().map(|one| one.name.as_str());
                let message =
                    said!("there is no parameter `{name}` to set", "没有可指定的参数 `{name}`");
                let help = meant(word, names, Said::default());
                let diagnostic = Diagnostic::error(Code::BadOverride, message);
                diagnostics.push(with_help(diagnostic, help));
            }
        }
        diagnostics
    }

    /// Whether a parameter of one pack and one of its name in another are set together: one pack
    /// uses the other.
    fn is_in_line(&self, one: &str, other: &str) -> bool {
        (self.sees)(one, other) || (self.sees)(other, one)
    }
}

fn value_of(model: &Model, parameter: &Parameter, text: &str) -> Result<ParameterValue, Said> {
    let text = text.trim();
    let value = match &parameter.ty {
        Type::Truth => match text {
            "true" => ParameterValue::Truth(true),
            "false" => ParameterValue::Truth(false),
            _ => return Err(said!("it is `true` or `false`", "应为 `true` 或 `false`")),
        },
        Type::Number(_) | Type::Year | Type::Date => {
            ParameterValue::Number(number(model, &parameter.ty, text)?)
        }
        Type::Text => ParameterValue::Text(unquoted(text).to_owned()),
        Type::Word(vocabulary) => ParameterValue::Word(word(model, *vocabulary, text)?),
        Type::Code(_) => ParameterValue::Code(code(model, &parameter.ty, text)?),
        Type::Set(member) => set_of(model, member, text)?,
        other => return Err(it_is(model, other)),
    };
    let range = parameter.range.as_ref();
    match fault(&value, parameter.integer, range, &parameter.name) {
        Some(message) => Err(message),
        None => Ok(value),
    }
}

fn set_of(model: &Model, member: &Type, text: &str) -> Result<ParameterValue, Said> {
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    let parts = inner.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty());
    match member {
        Type::Word(vocabulary) => parts
            .map(|part| word(model, *vocabulary, part))
            .collect::<Result<_, _>>()
            .map(ParameterValue::Words),
        Type::Code(_) => parts
            .map(|part| code(model, member, part))
            .collect::<Result<_, _>>()
            .map(ParameterValue::Codes),
        Type::Text => {
            Ok(ParameterValue::Texts(parts.map(|part| unquoted(part).to_owned()).collect()))
        }
        _ => parts
            .map(|part| number(model, member, part))
            .collect::<Result<_, _>>()
            .map(ParameterValue::Numbers),
    }
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text)
}

fn number(model: &Model, ty: &Type, text: &str) -> Result<Number, Said> {
    match ty {
        Type::Year => match text.parse::<u16>() {
            Ok(year) if text.len() == 4 => Ok(Number::from_i64(i64::from(year))),
            _ => Err(said!("it is a year, of four digits", "应为四位数字的年份")),
        },
        Type::Date => days_of(text)
            .map(Number::from_i64)
            .ok_or_else(|| said!("it is a date, as in `2026-11-24`", "应为日期，如 `2026-11-24`")),
        Type::Number(unit) => {
            let written = model.units.parse_quantity(text).map_err(|error| error.kind.said())?;
            // As in a rule, a number says what it counts; zero needs no unit.
            if written.unit == Unit::Number && *unit != Unit::Number {
                let named = Printer::new(&model.units, Language::En).unit(&unit.clone().into());
                return match written.value.is_zero() {
                    true => Ok(written.value),
                    false => {
                        let meant =
                            percent_meant(unit, &written.value).unwrap_or_else(|| text.to_owned());
                        Err(said!(
                            "it is in {unit}: write `{meant} {named}`",
                            "应以{unit}计：请写 `{meant} {named}`";
                            unit = unit_words(model, unit)
                        ))
                    }
                };
            }
            match model.units.compare(unit, &written.unit) {
                Ok(aligned) => Ok(written.value.mul(&aligned.right_factor)),
                Err(error) => match unit {
                    Unit::Number => {
                        Err(said!("it is a plain number, without a unit", "应为不带单位的数"))
                    }
                    unit => Err(said!(
                        "it is in {unit}: {why}",
                        "应以{unit}计：{why}";
                        unit = unit_words(model, unit), why = error.said()
                    )),
                },
            }
        }
        other => Err(it_is(model, other)),
    }
}

fn word(model: &Model, vocabulary: VocabId, text: &str) -> Result<WordId, Said> {
    let Some(words) = model.vocabulary(vocabulary) else { return Err(Said::default()) };
    words.word_named(text).ok_or_else(|| {
        let names = words.words.iter().map(|word| word.name.as_str());
        let help = meant(text, names, said!("its words are", "可用的词：")).unwrap_or_default();
        let of = &words.name;
        said!(
            "`{text}` is not a word of `{of}`; {help}",
            "`{text}` 不是 `{of}` 的词；{help}";
            help
        )
    })
}

fn code(model: &Model, ty: &Type, text: &str) -> Result<CodeId, Said> {
    let wanted = match ty {
        Type::Code(Some(scheme)) => model.scheme(*scheme),
        _ => None,
    };
    let found = match (text.split_once(':'), wanted) {
        (Some((scheme, code)), wanted) => {
            let named = model.scheme_named(scheme).and_then(|id| model.scheme(id));
            named
                .filter(|named| wanted.is_none_or(|wanted| wanted.name == named.name))
                .and_then(|named| named.code_named(code))
        }
        (None, Some(wanted)) => wanted.code_named(text),
        (None, None) => None,
    };
    found.ok_or_else(|| {
        said!("`{text}` is not {wanted}", "`{text}` 不是{wanted}"; wanted = type_words(model, ty))
    })
}

fn it_is(model: &Model, ty: &Type) -> Said {
    said!("it is {wanted}", "应为{wanted}"; wanted = type_words(model, ty))
}

/// A fraction given where a percentage is asked for is most likely a hundredth of what is meant.
fn percent_meant(unit: &Unit, value: &Number) -> Option<String> {
    let is_fraction = !value.is_negative() && *value <= Number::ONE;
    (*unit == Unit::Percent && is_fraction)
        .then(|| print_number(&value.mul(&Number::from_i64(100)), None))
}
