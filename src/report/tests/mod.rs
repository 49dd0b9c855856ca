//! What came of the tests in rule files.

mod coverage;
mod full;
mod json;
mod junit;
mod mutation;

pub use coverage::{coverage_concise, coverage_full, coverage_summary};
pub use full::tests_concise;
#[cfg(feature = "cli")]
pub use full::tests_full;
pub use json::{Rulebook, tests_json};
pub use junit::tests_junit;
pub use mutation::{mutation_concise, mutation_full, mutation_summary};

use crate::base::Language;
use crate::testing::Told;

/// A subject by its path; the plan itself has none.
fn subject_name(told: &Told, language: Language) -> &str {
    match told.subject.as_str() {
        "" => language.pick("the plan", "本规划"),
        path => path,
    }
}
