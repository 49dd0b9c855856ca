//! The logic against brute force: a verdict on a plan with gaps must be that of every way to fill
//! them, and, where the language's reference promises it, must be given whenever they all agree.
//!
//! The oracle enumerates completions of the plan and decides each by plain recursion; it shares no
//! code with the evaluator.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod generate;
mod harness;
mod oracle;
mod tables;
mod toy;
