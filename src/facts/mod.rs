//! What plans state, as rows of typed tables. This room knows no JSON and evaluates nothing.
//!
//! A record type is a table, a field a typed column, a list a child table with a range of rows
//! per parent, a reference a row number, a word or text an interned symbol. One plan is a few
//! rows, a batch of plans more of the same rows, a portfolio the same tables with all plans.

mod builder;
mod column;
mod coverage;
mod layout;
mod path;
mod paths;
mod rows;
#[cfg(test)]
mod samples;
mod table;

pub use builder::{Builder, Root, Scope};
pub use column::{ABSENT, Column, Lists, NumberColumn};
pub use layout::{Layout, TableId, TableKind};
pub use path::{Place, Step};
pub use paths::Paths;
pub use table::{Cell, Gap, GapKind, PlanRow, Table};

use crate::base::Interner;

/// The tables of a batch of plans (and of the portfolio's manifest, where there is one).
#[derive(Clone, Debug)]
pub struct Facts {
    /// Texts, keys, currencies and the free words of open vocabularies.
    pub words: Interner,
    /// By [`TableId`].
    pub tables: Vec<Table>,
    /// One entry a plan, in the order of the plan table's rows.
    pub plans: Vec<PlanRow>,
    /// The rows of the portfolio's manifest, where there is one; its root is the only row of the
    /// portfolio's table.
    pub manifest: Option<PlanRow>,
    /// Whether the plans are known to be all there are: a portfolio without gaps.
    pub plans_complete: bool,
    /// Codes of the regions that the manifest asks for and no plan covers.
    pub absent_regions: Vec<String>,
}

impl Facts {
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0 as usize)
    }

    pub fn column(&self, id: TableId, field: usize) -> Option<&Column> {
        self.table(id).and_then(|table| table.columns.get(field))
    }
}
