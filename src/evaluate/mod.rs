//! Rules run on tables: one evaluator, a column at a time.

mod outcome;

pub use outcome::{
    Bound, Explanation, Location, Margin, Outcome, Reading, Reason, Subject, Tally, UndefinedKind,
    Value, Verdict,
};
