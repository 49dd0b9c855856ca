//! What the tool itself says, in every language it speaks.

use super::Language;

/// A text of the tool's own, in each of its languages. What a rule or a plan says in its author's
/// words is a [`Texts`](super::Texts) instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Said {
    en: Box<str>,
    zh: Box<str>,
}

impl Said {
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Said { en: en.into().into_boxed_str(), zh: zh.into().into_boxed_str() }
    }

    /// What is written alike in every language: a name, a form of the rule language.
    pub fn alike(text: impl Into<String>) -> Self {
        let text = text.into();
        Said::new(text.clone(), text)
    }

    /// The text for a reader of `language`.
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.en, &self.zh)
    }

    /// The text in English.
    pub fn en(&self) -> &str {
        &self.en
    }

    /// A number and what it counts: `1 plan`, `3 plans`, `3个规划`. In Chinese the measure word
    /// stands in `zh`.
    pub fn counted(number: usize, one: &str, many: &str, zh: &str) -> Said {
        let name = if number == 1 { one } else { many };
        Said::new(format!("{number} {name}"), format!("{number}{zh}"))
    }

    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.zh.is_empty()
    }

    /// What `say` gives for each language.
    pub fn by_language(say: impl Fn(Language) -> String) -> Said {
        Said::new(say(Language::En), say(Language::Zh))
    }

    /// Each text changed in the same way.
    #[must_use]
    pub fn map(&self, change: impl Fn(&str) -> String) -> Said {
        Said::new(change(&self.en), change(&self.zh))
    }

    /// Several, one behind the other, with what stands between them in each language.
    pub fn join(all: &[Said], between: (&str, &str)) -> Said {
        let joined = |language: Language| {
            let texts: Vec<&str> = all.iter().map(|said| said.pick(language)).collect();
            texts.join(language.pick(between.0, between.1))
        };
        Said::new(joined(Language::En), joined(Language::Zh))
    }
}

/// A [`Said`] made of one pattern for each language, English first, as `format!` takes them.
///
/// Names in scope stand in the patterns as they are; a name that is itself a `Said` is listed
/// behind a semicolon, and each pattern gets its text in that pattern's language.
///
/// ```ignore
/// said!("no pack is named `{name}`", "没有名为 `{name}` 的规则包")
/// said!("{left} is compared with {right}", "{left}与{right}相比较"; left, right = words(other))
/// ```
macro_rules! said {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::base::Said::new(format!($en), format!($zh))
    };
    ($en:literal, $zh:literal; $($part:ident $(= $value:expr)?),+ $(,)?) => {{
        $($(let $part = $value;)?)+
        let en = {
            $(let $part = $part.pick($crate::base::Language::En);)+
            format!($en)
        };
        let zh = {
            $(let $part = $part.pick($crate::base::Language::Zh);)+
            format!($zh)
        };
        $crate::base::Said::new(en, zh)
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_said_in_the_language_around_them() {
        let left = said!("a share", "占比");
        let name = "steel";
        let said = said!(
            "{left} is compared with {right} of `{name}`",
            "{left}与 `{name}` 的{right}相比较";
            left, right = Said::new("a number", "数值"),
        );
        assert_eq!(said.pick(Language::En), "a share is compared with a number of `steel`");
        assert_eq!(said.pick(Language::Zh), "占比与 `steel` 的数值相比较");
    }

    #[test]
    fn joined_texts_have_the_comma_of_their_language() {
        let all = [Said::new("a", "甲"), Said::alike("b")];
        assert_eq!(Said::join(&all, (", ", "、")), Said::new("a, b", "甲、b"));
    }
}
