//! What was found, as people and machines read it: one file per format.
//!
//! Everything here takes what was [`Found`](crate::assess::Found), its
//! [`Totals`](crate::assess::Totals) or plain diagnostics, and gives text. No file decides a verdict, and only `draw` knows the library that draws.

#[cfg(feature = "cli")]
mod alike;
mod catalogue;
mod code_page;
mod concise;
mod derivation;
#[cfg(feature = "cli")]
mod draw;
#[cfg(feature = "cli")]
mod excerpt;
mod faults;
#[cfg(feature = "cli")]
mod full;
mod json;
mod lines;
#[cfg(feature = "cli")]
mod more;
mod names;
mod note;
mod page;
mod provisions;
mod run;
mod style;
mod summary;
#[cfg(feature = "cli")]
mod tables;
mod tests;
mod wrap;

pub use catalogue::rules;
pub use code_page::code_page;
pub use concise::concise_diagnostic;
pub use derivation::derivation;
#[cfg(feature = "cli")]
pub use draw::diagnostics;
pub use faults::faults_json;
pub use json::Provenance;
pub use lines::lines;
pub use page::{Item, Page, Pages, index, parts};
pub use provisions::{
    Ledger, provisions_csv, provisions_json, provisions_markdown, provisions_summary,
    provisions_table,
};
pub use run::{Assembly, Form, PartText, Piece, Section, Texts, whole};
pub use style::{Paint, Style};
pub use summary::summary;
#[cfg(feature = "cli")]
pub use tests::tests_full;
pub use tests::{
    Rulebook, coverage_concise, coverage_full, coverage_summary, mutation_concise, mutation_full,
    mutation_summary, tests_concise, tests_json, tests_junit,
};
pub use wrap::{width, wrap};
