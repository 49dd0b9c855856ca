//! What a plan states, for those who write one: every word of the model has its meaning in both
//! languages.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use misrule::base::{Language, Texts};
use misrule::declare::build;
use misrule::packs::Packs;

/// The pack whose record is the plan.
const PACK: &str = "regional";

#[test]
fn every_field_and_word_says_what_it_means_in_both_languages() {
    let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
    let (model, _) = build(&packs, &sources);
    let mut texts: Vec<(String, &Texts)> = Vec::new();
    for record in model.records.iter().filter(|record| record.pack == PACK) {
        texts.push((record.name.clone(), &record.text));
        let fields = record.fields.iter();
        texts.extend(fields.map(|it| (format!("{}.{}", record.name, it.name), &it.text)));
    }
    for words in model.vocabularies.iter().filter(|words| words.pack == PACK) {
        if !words.inline {
            texts.push((words.name.clone(), &words.text));
        }
        texts.extend(
            words.words.iter().map(|it| (format!("{}: {}", words.name, it.name), &it.text)),
        );
    }
    assert!(texts.len() > 500, "the model was not found");
    let says = |text: &Texts, language| !text.pick(language).trim().is_empty();
    let is_han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let wrong: Vec<String> = texts
        .into_iter()
        .filter(|(_, text)| {
            let both = says(text, Language::En) && says(text, Language::Zh);
            !both
                || is_han(text.pick(Language::En))
                || text.pick(Language::En) == text.pick(Language::Zh)
        })
        .map(|(name, _)| name)
        .collect();
    assert!(wrong.is_empty(), "without a text in English and one in Chinese: {}", wrong.join(", "));
}
