//! The tests that stand in rule files: plans given, verdicts expected. Prints nothing.
//!
//! A [`Suite`] is tests whose plans were read once, many tests to a batch of tables. [`run`] holds
//! verdicts against what is expected.

mod compare;
mod coverage;
mod examples;
mod failure;
mod fill;
mod mutate;
mod parallel;
mod patch;
mod plans;
mod run;
mod suite;
mod tree;

pub use coverage::{ConditionCoverage, Coverage, RuleCoverage, Share, coverage};
pub use examples::{Example, examples};
pub use failure::{Failure, Told};
pub use mutate::{Argued, Mutation, RuleMutation, Score, Unnoticed, mutate};
pub use run::{CaseResult, Clock, run};
pub use suite::{Suite, names};
