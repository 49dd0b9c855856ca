//! Sources and their provisions: what rules answer to.

use serde::{Deserialize, Serialize};

use crate::base::{Language, Span, Texts};

/// Index into [`Program::sources`](super::Program::sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub u16);

/// Index into [`Program::provisions`](super::Program::provisions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProvisionId(pub u32);

/// A document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub pack: String,
    /// `title`, `author`, `year`, … as declared, in order.
    pub fields: Vec<(String, Texts)>,
    pub span: Span,
}

impl Source {
    pub fn field(&self, name: &str) -> Option<&Texts> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, text)| text)
    }

    /// As it is cited: its `short` name if it has one, else "Sheng 2023" from author and year, else
    /// the title, else its name.
    pub fn citation(&self, language: Language) -> String {
        let field = |name| self.field(name).map(|text| text.pick(language));
        if let Some(short) = field("short") {
            return short.to_owned();
        }
        match (field("author"), field("year")) {
            (Some(author), Some(year)) => {
                let family = author.split_whitespace().next().unwrap_or(author);
                format!("{} {year}", family.trim_end_matches(','))
            }
            _ => field("title").unwrap_or(&self.name).to_owned(),
        }
    }
}

/// How strongly a provision or a rule demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Strength {
    Must,
    MustNot,
    Should,
    ShouldNot,
    Could,
}

impl Strength {
    pub fn as_str(self) -> &'static str {
        match self {
            Strength::Must => "must",
            Strength::MustNot => "must not",
            Strength::Should => "should",
            Strength::ShouldNot => "should not",
            Strength::Could => "could",
        }
    }

    /// `must not`, `should not`.
    pub fn is_negative(self) -> bool {
        matches!(self, Strength::MustNot | Strength::ShouldNot)
    }

    /// 2 for must, 1 for should, 0 for could.
    pub fn rank(self) -> u8 {
        match self {
            Strength::Must | Strength::MustNot => 2,
            Strength::Should | Strength::ShouldNot => 1,
            Strength::Could => 0,
        }
    }
}

/// A statement of a source.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Provision {
    /// The source's own name for it: `3.1-i`.
    pub id: String,
    pub pack: String,
    pub source: SourceId,
    /// Where in the source: `3.1 para. 3, third`.
    pub at: Texts,
    /// A paraphrase.
    pub says: Texts,
    pub doc: String,
    pub strength: Strength,
    /// A word of the vocabulary `aspect`, as written.
    pub aspect: String,
    /// Another provision that says the same.
    pub same_as: Option<ProvisionId>,
    /// Two or more others that say the same together; or none.
    pub together: Vec<ProvisionId>,
    pub checkable: Checkable,
    pub span: Span,
}

/// How far a plan can show whether a provision is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Checkable {
    Wholly,
    /// In part, and why not in the rest.
    Partly(Texts),
    /// Not at all, and why.
    Not(Texts),
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::base::{FileId, Language, Span, Texts};

    fn cited(fields: &[(&str, &str)]) -> String {
        let fields =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Texts::new(*text))).collect();
        let (name, pack) = ("paper".to_owned(), "town".to_owned());
        let span = Span { file: FileId(0), start: 0, end: 0 };
        Source { name, pack, fields, span }.citation(Language::En)
    }

    #[test]
    fn a_source_is_cited_by_what_it_says_of_itself() {
        let regulation = [("title", "On funds"), ("author", "European Council"), ("year", "2021")];
        assert_eq!(cited(&regulation), "European 2021");
        let short = ("short", "Regulation (EU) 2021/1060");
        assert_eq!(cited(&[regulation[0], regulation[1], regulation[2], short]), short.1);
        assert_eq!(cited(&[("title", "On funds"), ("year", "2021")]), "On funds");
        assert_eq!(cited(&[("year", "2021")]), "paper");
    }

    #[test]
    fn a_short_name_is_said_in_the_readers_language() {
        let mut short = Texts::new("Regulation");
        short.others.push(("zh".to_owned(), "条例".to_owned()));
        let (name, pack) = ("paper".to_owned(), "town".to_owned());
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let source = Source { name, pack, fields: vec![("short".to_owned(), short)], span };
        assert_eq!(source.citation(Language::En), "Regulation");
        assert_eq!(source.citation(Language::Zh), "条例");
    }
}
