//! Which advice is looked for.

use super::{PREFIX, codes};
use crate::base::{Nearest, Said, did_you_mean, nearest};
use crate::diagnostic::Code;

/// The advice that is wanted, by code.
#[derive(Clone, Debug)]
pub struct Choice {
    codes: Vec<Code>,
}

/// A name that is the code of no advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchAdvice {
    pub name: String,
    pub hint: Said,
}

impl Choice {
    /// What is selected, all where nothing is, less what is to be ignored. A code is written with
    /// or without `advice/`.
    pub fn new(select: &[String], ignore: &[String]) -> Result<Choice, Vec<NoSuchAdvice>> {
        let mut unknown = Vec::new();
        let mut named = |names: &[String]| -> Vec<Code> {
            let mut found = Vec::new();
            for name in names {
                match code_named(name) {
                    Some(code) => found.push(code),
                    None => unknown.push(no_such(name)),
                }
            }
            found
        };
        let (selected, ignored) = (named(select), named(ignore));
        let is_chosen =
            |code: &Code| (select.is_empty() || selected.contains(code)) && !ignored.contains(code);
        match unknown.is_empty() {
            true => Ok(Choice { codes: codes().filter(is_chosen).collect() }),
            false => Err(unknown),
        }
    }

    pub fn wants(&self, code: Code) -> bool {
        self.codes.contains(&code)
    }
}

/// The code that is written so, with or without its room.
pub(super) fn code_named(name: &str) -> Option<Code> {
    let name = name.trim();
    let short = name.strip_prefix(PREFIX).unwrap_or(name);
    codes().find(|code| short_name(*code) == short)
}

/// The code without its room.
pub(super) fn short_name(code: Code) -> &'static str {
    code.as_str().strip_prefix(PREFIX).unwrap_or(code.as_str())
}

fn no_such(name: &str) -> NoSuchAdvice {
    NoSuchAdvice { name: name.to_owned(), hint: hint(name) }
}

/// What may have been meant by a name that is no advice's.
pub(super) fn hint(name: &str) -> Said {
    let short = name.trim().strip_prefix(PREFIX).unwrap_or(name);
    match nearest(short, codes().map(short_name)) {
        Nearest::One(near) => did_you_mean(near),
        Nearest::None => {
            let all: Vec<Said> = codes().map(|code| Said::alike(short_name(code))).collect();
            let all = Said::join(&all, (", ", "、"));
            said!("advice is {all}", "建议代码有：{all}"; all)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(select: &[&str], ignore: &[&str]) -> Result<Vec<&'static str>, Vec<String>> {
        let owned = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        Choice::new(&owned(select), &owned(ignore))
            .map(|choice| choice.codes.into_iter().map(short_name).collect())
            .map_err(|unknown| unknown.into_iter().map(|it| it.hint.en().to_owned()).collect())
    }

    #[test]
    fn a_choice_names_codes_with_or_without_their_room() {
        assert_eq!(chosen(&[], &[]).unwrap().len(), codes().count());
        let two = chosen(&["advice/untested", "unused-let"], &[]).unwrap();
        assert_eq!(two, ["unused-let", "untested"]);
        assert_eq!(chosen(&["untested", "unused-let"], &["untested"]).unwrap(), ["unused-let"]);
        assert!(!chosen(&[], &["untested"]).unwrap().contains(&"untested"));
    }

    #[test]
    fn a_name_that_is_none_is_answered_with_the_nearest() {
        assert_eq!(chosen(&["untestd"], &[]), Err(vec!["did you mean `untested`?".to_owned()]));
        let Err(hints) = chosen(&[], &["rules/unknown-name"]) else { panic!() };
        assert!(hints[0].starts_with("advice is never-applies, "), "{hints:?}");
    }
}
