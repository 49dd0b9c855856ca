//! Misrule: a declarative rules engine and language for assessing regional industrial plans.
//!
//! The crate is a library and a thin binary. Data goes one way through the rooms below; a room
//! uses only those that stand above it in this list (`tests/house.rs` holds it to that).

pub mod base;
pub mod diagnostic;
pub mod quantity;
pub mod syntax;
pub mod model;
pub mod facts;
pub mod program;
pub mod evaluate;
