//! Texts: literals that no plan uses, and `contains`.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::Eval;
use super::column::Column;
use super::frame::FrameId;
use super::truths::Truths;
use crate::base::Truth;
use crate::facts::{ABSENT, Facts};
use crate::program::{ExprId, ParameterValue, Program};

/// Texts of the rules that no plan of the batch uses, numbered behind the plans' own words.
#[derive(Debug, Default)]
pub(super) struct Literals {
    texts: Vec<String>,
    folded: FxHashMap<u32, Rc<str>>,
}

impl Literals {
    /// Numbers the texts of parameters beforehand, so that a variable bound to one has the same
    /// number whenever the rule is evaluated.
    pub(super) fn new(program: &Program, facts: &Facts) -> Literals {
        let mut literals = Literals::default();
        for parameter in program.parameters.iter().chain(&program.unchanged_parameters) {
            let by_year = parameter.by_year.iter().map(|(_, value)| value);
            for value in [&parameter.value].into_iter().chain(by_year) {
                if let ParameterValue::Texts(texts) = value {
                    for text in texts {
                        literals.id(facts, text);
                    }
                }
            }
        }
        literals
    }

    fn id(&mut self, facts: &Facts, text: &str) -> u32 {
        if let Some(symbol) = facts.words.find(text) {
            return symbol.0;
        }
        let at = self.texts.iter().position(|known| known == text).unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        });
        u32::try_from(facts.words.len() + at).unwrap_or(ABSENT)
    }
}

impl<'a> Eval<'a> {
    pub(super) fn text_id(&mut self, text: &str) -> u32 {
        self.literals.id(self.facts, text)
    }

    /// The text of a number that [`Eval::text_id`] or a table gave; none where it is absent.
    pub(super) fn text(&self, id: u32) -> Option<&str> {
        if id == ABSENT {
            return None;
        }
        match (id as usize).checked_sub(self.facts.words.len()) {
            Some(at) => self.literals.texts.get(at).map(String::as_str),
            None => Some(self.facts.words.word(crate::base::Symbol(id))),
        }
    }

    fn folded(&mut self, id: u32) -> Option<Rc<str>> {
        if let Some(folded) = self.literals.folded.get(&id) {
            return Some(Rc::clone(folded));
        }
        let folded: Rc<str> = fold(self.text(id)?).into();
        self.literals.folded.insert(id, Rc::clone(&folded));
        Some(folded)
    }

    pub(super) fn contains(&mut self, frame: FrameId, text: ExprId, part: ExprId) -> Column<'a> {
        let (texts, parts) = (self.ids(frame, text), self.ids(frame, part));
        let rows = self.frame(frame).rows;
        Column::Truths(Truths::from_fn(rows, |row| {
            match (self.folded(texts.get(row)), self.folded(parts.get(row))) {
                (Some(text), Some(part)) => Truth::from_bool(text.contains(&*part)),
                _ => Truth::Unknown,
            }
        }))
    }
}

/// Case and width folded: the compatibility form in lower case.
fn fold(text: &str) -> String {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    lower.nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_and_width_do_not_count() {
        assert_eq!(fold("ＡＢＣ Ｓteel"), "abc steel");
        assert_eq!(fold("STRASSE"), "strasse");
        assert_eq!(fold("钢铁１２"), "钢铁12");
    }
}
