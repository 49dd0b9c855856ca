//! What a record states and what a vocabulary's words are, for whoever writes a plan.

use super::readers::Readers;
use super::{Block, Entry, Page, Pages, joined, own};
use crate::base::Said;
use crate::model::{Field, FieldId, Record, RecordId, VocabId, Vocabulary, Word, WordId};
use crate::program::Rule;
use crate::quantity::{Printer, ScaledUnit};

impl Pages<'_> {
    /// A record: each of its fields, whether it must be there, what it holds and which rules read
    /// it.
    pub fn record(&self, id: RecordId) -> Option<Page> {
        let record = self.program.model.record(id)?;
        let name = format!("{}/{}", record.pack, record.name);
        let readers = Readers::of(self);
        let fields = (0..).map(FieldId).zip(&record.fields).map(|(at, field)| {
            let what = joined(vec![self.holds(record, field), own(&field.text)]);
            let what = added(what, field.added_by.as_deref());
            Entry::new(field.name.clone(), vec![what, read_by(readers.of_field(id, at))])
        });
        let blocks = vec![
            Block::Own(record.text.clone()),
            Block::Doc(record.doc.clone()),
            Block::Entries(fields.collect()),
        ];
        Some(Page { name, kind: said!("record", "记录"), blocks: texts_that_say(blocks) })
    }

    /// What stands in a field, with its unit and range, and whether it must.
    pub(super) fn holds(&self, record: &Record, field: &Field) -> Said {
        let what = self.program.model.describe_field(record, field);
        match field.optional || field.default.is_some() {
            true => what,
            false => said!("must be stated: {what}", "必须写明：{what}"; what),
        }
    }

    /// A vocabulary: each of its words, its meaning and, where it has one, its unit.
    pub fn vocabulary(&self, id: VocabId) -> Option<Page> {
        let vocabulary = self.program.model.vocabulary(id)?;
        let readers = Readers::of(self);
        let words = (0..).map(WordId).zip(&vocabulary.words).map(|(at, word)| {
            let unit = self.unit(word);
            let unit = (!unit.is_empty()).then(|| said!("in {unit}", "单位：{unit}"; unit));
            let said = joined([Some(own(&word.text)), unit].into_iter().flatten().collect());
            let said = added(said, word.added_by.as_deref());
            Entry::new(word.name.clone(), vec![said, read_by(readers.of_word(id, at))])
        });
        let blocks = vec![
            Block::Own(vocabulary.text.clone()),
            Block::Doc(vocabulary.doc.clone()),
            Block::Entries(words.collect()),
        ];
        let name = format!("{}/{}", vocabulary.pack, vocabulary.name);
        Some(Page { name, kind: kind(vocabulary), blocks: texts_that_say(blocks) })
    }

    /// What is measured in where a word stands; nothing where it gives no unit.
    pub(super) fn unit(&self, word: &Word) -> Said {
        let units = &self.program.model.units;
        let unit = word.unit.clone().map(ScaledUnit::from);
        unit.map_or(Said::default(), |unit| {
            Said::by_language(|language| Printer::new(units, language).unit(&unit))
        })
    }
}

pub(super) fn kind(vocabulary: &Vocabulary) -> Said {
    match vocabulary.open {
        true => said!("open vocabulary: other words may be used", "开放词表：可用其他词"),
        false => said!("vocabulary", "词表"),
    }
}

/// `read by few-priorities, strategy-fits-kind`
fn read_by(rules: &[&Rule]) -> Said {
    if rules.is_empty() {
        return Said::default();
    }
    let rules: Vec<Said> = rules.iter().map(|rule| Said::alike(rule.name.as_str())).collect();
    let rules = Said::join(&rules, (", ", "、"));
    said!("read by {rules}", "被以下规则读取：{rules}"; rules)
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
