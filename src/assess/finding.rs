//! One finding: a rule, a subject, and all that is to be said of them.

use crate::base::Span;
use crate::diagnostic::Severity;
use crate::evaluate::Verdict;

/// A place in a plan (or in a portfolio's manifest), as people and machines name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// `measures[close-dyeing].coverage`; empty for the whole plan.
    pub path: String,
    /// JSON pointer, of the nearest record that is there where the value itself is not.
    pub pointer: String,
    /// `None` where nothing of it stands in a text, as for the plan that a portfolio lacks.
    pub span: Option<Span>,
    /// Something stands at the path itself; else the pointer and the span are those of the
    /// nearest record around it.
    pub stated: bool,
}

/// The subject of a verdict: one binding of a rule's `for` variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Path of the innermost `for` variable, empty for the whole plan;
    /// `measures[?]` for the members that a list left out might have.
    pub path: String,
    /// Keyed path of every `for` variable, in order.
    pub paths: Vec<String>,
}

/// A label: a place and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingLabel {
    pub at: At,
    pub text: String,
}

/// What is missing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// `None` for what cannot be computed though nothing is missing.
    pub at: Option<At>,
    /// `is not stated`; with the path before it, a sentence.
    pub why: String,
    /// A plan could give it; else it "cannot be computed".
    pub is_gap: bool,
}

impl Missing {
    /// `energy.mix is not stated`.
    pub fn sentence(&self) -> String {
        match &self.at {
            Some(at) if !at.path.is_empty() => format!("{} {}", at.path, self.why),
            _ => self.why.clone(),
        }
    }
}

/// A statement of a source that a rule answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source's own name for it: `3.1-i`.
    pub id: String,
    /// `3.1 para. 3, third`.
    pub at: String,
    /// `Sheng 2023`.
    pub source: String,
    pub says: String,
}

/// A number or a range of numbers, exact, without its unit. An end that is open is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    Exact(String),
    Between { from: Option<String>, to: Option<String> },
}

/// How far a comparison is from its other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarginText {
    pub value: Amount,
    pub limit: Amount,
    pub difference: Amount,
    pub unit: String,
}

/// Where the plan says that its own words come from: the `source` of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    pub document: Option<String>,
    pub page: Option<String>,
    pub section: Option<String>,
    pub quote: Option<String>,
    /// Of a workbook.
    pub sheet: Option<String>,
    pub cell: Option<String>,
}

/// The evidence that a verdict waits for, apart from keys: `measures[*].criteria`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Waiting {
    pub path: String,
    pub why: String,
}

/// A rule's verdict on a subject, with everything behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// `sheng2023/few-priorities`.
    pub rule: String,
    pub verdict: Verdict,
    /// What the rule's violations count as, after `--level`.
    pub severity: Severity,
    /// `should`.
    pub strength: &'static str,
    /// What is wrong, one line each where several clauses fail; the first makes sense alone.
    pub message: String,
    /// What would settle it.
    pub help: Option<String>,
    pub aspect: Option<String>,
    pub provisions: Vec<Citation>,
    /// Index into [`Assessment::plans`](super::Assessment::plans); `None` for the portfolio.
    pub plan: Option<usize>,
    pub subject: Subject,
    pub place: At,
    /// The first stands at the place.
    pub labels: Vec<FindingLabel>,
    pub missing: Vec<Missing>,
    /// `count of priorities = 11; priority_limit = 8 (parameter): 3 too many`.
    pub values: Vec<String>,
    pub margin: Option<MarginText>,
    /// Paths of the defaults that a satisfied verdict rests on.
    pub assumed: Vec<String>,
    /// Name of the exception that holds, and why there is one.
    pub exception: Option<(String, String)>,
    pub note: Option<Note>,
    /// The rule's own text.
    pub rule_span: Span,
    /// The pack whose rule stands in the place of this one.
    pub replaced_by: Option<String>,
    pub fingerprint: String,
    /// Those it had under the names the rule had before.
    pub former_fingerprints: Vec<String>,
}
