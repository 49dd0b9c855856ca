//! The languages the tool itself speaks.

/// A language of messages and names. A text that lacks it is shown in English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    #[default]
    En,
    Zh,
}

impl Language {
    pub const ALL: [Language; 2] = [Language::En, Language::Zh];

    /// The tag people write, `en` or `zh`.
    pub fn tag(self) -> &'static str {
        self.pick("en", "zh")
    }

    pub fn from_tag(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// Whether a text marked `tag` is in this language: `zh`, or a kind of it such as `zh-Hans`.
    pub fn is_tagged(self, tag: &str) -> bool {
        tag.strip_prefix(self.tag()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// Of one thing said in both languages, the one to show.
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Language::En => en,
            Language::Zh => zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_leads_back_to_its_language() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::from_tag("EN"), None);
    }
}
