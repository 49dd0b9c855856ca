//! Rules run on tables: one evaluator, a column at a time.
//!
//! A binding of variables is a frame, an expression takes a frame to a column. A `for`, a
//! quantifier or an aggregate expands a frame by the members of a list and reduces by segments.
//! Every column is kept while a rule runs; an explanation is the same evaluation on a frame of a
//! few subjects, read off its columns.

mod aggregate;
mod arith;
mod breakdown;
mod codes;
mod column;
mod compare;
mod currency;
mod dated;
mod default;
mod derivation;
mod eval;
mod explain;
mod frame;
mod graph;
mod logic;
mod mark;
mod narrow;
mod number;
mod outcome;
mod path;
mod quantify;
mod reach;
mod reduce;
mod rule;
mod search;
mod series;
mod sets;
mod size;
mod stated;
mod text;
mod truths;

pub use derivation::{Derivation, Derived, Given, Step};
use eval::Eval;
pub use explain::{Counts, count, derive, explain};
pub use outcome::{
    Bound, Explanation, Location, MOST_LISTED, Margin, Outcome, Reading, Reason, Subject, Tally,
    UndefinedKind, Value, Verdict,
};
pub use rule::{Want, run};
