//! What the tool says of a mistake: plain data, made by every room, drawn by `report/`.

mod code;

pub use code::Code;

use crate::base::{Said, Span};

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Note,
    Warning,
    Error,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    /// May be empty: then the place alone is marked.
    pub text: Said,
}

/// A mistake in a rule file or a plan, in the words of the person who wrote it.
///
/// The message is one line, lower case, without a full stop, with backticks around what was
/// written, and makes sense alone. The first label is the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub message: Said,
    pub labels: Vec<Label>,
    /// Why it is so.
    pub notes: Vec<Said>,
    /// What to do.
    pub help: Option<Said>,
}

impl Diagnostic {
    pub fn error(code: Code, message: Said) -> Self {
        Diagnostic::new(code, Severity::Error, message)
    }

    pub fn warning(code: Code, message: Said) -> Self {
        Diagnostic::new(code, Severity::Warning, message)
    }

    pub fn note(code: Code, message: Said) -> Self {
        Diagnostic::new(code, Severity::Note, message)
    }

    fn new(code: Code, severity: Severity, message: Said) -> Self {
        Diagnostic { code, severity, message, labels: Vec::new(), notes: Vec::new(), help: None }
    }

    #[must_use]
    pub fn at(self, span: Span) -> Self {
        self.label(span, Said::default())
    }

    #[must_use]
    pub fn label(mut self, span: Span, text: Said) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    #[must_use]
    pub fn with_note(mut self, note: Said) -> Self {
        self.notes.push(note);
        self
    }

    #[must_use]
    pub fn with_help(mut self, help: Said) -> Self {
        self.help = Some(help);
        self
    }

    /// Where the mistake stands, where it has a place.
    pub fn place(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}
