//! From verdicts to findings: what a reader of plans is told, in which words, in which order.
//!
//! Plain data and no printing. [`check`] runs rules over plans; everything in an [`Assessment`] is
//! the same for the same input, whatever the number of threads.

mod assessment;
mod finding;

pub use assessment::{AspectScore, Assessment, Gap, PlanReport, RuleTally};
pub use finding::{
    Amount, At, Citation, Finding, FindingLabel, MarginText, Missing, Note, Subject, Waiting,
};
