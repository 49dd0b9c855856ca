//! From verdicts to findings: what a reader of plans is told, in which words, in which order.
//!
//! Plain data and no printing. [`check`] runs rules over plans; everything in an [`Assessment`] is
//! the same for the same input, whatever the number of threads. [`part`] does so for some plans of
//! many, and [`Totalling`] adds up what is said of all.

mod assessment;
mod bench;
mod changes;
mod check;
mod derive;
mod evidence;
mod finding;
mod fingerprint;
mod gaps;
mod locate;
mod make;
mod message;
mod missing;
mod parameter;
mod scorecard;
mod select;
mod show;
mod texts;
mod threshold;
mod totals;
mod values;
mod words;

pub use assessment::{AspectScore, Assessment, Found, Gap, PlanReport, RuleTally};
pub use bench::Bench;
pub use changes::{Change, ChangeKind};
pub use check::{MOST_TOGETHER, Part, Portfolio, Request, check, part};
pub use derive::{DerivationStep, DerivationText};
pub use evidence::Evidence;
pub use finding::{
    Amount, At, Citation, Finding, FindingLabel, MarginText, Missing, Note, Subject, Waiting,
};
pub use fingerprint::{fingerprint, former_fingerprints};
pub use parameter::parameter_text;
pub use select::{Choice, Level, NoSuchRule, Selection, fits, renamed};
pub use threshold::Threshold;
pub use totals::{BySeverity, Counts, Totalling, Totals};
