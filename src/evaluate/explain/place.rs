//! Where the value of an expression stands, and which rows a quantifier or aggregate looked at.

use crate::base::Bits;
use crate::evaluate::Eval;
use crate::evaluate::column::Column;
use crate::evaluate::frame::FrameId;
use crate::evaluate::outcome::{Bound, Location};
use crate::evaluate::path::key_of;
use crate::facts::{ABSENT, TableId};
use crate::program::{ExprId, ExprKind, SeriesPoint};

/// An expression on one row of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spot {
    pub(super) frame: FrameId,
    pub(super) row: usize,
    pub(super) expr: ExprId,
}

/// The rows an expression looked at inside itself: frames and rows, outermost first.
pub(super) struct Inner {
    /// Of each generator: the frame and row that its list was evaluated on, and the rows of the
    /// frame that it was expanded to.
    pub(super) steps: Vec<(FrameId, usize, FrameId, std::ops::Range<usize>)>,
    /// The innermost frame and its rows.
    pub(super) frame: FrameId,
    pub(super) rows: Vec<usize>,
}

impl<'a> Eval<'a> {
    pub(super) fn kind(&self, expr: ExprId) -> Option<&'a ExprKind> {
        let program = self.program;
        program.expr(expr).map(|expr| &expr.kind)
    }

    /// The same value on the frame where it was computed.
    pub(super) fn at_home(&self, spot: Spot) -> Spot {
        let home = self.home(spot.frame, spot.expr);
        let (mut frame, mut row) = (spot.frame, spot.row);
        while frame != home {
            let known = self.frame(frame);
            let Some(parent) = known.parent else { break };
            row = known.parents().get(row).map_or(0, |row| *row as usize);
            frame = parent;
        }
        Spot { frame, row, ..spot }
    }

    /// The rows that a quantifier or an aggregate expanded a row to.
    pub(super) fn inner(&mut self, spot: Spot) -> Option<Inner> {
        let spot = self.at_home(spot);
        self.eval(spot.frame, spot.expr);
        let last = match self.expansions.get(&(spot.frame, spot.expr)) {
            Some(frame) => *frame,
            None => self.expanded_alone(spot)?,
        };
        let mut chain = Vec::new();
        let mut at = last;
        while at != spot.frame {
            chain.push(at);
            at = self.frame(at).parent?;
        }
        let mut inner = Inner { steps: Vec::new(), frame: spot.frame, rows: vec![spot.row] };
        for frame in chain.into_iter().rev() {
            let known = self.frame(frame);
            let mut rows = Vec::new();
            for row in &inner.rows {
                let children = known.children(*row);
                inner.steps.push((inner.frame, *row, frame, children.clone()));
                rows.extend(children);
            }
            inner.frame = frame;
            inner.rows = rows;
        }
        Some(inner)
    }

    /// The members of a quantifier that was evaluated by marks, of one row alone: marks keep no
    /// members, and few rows are ever asked for theirs.
    fn expanded_alone(&mut self, spot: Spot) -> Option<FrameId> {
        if let Some(frame) = self.alone.get(&(spot.frame, spot.expr, spot.row)) {
            return Some(*frame);
        }
        let ExprKind::Quantified { generator, .. } = self.kind(spot.expr)? else { return None };
        let rows = self.frame(spot.frame).rows;
        let only = Bits::from_fn(rows, |row| row == spot.row);
        let frame = self.expand(spot.frame, generator, Some(&only));
        self.alone.insert((spot.frame, spot.expr, spot.row), frame);
        Some(frame)
    }

    /// The field that an expression is, where its record exists.
    pub(super) fn cell(&mut self, spot: Spot) -> Option<(TableId, u32, u16)> {
        let ExprKind::Field { base, field } = self.kind(spot.expr)? else { return None };
        let Column::Rows(rows) = self.eval(spot.frame, *base) else { return None };
        let row = rows.at.get(spot.row);
        let left_out = self.facts.table(rows.table)?.left_out;
        (row < left_out).then_some((rows.table, row, field.0))
    }

    /// Where an expression's value stands or would stand; none for what is computed.
    pub(super) fn location(&mut self, spot: Spot) -> Option<Location> {
        let spot = self.at_home(spot);
        let on = |expr: ExprId| Spot { expr, ..spot };
        match self.kind(spot.expr)? {
            ExprKind::Field { base, field } => {
                if let Some((table, row, field)) = self.cell(spot) {
                    return Some(Location::Field { table, row, field });
                }
                match self.location(on(*base))? {
                    Location::Key { table, row, field: list, key } => {
                        Some(Location::KeyField { table, row, field: list, key, inner: field.0 })
                    }
                    outer => Some(outer),
                }
            }
            ExprKind::Keyed { list, key } => {
                if let Some(found) = self.record_row(spot) {
                    return Some(found);
                }
                let (list, key) = (on(*list), self.eval(spot.frame, *key));
                let home = self.at_home(list);
                match (self.cell(home), key_of(&key, spot.row)) {
                    (Some((table, row, field)), key) if key != ABSENT => {
                        Some(Location::Key { table, row, field, key: Bound::Id(key) })
                    }
                    _ => self.location(list),
                }
            }
            ExprKind::Point { series, at } => {
                let (series, at) = (on(*series), *at);
                let found = self.series(spot.frame, series.expr);
                let home = self.at_home(series);
                let cell = self.cell(home);
                let point = self.point_row(spot.frame, &found, at, spot.row);
                let year = match (at, point) {
                    (SeriesPoint::First | SeriesPoint::Last, Some(point)) => {
                        self.point_year(found.points, point)
                    }
                    _ => self.year_asked(spot.frame, &found, at, spot.row),
                };
                match (cell, year) {
                    (Some((table, row, field)), Some(year)) => {
                        Some(Location::Year { table, row, field, year })
                    }
                    _ => self.location(series),
                }
            }
            ExprKind::Var(_) | ExprKind::Plan | ExprKind::Portfolio => self.record_row(spot),
            ExprKind::Scale { value: of, .. }
            | ExprKind::Ancestor { code: of, .. }
            | ExprKind::Lift { code: of, .. }
            | ExprKind::YearOf(of)
            | ExprKind::YearsOf(of)
            | ExprKind::IfMissing { value: of, .. } => self.location(on(*of)),
            _ => None,
        }
    }

    /// The row of a record that exists.
    fn record_row(&mut self, spot: Spot) -> Option<Location> {
        let Column::Rows(rows) = self.eval(spot.frame, spot.expr) else { return None };
        let row = rows.at.get(spot.row);
        let left_out = self.facts.table(rows.table)?.left_out;
        (row < left_out).then_some(Location::Row { table: rows.table, row })
    }

    /// The value of an expression, on one row.
    pub(super) fn unknown_at(&mut self, spot: Spot) -> bool {
        match self.eval(spot.frame, spot.expr) {
            Column::Truths(truths) => !truths.get(spot.row).is_known(),
            Column::Numbers(numbers) => !numbers.is_known(spot.row),
            Column::Ids(ids) => ids.get(spot.row) == ABSENT,
            Column::Rows(rows) => {
                let (table, row) = (self.facts.table(rows.table), rows.at.get(spot.row));
                table.is_none_or(|table| !table.is_record(row) && !table.is_none(row))
            }
            Column::List(list) => {
                list.is_open(spot.row)
                    || list.ranges.get(spot.row).any(|position| list.is_unsure(position))
            }
            Column::Series(series) => series.is_open(spot.row),
            Column::Breakdown(_) | Column::Graphs(_) => true,
        }
    }
}
