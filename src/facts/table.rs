//! A table: the rows of one record type, or the members of one kind of list.

use rustc_hash::FxHashMap;

use super::{Column, TableId};
use crate::base::Symbol;

/// Rows of one kind.
///
/// Rows `0..real` were stated by plans, plan after plan; then comes a row for each key that is
/// referred to and does not exist, then the row `left_out`, which stands for whatever a
/// reference or a nested record left out leads to, then the row `none`, to which a reference
/// declared `or none` leads where it is left out: it stands for no record. The rows behind the
/// real ones have no values but the dangling ones' keys.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub rows: u32,
    pub real: u32,
    pub left_out: u32,
    pub none: u32,
    /// By field of the record, or as [`Layout`](super::Layout) says. Empty where no plan states
    /// the field.
    pub columns: Vec<Column>,
    /// The plan (row of the plan table) that a row belongs to, or `ABSENT` for the manifest's
    /// rows, `left_out` and `none`. Empty where there are no rows but these two.
    pub plan: Vec<u32>,
    /// Where each real row stands; [`Cell::ROOT`] for the root of a plan.
    pub owner: Vec<Cell>,
    /// Why a value is absent, where it is not simply left out, and which values are defaults.
    pub gaps: FxHashMap<(u16, u32), Gap>,
}

/// A field of a row: where a value stands, or the list or field that a row stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    pub table: TableId,
    pub row: u32,
    pub field: u16,
}

impl Cell {
    /// Where the root of a plan or of a manifest stands: nowhere.
    pub const ROOT: Cell = Cell { table: TableId(u32::MAX), row: 0, field: 0 };

    pub fn new(table: TableId, row: u32, field: u16) -> Cell {
        Cell { table, row, field }
    }
}

/// A value that is absent for another reason than being left out, or present without being
/// stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub kind: GapKind,
    /// The plan's own words for it.
    pub because: Option<Symbol>,
}

/// Why a value is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// The plan says that it is not known.
    Unknown,
    /// The plan says that it is not given.
    Withheld,
    /// The plan says that it does not apply.
    NotApplicable,
    /// What stands there cannot be read; an error says so.
    Malformed,
    /// What stands there says nothing, such as `"-"` or `"n/a"`.
    Placeholder,
    /// Not a gap: the value is the field's default, which the plan does not state.
    Assumed,
}

/// A plan's rows in every table, and what is asked of the plan as a whole.
#[derive(Clone, Debug, Default)]
pub struct PlanRow {
    /// The first row of the plan in each table, by `TableId`; its rows end where the next plan's
    /// start.
    pub starts: Vec<u32>,
    /// The plan's id, empty where it has none.
    pub id: String,
    /// The years that `baseline of` and `target of` read.
    pub base_year: Option<i32>,
    pub last_year: Option<i32>,
    /// The currency of its amounts.
    pub currency: Option<Symbol>,
}

impl Table {
    pub fn gap(&self, field: usize, row: u32) -> Option<Gap> {
        let field = u16::try_from(field).ok()?;
        self.gaps.get(&(field, row)).copied()
    }

    /// A record, though it be one that is referred to and not in the plan.
    pub fn is_record(&self, row: u32) -> bool {
        row < self.left_out
    }

    /// The row that stands for no record: it equals none, and nothing can be asked of it.
    pub fn is_none(&self, row: u32) -> bool {
        row == self.none && self.none > self.left_out
    }

    /// A row for a key that does not exist in its plan.
    pub fn is_dangling(&self, row: u32) -> bool {
        self.real <= row && row < self.left_out
    }
}
