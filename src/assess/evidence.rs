//! Plans that were read into tables, with the texts they came from.

use crate::base::FileId;
use crate::facts::Facts;

/// What a portfolio without a manifest is called in fingerprints.
const NAMELESS_PORTFOLIO: &str = "portfolio";

/// The plans of a batch that could be read, by row of the plan table.
#[derive(Debug)]
pub struct Evidence {
    pub facts: Facts,
    /// Index among all plans.
    pub indices: Vec<usize>,
    pub files: Vec<FileId>,
    pub manifest: Option<FileId>,
}

impl Evidence {
    /// What the portfolio is called in fingerprints.
    pub(super) fn portfolio_id(&self) -> &str {
        match &self.facts.manifest {
            Some(manifest) if !manifest.id.is_empty() => &manifest.id,
            _ => NAMELESS_PORTFOLIO,
        }
    }
}
