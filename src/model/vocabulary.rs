//! Vocabularies: the words a field may hold.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::base::{Span, Texts, in_order};
use crate::quantity::Unit;

/// Index into [`Model::vocabularies`](super::Model::vocabularies).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VocabId(pub u16);

/// Index into [`Vocabulary::words`]; the free words of an open vocabulary follow the declared ones
/// in each batch of plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WordId(pub u32);

/// A set of words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Its name; for the inline vocabulary of a field, `Record.field`.
    pub name: String,
    pub pack: String,
    /// A plan may use a word that is not declared.
    pub open: bool,
    /// Declared at a field and not by itself.
    pub inline: bool,
    pub text: Texts,
    pub doc: String,
    pub words: Vec<Word>,
    #[serde(with = "in_order")]
    pub by_name: FxHashMap<String, WordId>,
    pub span: Span,
}

/// A declared word.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Word {
    pub name: String,
    pub text: Texts,
    /// What a `quantity of` field is measured in where this word stands.
    pub unit: Option<Unit>,
    /// The pack that adds it by `extend`; none where the vocabulary's own declaration has it.
    pub added_by: Option<String>,
    pub span: Span,
}

impl Vocabulary {
    pub fn word(&self, id: WordId) -> Option<&Word> {
        self.words.get(id.0 as usize)
    }

    pub fn word_named(&self, name: &str) -> Option<WordId> {
        self.by_name.get(name).copied()
    }
}
