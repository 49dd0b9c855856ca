//! Asking about absence: `is stated`, `is empty`.

use super::Eval;
use super::column::{Column, Ids, Rows};
use super::frame::FrameId;
use super::path::key_of;
use super::truths::Truths;
use crate::base::Truth;
use crate::facts::{ABSENT, Column as TableColumn, GapKind, Layout, NumberColumn, TableId};
use crate::model::FieldId;
use crate::program::{ExprId, ExprKind, SeriesPoint};

/// What a plan says of a value by the way it leaves it out. That it is not known is as good as
/// silence; that it is withheld, does not apply or cannot be read is no answer.
fn by_gap(kind: GapKind) -> Truth {
    match kind {
        GapKind::Unknown | GapKind::Placeholder => Truth::False,
        GapKind::Withheld | GapKind::NotApplicable | GapKind::Malformed => Truth::Unknown,
        GapKind::Assumed => Truth::True,
    }
}

impl<'a> Eval<'a> {
    pub(super) fn is_stated(&mut self, frame: FrameId, operand: ExprId) -> Truths {
        let rows = self.frame(frame).rows;
        let program = self.program;
        match program.expr(operand).map(|expr| &expr.kind) {
            Some(ExprKind::Field { base, field }) => self.field_stated(frame, *base, *field),
            Some(ExprKind::Keyed { list, key }) => {
                let found = self.eval(frame, operand);
                let key = self.eval(frame, *key);
                let list = *list;
                Truths::from_fn(rows, |row| match &found {
                    Column::Rows(found) if self.exists(found, row) => Truth::True,
                    _ if key_of(&key, row) == ABSENT => Truth::Unknown,
                    _ => self.no_member(frame, list, row),
                })
            }
            Some(ExprKind::Point { series, at }) => self.point_stated(frame, *series, *at),
            _ => {
                let column = self.eval(frame, operand);
                Truths::from_fn(rows, |row| self.known(&column, row))
            }
        }
    }

    /// Whether a row of a column of records is one that the plan states or refers to.
    fn exists(&self, rows: &Rows, row: usize) -> bool {
        self.facts.table(rows.table).is_some_and(|table| rows.at.get(row) < table.left_out)
    }

    /// True where a value is there; unknown where not.
    fn known(&self, column: &Column, row: usize) -> Truth {
        let known = match column {
            Column::Truths(truths) => truths.get(row).is_known(),
            Column::Numbers(numbers) => numbers.is_known(row),
            Column::Ids(ids) => ids.get(row) != ABSENT,
            Column::Rows(rows) => self.exists(rows, row),
            Column::List(list) => return holds_something(list.ranges.get(row), list.is_open(row)),
            Column::Series(series) => {
                return holds_something(series.ranges.get(row), series.is_open(row));
            }
            Column::Breakdown(_) | Column::Graphs(_) => false,
        };
        if known { Truth::True } else { Truth::Unknown }
    }

    fn field_stated(&mut self, frame: FrameId, base: ExprId, field: FieldId) -> Truths {
        let rows = self.frame(frame).rows;
        let Column::Rows(found) = self.eval(frame, base) else {
            return Truths::all(Truth::Unknown, rows);
        };
        let Some(table) = self.facts.table(found.table) else {
            return Truths::all(Truth::Unknown, rows);
        };
        let (real, left_out) = (table.real, table.left_out);
        let mut of_base: Option<Truths> = None;
        Truths::from_fn(rows, |row| {
            let at = found.at.get(row);
            if at < real {
                self.cell_stated(found.table, field, at)
            } else if at < left_out {
                Truth::Unknown
            } else {
                let base = of_base.get_or_insert_with(|| self.is_stated(frame, base));
                base.get(row).min(Truth::Unknown)
            }
        })
    }

    /// Whether a field of a record that exists is stated.
    pub(super) fn cell_stated(&self, table: TableId, field: FieldId, row: u32) -> Truth {
        let Some(found) = self.facts.table(table) else { return Truth::Unknown };
        let at = row as usize;
        let there = match found.columns.get(usize::from(field.0)) {
            Some(TableColumn::Boolean(values)) => values.get(at).is_some_and(|value| *value < 2),
            Some(TableColumn::Text(ids)) => {
                let id = ids.get(at).copied().unwrap_or(ABSENT);
                self.text(id).is_some_and(|text| !text.is_empty())
            }
            Some(TableColumn::Word(ids) | TableColumn::Code(ids)) => {
                ids.get(at).is_some_and(|id| *id != ABSENT)
            }
            Some(TableColumn::Number(numbers)) => is_there(numbers, at),
            Some(TableColumn::Row(rows)) => {
                let target = self
                    .record_of(table)
                    .and_then(|record| self.program.layout.of_field(record, field))
                    .and_then(|target| self.facts.table(target));
                let row = rows.get(at).copied().unwrap_or(ABSENT);
                target.is_some_and(|target| row < target.left_out)
            }
            Some(TableColumn::List(lists)) => !lists.range(at).is_empty(),
            None => return Truth::Unknown,
        };
        if there {
            return Truth::True;
        }
        match found.gap(usize::from(field.0), row).map(|gap| gap.kind) {
            None | Some(GapKind::Assumed) => Truth::False,
            Some(kind) => by_gap(kind),
        }
    }

    /// Whether a member that a list does not hold is stated: no, but where a member could not be
    /// read it may have been this one.
    fn no_member(&mut self, frame: FrameId, list: ExprId, row: usize) -> Truth {
        let column = self.eval(frame, list);
        let (open, empty) = match &column {
            Column::List(list) => (list.is_open(row), list.ranges.get(row).is_empty()),
            Column::Series(series) => (series.is_open(row), series.ranges.get(row).is_empty()),
            _ => return Truth::Unknown,
        };
        match (open, empty) {
            (false, _) => Truth::False,
            (true, false) => Truth::Unknown,
            // Left out, or nothing in it can be read.
            (true, true) => self.is_stated(frame, list).get(row),
        }
    }

    pub(super) fn point_stated(
        &mut self,
        frame: FrameId,
        series: ExprId,
        at: SeriesPoint,
    ) -> Truths {
        let found = self.series(frame, series);
        let rows = self.frame(frame).rows;
        let asks_year = !matches!(at, SeriesPoint::First | SeriesPoint::Last);
        Truths::from_fn(rows, |row| {
            if let Some(point) = self.point_row(frame, &found, at, row) {
                if self.point_value(found.points, point).is_some() {
                    return Truth::True;
                }
                let table = self.facts.table(found.points);
                let gap = table.and_then(|table| table.gap(Layout::VALUE, point));
                return gap.map_or(Truth::Unknown, |gap| by_gap(gap.kind).min(Truth::Unknown));
            }
            if asks_year && self.year_asked(frame, &found, at, row).is_none() {
                // A series that is left out states no year, whichever it is. Of a member that a
                // list lacks not even the plan is known whose year it would be.
                let stated = self.is_stated(frame, series).get(row);
                return stated.min(Truth::Unknown);
            }
            self.no_member(frame, series, row)
        })
    }

    /// Given, with nothing in it.
    pub(super) fn is_empty(&mut self, frame: FrameId, operand: ExprId) -> Column<'a> {
        let rows = self.frame(frame).rows;
        let column = self.eval(frame, operand);
        Column::Truths(Truths::from_fn(rows, |row| match &column {
            Column::List(list) => {
                let mut range = list.ranges.get(row);
                let sure = range.clone().any(|position| !list.is_unsure(position));
                match (sure, range.next().is_some() || list.is_open(row)) {
                    (true, _) => Truth::False,
                    (false, true) => Truth::Unknown,
                    (false, false) => Truth::True,
                }
            }
            Column::Series(series) => !holds_something(series.ranges.get(row), series.is_open(row)),
            Column::Ids(ids) => self.text_is_empty(ids, row),
            _ => Truth::Unknown,
        }))
    }

    fn text_is_empty(&self, ids: &Ids, row: usize) -> Truth {
        self.text(ids.get(row)).map_or(Truth::Unknown, |text| Truth::from_bool(text.is_empty()))
    }
}

fn holds_something(range: std::ops::Range<u32>, open: bool) -> Truth {
    match (range.is_empty(), open) {
        (false, _) => Truth::True,
        (true, true) => Truth::Unknown,
        (true, false) => Truth::False,
    }
}

fn is_there(numbers: &NumberColumn, row: usize) -> bool {
    match numbers {
        NumberColumn::Fixed { digits, .. } => {
            digits.get(row).is_some_and(|digits| *digits != NumberColumn::ABSENT)
        }
        NumberColumn::Exact(values) => values.get(row).is_some_and(Option::is_some),
    }
}
