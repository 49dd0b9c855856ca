//! Vocabularies, named ones and those of a field.

use rustc_hash::FxHashMap;

use crate::base::{Span, Texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{VocabId, Vocabulary, Word, WordId};
use crate::packs::PackId;
use crate::syntax::ast;

use super::{Builder, Declared, documentation};

/// Words that mean something else after `is`, so that no plan could be asked for them.
const RESERVED: [&str; 10] =
    ["stated", "missing", "empty", "rising", "falling", "one", "between", "not", "and", "or"];

impl Builder<'_> {
    pub(super) fn vocabularies(&mut self) {
        let declared = self.declared(|kind| match kind {
            ast::ItemKind::Vocabulary(vocabulary) => Some((vocabulary, &vocabulary.name)),
            _ => None,
        });
        for Declared { pack, item, of, .. } in declared {
            if !self.fits("vocabularies", self.model.vocabularies.len(), &of.name) {
                continue;
            }
            let (words, by_name) = self.words(pack, &of.words);
            self.model.vocabularies.push(Vocabulary {
                name: of.name.text.clone(),
                pack: self.packs.name(pack).to_owned(),
                open: of.open.is_some(),
                inline: false,
                text: of.text.as_ref().map(ast::Text::texts).unwrap_or_default(),
                doc: documentation(item),
                words,
                by_name,
                span: of.name.span,
            });
        }
    }

    /// The vocabulary of one field: `one of {…}`.
    pub(super) fn inline_vocabulary(
        &mut self,
        pack: PackId,
        name: String,
        words: &[ast::Word],
        span: Span,
    ) -> Option<VocabId> {
        let at = self.model.vocabularies.len();
        if !self.fits("vocabularies", at, &ast::Name { text: name.clone(), span }) {
            return None;
        }
        let (words, by_name) = self.words(pack, words);
        self.model.vocabularies.push(Vocabulary {
            name,
            pack: self.packs.name(pack).to_owned(),
            open: false,
            inline: true,
            text: Texts::default(),
            doc: String::new(),
            words,
            by_name,
            span,
        });
        u16::try_from(at).ok().map(VocabId)
    }

    fn words(
        &mut self,
        pack: PackId,
        declared: &[ast::Word],
    ) -> (Vec<Word>, FxHashMap<String, WordId>) {
        let mut words: Vec<Word> = Vec::with_capacity(declared.len());
        let mut by_name: FxHashMap<String, WordId> = FxHashMap::default();
        for word in declared {
            let name = word.name.as_str();
            if RESERVED.contains(&name) {
                let message =
                    format!("`{name}` cannot be a word: after `is` it means something else");
                let diagnostic = Diagnostic::error(Code::ReservedWord, message);
                self.error(diagnostic.at(word.name.span).with_help("choose another word"));
                continue;
            }
            if let Some(first) = by_name.get(name).and_then(|id| words.get(id.0 as usize)) {
                let diagnostic =
                    Diagnostic::error(Code::WordTwice, format!("the word `{name}` stands twice"))
                        .label(word.name.span, "")
                        .label(first.span, "here first")
                        .with_help("take one of them out");
                self.error(diagnostic);
                continue;
            }
            let unit = word.unit.as_ref().and_then(|unit| self.plain_unit(pack, unit));
            let id = WordId(u32::try_from(words.len()).unwrap_or(u32::MAX));
            by_name.insert(name.to_owned(), id);
            words.push(Word {
                name: name.to_owned(),
                text: word.text.as_ref().map(ast::Text::texts).unwrap_or_default(),
                unit,
                span: word.name.span,
            });
        }
        (words, by_name)
    }
}
