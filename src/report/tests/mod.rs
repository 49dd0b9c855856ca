//! What came of the tests in rule files.

mod coverage;
mod full;
mod json;
mod junit;

pub use coverage::{coverage_concise, coverage_full, coverage_summary};
pub use full::tests_concise;
#[cfg(feature = "cli")]
pub use full::tests_full;
pub use json::tests_json;
pub use junit::tests_junit;
