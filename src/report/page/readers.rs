//! Which rules read which field, and which word of a key.

use rustc_hash::FxHashMap;

use super::Pages;
use super::evidence::{inner, is_key};
use crate::model::{FieldId, RecordId, VocabId, WordId};
use crate::program::{ExprKind, Reads, Rule, Type};

/// The rules that read a field, in the order of the program.
#[derive(Default)]
pub(super) struct Readers<'a> {
    fields: FxHashMap<(RecordId, FieldId), Vec<&'a Rule>>,
    words: FxHashMap<(VocabId, WordId), Vec<&'a Rule>>,
}

impl<'a> Readers<'a> {
    /// A key that only tells members apart is read by no rule, and a list or record by none that
    /// reads a field of what stands in it.
    pub(super) fn of(pages: &Pages<'a>) -> Readers<'a> {
        let mut readers = Readers::default();
        for (_, rule, reads) in pages.rules() {
            readers.add(pages, rule, reads);
        }
        readers
    }

    fn add(&mut self, pages: &Pages<'a>, rule: &'a Rule, reads: &Reads) {
        let (program, model) = (pages.program, &pages.program.model);
        let is_entered = |record: RecordId| {
            reads.fields.iter().any(|read| read.record == record && !is_key(model, read))
        };
        for read in &reads.fields {
            let Some(field) = model.field(read.record, read.field) else { continue };
            if !is_key(model, read) && !inner(&field.ty).is_some_and(is_entered) {
                self.fields.entry((read.record, read.field)).or_default().push(rule);
            }
            for key in read.keys.iter().filter_map(|key| program.expr(*key)) {
                if let (ExprKind::Word(word), Type::Word(vocabulary)) = (&key.kind, &key.ty) {
                    let all = self.words.entry((*vocabulary, *word)).or_default();
                    // Two lists may have members of one key.
                    if !all.iter().any(|known| std::ptr::eq(*known, rule)) {
                        all.push(rule);
                    }
                }
            }
        }
    }

    pub(super) fn of_field(&self, record: RecordId, field: FieldId) -> &[&'a Rule] {
        self.fields.get(&(record, field)).map_or(&[], Vec::as_slice)
    }

    /// The rules that read a member of a list by this key.
    pub(super) fn of_word(&self, vocabulary: VocabId, word: WordId) -> &[&'a Rule] {
        self.words.get(&(vocabulary, word)).map_or(&[], Vec::as_slice)
    }
}
