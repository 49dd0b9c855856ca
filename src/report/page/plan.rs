//! What a record states and what a vocabulary's words are, for whoever writes a plan.

use super::{Block, Entry, Page, Pages, joined, own};
use crate::base::Said;
use crate::model::{Field, Record, Vocabulary, Word};
use crate::quantity::{Printer, ScaledUnit};

impl Pages<'_> {
    /// A record: each of its fields, whether it must be there, and what it holds.
    pub fn record(&self, record: &Record) -> Page {
        let name = format!("{}/{}", record.pack, record.name);
        let fields = record.fields.iter().map(|field| self.field(record, field)).collect();
        let blocks = vec![Block::Own(record.text.clone()), Block::Entries(fields)];
        Page { name, kind: said!("record", "记录"), blocks: texts_that_say(blocks) }
    }

    fn field(&self, record: &Record, field: &Field) -> Entry {
        let what = self.program.model.describe(record, &field.ty);
        let what = match field.optional || field.default.is_some() {
            true => what,
            false => said!("must be stated: {what}", "必须写明：{what}"; what),
        };
        let line = joined(vec![what, own(&field.text)]);
        Entry::new(field.name.clone(), vec![added(line, field.added_by.as_deref())])
    }

    /// A vocabulary: each of its words, its meaning and, where it has one, its unit.
    pub fn vocabulary(&self, vocabulary: &Vocabulary) -> Page {
        let kind = match vocabulary.open {
            true => said!("open vocabulary: other words may be used", "开放词表：可用其他词"),
            false => said!("vocabulary", "词表"),
        };
        let words = vocabulary.words.iter().map(|word| self.word(word)).collect();
        let blocks = vec![Block::Own(vocabulary.text.clone()), Block::Entries(words)];
        let name = format!("{}/{}", vocabulary.pack, vocabulary.name);
        Page { name, kind, blocks: texts_that_say(blocks) }
    }

    fn word(&self, word: &Word) -> Entry {
        let text = own(&word.text);
        let units = &self.program.model.units;
        let line = match word.unit.clone().map(ScaledUnit::from) {
            None => text,
            Some(unit) => {
                let unit = Said::by_language(|language| Printer::new(units, language).unit(&unit));
                let line = said!("{text} ({unit})", "{text} ({unit})"; text, unit);
                line.map(|line| line.trim().to_owned())
            }
        };
        Entry::new(word.name.clone(), vec![added(line, word.added_by.as_deref())])
    }
}

/// Which pack adds a field or word to what another declares.
fn added(line: Said, by: Option<&str>) -> Said {
    match by {
        Some(pack) => said!("{line} (added by {pack})", "{line}（由{pack}补充）"; line),
        None => line,
    }
}

/// Without texts that are empty.
pub(super) fn texts_that_say(blocks: Vec<Block>) -> Vec<Block> {
    let says = |block: &Block| match block {
        Block::Own(texts) => !texts.is_empty(),
        Block::Doc(doc) => !doc.is_empty(),
        _ => true,
    };
    blocks.into_iter().filter(says).collect()
}
