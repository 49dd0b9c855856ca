//! Fields and words that a pack adds to a record or vocabulary of a pack it uses.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::packs::{PackId, PackItem, Packs};
use crate::syntax::ast::{self, ExtendKind};

use super::names::{Found, Kind};
use super::{Builder, Declared};

/// Something written in a record or vocabulary, and the pack that wrote it.
pub(super) struct Written<'a, T> {
    pub(super) pack: PackId,
    pub(super) of: &'a T,
    /// Added by `extend`, and not by the declaration itself.
    pub(super) added: bool,
}

impl<T> Clone for Written<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Written<'_, T> {}

/// What packs add to what others declare, by the name of what it is added to, in the order of the
/// packs.
#[derive(Default)]
pub(super) struct Extensions<'a> {
    fields: FxHashMap<&'a str, Vec<Written<'a, ast::Field>>>,
    words: FxHashMap<&'a str, Vec<Written<'a, ast::Word>>>,
}

impl<'a> Builder<'a> {
    /// Collects every `extend`. One of something that its pack does not see, or declares itself,
    /// is reported and left out.
    pub(super) fn extensions(&mut self) {
        let packs: &'a Packs = self.packs;
        for PackItem { pack, item, .. } in packs.items() {
            let ast::ItemKind::Extend(extend) = &item.kind else { continue };
            match &extend.kind {
                ExtendKind::Record(fields) => {
                    if self.may_extend(pack, &extend.name, Kind::Record) {
                        let fields = fields.iter().map(|of| Written { pack, of, added: true });
                        self.extensions
                            .fields
                            .entry(extend.name.as_str())
                            .or_default()
                            .extend(fields);
                    }
                }
                ExtendKind::Vocabulary(words) => {
                    if self.may_extend(pack, &extend.name, Kind::Vocabulary) {
                        let words = words.iter().map(|of| Written { pack, of, added: true });
                        self.extensions
                            .words
                            .entry(extend.name.as_str())
                            .or_default()
                            .extend(words);
                    }
                }
            }
        }
    }

    fn may_extend(&mut self, pack: PackId, name: &ast::Name, kind: Kind) -> bool {
        let (what, parts) = match kind {
            Kind::Vocabulary => (said!("vocabulary", "词表"), said!("words", "词")),
            Kind::Record | Kind::Dimension | Kind::Unit | Kind::Classification => {
                (said!("record", "记录"), said!("fields", "字段"))
            }
        };
        let diagnostic = match self.names.find(pack, name.as_str()) {
            Found::As(found) if found == kind => {
                if self.names.owner(name.as_str()) != Some(pack) {
                    return true;
                }
                let text = &name.text;
                let message = said!(
                    "`{text}` is a {what} of this pack itself",
                    "`{text}` 是本规则包自己的{what}";
                    what = &what
                );
                let diagnostic = Diagnostic::error(Code::BadExtension, message).at(name.span);
                Some(diagnostic.with_help(said!(
                    "write the {parts} where it is declared",
                    "请把{parts}写在其声明处";
                    parts
                )))
            }
            Found::NotUsed(kind, there) => Some(self.names.not_used(name, kind, there)),
            Found::As(_) | Found::Nowhere => self.names.unknown(pack, name, &[kind], &what),
        };
        self.diagnostics.extend(diagnostic);
        false
    }

    /// The fields of a record as they are written: its own, then those that packs add.
    pub(super) fn written_fields(
        &self,
        record: Declared<'a, ast::Record>,
    ) -> Vec<Written<'a, ast::Field>> {
        let own = record.of.fields.iter();
        let own = own.map(|of| Written { pack: record.pack, of, added: false });
        let added = self.extensions.fields.get(record.of.name.as_str());
        own.chain(added.into_iter().flatten().copied()).collect()
    }

    /// The words of a vocabulary as they are written: its own, then those that packs add.
    pub(super) fn written_words(
        &self,
        vocabulary: Declared<'a, ast::Vocabulary>,
    ) -> Vec<Written<'a, ast::Word>> {
        let own = vocabulary.of.words.iter();
        let own = own.map(|of| Written { pack: vocabulary.pack, of, added: false });
        let added = self.extensions.words.get(vocabulary.of.name.as_str());
        own.chain(added.into_iter().flatten().copied()).collect()
    }

    /// The name of the pack that adds a part of a record or vocabulary.
    pub(super) fn adder<T>(&self, written: Written<'_, T>) -> Option<String> {
        written.added.then(|| self.packs.name(written.pack).to_owned())
    }

    /// A field that a pack adds may be left out: plans of those who do not use the pack do not
    /// state it.
    pub(super) fn may_be_left_out(&mut self, record: &str, written: Written<'_, ast::Field>) {
        let field = written.of;
        let or_none = matches!(field.ty.kind, ast::TypeKind::Ref { or_none: true, .. });
        if !written.added || field.optional || field.default.is_some() || or_none {
            return;
        }
        let (name, pack) = (&field.name.text, self.packs.name(written.pack));
        let message = said!(
            "`{name}` is added to `{record}` and must be optional",
            "`{name}` 是补充到 `{record}` 的字段，必须是可选的",
        );
        let diagnostic = Diagnostic::error(Code::BadExtension, message)
            .at(field.name.span)
            .with_note(said!(
                "plans written without the pack `{pack}` do not state it",
                "未使用规则包 `{pack}` 的规划不会写这一字段",
            ))
            .with_help(said!("write `{name}?:`", "请写成 `{name}?:`"));
        self.error(diagnostic);
    }

    /// A note where two packs say one thing of a record or vocabulary.
    pub(super) fn of_packs<T>(
        &self,
        diagnostic: Diagnostic,
        here: Written<'_, T>,
        first: Written<'_, T>,
    ) -> Diagnostic {
        if here.pack == first.pack {
            return diagnostic;
        }
        let (here, first) = (self.packs.name(here.pack), self.packs.name(first.pack));
        diagnostic.with_note(said!(
            "one is of the pack `{first}`, the other of the pack `{here}`",
            "一处在规则包 `{first}` 中，另一处在规则包 `{here}` 中",
        ))
    }
}
