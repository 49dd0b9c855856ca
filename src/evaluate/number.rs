//! Columns of numbers, each known within a range.
//!
//! The common column is `i64` digits at one scale, with a second plane for the upper ends only
//! where something is not known. What does not fit becomes exact ranges.

use std::rc::Rc;

use super::column::{Ids, Slice, gather_bits};
use crate::base::Bits;
use crate::facts::NumberColumn;
use crate::quantity::{Bound, Number, Range};

/// The lower end of what has none, in a fixed column. Nothing finite is so low.
pub(super) const BELOW: i64 = i64::MIN;
/// The upper end of what has none.
pub(super) const ABOVE: i64 = i64::MAX;
/// The most decimal places of a fixed column.
const MOST_PLACES: u8 = 18;

#[derive(Clone, Debug)]
pub(super) struct Numbers<'a> {
    pub(super) ends: Ends<'a>,
    /// By row: cannot be computed. Whatever its range says, no comparison is decided by it.
    pub(super) undefined: Option<Rc<Bits>>,
}

#[derive(Clone, Debug)]
pub(super) enum Ends<'a> {
    Fixed(Fixed<'a>),
    /// The same for every row.
    One(Rc<Range>),
    Exact(Slice<'a, Range>),
}

/// `digits / 10^scale`, between a lower and an upper end.
#[derive(Clone, Debug)]
pub(super) struct Fixed<'a> {
    pub(super) scale: u8,
    pub(super) lo: Plane<'a>,
    /// Where it differs from `lo`; none where every value is known.
    pub(super) hi: Option<Plane<'a>>,
}

#[derive(Clone, Debug)]
pub(super) enum Plane<'a> {
    /// The same for every row.
    One(i64),
    Each(Slice<'a, i64>),
}

impl Plane<'_> {
    pub(super) fn get(&self, row: usize) -> i64 {
        match self {
            Plane::One(value) => *value,
            Plane::Each(values) => values.get(row).copied().unwrap_or(0),
        }
    }

    /// Every value, changed by a function that may fail.
    fn try_map(&self, f: impl Fn(i64) -> Option<i64>) -> Option<Plane<'static>> {
        Some(match self {
            Plane::One(value) => Plane::One(f(*value)?),
            Plane::Each(values) => {
                let changed: Option<Vec<i64>> = values.iter().map(|value| f(*value)).collect();
                Plane::Each(changed?.into())
            }
        })
    }

    fn gather(&self, rows: &[u32]) -> Plane<'static> {
        match self {
            Plane::One(value) => Plane::One(*value),
            Plane::Each(values) => {
                let at = |row: &u32| values.get(*row as usize).copied().unwrap_or(0);
                Plane::Each(rows.iter().map(at).collect::<Vec<_>>().into())
            }
        }
    }

    /// A test of each pair of values.
    pub(super) fn compare(
        &self,
        other: &Plane,
        rows: usize,
        test: impl Fn(i64, i64) -> bool,
    ) -> Bits {
        match (self, other) {
            (Plane::One(a), Plane::One(b)) if test(*a, *b) => Bits::ones(rows),
            (Plane::One(_), Plane::One(_)) => Bits::zeros(rows),
            (Plane::Each(a), Plane::One(b)) => Bits::collect(a.iter().map(|a| test(*a, *b))),
            (Plane::One(a), Plane::Each(b)) => Bits::collect(b.iter().map(|b| test(*a, *b))),
            (Plane::Each(a), Plane::Each(b)) => {
                Bits::collect(a.iter().zip(b.iter()).map(|(a, b)| test(*a, *b)))
            }
        }
    }

    /// A function of each pair of values; none where it fails for any.
    pub(super) fn try_zip(
        &self,
        other: &Plane,
        f: impl Fn(i64, i64) -> Option<i64>,
    ) -> Option<Plane<'static>> {
        match (self, other) {
            (Plane::One(a), Plane::One(b)) => f(*a, *b).map(Plane::One),
            (Plane::Each(_), Plane::One(b)) => self.try_map(|a| f(a, *b)),
            (Plane::One(a), Plane::Each(_)) => other.try_map(|b| f(*a, b)),
            (Plane::Each(a), Plane::Each(b)) => {
                let both = a.iter().zip(b.iter());
                let made: Option<Vec<i64>> = both.map(|(a, b)| f(*a, *b)).collect();
                Some(Plane::Each(made?.into()))
            }
        }
    }
}

impl<'a> Fixed<'a> {
    pub(super) fn hi(&self) -> &Plane<'a> {
        self.hi.as_ref().unwrap_or(&self.lo)
    }

    pub(super) fn is_known(&self) -> bool {
        self.hi.is_none()
    }

    fn range(&self, row: usize) -> Range {
        let (lo, hi) = (self.lo.get(row), self.hi().get(row));
        let exact = |digits| Number::from_digits(i128::from(digits), self.scale);
        match (lo, hi) {
            (BELOW, ABOVE) => Range::unbounded(),
            (BELOW, hi) => Range::at_most(exact(hi)),
            (lo, ABOVE) => Range::at_least(exact(lo)),
            (lo, hi) if lo == hi => Range::exact(exact(lo)),
            (lo, hi) => Range::new(Bound::At(exact(lo)), Bound::At(exact(hi)))
                .unwrap_or_else(Range::unbounded),
        }
    }

    /// The same values with more decimal places; none where they no longer fit.
    pub(super) fn at_scale(&self, scale: u8) -> Option<Fixed<'a>> {
        if scale == self.scale {
            return Some(self.clone());
        }
        if scale > MOST_PLACES {
            return None;
        }
        let power = 10i64.checked_pow(u32::from(scale.checked_sub(self.scale)?))?;
        Some(Fixed { scale, ..self.times(power)? })
    }

    /// Digits multiplied by a factor above zero.
    fn times(&self, factor: i64) -> Option<Fixed<'a>> {
        let times = |value: i64| scaled(value, factor);
        let hi = match &self.hi {
            Some(hi) => Some(hi.try_map(times)?),
            None => None,
        };
        Some(Fixed { scale: self.scale, lo: self.lo.try_map(times)?, hi })
    }

    /// Both at the scale of the finer one.
    pub(super) fn aligned(&self, other: &Fixed<'a>) -> Option<(Fixed<'a>, Fixed<'a>)> {
        let scale = self.scale.max(other.scale);
        Some((self.at_scale(scale)?, other.at_scale(scale)?))
    }

    /// Multiplied by an exact decimal above zero, where that fits.
    pub(super) fn multiplied(&self, factor: &Number) -> Option<Fixed<'a>> {
        if factor.is_negative() || factor.is_zero() {
            return None;
        }
        let (digits, places) = factor.as_decimal()?;
        let scale = self.scale.checked_add(places).filter(|scale| *scale <= MOST_PLACES)?;
        Some(Fixed { scale, ..self.times(i64::try_from(digits).ok()?)? })
    }

    pub(super) fn negated(&self) -> Fixed<'a> {
        let negate =
            |plane: &Plane| plane.try_map(|value| Some(negated(value))).unwrap_or(Plane::One(0));
        match &self.hi {
            None => Fixed { scale: self.scale, lo: negate(&self.lo), hi: None },
            Some(hi) => Fixed { scale: self.scale, lo: negate(hi), hi: Some(negate(&self.lo)) },
        }
    }
}

/// A finite value of a column; none where it, or its opposite, would be an infinite end.
pub(super) fn finite(value: i64) -> Option<i64> {
    (-ABOVE < value && value < ABOVE).then_some(value)
}

/// An end multiplied by a factor above zero; infinite ends stay.
fn scaled(value: i64, factor: i64) -> Option<i64> {
    match value {
        BELOW | ABOVE => Some(value),
        _ => value.checked_mul(factor).and_then(finite),
    }
}

fn negated(value: i64) -> i64 {
    match value {
        BELOW => ABOVE,
        ABOVE => BELOW,
        _ => -value,
    }
}

impl<'a> Numbers<'a> {
    pub(super) fn one(range: Range) -> Numbers<'a> {
        let fixed = range.exact_value().and_then(Number::as_decimal).and_then(|(digits, scale)| {
            let digits = i64::try_from(digits).ok().and_then(finite)?;
            (scale <= MOST_PLACES).then_some(Fixed { scale, lo: Plane::One(digits), hi: None })
        });
        let ends = match fixed {
            Some(fixed) => Ends::Fixed(fixed),
            None => Ends::One(Rc::new(range)),
        };
        Numbers { ends, undefined: None }
    }

    /// Nothing is known of any row.
    pub(super) fn unknown() -> Numbers<'a> {
        Numbers::one(Range::unbounded())
    }

    pub(super) fn exact(ranges: Vec<Range>, undefined: Option<Rc<Bits>>) -> Numbers<'a> {
        Numbers { ends: Ends::Exact(ranges.into()), undefined }
    }

    pub(super) fn fixed(scale: u8, lo: Vec<i64>, hi: Option<Vec<i64>>) -> Numbers<'a> {
        let plane = |values: Vec<i64>| Plane::Each(values.into());
        let ends = Ends::Fixed(Fixed { scale, lo: plane(lo), hi: hi.map(plane) });
        Numbers { ends, undefined: None }
    }

    /// The values of a table's column at some rows, and `bound` where the table has none.
    pub(super) fn of_table(
        column: &'a NumberColumn,
        rows: &Ids<'a>,
        count: usize,
        bound: &Range,
    ) -> Numbers<'a> {
        let NumberColumn::Fixed { scale, digits } = column else {
            let value = |row| {
                let at = rows.get(row) as usize;
                column.get(at).map_or_else(|| bound.clone(), Range::exact)
            };
            return Numbers::exact((0..count).map(value).collect(), None);
        };
        let lo: Slice<'a, i64> = match rows {
            Ids::From(first) => {
                let first = *first as usize;
                match digits.get(first..first.saturating_add(count)) {
                    Some(values) => Slice::Table(values),
                    None => table_values(digits, rows, count).into(),
                }
            }
            _ => table_values(digits, rows, count).into(),
        };
        if lo.contains(&ABOVE) || lo.contains(&-ABOVE) {
            let value = |digits: &i64| match *digits {
                NumberColumn::ABSENT => bound.clone(),
                digits => Range::exact(Number::from_digits(i128::from(digits), *scale)),
            };
            return Numbers::exact(lo.iter().map(value).collect(), None);
        }
        if !lo.contains(&NumberColumn::ABSENT) {
            let fixed = Fixed { scale: *scale, lo: Plane::Each(lo), hi: None };
            return Numbers { ends: Ends::Fixed(fixed), undefined: None };
        }
        Numbers::with_gaps(*scale, &lo, bound)
    }

    /// Digits of which some are absent and lie within `bound`.
    fn with_gaps(scale: u8, digits: &Slice<'a, i64>, bound: &Range) -> Numbers<'a> {
        let end_scale = |end: &Bound| end.number().and_then(Number::as_decimal).map(|(_, s)| s);
        let wanted =
            [bound.lo(), bound.hi()].into_iter().filter_map(end_scale).fold(scale, u8::max);
        let end = |end: &Bound, infinite: i64| match end {
            Bound::At(number) => {
                let digits = number.as_digits(wanted)?;
                i64::try_from(digits).ok().and_then(finite)
            }
            Bound::Below | Bound::Above => Some(infinite),
        };
        let known = Fixed { scale, lo: Plane::Each(digits.clone()), hi: None };
        let fixed = || {
            let (below, above) = (end(bound.lo(), BELOW)?, end(bound.hi(), ABOVE)?);
            let known = known.at_scale(wanted)?;
            let fill = |infinite: i64| {
                known.lo.try_map(|v| Some(if v == NumberColumn::ABSENT { infinite } else { v }))
            };
            Some(Fixed { scale: wanted, lo: fill(below)?, hi: Some(fill(above)?) })
        };
        match fixed() {
            Some(fixed) => Numbers { ends: Ends::Fixed(fixed), undefined: None },
            None => {
                let value = |digits: &i64| match *digits {
                    NumberColumn::ABSENT => bound.clone(),
                    digits => Range::exact(Number::from_digits(i128::from(digits), scale)),
                };
                Numbers::exact(digits.iter().map(value).collect(), None)
            }
        }
    }

    /// What is known of a row's value.
    pub(super) fn range(&self, row: usize) -> Range {
        match &self.ends {
            Ends::Fixed(fixed) => fixed.range(row),
            Ends::One(range) => (**range).clone(),
            Ends::Exact(ranges) => ranges.get(row).cloned().unwrap_or_else(Range::unbounded),
        }
    }

    pub(super) fn is_undefined(&self, row: usize) -> bool {
        self.undefined.as_ref().is_some_and(|undefined| undefined.get(row))
    }

    /// One number, and defined.
    pub(super) fn is_known(&self, row: usize) -> bool {
        if self.is_undefined(row) {
            return false;
        }
        match &self.ends {
            Ends::Fixed(fixed) => match &fixed.hi {
                None => true,
                Some(hi) => fixed.lo.get(row) == hi.get(row),
            },
            Ends::One(range) => range.is_exact(),
            Ends::Exact(ranges) => ranges.get(row).is_some_and(Range::is_exact),
        }
    }

    /// The value, where it is known.
    pub(super) fn value(&self, row: usize) -> Option<Number> {
        if !self.is_known(row) {
            return None;
        }
        self.range(row).exact_value().cloned()
    }

    /// The value, where it is a known whole number of 32 bits: a year, say.
    pub(super) fn whole(&self, row: usize) -> Option<i32> {
        self.value(row)?.to_i128().and_then(|value| i32::try_from(value).ok())
    }

    pub(super) fn gather(&self, rows: &[u32]) -> Numbers<'a> {
        let ends = match &self.ends {
            Ends::Fixed(fixed) => Ends::Fixed(Fixed {
                scale: fixed.scale,
                lo: fixed.lo.gather(rows),
                hi: fixed.hi.as_ref().map(|hi| hi.gather(rows)),
            }),
            Ends::One(range) => Ends::One(Rc::clone(range)),
            Ends::Exact(ranges) => {
                let at =
                    |row: &u32| ranges.get(*row as usize).cloned().unwrap_or_else(Range::unbounded);
                Ends::Exact(rows.iter().map(at).collect::<Vec<_>>().into())
            }
        };
        Numbers { ends, undefined: gather_bits(self.undefined.as_deref(), rows) }
    }

    #[must_use]
    pub(super) fn with_undefined(self, undefined: Option<Rc<Bits>>) -> Numbers<'a> {
        Numbers { undefined, ..self }
    }

    /// Each row's range changed by a function; a single one for all rows stays single.
    pub(super) fn map(&self, rows: usize, f: impl Fn(&Range) -> Range) -> Numbers<'a> {
        let ends = match &self.ends {
            Ends::One(range) => Ends::One(Rc::new(f(range))),
            Ends::Fixed(Fixed { lo: Plane::One(_), hi: None, .. }) => {
                Ends::One(Rc::new(f(&self.range(0))))
            }
            Ends::Fixed(_) | Ends::Exact(_) => {
                let made: Vec<Range> = (0..rows).map(|row| f(&self.range(row))).collect();
                Ends::Exact(made.into())
            }
        };
        Numbers { ends, undefined: self.undefined.clone() }
    }
}

fn table_values(digits: &[i64], rows: &Ids, count: usize) -> Vec<i64> {
    let at = |row| digits.get(rows.get(row) as usize).copied().unwrap_or(NumberColumn::ABSENT);
    (0..count).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: i64) -> Number {
        Number::from_i64(text)
    }

    #[test]
    fn a_plain_range_of_rows_is_not_copied() {
        let column = NumberColumn::Fixed { scale: 1, digits: vec![1, 2, 3, 4] };
        let numbers = Numbers::of_table(&column, &Ids::From(1), 2, &Range::unbounded());
        let Ends::Fixed(Fixed { lo: Plane::Each(Slice::Table(values)), hi: None, .. }) =
            &numbers.ends
        else {
            panic!("copied: {numbers:?}");
        };
        assert_eq!(*values, [2, 3]);
        assert_eq!(numbers.value(1), Number::fraction(3, 10));
    }

    #[test]
    fn what_is_left_out_lies_in_the_declared_range() {
        let column = NumberColumn::Fixed { scale: 0, digits: vec![7, NumberColumn::ABSENT] };
        let half = Number::fraction(1, 2).unwrap();
        let bound = Range::at_least(half.clone());
        let numbers = Numbers::of_table(&column, &Ids::From(0), 2, &bound);
        assert_eq!(numbers.range(0), Range::exact(number(7)));
        assert_eq!(numbers.range(1), Range::at_least(half));
        // A bound that is no decimal makes the column exact.
        let third = Range::at_most(Number::fraction(1, 3).unwrap());
        let numbers = Numbers::of_table(&column, &Ids::From(0), 3, &third);
        assert_eq!((numbers.range(1), numbers.range(2)), (third.clone(), third));
    }

    #[test]
    fn extreme_digits_are_numbers_and_not_infinite() {
        for digits in [i64::MAX, -i64::MAX] {
            let column = NumberColumn::Fixed { scale: 0, digits: vec![digits] };
            let numbers = Numbers::of_table(&column, &Ids::From(0), 1, &Range::unbounded());
            assert_eq!(numbers.value(0), Some(number(digits)));
        }
        let one = Numbers::one(Range::exact(number(i64::MAX)));
        assert_eq!(one.value(5), Some(number(i64::MAX)));
        let near = Fixed { scale: 0, lo: Plane::One(i64::MAX - 1), hi: None };
        assert!(near.at_scale(1).is_none());
        assert!(near.multiplied(&Number::from_i64(2)).is_none());
    }
}
