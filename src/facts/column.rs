//! Columns: one field of all rows of a table.

use crate::base::Bits;
use crate::quantity::Number;

/// What stands in a column of symbols, words, codes or rows where the plan gives nothing.
pub const ABSENT: u32 = u32::MAX;

/// The values of one field: as many as the table has rows, or none at all where no plan states
/// the field. A row that a column does not reach is absent in it.
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

impl Column {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Column::Boolean(values) => values.is_empty(),
            Column::Text(ids) | Column::Word(ids) | Column::Code(ids) | Column::Row(ids) => {
                ids.is_empty()
            }
            Column::Number(numbers) => numbers.is_empty(),
            Column::List(lists) => lists.starts.is_empty(),
        }
    }

    /// Makes the column at least `rows` long, with absent values.
    pub(super) fn pad(&mut self, rows: usize) {
        match self {
            Column::Boolean(values) if values.len() < rows => values.resize(rows, 2),
            Column::Text(ids) | Column::Word(ids) | Column::Code(ids) | Column::Row(ids)
                if ids.len() < rows =>
            {
                ids.resize(rows, ABSENT);
            }
            Column::Number(numbers) => numbers.pad(rows),
            Column::List(lists) => lists.pad(rows),
            Column::Boolean(_)
            | Column::Text(_)
            | Column::Word(_)
            | Column::Code(_)
            | Column::Row(_) => {}
        }
    }

    /// Makes the column at most `rows` long.
    pub(super) fn truncate(&mut self, rows: usize) {
        match self {
            Column::Boolean(values) => values.truncate(rows),
            Column::Text(ids) | Column::Word(ids) | Column::Code(ids) | Column::Row(ids) => {
                ids.truncate(rows);
            }
            Column::Number(NumberColumn::Fixed { digits, .. }) => digits.truncate(rows),
            Column::Number(NumberColumn::Exact(values)) => values.truncate(rows),
            Column::List(lists) => lists.truncate(rows),
        }
    }
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

    /// Sets the value of a row to `digits / 10^scale`. Rows skipped so far are absent.
    pub(super) fn set_decimal(&mut self, row: usize, digits: i64, scale: u8) {
        self.pad(row);
        if let NumberColumn::Fixed { scale: own, digits: column } = self {
            if scale > *own && rescale(column, scale - *own) {
                *own = scale;
            }
            let fitted = own.checked_sub(scale).and_then(|more| scaled(digits, more));
            if let Some(value) = fitted {
                match column.get_mut(row) {
                    Some(cell) => *cell = value,
                    None => column.push(value),
                }
                return;
            }
        }
        self.set_exact(row, Number::from_digits(i128::from(digits), scale));
    }

    /// Sets the value of a row. Rows skipped so far are absent.
    pub(super) fn set_number(&mut self, row: usize, value: Number) {
        let decimal = value.as_decimal();
        match decimal.and_then(|(digits, scale)| Some((i64::try_from(digits).ok()?, scale))) {
            Some((digits, scale)) => self.set_decimal(row, digits, scale),
            None => self.set_exact(row, value),
        }
    }

    fn set_exact(&mut self, row: usize, value: Number) {
        self.pad(row);
        if let NumberColumn::Fixed { .. } = self {
            let values = (0..self.len()).map(|row| self.get(row)).collect();
            *self = NumberColumn::Exact(values);
        }
        if let NumberColumn::Exact(values) = self {
            match values.get_mut(row) {
                Some(cell) => *cell = Some(value),
                None => values.push(Some(value)),
            }
        }
    }

    /// Makes the column at least `rows` long.
    pub(super) fn pad(&mut self, rows: usize) {
        match self {
            NumberColumn::Fixed { digits, .. } if digits.len() < rows => {
                digits.resize(rows, NumberColumn::ABSENT);
            }
            NumberColumn::Exact(values) if values.len() < rows => values.resize(rows, None),
            NumberColumn::Fixed { .. } | NumberColumn::Exact(_) => {}
        }
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

/// `digits · 10^power`, where it fits and is not taken for an absent value.
fn scaled(digits: i64, power: u8) -> Option<i64> {
    let value = digits.checked_mul(10i64.checked_pow(u32::from(power))?)?;
    (value != NumberColumn::ABSENT).then_some(value)
}

/// Multiplies all values by `10^power`; false, and nothing changed, where one would not fit.
fn rescale(column: &mut [i64], power: u8) -> bool {
    let present = |value: &&i64| **value != NumberColumn::ABSENT;
    if !column.iter().filter(present).all(|value| scaled(*value, power).is_some()) {
        return false;
    }
    for value in column.iter_mut().filter(|value| **value != NumberColumn::ABSENT) {
        *value = scaled(*value, power).unwrap_or(NumberColumn::ABSENT);
    }
    true
}

impl Default for NumberColumn {
    fn default() -> Self {
        NumberColumn::Fixed { scale: 0, digits: Vec::new() }
    }
}

/// A list per row: a half-open range of rows of the child table.
///
/// Ranges are monotone. Where one field alone leads to the child table they follow one another
/// without a gap, so that the children of a range of rows are a range of rows; where several
/// fields do, rows of the others may stand between two ranges.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    pub starts: Vec<u32>,
    pub ends: Vec<u32>,
    /// Not known to be complete: left out, or with a member that could not be read.
    pub open: Bits,
}

impl Lists {
    /// Sets the members of a row. Rows skipped so far have none that are known of.
    pub(super) fn set(&mut self, row: usize, members: std::ops::Range<u32>, open: bool) {
        self.pad(row);
        if row == self.starts.len() {
            self.starts.push(members.start);
            self.ends.push(members.end);
            self.open.push(open);
        }
    }

    fn truncate(&mut self, rows: usize) {
        if rows < self.starts.len() {
            self.starts.truncate(rows);
            self.ends.truncate(rows);
            let open = &self.open;
            self.open = Bits::from_fn(rows, |row| open.get(row));
        }
    }

    /// Makes the column at least `rows` long, with lists left out: empty ranges where the last
    /// one ended, so that ranges stay monotone.
    pub(super) fn pad(&mut self, rows: usize) {
        if self.starts.len() < rows {
            let last = self.ends.last().copied().unwrap_or(0);
            self.starts.resize(rows, last);
            self.ends.resize(rows, last);
            self.open.resize(rows, true);
        }
    }

    /// Whether the members of a row are not known to be all. Where no plan states a list, none is.
    pub fn is_open(&self, row: usize) -> bool {
        row >= self.starts.len() || self.open.get(row)
    }

    pub fn range(&self, row: usize) -> std::ops::Range<u32> {
        match (self.starts.get(row), self.ends.get(row)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: i128, scale: u8) -> Number {
        Number::from_digits(digits, scale)
    }

    #[test]
    fn a_column_takes_the_scale_of_its_finest_value() {
        let mut column = NumberColumn::default();
        column.set_decimal(1, 277, 1);
        column.set_decimal(2, 5, 0);
        column.set_decimal(4, 125, 3);
        let NumberColumn::Fixed { scale: 3, digits } = &column else { panic!("{column:?}") };
        let absent = NumberColumn::ABSENT;
        assert_eq!(*digits, [absent, 27_700, 5_000, absent, 125]);
        assert_eq!(column.get(1), Some(number(277, 1)));
        assert_eq!(column.get(3), None);
        assert_eq!(column.get(9), None);
    }

    #[test]
    fn what_does_not_fit_is_kept_exactly() {
        let third = Number::fraction(1, 3).unwrap();
        let cases = [
            (i64::MAX, 0, third.clone()),
            (i64::MAX, 0, number(1, 1)),
            (5, 0, number(i128::from(i64::MIN), 0)),
            (5, 0, number(1, 30)),
        ];
        for (digits, scale, other) in cases {
            let mut column = NumberColumn::default();
            column.set_decimal(0, digits, scale);
            column.set_number(2, other.clone());
            assert!(matches!(column, NumberColumn::Exact(_)), "{other:?}");
            column.set_decimal(3, 7, 2);
            assert_eq!(column.get(0), Some(number(i128::from(digits), scale)));
            assert_eq!(column.get(1), None);
            assert_eq!(column.get(2), Some(other));
            assert_eq!(column.get(3), Some(number(7, 2)));
        }
    }

    #[test]
    fn lists_left_out_are_open_and_keep_ranges_monotone() {
        let mut lists = Lists::default();
        lists.set(1, 0..3, false);
        lists.set(3, 5..6, true);
        lists.pad(5);
        let ranges: Vec<_> = (0..5).map(|row| lists.range(row)).collect();
        assert_eq!(ranges, [0..0, 0..3, 3..3, 5..6, 6..6]);
        assert_eq!(lists.open.iter_set().collect::<Vec<_>>(), [0, 2, 3, 4]);
    }
}
