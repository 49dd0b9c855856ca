//! Values that change with time: the last year of a plan, and parameters at a year.

use std::rc::Rc;

use super::Eval;
use super::column::{Column, Ids, Items, List, Ranges};
use super::frame::FrameId;
use super::number::Numbers;
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::facts::ABSENT;
use crate::program::{ExprId, Parameter, ParameterId, ParameterValue, Type};
use crate::quantity::{Bound, Number, Range};

/// The values that a parameter may have at a year.
enum Held<'p> {
    /// One or more, neighbours in time.
    OneOf(&'p [(i32, ParameterValue)]),
    /// The year is before that of the first value.
    NoneYet,
    /// It may be.
    Unknown,
}

impl Held<'_> {
    fn one(&self) -> Option<&ParameterValue> {
        match self {
            Held::OneOf([(_, value)]) => Some(value),
            Held::OneOf(_) | Held::NoneYet | Held::Unknown => None,
        }
    }
}

/// The values of a parameter over some years; `None` where they do not begin.
fn held<'p>(parameter: &'p Parameter, years: &Range) -> Held<'p> {
    let year = |bound: &Bound| bound.number().and_then(Number::to_i128);
    let values = parameter.by_year.as_slice();
    let place = |year: i128| values.partition_point(|(from, _)| i128::from(*from) <= year);
    let first = match year(years.lo()) {
        None => return Held::Unknown,
        Some(lo) => place(lo),
    };
    let last = year(years.hi()).map_or(values.len(), place);
    match first.checked_sub(1) {
        None if last == 0 => Held::NoneYet,
        None => Held::Unknown,
        Some(first) => values.get(first..last).map_or(Held::Unknown, Held::OneOf),
    }
}

impl<'a> Eval<'a> {
    /// The last year of the plan of each row, unbounded where it is not known.
    pub(super) fn last_year(&self, frame: FrameId) -> Column<'a> {
        let plans = self.plans_on(frame);
        let year = |row: usize| {
            let plan = self.facts.plans.get(plans.get(row) as usize)?;
            plan.last_year.map(|year| Range::exact(Number::from_i64(i64::from(year))))
        };
        let rows = 0..self.frame(frame).rows;
        let years = rows.map(|row| year(row).unwrap_or_else(Range::unbounded));
        Column::Numbers(Numbers::exact(years.collect(), None))
    }

    /// A parameter with values by year, at the year of each row.
    pub(super) fn parameter_at(
        &mut self,
        frame: FrameId,
        parameter: ParameterId,
        year: ExprId,
        ty: &Type,
    ) -> Column<'a> {
        let rows = self.frame(frame).rows;
        let program = self.program;
        let Some(parameter) = program.parameter(parameter) else { return self.unknown(ty, rows) };
        if parameter.by_year.is_empty() {
            return self.parameter(&parameter.value, rows);
        }
        let years = self.numbers(frame, year);
        let at = |row: usize| match years.is_undefined(row) {
            true => Held::Unknown,
            false => held(parameter, &years.range(row)),
        };
        match ty {
            Type::Truth => Column::Truths(Truths::from_fn(rows, |row| match at(row).one() {
                Some(ParameterValue::Truth(value)) => Truth::from_bool(*value),
                _ => Truth::Unknown,
            })),
            Type::Number(_) | Type::Year | Type::Date => {
                let held: Vec<Held> = (0..rows).map(at).collect();
                let none_yet = Bits::collect(held.iter().map(|held| matches!(held, Held::NoneYet)));
                let undefined = none_yet.any().then(|| Rc::new(none_yet));
                Column::Numbers(Numbers::exact(held.iter().map(hull).collect(), undefined))
            }
            Type::Set(_) => self.set_at((0..rows).map(at).collect(), rows),
            _ => {
                let ids = (0..rows).map(|row| match at(row).one() {
                    Some(ParameterValue::Word(word)) => word.0,
                    Some(ParameterValue::Code(code)) => code.0,
                    Some(ParameterValue::Text(text)) => self.text_id(text),
                    _ => ABSENT,
                });
                let ids: Vec<u32> = ids.collect();
                Column::Ids(Ids::Each(ids.into()))
            }
        }
    }

    /// A set for each row, open where it is not known which it is.
    fn set_at(&mut self, held: Vec<Held>, rows: usize) -> Column<'a> {
        let (mut ids, mut numbers): (Vec<u32>, Vec<Range>) = (Vec::new(), Vec::new());
        let (mut starts, mut ends) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let mut open = Bits::zeros(rows);
        for (row, held) in held.iter().enumerate() {
            // A set holds numbers or ids, and one of the two stays empty.
            starts.push(u32::try_from(ids.len().max(numbers.len())).unwrap_or(u32::MAX));
            match held.one() {
                Some(ParameterValue::Words(words)) => ids.extend(words.iter().map(|it| it.0)),
                Some(ParameterValue::Codes(codes)) => ids.extend(codes.iter().map(|it| it.0)),
                Some(ParameterValue::Texts(texts)) => {
                    ids.extend(texts.iter().map(|text| self.text_id(text)));
                }
                Some(ParameterValue::Numbers(all)) => {
                    numbers.extend(all.iter().cloned().map(Range::exact));
                }
                _ => open.set(row, true),
            }
            ends.push(u32::try_from(ids.len().max(numbers.len())).unwrap_or(u32::MAX));
        }
        let items = match numbers.is_empty() {
            true => Items::Ids(ids.into()),
            false => Items::Numbers(Numbers::exact(numbers, None)),
        };
        let ranges = Ranges::Each { starts: starts.into(), ends: ends.into() };
        let open = open.any().then(|| Rc::new(open));
        Column::List(List { ranges, items, open, lost: None, unsure: None })
    }
}

/// What a number lies in that may have several values.
fn hull(held: &Held) -> Range {
    let Held::OneOf(values) = held else { return Range::unbounded() };
    let numbers = || {
        values.iter().filter_map(|(_, value)| match value {
            ParameterValue::Number(number) => Some(number),
            _ => None,
        })
    };
    match (numbers().min(), numbers().max()) {
        (Some(least), Some(most)) => {
            let ends = (Bound::At(least.clone()), Bound::At(most.clone()));
            Range::new(ends.0, ends.1).unwrap_or_else(Range::unbounded)
        }
        _ => Range::unbounded(),
    }
}
