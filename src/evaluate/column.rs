//! Columns: the value of one expression for every row of a frame.
//!
//! A column is cheap to clone: what it holds is borrowed from a table or shared.

use std::ops::{Deref, Range as Span};
use std::rc::Rc;

use super::breakdown::Breakdown;
use super::number::Numbers;
use super::reach::Graphs;
use super::series::Series;
use super::truths::Truths;
use crate::base::Bits;
use crate::facts::{ABSENT, TableId};

/// Values borrowed from a table or computed and shared.
#[derive(Debug)]
pub(super) enum Slice<'a, T> {
    Table(&'a [T]),
    Own(Rc<Vec<T>>),
}

impl<T> Clone for Slice<'_, T> {
    fn clone(&self) -> Self {
        match self {
            Slice::Table(values) => Slice::Table(values),
            Slice::Own(values) => Slice::Own(Rc::clone(values)),
        }
    }
}

impl<T> Deref for Slice<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Slice::Table(values) => values,
            Slice::Own(values) => values,
        }
    }
}

impl<T> From<Vec<T>> for Slice<'_, T> {
    fn from(values: Vec<T>) -> Self {
        Slice::Own(Rc::new(values))
    }
}

impl<T: Clone> Slice<'_, T> {
    /// The values of a range of rows; borrowed ones stay borrowed.
    pub(super) fn part(&self, range: Span<usize>) -> Self {
        match self {
            Slice::Table(values) => Slice::Table(values.get(range).unwrap_or_default()),
            Slice::Own(values) => values.get(range).unwrap_or_default().to_vec().into(),
        }
    }
}

/// Row numbers, words, codes or symbols, one a row; [`ABSENT`] where it is not known.
#[derive(Clone, Debug)]
pub(super) enum Ids<'a> {
    /// The same for every row.
    One(u32),
    /// Counting up from a number.
    From(u32),
    Each(Slice<'a, u32>),
}

impl<'a> Ids<'a> {
    pub(super) fn get(&self, row: usize) -> u32 {
        match self {
            Ids::One(id) => *id,
            Ids::From(first) => {
                u32::try_from(row).map_or(ABSENT, |row| first.checked_add(row).unwrap_or(ABSENT))
            }
            Ids::Each(ids) => ids.get(row).copied().unwrap_or(ABSENT),
        }
    }

    /// The ids of other rows: those at `rows`, one after another.
    pub(super) fn gather(&self, rows: &[u32]) -> Ids<'a> {
        match self {
            Ids::One(id) => Ids::One(*id),
            Ids::From(first) => {
                Ids::Each(rows.iter().map(|row| first + row).collect::<Vec<_>>().into())
            }
            Ids::Each(ids) => {
                let at = |row: &u32| ids.get(*row as usize).copied().unwrap_or(ABSENT);
                Ids::Each(rows.iter().map(at).collect::<Vec<_>>().into())
            }
        }
    }
}

/// A record a row. What leads nowhere leads to the table's row `left_out`.
#[derive(Clone, Debug)]
pub(super) struct Rows<'a> {
    pub(super) table: TableId,
    pub(super) at: Ids<'a>,
}

/// What the positions of a list lead to.
#[derive(Clone, Debug)]
pub(super) enum Items<'a> {
    /// Rows of a table: the position is the row.
    Rows(TableId),
    /// Rows of a table by position.
    Refs(TableId, Slice<'a, u32>),
    /// Words, codes or symbols by position.
    Ids(Slice<'a, u32>),
    /// Numbers or years by position.
    Numbers(Numbers<'a>),
}

/// Where the members of each row's list are among the items.
#[derive(Clone, Debug)]
pub(super) enum Ranges<'a> {
    /// The same for every row.
    One(u32, u32),
    Each {
        starts: Slice<'a, u32>,
        ends: Slice<'a, u32>,
    },
}

impl Ranges<'_> {
    pub(super) fn get(&self, row: usize) -> Span<u32> {
        match self {
            Ranges::One(start, end) => *start..*end,
            Ranges::Each { starts, ends } => match (starts.get(row), ends.get(row)) {
                (Some(start), Some(end)) => *start..*end,
                _ => 0..0,
            },
        }
    }
}

/// A list or set a row.
#[derive(Clone, Debug)]
pub(super) struct List<'a> {
    pub(super) ranges: Ranges<'a>,
    pub(super) items: Items<'a>,
    /// By row: not known to be complete.
    pub(super) open: Option<Rc<Bits>>,
    /// By row: asked of what is or may be no record, so that there may be no list. Such a list is
    /// open too; what is counted or summed over it cannot be computed.
    pub(super) lost: Option<Rc<Bits>>,
    /// By position: not known to be a member.
    pub(super) unsure: Option<Rc<Bits>>,
}

impl<'a> List<'a> {
    /// A complete list, the same for every row.
    pub(super) fn of_items(items: Items<'a>, len: usize) -> List<'a> {
        let end = u32::try_from(len).unwrap_or(u32::MAX);
        List { ranges: Ranges::One(0, end), items, open: None, lost: None, unsure: None }
    }

    pub(super) fn is_open(&self, row: usize) -> bool {
        self.open.as_ref().is_some_and(|open| open.get(row))
    }

    pub(super) fn is_unsure(&self, position: u32) -> bool {
        self.unsure.as_ref().is_some_and(|unsure| unsure.get(position as usize))
    }

    fn gather(&self, rows: &[u32]) -> List<'a> {
        let ranges = match &self.ranges {
            Ranges::One(start, end) => Ranges::One(*start, *end),
            Ranges::Each { starts, ends } => {
                Ranges::Each { starts: gathered(starts, rows), ends: gathered(ends, rows) }
            }
        };
        let bits = |bits: &Option<Rc<Bits>>| gather_bits(bits.as_deref(), rows);
        List { ranges, open: bits(&self.open), lost: bits(&self.lost), ..self.clone() }
    }
}

pub(super) fn gathered(values: &[u32], rows: &[u32]) -> Slice<'static, u32> {
    let at = |row: &u32| values.get(*row as usize).copied().unwrap_or(0);
    rows.iter().map(at).collect::<Vec<_>>().into()
}

/// The bits of other rows; none where there were none.
pub(super) fn gather_bits(bits: Option<&Bits>, rows: &[u32]) -> Option<Rc<Bits>> {
    let bits = bits?;
    let gathered = Bits::collect(rows.iter().map(|row| bits.get(*row as usize)));
    gathered.any().then(|| Rc::new(gathered))
}

/// Either plane, where any is set.
pub(super) fn either(a: Option<&Rc<Bits>>, b: Option<&Rc<Bits>>) -> Option<Rc<Bits>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Rc::new(a.or(b))),
        (Some(one), None) | (None, Some(one)) => Some(Rc::clone(one)),
        (None, None) => None,
    }
}

/// The value of an expression for every row of a frame.
#[derive(Clone, Debug)]
pub(super) enum Column<'a> {
    Truths(Truths),
    Numbers(Numbers<'a>),
    Ids(Ids<'a>),
    Rows(Rows<'a>),
    List(List<'a>),
    Series(Series<'a>),
    Breakdown(Breakdown<'a>),
    /// The graph of a relation a row.
    Graphs(Graphs<'a>),
}

impl<'a> Column<'a> {
    /// The column for other rows: the values at `rows`, one after another.
    pub(super) fn gather(&self, rows: &[u32]) -> Column<'a> {
        match self {
            Column::Truths(truths) => Column::Truths(truths.gather(rows)),
            Column::Numbers(numbers) => Column::Numbers(numbers.gather(rows)),
            Column::Ids(ids) => Column::Ids(ids.gather(rows)),
            Column::Rows(found) => {
                Column::Rows(Rows { table: found.table, at: found.at.gather(rows) })
            }
            Column::List(list) => Column::List(list.gather(rows)),
            Column::Series(series) => Column::Series(series.gather(rows)),
            Column::Breakdown(breakdown) => Column::Breakdown(breakdown.gather(rows)),
            Column::Graphs(graphs) => Column::Graphs(graphs.gather(rows)),
        }
    }
}
