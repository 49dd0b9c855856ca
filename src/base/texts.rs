//! A text with its translations, as its author wrote it.

use serde::{Deserialize, Serialize};

use super::Language;

/// A text in the author's own language and in others. Every translation is kept, whatever the
/// language; [`Texts::pick`] chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Texts {
    /// The text that stands first, without a language mark.
    pub first: String,
    /// Language tag as written (`zh`, `pt-BR`) and the text.
    pub others: Vec<(String, String)>,
}

impl Texts {
    pub fn new(first: impl Into<String>) -> Self {
        Texts { first: first.into(), others: Vec::new() }
    }

    /// The text for a reader of `language`; the first one where no translation is marked so.
    pub fn pick(&self, language: Language) -> &str {
        let marked = |(tag, _): &&(String, String)| language.is_tagged(tag);
        self.others.iter().find(marked).map_or(self.first.as_str(), |(_, text)| text)
    }

    pub fn is_empty(&self) -> bool {
        self.first.is_empty() && self.others.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_language_wins_where_it_is_there() {
        let mut text = Texts::new("steel");
        assert_eq!(text.pick(Language::Zh), "steel");
        text.others.push(("zh-Hans".into(), "钢铁".into()));
        assert_eq!(text.pick(Language::Zh), "钢铁");
        assert_eq!(text.pick(Language::En), "steel");
    }
}
