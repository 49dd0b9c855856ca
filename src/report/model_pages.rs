//! What a record states and what a vocabulary's words are, as pages for whoever writes a plan.

use super::lines::lines;
use super::style::{Paint, Style};
use super::wrap::wrap;
use crate::base::{Language, Texts, visible};
use crate::model::{Field, Model, Record, Vocabulary};
use crate::quantity::{Printer, ScaledUnit};

/// A record: each of its fields, whether it must be there, and what it holds.
pub fn record_page(record: &Record, model: &Model, language: Language, style: &Style) -> String {
    let mut out = heading(
        &format!("{}/{}", record.pack, record.name),
        language.pick("record", "记录"),
        style,
    );
    out.push_str(&paragraph(&record.text, language, style));
    let fields: Vec<(&str, String)> = record
        .fields
        .iter()
        .map(|field| (field.name.as_str(), of_field(record, field, model, language)))
        .collect();
    out.push_str(&lines(&fields, style));
    out
}

fn of_field(record: &Record, field: &Field, model: &Model, language: Language) -> String {
    let must = match field.optional || field.default.is_some() {
        true => "",
        false => language.pick("must be stated: ", "必须写明："),
    };
    let mut line = format!("{must}{}", model.describe(record, &field.ty).pick(language));
    let text = field.text.pick(language);
    if !text.is_empty() {
        line.push_str(language.pick("; ", "；"));
        line.push_str(&visible(text));
    }
    line.push_str(&added_by(field.added_by.as_deref(), language));
    line
}

/// Which pack adds a field or word to what another declares.
fn added_by(pack: Option<&str>, language: Language) -> String {
    pack.map_or_else(String::new, |pack| {
        language.pick(format!(" (added by {pack})"), format!("（由{pack}补充）"))
    })
}

/// A vocabulary: each of its words, its meaning and, where it has one, its unit.
pub fn vocabulary_page(
    vocabulary: &Vocabulary,
    model: &Model,
    language: Language,
    style: &Style,
) -> String {
    let kind = match vocabulary.open {
        true => said!("open vocabulary: other words may be used", "开放词表：可用其他词"),
        false => said!("vocabulary", "词表"),
    };
    let mut out =
        heading(&format!("{}/{}", vocabulary.pack, vocabulary.name), kind.pick(language), style);
    out.push_str(&paragraph(&vocabulary.text, language, style));
    let printer = Printer::new(&model.units, language);
    let words: Vec<(&str, String)> = vocabulary
        .words
        .iter()
        .map(|word| {
            let text = visible(word.text.pick(language)).into_owned();
            let unit = word.unit.as_ref().map(|unit| ScaledUnit::from(unit.clone()));
            let unit = unit.map_or_else(String::new, |unit| format!(" ({})", printer.unit(&unit)));
            let added = added_by(word.added_by.as_deref(), language);
            (word.name.as_str(), format!("{text}{unit}{added}").trim().to_owned())
        })
        .collect();
    out.push_str(&lines(&words, style));
    out
}

fn heading(name: &str, kind: &str, style: &Style) -> String {
    format!("{}  {kind}\n\n", style.paint(Paint::Heading, name))
}

fn paragraph(text: &Texts, language: Language, style: &Style) -> String {
    let text = text.pick(language);
    if text.is_empty() {
        return String::new();
    }
    let wrapped = wrap(&visible(text), style.width.saturating_sub(2));
    let wrapped: String = wrapped.iter().map(|line| format!("  {line}\n")).collect();
    wrapped + "\n"
}
