//! Columns: one field of all rows of a table.

use crate::base::Bits;
use crate::quantity::Number;

/// What stands in a column of symbols, words, codes or rows where the plan gives nothing.
pub const ABSENT: u32 = u32::MAX;

/// The values of one field.
#[derive(Clone, Debug)]
pub enum Column {
    /// 0 false, 1 true, 2 absent.
    Boolean(Vec<u8>),
    /// Texts as symbols of [`Facts::words`](super::Facts::words), or [`ABSENT`].
    Text(Vec<u32>),
    /// Words of a vocabulary by their number. A free word of an open vocabulary has the number
    /// `words declared + symbol`.
    Word(Vec<u32>),
    /// Codes by [`CodeId`](crate::model::CodeId).
    Code(Vec<u32>),
    /// Numbers in the field's own unit; years as whole numbers; dates as days since 1970-01-01.
    Number(NumberColumn),
    /// Rows of the table that the field leads to: always a row. What was left out leads to the
    /// table's row `left_out`, a key that does not exist to a row of its own behind the real ones.
    Row(Vec<u32>),
    /// Rows of the child table that holds the members or points.
    List(Lists),
}

/// Numbers of one column.
#[derive(Clone, Debug)]
pub enum NumberColumn {
    /// `digits / 10^scale`; `i64::MIN` where absent.
    Fixed { scale: u8, digits: Vec<i64> },
    /// Where a value does not fit: exact, `None` where absent.
    Exact(Vec<Option<Number>>),
}

impl NumberColumn {
    /// What stands in a fixed column where the plan gives nothing.
    pub const ABSENT: i64 = i64::MIN;

    pub fn len(&self) -> usize {
        match self {
            NumberColumn::Fixed { digits, .. } => digits.len(),
            NumberColumn::Exact(values) => values.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row; `None` where absent.
    pub fn get(&self, row: usize) -> Option<Number> {
        match self {
            NumberColumn::Fixed { scale, digits } => match *digits.get(row)? {
                NumberColumn::ABSENT => None,
                value => Some(Number::from_digits(i128::from(value), *scale)),
            },
            NumberColumn::Exact(values) => values.get(row).cloned().flatten(),
        }
    }
}

/// A list per row: a half-open range of rows of the child table. Ranges are monotone and follow
/// one another, so that the children of a range of rows are a range of rows.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    pub starts: Vec<u32>,
    pub ends: Vec<u32>,
    /// Not known to be complete: left out, or with a member that could not be read.
    pub open: Bits,
}

impl Lists {
    pub fn range(&self, row: usize) -> std::ops::Range<u32> {
        match (self.starts.get(row), self.ends.get(row)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }
}
