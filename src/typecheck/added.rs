//! Fields and words that packs add to what others declare: who uses the pack sees them.

use super::checker::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Record, Vocabulary};
use crate::syntax::ast::Name;

impl<'a> Checker<'a> {
    /// Whether what a pack adds, or a declaration has itself, is seen in the pack checked.
    pub(super) fn sees_added(&self, added_by: Option<&str>) -> bool {
        added_by.is_none_or(|pack| self.sees(pack))
    }

    /// The names of a record's fields that are seen here.
    pub(super) fn fields_seen(&self, record: &'a Record) -> Vec<&'a str> {
        let fields = record.fields.iter();
        let seen = fields.filter(|field| self.sees_added(field.added_by.as_deref()));
        seen.map(|field| field.name.as_str()).collect()
    }

    /// The words of a vocabulary that are seen here.
    pub(super) fn words_seen(&self, vocabulary: &'a Vocabulary) -> Vec<&'a str> {
        let words = vocabulary.words.iter();
        let seen = words.filter(|word| self.sees_added(word.added_by.as_deref()));
        seen.map(|word| word.name.as_str()).collect()
    }

    /// What to say of a field or word that a pack adds which is not used here; `to` is the record
    /// or vocabulary.
    pub(super) fn added_elsewhere(&self, name: &Name, to: &str, pack: &str) -> Diagnostic {
        let word = name.as_str();
        Diagnostic::error(
            Code::PackNotUsed,
            said!(
                "`{word}` is added to `{to}` by the pack `{pack}`, which is not used here",
                "`{word}` 由规则包 `{pack}` 补充到 `{to}`，而此处没有使用该规则包",
            ),
        )
        .at(name.span)
        .with_help(said!(
            "write `use {pack}` below the head of the pack",
            "在规则包开头下方写上 `use {pack}`",
        ))
    }
}
