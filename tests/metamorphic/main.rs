//! What must not change what is found, and what must change it in one way only: over the rulebook
//! that comes with the tool and its example plans, and over random rules and plans.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

mod change;
mod margins;
mod relations;
mod shipped;
mod toy_world;
mod world;

#[path = "../brute_force/random.rs"]
mod random;

/// Random rules and plans of a small model, as the test against brute force draws them.
#[allow(dead_code)]
#[path = "../brute_force/draw.rs"]
mod draw;
#[allow(dead_code)]
#[path = "../brute_force/formula.rs"]
mod formula;
#[allow(dead_code)]
#[path = "../brute_force/plan.rs"]
mod plan;
#[allow(dead_code)]
#[path = "../brute_force/toy.rs"]
mod toy;
#[path = "../brute_force/write.rs"]
#[allow(dead_code)]
mod write;
