//! Misrule: a declarative rules engine and language for assessing regional industrial plans.
//!
//! The crate is a library and a thin binary. Data goes one way through its rooms, and a room uses
//! only those to its left (`tests/house.rs` holds it to that):
//!
//! ```text
//! base ← diagnostic ← { syntax, quantity } ← model ← { packs → declare → typecheck → program }
//!                                          ← facts ← read
//!          { program, facts } ← evaluate ← assess ← { advise, testing } ← report ← cli
//! ```

// First, for its macro `said!`.
#[macro_use]
pub mod base;

pub mod advise;
pub mod assess;
#[cfg(feature = "cli")]
pub mod cli;
pub mod declare;
pub mod diagnostic;
pub mod evaluate;
pub mod facts;
pub mod format;
pub mod model;
pub mod packs;
pub mod program;
pub mod quantity;
pub mod read;
pub mod report;
pub mod syntax;
pub mod testing;
pub mod typecheck;
