//! What checking costs beside reading: generated plans, the same twenty rules in Misrule, as
//! hand-written Rust and in Rego, and what it takes to run them.

pub mod agree;
pub mod engine;
pub mod floor;
pub mod generate;
pub mod growth;
pub mod guard;
pub mod json;
pub mod kernels;
pub mod process;
pub mod random;
pub mod rego;
pub mod table;
pub mod tables;
pub mod timing;
pub mod whole;
