//! Series: values by year, of which nothing is interpolated.

use std::ops::Range as Span;
use std::rc::Rc;

use super::Eval;
use super::arith::partial;
use super::column::{Column, Ids, Items, List, Ranges, either, gather_bits, gathered};
use super::compare::compare_numbers;
use super::frame::FrameId;
use super::number::Numbers;
use crate::base::{Bits, Truth};
use crate::facts::{ABSENT, Column as TableColumn, Layout, NumberColumn, TableId};
use crate::program::{CompareOp, ExprId, SeriesPoint};
use crate::quantity::{Bound, Number, Range, Undefined};

/// The longest time, in years, that a rate of growth is worked out over. No plan is made for
/// longer, and roots of a high degree take long.
const LONGEST_GROWTH: i32 = 100;

/// A series a row.
#[derive(Clone, Debug)]
pub(super) struct Series<'a> {
    /// The table of points.
    pub(super) points: TableId,
    pub(super) ranges: Ranges<'a>,
    /// By row: not known to be complete.
    pub(super) open: Option<Rc<Bits>>,
    /// By row: the plan that the series belongs to.
    pub(super) plans: Ids<'a>,
    /// What a value that is not known lies in.
    pub(super) bound: Rc<Range>,
}

impl<'a> Series<'a> {
    pub(super) fn unknown(rows: usize) -> Series<'a> {
        Series {
            points: TableId(ABSENT),
            ranges: Ranges::One(0, 0),
            open: Some(Rc::new(Bits::ones(rows))),
            plans: Ids::One(ABSENT),
            bound: Rc::new(Range::unbounded()),
        }
    }

    pub(super) fn gather(&self, rows: &[u32]) -> Series<'a> {
        let ranges = match &self.ranges {
            Ranges::One(start, end) => Ranges::One(*start, *end),
            Ranges::Each { starts, ends } => {
                Ranges::Each { starts: gathered(starts, rows), ends: gathered(ends, rows) }
            }
        };
        Series {
            points: self.points,
            ranges,
            open: gather_bits(self.open.as_deref(), rows),
            plans: self.plans.gather(rows),
            bound: Rc::clone(&self.bound),
        }
    }

    pub(super) fn is_open(&self, row: usize) -> bool {
        self.open.as_ref().is_some_and(|open| open.get(row))
    }
}

impl<'a> Eval<'a> {
    pub(super) fn series(&mut self, frame: FrameId, id: ExprId) -> Series<'a> {
        match self.eval(frame, id) {
            Column::Series(series) => series,
            _ => Series::unknown(self.frame(frame).rows),
        }
    }

    /// The values and the years of a table of points.
    fn point_columns(&self, points: TableId) -> Option<(&'a NumberColumn, &'a NumberColumn)> {
        let facts = self.facts;
        match (facts.column(points, Layout::VALUE)?, facts.column(points, Layout::YEAR)?) {
            (TableColumn::Number(values), TableColumn::Number(years)) => Some((values, years)),
            _ => None,
        }
    }

    pub(super) fn point_year(&self, points: TableId, point: u32) -> Option<i32> {
        let (_, years) = self.point_columns(points)?;
        let year = years.get(point as usize)?.to_i128()?;
        i32::try_from(year).ok()
    }

    /// The value of a point; none where it is not known.
    pub(super) fn point_value(&self, points: TableId, point: u32) -> Option<Number> {
        self.point_columns(points)?.0.get(point as usize)
    }

    /// The year that a point stands at, where that is a year and not a place in the series.
    pub(super) fn year_asked(
        &mut self,
        frame: FrameId,
        series: &Series<'a>,
        at: SeriesPoint,
        row: usize,
    ) -> Option<i32> {
        let plan = self.facts.plans.get(series.plans.get(row) as usize);
        match at {
            SeriesPoint::Baseline => plan?.base_year,
            SeriesPoint::Target => plan?.last_year,
            SeriesPoint::At(year) => self.numbers(frame, year).whole(row),
            SeriesPoint::First | SeriesPoint::Last => None,
        }
    }

    /// The row of the table of points that a point of a series is, where the series states it.
    pub(super) fn point_row(
        &mut self,
        frame: FrameId,
        series: &Series<'a>,
        at: SeriesPoint,
        row: usize,
    ) -> Option<u32> {
        let mut range = series.ranges.get(row);
        match at {
            SeriesPoint::First if series.is_open(row) => None,
            SeriesPoint::Last if series.is_open(row) => None,
            SeriesPoint::First => range.next(),
            SeriesPoint::Last => range.next_back(),
            SeriesPoint::Baseline | SeriesPoint::Target | SeriesPoint::At(_) => {
                let year = self.year_asked(frame, series, at, row)?;
                self.point_in(series.points, range, year)
            }
        }
    }

    /// The point of some that stands at a year.
    fn point_in(&self, points: TableId, mut some: Span<u32>, year: i32) -> Option<u32> {
        let (_, years) = self.point_columns(points)?;
        match years {
            NumberColumn::Fixed { scale: 0, digits } => {
                let year = i64::from(year);
                some.find(|point| digits.get(*point as usize) == Some(&year))
            }
            NumberColumn::Fixed { .. } | NumberColumn::Exact(_) => {
                some.find(|point| self.point_year(points, *point) == Some(year))
            }
        }
    }

    /// The rows of the table of points that a point of each series is; `ABSENT` where it is not
    /// stated.
    fn points_at(&mut self, frame: FrameId, series: &Series<'a>, at: SeriesPoint) -> Vec<u32> {
        let rows = self.frame(frame).rows;
        let point = match at {
            // The years are one column: it is looked up once.
            SeriesPoint::At(year) => {
                let years = self.numbers(frame, year);
                let found =
                    |row| self.point_in(series.points, series.ranges.get(row), years.whole(row)?);
                (0..rows).map(found).collect::<Vec<Option<u32>>>()
            }
            _ => (0..rows).map(|row| self.point_row(frame, series, at, row)).collect(),
        };
        point.into_iter().map(|point| point.unwrap_or(ABSENT)).collect()
    }

    pub(super) fn point(&mut self, frame: FrameId, series: ExprId, at: SeriesPoint) -> Column<'a> {
        let series = self.series(frame, series);
        Column::Numbers(self.values_at(frame, &series, at))
    }

    fn values_at(&mut self, frame: FrameId, series: &Series<'a>, at: SeriesPoint) -> Numbers<'a> {
        let rows = self.frame(frame).rows;
        let points = self.points_at(frame, series, at);
        // There is a value at each year, stated or not; but a series without years has no first
        // one, and where it is not known of which record the series is, there may be none.
        let needs_years = matches!(at, SeriesPoint::First | SeriesPoint::Last);
        let lacks = |(row, point): (usize, &u32)| {
            *point == ABSENT && (needs_years || series.plans.get(row) == ABSENT)
        };
        let undefined = Bits::collect(points.iter().enumerate().map(lacks));
        let undefined = undefined.any().then(|| Rc::new(undefined));
        let numbers = match self.point_columns(series.points) {
            Some((values, _)) => {
                Numbers::of_table(values, &Ids::Each(points.into()), rows, &series.bound)
            }
            None => Numbers::one((*series.bound).clone()),
        };
        numbers.with_undefined(undefined)
    }

    /// Whether a series rises or falls from baseline to target; equal is neither.
    pub(super) fn moves(&mut self, frame: FrameId, series: ExprId, up: bool) -> Column<'a> {
        let series = self.series(frame, series);
        let target = self.values_at(frame, &series, SeriesPoint::Target);
        let baseline = self.values_at(frame, &series, SeriesPoint::Baseline);
        let op = if up { CompareOp::Greater } else { CompareOp::Less };
        let rows = self.frame(frame).rows;
        Column::Truths(compare_numbers(op, &target, &baseline, rows))
    }

    /// Compound growth a year from baseline to target, in percent: the root, of as many years as
    /// lie between them, of target over baseline, less one. None is worked out where the baseline
    /// may be zero or less, where the target may be negative, nor over no years.
    pub(super) fn annual_growth(&mut self, frame: FrameId, series: ExprId) -> Column<'a> {
        let series = self.series(frame, series);
        let target = self.values_at(frame, &series, SeriesPoint::Target);
        let baseline = self.values_at(frame, &series, SeriesPoint::Baseline);
        let rows = self.frame(frame).rows;
        let years: Vec<Option<u32>> =
            (0..rows).map(|row| self.years_of_growth(&series, row).unwrap_or(None)).collect();
        let (zero, one) = (Range::exact(Number::ZERO), Range::exact(Number::ONE));
        let hundred = Range::exact(Number::from_i64(100));
        let rate = |row: usize| {
            let (from, to) = (baseline.range(row), target.range(row));
            let years = years.get(row).copied().flatten().ok_or(Undefined::RootOfNegative)?;
            if zero.less(&from) != Truth::True || zero.less_or_equal(&to) != Truth::True {
                return Err(Undefined::RootOfNegative);
            }
            Ok(to.div(&from)?.root(years)?.sub(&one).mul(&hundred))
        };
        let undefined = either(target.undefined.as_ref(), baseline.undefined.as_ref());
        Column::Numbers(partial(rows, undefined.as_ref(), rate))
    }

    /// The years from baseline to target of a series: none where the plan does not say both, an
    /// inner none where there is no growth over them.
    pub(super) fn years_of_growth(&self, series: &Series<'a>, row: usize) -> Option<Option<u32>> {
        let plan = self.facts.plans.get(series.plans.get(row) as usize)?;
        let years = plan.last_year?.checked_sub(plan.base_year?)?;
        Some((1..=LONGEST_GROWTH).contains(&years).then(|| years.unsigned_abs()))
    }

    /// Whether a baseline or a target is known that no rate of growth can be worked out with.
    pub(super) fn grows_from_nothing(
        &mut self,
        frame: FrameId,
        series: &Series<'a>,
        row: usize,
    ) -> bool {
        let target = self.values_at(frame, series, SeriesPoint::Target);
        let baseline = self.values_at(frame, series, SeriesPoint::Baseline);
        let zero = Range::exact(Number::ZERO);
        baseline.range(row).less_or_equal(&zero) == Truth::True
            || target.range(row).less(&zero) == Truth::True
    }

    pub(super) fn years_of(&mut self, frame: FrameId, series: ExprId) -> Column<'a> {
        let series = self.series(frame, series);
        let items = match self.point_columns(series.points) {
            Some((_, years)) => {
                Numbers::of_table(years, &Ids::From(0), years.len(), &Range::unbounded())
            }
            None => Numbers::unknown(),
        };
        let rows = self.frame(frame).rows;
        // Where it is not known of which record the series is, there may be none.
        let lost = Bits::from_fn(rows, |row| series.plans.get(row) == ABSENT);
        Column::List(List {
            ranges: series.ranges,
            items: Items::Numbers(items),
            open: series.open,
            lost: lost.any().then(|| Rc::new(lost)),
            unsure: None,
        })
    }
}

/// The years of dates, given as days since 1970-01-01.
pub(super) fn years_of_days(days: &Range) -> Range {
    let year = |end: &Bound| match end {
        Bound::At(days) => year_of_day(days).map_or_else(|| end.clone(), Bound::At),
        Bound::Below | Bound::Above => end.clone(),
    };
    Range::new(year(days.lo()), year(days.hi())).unwrap_or_else(Range::unbounded)
}

/// The year of a day of the Gregorian calendar, counted from 1970-01-01 as day 0: years of
/// 365 days and a leap day every 4, but not every 100, but every 400 years.
fn year_of_day(day: &Number) -> Option<Number> {
    const FOUR_CENTURIES: i128 = 146_097;
    const TO_MARCH_OF_YEAR_0: i128 = 719_468;
    let day = day.floor().to_i128()?.checked_add(TO_MARCH_OF_YEAR_0)?;
    let (era, of_era) = (day.div_euclid(FOUR_CENTURIES), day.rem_euclid(FOUR_CENTURIES));
    // Years that begin in March, so that the leap day is the last.
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // January and February are days 306 and later.
    let year = era * 400 + year_of_era + i128::from(day_of_year >= 306);
    Some(Number::from_i128(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_fall_into_years() {
        let year = |day: i64| year_of_day(&Number::from_i64(day)).unwrap().to_i128().unwrap();
        // Days of jiff's calendar at the turn of each year are the check.
        for expected in [-400i16, 0, 1599, 1600, 1899, 1900, 1969, 1970, 1999, 2000, 2024, 2100] {
            let start = jiff::civil::date(expected, 1, 1);
            let days = jiff::civil::date(1970, 1, 1).until(start).unwrap().get_days();
            assert_eq!(year(i64::from(days)), i128::from(expected));
            assert_eq!(year(i64::from(days) - 1), i128::from(expected) - 1);
        }
    }
}
