//! How much a rule may hold at a time.
//!
//! Every column of a rule is kept while it runs, and nested loops multiply: three variables over a
//! thousand members each are a billion rows. What is held is therefore counted before a frame is
//! expanded and as columns are kept, and a rule that would hold too much stops there.

use std::mem::size_of;

use super::Eval;
use super::column::{Column, Ids, Ranges, Slice};
use super::number::{Ends, Numbers, Plane};
use crate::quantity::Range;

/// The most that the frames and columns of one rule on one plan (or on the portfolio) may take,
/// in words of four bytes: half a gigabyte.
pub(super) const MOST_WORDS: usize = 1 << 27;

/// Rows of a column of truths that fit a word: two bits a row.
const TRUTHS: usize = 16;

/// What is still free of [`MOST_WORDS`].
#[derive(Debug)]
pub(super) struct Room {
    free: usize,
    /// Something did not fit: what was computed since says nothing.
    exceeded: bool,
}

impl Room {
    pub(super) fn new(words: usize) -> Room {
        Room { free: words, exceeded: false }
    }

    /// Takes some words; whether they were free. Once something did not fit, nothing does.
    pub(super) fn take(&mut self, words: usize) -> bool {
        match self.free.checked_sub(words) {
            Some(free) if !self.exceeded => self.free = free,
            _ => self.exceeded = true,
        }
        !self.exceeded
    }

    pub(super) fn is_exceeded(&self) -> bool {
        self.exceeded
    }
}

impl Eval<'_> {
    /// Whether the rule would have held more than it may.
    pub(super) fn is_too_large(&self) -> bool {
        self.room.is_exceeded()
    }
}

/// The words that a column takes for its rows, without what lists and breakdowns lead to: that is
/// counted where it is computed.
pub(super) fn words_of(column: &Column, rows: usize) -> usize {
    match column {
        Column::Truths(_) => rows.div_ceil(TRUTHS),
        Column::Numbers(numbers) => of_numbers(numbers),
        Column::Ids(ids) => of_ids(ids),
        Column::Rows(rows) => of_ids(&rows.at),
        Column::List(list) => of_ranges(&list.ranges),
        Column::Series(series) => of_ranges(&series.ranges).saturating_add(of_ids(&series.plans)),
        Column::Breakdown(breakdown) => of_ids(breakdown.sources()),
        Column::Graphs(graphs) => of_ids(graphs.sources()),
    }
}

/// Values borrowed from a table take nothing.
fn of_slice<T>(slice: &Slice<T>) -> usize {
    match slice {
        Slice::Table(_) => 0,
        Slice::Own(values) => values.len().saturating_mul(size_of::<T>().div_ceil(4)),
    }
}

fn of_ids(ids: &Ids) -> usize {
    match ids {
        Ids::One(_) | Ids::From(_) => 0,
        Ids::Each(ids) => of_slice(ids),
    }
}

fn of_ranges(ranges: &Ranges) -> usize {
    match ranges {
        Ranges::One(..) => 0,
        Ranges::Each { starts, ends } => of_slice(starts).saturating_add(of_slice(ends)),
    }
}

fn of_numbers(numbers: &Numbers) -> usize {
    let of_plane = |plane: &Plane| match plane {
        Plane::One(_) => 0,
        Plane::Each(values) => of_slice(values),
    };
    match &numbers.ends {
        Ends::One(_) => 0,
        Ends::Fixed(fixed) => {
            of_plane(&fixed.lo).saturating_add(fixed.hi.as_ref().map_or(0, of_plane))
        }
        Ends::Exact(ranges) => of_slice::<Range>(ranges),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_fit_once_never_fits_again() {
        let mut room = Room::new(10);
        assert!(room.take(4) && room.take(6));
        assert!(!room.is_exceeded());
        let mut room = Room::new(10);
        assert!(!room.take(11));
        assert!(!room.take(0));
        assert!(room.is_exceeded());
    }

    #[test]
    fn borrowed_values_take_nothing() {
        let table = [1, 2, 3];
        assert_eq!(words_of(&Column::Ids(Ids::Each(Slice::Table(&table))), 3), 0);
        assert_eq!(words_of(&Column::Ids(Ids::Each(vec![1, 2, 3].into())), 3), 3);
        assert_eq!(words_of(&Column::Numbers(Numbers::fixed(0, vec![1, 2, 3], None)), 3), 6);
        let exact = Numbers::exact(vec![Range::unbounded(); 3], None);
        assert!(words_of(&Column::Numbers(exact), 3) >= 3 * 24);
    }
}
