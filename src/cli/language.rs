//! Which language a person reads.

use super::output::environment;
use crate::base::Language;

/// `en` or `zh`, or a kind of either such as `zh-Hans`.
pub fn parse(text: &str) -> Result<Language, String> {
    let tag = text.to_lowercase().replace('_', "-");
    Language::ALL
        .into_iter()
        .find(|language| language.is_tagged(&tag))
        .ok_or_else(|| "the tool speaks `en` and `zh`".to_owned())
}

/// The language of the locale, English where it is none the tool speaks.
pub fn of_locale() -> Language {
    of_variables(environment)
}

fn of_variables(environment: impl Fn(&str) -> Option<String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(environment);
    let tag = locale.as_deref().and_then(|locale| locale.split('.').next());
    tag.and_then(|tag| parse(tag).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let with = |set: &'static [(&'static str, &'static str)]| {
            of_variables(move |name| {
                set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8")]), Language::Zh);
        assert_eq!(with(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Language::En);
        assert_eq!(with(&[("LANG", "de_DE.UTF-8")]), Language::En);
        assert_eq!(with(&[]), Language::En);
    }
}
