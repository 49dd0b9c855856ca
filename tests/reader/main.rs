//! Reading plans against a model that is written in the language.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods)]

mod examples;
mod faults;
mod places;
mod random;
mod sample;
mod spellings;
mod values;
