//! How a report is to look, and the language it is in.

use crate::base::Language;

/// Colour, width and how much is shown. One place decides; nothing here asks the environment.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub color: bool,
    /// In columns.
    pub width: usize,
    pub language: Language,
    /// Every undetermined verdict, and the rule's own text.
    pub verbose: bool,
    /// Findings drawn in full; the rest is counted.
    pub max_diagnostics: usize,
}

impl Style {
    /// Without colour, 80 columns, in English.
    pub fn plain() -> Style {
        Style {
            color: false,
            width: 80,
            language: Language::En,
            verbose: false,
            max_diagnostics: usize::MAX,
        }
    }

    pub fn paint(&self, paint: Paint, text: &str) -> String {
        match self.color && !text.is_empty() {
            true => format!("\u{1b}[{}m{text}\u{1b}[0m", paint.code()),
            false => text.to_owned(),
        }
    }
}

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// The name of a line, such as `Provision`.
    Name,
    Heading,
    Bad,
    Good,
    Unsure,
    /// Beside the point.
    Faint,
}

impl Paint {
    /// The parameters of an ANSI "select graphic rendition".
    fn code(self) -> &'static str {
        match self {
            Paint::Name => "36",
            Paint::Heading => "1",
            Paint::Bad => "31",
            Paint::Good => "32",
            Paint::Unsure => "33",
            Paint::Faint => "2",
        }
    }
}
