//! Vocabularies, named ones and those of a field.

use rustc_hash::FxHashMap;

use crate::base::{Span, Texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{VocabId, Vocabulary, Word, WordId};
use crate::packs::PackId;
use crate::syntax::ast;

use super::extend::Written;
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
        for declaration in declared {
            let Declared { pack, item, of, .. } = declaration;
            if !self.fits(said!("vocabularies", "词表"), self.model.vocabularies.len(), &of.name)
            {
                continue;
            }
            let (words, by_name) = self.words(&self.written_words(declaration));
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
        if !self.fits(said!("vocabularies", "词表"), at, &ast::Name { text: name.clone(), span })
        {
            return None;
        }
        let written = words.iter().map(|of| Written { pack, of, added: false });
        let (words, by_name) = self.words(&written.collect::<Vec<_>>());
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
        written: &[Written<'_, ast::Word>],
    ) -> (Vec<Word>, FxHashMap<String, WordId>) {
        let mut words: Vec<Word> = Vec::with_capacity(written.len());
        let mut by_name: FxHashMap<String, WordId> = FxHashMap::default();
        let mut seen: FxHashMap<&str, Written<ast::Word>> = FxHashMap::default();
        for here in written {
            let word = here.of;
            let name = word.name.as_str();
            if RESERVED.contains(&name) {
                let message = said!(
                    "`{name}` cannot be a word: after `is` it means something else",
                    "`{name}` 不能作为词：在 `is` 之后另有含义"
                );
                let diagnostic = Diagnostic::error(Code::ReservedWord, message);
                self.error(
                    diagnostic
                        .at(word.name.span)
                        .with_help(said!("choose another word", "请另取一词")),
                );
                continue;
            }
            if let Some(first) = seen.get(name) {
                let diagnostic = Diagnostic::error(
                    Code::WordTwice,
                    said!("the word `{name}` stands twice", "词 `{name}` 出现两次"),
                )
                .at(word.name.span)
                .label(first.of.name.span, said!("here first", "首次在此"))
                .with_help(said!("take one of them out", "请删去一个"));
                self.error(self.of_packs(diagnostic, *here, *first));
                continue;
            }
            seen.insert(name, *here);
            let unit = word.unit.as_ref().and_then(|unit| self.plain_unit(here.pack, unit));
            let id = WordId(u32::try_from(words.len()).unwrap_or(u32::MAX));
            by_name.insert(name.to_owned(), id);
            words.push(Word {
                name: name.to_owned(),
                text: word.text.as_ref().map(ast::Text::texts).unwrap_or_default(),
                unit,
                added_by: self.adder(*here),
                span: word.name.span,
            });
        }
        (words, by_name)
    }
}
