//! The tests that stand in rule files: plans given, verdicts expected. Prints nothing.

mod compare;
mod describe;
mod fill;
mod patch;
mod plans;
mod run;
mod tree;

pub use compare::Failure;
pub use run::{CaseResult, run};
