//! What packs change in the rules of packs they use, and the years in which rules are asked.

use serde::{Deserialize, Serialize};

use crate::base::Texts;

/// A rule or an exception that a pack takes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disabled {
    /// Its full name: `sheng2023/few-priorities`.
    pub name: String,
    /// The pack that takes it out.
    pub by: String,
    pub because: Texts,
}

/// The last years of the plans that a rule or exception is asked of, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct InForce {
    pub from: i32,
    pub to: Option<i32>,
}
