//! What a plan, or the manifest of a portfolio, states, part by part, as Markdown: each part as a
//! file writes it, what its records hold, and which rules read it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::evidence::inner;
use super::index::{both, in_both};
use super::markdown::{code, fenced, text};
use super::plan::kind;
use super::readers::Readers;
use super::{Pages, own};
use crate::base::{Language, Said, Texts};
use crate::model::{Field, FieldId, FieldType, Record, RecordId, VocabId, WordId};
use crate::program::Rule;

/// A plan or a manifest, part by part: a part is what one field of it holds. `example` is a file
/// that shows how each is written, by field; `None` where there is no such record.
pub fn parts(
    pages: &Pages,
    root: RecordId,
    example: &BTreeMap<String, Box<RawValue>>,
) -> Option<String> {
    let record = pages.program.model.record(root)?;
    let mut sheet = Sheet {
        pages,
        readers: Readers::of(pages),
        example,
        told: BTreeSet::from([root]),
        words: BTreeSet::new(),
        out: String::new(),
    };
    sheet.whole(root, record);
    Some(sheet.out)
}

struct Sheet<'p, 'a> {
    pages: &'p Pages<'a>,
    readers: Readers<'a>,
    example: &'p BTreeMap<String, Box<RawValue>>,
    /// Records that have their table, or will.
    told: BTreeSet<RecordId>,
    /// Vocabularies that fields hold words of.
    words: BTreeSet<VocabId>,
    out: String,
}

impl<'a> Sheet<'_, 'a> {
    fn whole(&mut self, root: RecordId, record: &'a Record) {
        let (head, parts): (Vec<_>, Vec<_>) =
            (0..).map(FieldId).zip(&record.fields).partition(|(_, it)| inner(&it.ty).is_none());
        let title = text(record.text.pick(Language::En));
        self.out.push_str(&format!("# {title}: what it states\n\n"));
        let shown = match self.example.is_empty() {
            true => "is told field by field; `--example FILE` shows it as a file writes it, too",
            false => "is shown as a file writes it, then field by field",
        };
        self.out.push_str(&format!(
            "Made by `misrule schema`, from the model the packs declare. Each part {shown}.\n\n"
        ));
        self.out.push_str(INTRODUCTION);
        self.out.push_str("\n| part | what it states |\n| --- | --- |\n");
        self.out.push_str("| [the head](#the-head) | what the file is |\n");
        for (_, field) in &parts {
            let (name, says) = (&field.name, in_both(&field.text));
            self.out.push_str(&format!("| [{name}](#{name}) | {says} |\n"));
        }
        self.out.push_str("| [words](#words) | the words of its vocabularies |\n");
        self.out.push_str("\n## The head\n\n");
        self.own(&record.text, &record.doc);
        self.shown(head.iter().map(|(_, field)| *field));
        self.table(root, record, &head);
        for (at, field) in parts {
            self.part(root, at, field);
        }
        self.all_words();
        self.out.truncate(self.out.trim_end().len());
        self.out.push('\n');
    }

    fn part(&mut self, root: RecordId, at: FieldId, field: &'a Field) {
        self.out.push_str(&format!("## {}\n\n", field.name));
        self.paragraph(&own(&field.text));
        let readers = self.readers.of_field(root, at);
        if !readers.is_empty() {
            self.out.push_str(&format!("Read as a whole by {}.\n\n", rules_read(readers)));
        }
        self.shown([field].into_iter());
        let mut waiting: Vec<RecordId> = inner(&field.ty).into_iter().collect();
        while let Some(id) = waiting.pop() {
            let Some(record) = self.pages.program.model.record(id) else { continue };
            if !self.told.insert(id) {
                continue;
            }
            self.out.push_str(&format!("### Record {}\n\n", record.name));
            self.own(&record.text, &record.doc);
            let fields: Vec<_> = (0..).map(FieldId).zip(&record.fields).collect();
            self.table(id, record, &fields);
            waiting.extend(fields.iter().rev().filter_map(|(_, field)| inner(&field.ty)));
        }
    }

    /// Fields as the example writes them.
    fn shown<'f>(&mut self, fields: impl Iterator<Item = &'f Field>) {
        let written = fields.filter_map(|field| {
            let value = self.example.get(&field.name)?.get();
            Some(format!("\"{}\": {}", field.name, outdented(value)))
        });
        let written: Vec<String> = written.collect();
        if !written.is_empty() {
            self.out.push_str(&fenced("json", &written.join(",\n")));
            self.out.push('\n');
        }
    }

    fn table(&mut self, id: RecordId, record: &'a Record, fields: &[(FieldId, &'a Field)]) {
        self.out.push_str("| field | what stands there | what it means | read by |\n");
        self.out.push_str("| --- | --- | --- | --- |\n");
        for (at, field) in fields {
            let mut holds = text(self.pages.holds(record, field).en());
            if let Some(words) = vocabulary(&field.ty) {
                match self.pages.program.model.vocabulary(words) {
                    Some(named) if !named.inline => {
                        self.words.insert(words);
                        holds.push_str(&format!(" ([words](#words-of-{}))", named.name));
                    }
                    _ => holds = format!("{}{}", must(field), self.listed(words)),
                }
            }
            let means = in_both(&field.text);
            let added = added(field.added_by.as_deref());
            let readers = rules_read(self.readers.of_field(id, *at));
            let name = code(&field.name);
            self.out.push_str(&format!("| {name} | {holds} | {means}{added} | {readers} |\n"));
        }
        self.out.push('\n');
    }

    /// The words of a field that has its own, each with what it means.
    fn listed(&self, id: VocabId) -> String {
        let vocabulary = self.pages.program.model.vocabulary(id);
        let words = vocabulary.into_iter().flat_map(|it| &it.words).map(|word| {
            let means = in_both(&word.text);
            match means.is_empty() {
                true => code(&word.name),
                false => format!("{} ({means})", code(&word.name)),
            }
        });
        format!("one of {}", words.collect::<Vec<_>>().join(", "))
    }

    fn all_words(&mut self) {
        self.out.push_str("## Words\n");
        for id in std::mem::take(&mut self.words) {
            let Some(vocabulary) = self.pages.program.model.vocabulary(id) else { continue };
            self.out.push_str(&format!("\n### Words of {}\n\n", vocabulary.name));
            self.own(&vocabulary.text, &vocabulary.doc);
            if vocabulary.open {
                self.paragraph(&kind(vocabulary));
            }
            self.out
                .push_str("| word | what it means | in | read by |\n| --- | --- | --- | --- |\n");
            for (at, word) in (0..).map(WordId).zip(&vocabulary.words) {
                let name = code(&word.name);
                let means = format!("{}{}", in_both(&word.text), added(word.added_by.as_deref()));
                let unit = text(self.pages.unit(word).en());
                let readers = rules_read(self.readers.of_word(id, at));
                self.out.push_str(&format!("| {name} | {means} | {unit} | {readers} |\n"));
            }
        }
    }

    fn paragraph(&mut self, said: &Said) {
        self.out.push_str(&format!("{}\n\n", both(said)));
    }

    /// What an author says of a record or vocabulary.
    fn own(&mut self, texts: &Texts, doc: &str) {
        if !texts.is_empty() {
            self.paragraph(&own(texts));
        }
        for part in doc.split("\n\n").filter(|part| !part.is_empty()) {
            self.out.push_str(&format!("{}\n\n", text(&part.replace('\n', " "))));
        }
    }
}

const INTRODUCTION: &str = "\
- What *must be stated* must be there. All else may be left out: it is then missing evidence, and what rules ask of it
  is undetermined, never kept.
- A number is in the unit of its field; a text may give another of the same kind, or a scale: `\"1.2 亿元\"`, `\"30 %\"`.
  A value for each year is written `{ \"2025\": 27.7, \"2030\": \"28 %\" }`.
- Any record may say its `source` (document, page, section, quote). `{ \"absent\": \"unknown\", \"because\": \"…\" }` may
  stand for what could be left out.
- *Read by* names the rules whose verdict hangs on a field, through all that they call.
";

fn must(field: &Field) -> &'static str {
    if field.optional || field.default.is_some() { "" } else { "must be stated: " }
}

/// Which pack adds a field or word to what another declares.
fn added(by: Option<&str>) -> String {
    by.map_or(String::new(), |pack| format!(" (added by {})", code(pack)))
}

/// The vocabulary whose words a field holds.
fn vocabulary(ty: &FieldType) -> Option<VocabId> {
    match ty {
        FieldType::Word(id) => Some(*id),
        FieldType::Set(member) | FieldType::List(member) => vocabulary(member),
        _ => None,
    }
}

/// The pages of rules stand in a folder beside this one.
fn rules_read(readers: &[&Rule]) -> String {
    let link = |rule: &&Rule| format!("[{}](rules/{}.md)", code(&rule.name), rule.name);
    readers.iter().map(link).collect::<Vec<_>>().join(", ")
}

/// A value as it is written, as if it stood at the left margin.
fn outdented(written: &str) -> String {
    let rest = || written.lines().skip(1).filter(|line| !line.trim().is_empty());
    let margin = rest().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines = written.lines().enumerate().map(|(at, line)| match at {
        0 => line,
        _ => line.get(margin..).unwrap_or_default(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::outdented;

    #[test]
    fn what_stood_further_in_stands_at_the_margin() {
        assert_eq!(
            outdented("[\n    { \"a\": 1,\n      \"b\": 2 }\n  ]"),
            "[\n  { \"a\": 1,\n    \"b\": 2 }\n]"
        );
        assert_eq!(outdented("\"one line\""), "\"one line\"");
        assert_eq!(outdented("[\n\n    1\n    ]"), "[\n\n1\n]");
    }
}
