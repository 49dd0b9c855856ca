//! From the tree of the rule files to a checked program: names, types, units, words and codes are
//! settled here, so that what is wrong with a rule is said before any plan is read.

mod case;

pub use case::{Expected, PlanGiven, PlanSource, TestCase};
