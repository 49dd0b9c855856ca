//! Rules in the language on plans in JSON: every construct, and the verdicts that the language's
//! reference gives.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod world;

mod absence;
mod aggregates;
mod codes;
mod conditions;
mod defaults;
mod explanations;
mod graphs;
mod growth;
mod joins;
mod lists;
mod money;
mod numbers;
mod portfolio;
mod references;
mod series;
mod size;
mod verdicts;
