//! Words of vocabularies.

use super::expected::word_list;
use super::pass::Pass;
use super::places::Keep;
use super::scalar::{Nothing, Scalar, Spot};
use crate::base::{Nearest, Symbol, did_you_mean, nearest, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldType, VocabId, Vocabulary};

/// The declared word that was likely meant: another spelling of it, or a slip.
fn meant<'v>(vocabulary: &'v Vocabulary, text: &str) -> Option<&'v str> {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
    let wanted = plain(text);
    let names = || vocabulary.words.iter().map(|word| word.name.as_str());
    let texts = |word: &crate::model::Word| {
        let said = &word.text;
        said.first == text || said.others.iter().any(|(_, other)| other == text)
    };
    let by_text = || vocabulary.words.iter().find(|word| texts(word)).map(|it| it.name.as_str());
    names().find(|name| *name == wanted).or_else(by_text).or_else(|| {
        match nearest(&wanted, names()) {
            Nearest::One(name) => Some(name),
            Nearest::None => None,
        }
    })
}

impl<'a, K: Keep> Pass<'a, K> {
    /// Whether a text is a declared word of a type's vocabulary.
    pub(super) fn is_word(&self, ty: &FieldType, text: &str) -> bool {
        match ty {
            FieldType::Word(vocabulary) => self
                .model
                .vocabulary(*vocabulary)
                .is_some_and(|vocabulary| vocabulary.by_name.contains_key(text)),
            _ => false,
        }
    }

    /// The symbol of a word's text.
    pub(super) fn word_symbol(&mut self, ty: &FieldType, word: u32) -> Symbol {
        let words = match ty {
            FieldType::Word(vocabulary) => self.model.vocabulary(*vocabulary).map(|it| &it.words),
            _ => None,
        };
        let words = words.map_or(&[][..], |words| words);
        match words.get(word as usize) {
            Some(declared) => self.builder.words.intern(&declared.name),
            None => Symbol(word.saturating_sub(u32::try_from(words.len()).unwrap_or(0))),
        }
    }

    pub(super) fn word(
        &mut self,
        spot: &Spot<'a>,
        vocabulary: VocabId,
        text: &str,
        place: (usize, usize),
    ) -> Result<Scalar<'a>, Nothing> {
        let Some(vocabulary) = self.model.vocabulary(vocabulary) else {
            return Err(Nothing::Malformed);
        };
        if let Some(word) = vocabulary.word_named(text) {
            return Ok(Scalar::Word(word.0));
        }
        let meant = if self.scan.faults.are_few() { meant(vocabulary, text) } else { None };
        if vocabulary.open && !text.trim().is_empty() {
            if let Some(meant) = meant {
                self.fault(place, || {
                    let (text, name) = (visible(text), &vocabulary.name);
                    let message = said!(
                        "`{text}` is not a declared word of `{name}`, and is taken as a word of \
                         its own",
                        "`{text}` 不是 `{name}` 已有的词，按自用词处理"
                    );
                    Diagnostic::warning(Code::UnknownWord, message).with_help(did_you_mean(meant))
                });
            }
            let declared = u32::try_from(vocabulary.words.len()).unwrap_or(0);
            return Ok(Scalar::Word(declared + self.builder.words.intern(text).0));
        }
        let (field, name) = (&spot.field.name, &vocabulary.name);
        let of = match vocabulary.inline {
            true => said!("what `{field}` may be", " `{field}` 的可选词"),
            false => said!("a word of `{name}`", " `{name}` 的词"),
        };
        let list = word_list(vocabulary);
        self.fault(place, || {
            let text = visible(text);
            let message = said!("`{text}` is not {of}", "`{text}` 不是{of}"; of);
            let fault = Diagnostic::error(Code::UnknownWord, message);
            match meant {
                Some(meant) => fault.with_help(said!(
                    "did you mean `{meant}`? The words are {list}",
                    "是否指 `{meant}`？可用的词有{list}";
                    list
                )),
                None => fault.with_help(said!("the words are {list}", "可用的词有{list}"; list)),
            }
        });
        Err(Nothing::Malformed)
    }
}
