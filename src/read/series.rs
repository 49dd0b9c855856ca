//! Series: values by year.

use super::amount::{Amount, bad_year};
use super::json::Items;
use super::pass::Pass;
use super::places::Keep;
use super::scalar::{Nothing, Part, Scalar, Spot};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Cell, GapKind, Layout, TableId};
use crate::model::FieldType;

/// A point as it was read.
#[derive(Debug)]
pub(super) struct Point {
    year: i32,
    /// `None` where a fault was noted.
    amount: Option<Amount>,
    key: (usize, usize),
    value: (usize, usize),
}

fn year_of(text: &str) -> Option<i32> {
    let is_number = text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = is_number.then(|| text.parse().ok())??;
    (1000..=9999).contains(&year).then_some(year)
}

const YEAR: u16 = Layout::YEAR as u16;
const VALUE: u16 = Layout::VALUE as u16;

impl<'a, K: Keep> Pass<'a, K> {
    /// Reads the series that begins here; its points are rows of `child`, in order of years.
    pub(super) fn series(
        &mut self,
        spot: &Spot<'a>,
        child: TableId,
        ty: &'a FieldType,
    ) -> Result<(), Nothing> {
        self.free_unit = None;
        let first = self.builder.rows(child);
        let (mut items, mut points) = (Items::default(), std::mem::take(&mut self.points));
        points.clear();
        let (mut malformed, mut placeholder) = (false, false);
        if !self.scan.enter() {
            return Err(Nothing::Malformed);
        }
        let figure = self.guide.field(spot.at).and_then(|guide| guide.points.as_ref());
        let spot_of_point = Spot { part: Some(Part::Point), ..*spot };
        while let Some(key) = self.scan.next_field(&mut items, None) {
            let text = key.text.unwrap_or_default();
            let Some(year) = year_of(&text) else {
                malformed = true;
                self.fault((key.start, key.end), || bad_year(&text));
                self.scan.skip();
                continue;
            };
            let start = self.scan.at();
            if let Some(figure) = figure
                && let amount @ Some(_) = self.plain_amount(figure)
            {
                let value = (start, self.scan.at());
                points.push(Point { year, amount, key: (key.start, key.end), value });
                continue;
            }
            if self.says_absent() {
                self.scan.skip();
                self.fault((start, start + 1), || {
                    let message = said!(
                        "no reason is given for a single year of a series",
                        "数列的单个年份不另写缺失原因"
                    );
                    Diagnostic::error(Code::BadAbsence, message).with_help(said!(
                        "leave the year out, or say of the whole series why it is absent",
                        "请略去该年，或为整个数列说明缺失原因"
                    ))
                });
                let value = (start, self.scan.at());
                points.push(Point { year, amount: None, key: (key.start, key.end), value });
                continue;
            }
            let amount = match self.scalar(&spot_of_point, ty) {
                Ok(Scalar::Amount(amount)) => Some(amount),
                Err(Nothing::Null) => continue,
                Err(Nothing::Placeholder) => {
                    placeholder = true;
                    continue;
                }
                Ok(_) | Err(Nothing::Malformed) => None,
            };
            let value = (start, self.scan.at());
            points.push(Point { year, amount, key: (key.start, key.end), value });
        }
        malformed |= items.damaged;
        if !points.is_sorted_by_key(|point| point.year) {
            points.sort_by_key(|point| point.year);
        }
        self.add_points(spot, child, &mut points);
        self.points = points;
        self.builder.set_list(spot.at, child, first, malformed);
        if malformed {
            self.gap(spot.at, GapKind::Malformed);
        } else if placeholder && self.builder.rows(child) == first {
            self.gap(spot.at, GapKind::Placeholder);
        }
        Ok(())
    }

    fn add_points(&mut self, spot: &Spot<'a>, child: TableId, points: &mut Vec<Point>) {
        let mut before = None;
        for (index, Point { year, amount, key, value }) in points.drain(..).enumerate() {
            if before == Some(year) {
                self.fault(key, || {
                    let message = said!("the year {year} stands twice", "{year}年出现两次");
                    Diagnostic::error(Code::RepeatedField, message).with_help(said!(
                        "the first value counts: remove one of them",
                        "以第一个值为准：请删去一处"
                    ))
                });
                continue;
            }
            before = Some(year);
            let row = self.builder.row(child, spot.at);
            self.builder.set_decimal(Cell::new(child, row, YEAR), i64::from(year), 0);
            let at = Cell::new(child, row, VALUE);
            match amount {
                Some(amount) => self.store(at, Scalar::Amount(amount), value),
                None => self.gap(at, GapKind::Malformed),
            }
            self.keep.row(child, row, index, value);
            self.keep.field(at, key, value);
        }
    }
}
