//! From records to what they state: fields, members of keyed lists, the plans of a portfolio.

use std::rc::Rc;

use super::Eval;
use super::column::{Column, Ids, Items, List, Ranges, Rows, Slice};
use super::frame::FrameId;
use super::number::Numbers;
use super::series::Series;
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::facts::{ABSENT, Column as TableColumn, Layout, Lists, Table, TableId, TableKind};
use crate::model::{FieldId, FieldType, RecordId};
use crate::program::{ExprId, ExprKind, Scope, Type};
use crate::quantity::{Number, Range, Unit};

impl<'a> Eval<'a> {
    /// The record type whose rows a table holds.
    pub(super) fn record_of(&self, table: TableId) -> Option<RecordId> {
        match self.program.layout.kind(table)? {
            TableKind::Records(record) => Some(*record),
            TableKind::Members { .. } | TableKind::Points { .. } => None,
        }
    }

    /// A field of what `base` leads to, as a value of a type.
    pub(super) fn field(
        &mut self,
        frame: FrameId,
        base: ExprId,
        field: FieldId,
        ty: &Type,
    ) -> Column<'a> {
        let rows = self.frame(frame).rows;
        match self.eval(frame, base) {
            Column::Rows(at) => {
                let column = self.field_of(&at, field, ty, rows);
                column.map(|column| self.undefined_of_none(frame, column, base, &at))
            }
            _ => None,
        }
        .unwrap_or_else(|| Column::Truths(Truths::all(Truth::Unknown, rows)))
    }

    /// A number of what may be no record decides nothing, whatever range is declared for it; nor does
    /// how many members a list of it has.
    fn undefined_of_none(
        &mut self,
        frame: FrameId,
        column: Column<'a>,
        base: ExprId,
        at: &Rows<'a>,
    ) -> Column<'a> {
        if !matches!(column, Column::Numbers(_) | Column::List(_)) {
            return column;
        }
        let none = self.leading_to_none(frame, base, at).map(Rc::new);
        match column {
            Column::Numbers(numbers) => Column::Numbers(numbers.with_undefined(none)),
            Column::List(list) => Column::List(List { lost: none, ..list }),
            other => other,
        }
    }

    /// Where a reference leads to no record, or may: it is one that the model declares `or none`
    /// and that is not known, or it is asked of what may be no record. `None` where it is nowhere.
    fn leading_to_none(
        &mut self,
        frame: FrameId,
        reference: ExprId,
        at: &Rows<'a>,
    ) -> Option<Bits> {
        let rows = self.frame(frame).rows;
        let unknown = self.may_be_none(reference);
        let table = self.facts.table(at.table)?;
        let is_none = |row: u32| table.is_none(row) || (unknown && row == table.left_out);
        // Most tables have no such row, and most rows are real ones.
        let leads_there = match &at.at {
            Ids::Each(ids) => ids.iter().any(|row| is_none(*row)),
            Ids::One(row) => is_none(*row),
            Ids::From(first) => {
                let end = first.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
                end > table.left_out
            }
        };
        let before = self.asked_of_none(frame, reference);
        if !leads_there {
            return before;
        }
        let here = Bits::from_fn(rows, |row| is_none(at.at.get(row)));
        let all = match before {
            Some(before) => here.or(&before),
            None => here,
        };
        all.any().then_some(all)
    }

    /// Where a value is asked of what is, or may be, no record, so that it may not be had. `None`
    /// where it is nowhere.
    pub(super) fn asked_of_none(&mut self, frame: FrameId, value: ExprId) -> Option<Bits> {
        match self.program.expr(value).map(|it| &it.kind) {
            Some(ExprKind::Field { base, .. }) => match self.eval(frame, *base) {
                Column::Rows(at) => self.leading_to_none(frame, *base, &at),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether an expression is a reference that the model declares `or none`.
    fn may_be_none(&self, expr: ExprId) -> bool {
        let Some(ExprKind::Field { base, field }) = self.program.expr(expr).map(|it| &it.kind)
        else {
            return false;
        };
        let Some(Type::Record(record)) = self.program.expr(*base).map(|it| &it.ty) else {
            return false;
        };
        let declared = self.program.model.field(*record, *field).map(|field| &field.ty);
        matches!(declared, Some(FieldType::Ref { or_none: true, .. }))
    }

    /// A field of some rows of a record table.
    fn field_of(
        &self,
        base: &Rows<'a>,
        field: FieldId,
        ty: &Type,
        rows: usize,
    ) -> Option<Column<'a>> {
        let record = self.record_of(base.table)?;
        let declared = self.program.model.field(record, field)?;
        let facts = self.facts;
        let table = facts.table(base.table)?;
        let column = table.columns.get(usize::from(field.0))?;
        let target = || self.program.layout.of_field(record, field);
        Some(match column {
            TableColumn::Boolean(values) => Column::Truths(booleans(values, &base.at, rows)),
            TableColumn::Text(ids) | TableColumn::Word(ids) | TableColumn::Code(ids) => {
                Column::Ids(table_ids(ids, &base.at, rows, ABSENT))
            }
            TableColumn::Number(numbers) => {
                let bound = self.bound(&declared.ty, ty, declared.range.as_ref());
                Column::Numbers(Numbers::of_table(numbers, &base.at, rows, &bound))
            }
            TableColumn::Row(ids) => {
                let table = target()?;
                let left_out = facts.table(table).map_or(ABSENT, |table| table.left_out);
                Column::Rows(Rows { table, at: table_ids(ids, &base.at, rows, left_out) })
            }
            TableColumn::List(lists) => {
                let (ranges, open) = table_ranges(table, lists, &base.at, rows);
                let items = target()?;
                if let FieldType::Series(value) = &declared.ty {
                    let bound = self.bound(value, ty, declared.range.as_ref());
                    let plan =
                        |row| table.plan.get(base.at.get(row) as usize).copied().unwrap_or(ABSENT);
                    let plans = Ids::Each((0..rows).map(plan).collect::<Vec<_>>().into());
                    let bound = Rc::new(bound);
                    return Some(Column::Series(Series {
                        points: items,
                        ranges,
                        open,
                        plans,
                        bound,
                    }));
                }
                Column::List(List {
                    ranges,
                    items: self.items(items)?,
                    open,
                    lost: None,
                    unsure: None,
                })
            }
        })
    }

    /// What a number that is not known lies in. A field whose unit is that of a word has the unit
    /// of the expression that names the word.
    fn bound(&self, ty: &FieldType, named: &Type, declared: Option<&Range>) -> Range {
        let declared = declared.cloned().unwrap_or_else(Range::unbounded);
        let unit = match (ty, named) {
            (FieldType::Number { unit, .. }, _) => Some(unit),
            (FieldType::QuantityOf(_), Type::Number(unit) | Type::Series(unit)) => Some(unit),
            _ => None,
        };
        match unit {
            Some(unit) if self.never_negative(unit) => {
                declared.intersect(&Range::at_least(Number::ZERO)).unwrap_or(declared)
            }
            _ => declared,
        }
    }

    pub(super) fn never_negative(&self, unit: &Unit) -> bool {
        self.program.model.units.never_negative(unit)
    }

    /// The members that a table holds, by row.
    fn items(&self, table: TableId) -> Option<Items<'a>> {
        match self.program.layout.kind(table)? {
            TableKind::Records(_) => Some(Items::Rows(table)),
            TableKind::Members { record, field, member } => {
                let facts = self.facts;
                match facts.column(table, Layout::VALUE)? {
                    TableColumn::Row(rows) => {
                        let FieldType::Ref { record: of, .. } = member else { return None };
                        let target = self.program.layout.of_record(*of);
                        Some(Items::Refs(target, Slice::Table(rows)))
                    }
                    TableColumn::Text(ids) | TableColumn::Word(ids) | TableColumn::Code(ids) => {
                        Some(Items::Ids(Slice::Table(ids)))
                    }
                    TableColumn::Number(numbers) => {
                        let declared = self.program.model.field(*record, *field)?;
                        let bound = self.bound(member, &Type::Error, declared.range.as_ref());
                        let all = numbers.len();
                        Some(Items::Numbers(Numbers::of_table(numbers, &Ids::From(0), all, &bound)))
                    }
                    TableColumn::Boolean(_) | TableColumn::List(_) => None,
                }
            }
            TableKind::Points { .. } => None,
        }
    }

    /// The member of each row's list that has a key; the table's `left_out` where none has.
    pub(super) fn keyed(&mut self, frame: FrameId, list: ExprId, key: ExprId) -> Column<'a> {
        let (list, key) = (self.list(frame, list), self.eval(frame, key));
        let rows = self.frame(frame).rows;
        let Items::Rows(table) = list.items else {
            return Column::Rows(Rows { table: TableId(ABSENT), at: Ids::One(ABSENT) });
        };
        let left_out = self.facts.table(table).map_or(ABSENT, |table| table.left_out);
        let member = |row| {
            let key = key_of(&key, row);
            let same = |member: &u32| self.key(table, *member) == Some(key);
            list.ranges.get(row).find(same).filter(|_| key != ABSENT).unwrap_or(left_out)
        };
        let at = Ids::Each((0..rows).map(member).collect::<Vec<_>>().into());
        Column::Rows(Rows { table, at })
    }

    /// Whether the facts are those of a portfolio, complete or with gaps that are known.
    fn has_portfolio(&self) -> bool {
        self.facts.plans_complete || self.facts.manifest.is_some()
    }

    /// The list `plans`: the portfolio's, or a plan alone, and then open.
    pub(super) fn all_plans(&self, frame: FrameId) -> Column<'a> {
        let rows = self.frame(frame).rows;
        let table = self.plan_table();
        let count = self.facts.table(table).map_or(0, |table| table.real);
        let ranges = match self.scope {
            Scope::Plan if !self.has_portfolio() => {
                let plans = self.plans_on(frame);
                let plan = |row| plans.get(row);
                let starts: Vec<u32> = (0..rows).map(plan).collect();
                let ends: Vec<u32> = starts.iter().map(|start| start.saturating_add(1)).collect();
                Ranges::Each { starts: starts.into(), ends: ends.into() }
            }
            Scope::Plan | Scope::Portfolio => Ranges::One(0, count),
        };
        let open = (!self.facts.plans_complete).then(|| Rc::new(Bits::ones(rows)));
        Column::List(List { ranges, items: Items::Rows(table), open, lost: None, unsure: None })
    }
}

/// A key as the columns of keys hold them.
pub(super) fn key_of(column: &Column, row: usize) -> u32 {
    match column {
        Column::Ids(ids) => ids.get(row),
        Column::Rows(rows) => rows.at.get(row),
        Column::Numbers(numbers) => numbers.whole(row).map_or(ABSENT, i32::cast_unsigned),
        Column::Truths(truths) => match truths.get(row) {
            Truth::False => 0,
            Truth::True => 1,
            Truth::Unknown => ABSENT,
        },
        Column::List(_) | Column::Series(_) | Column::Breakdown(_) | Column::Graphs(_) => ABSENT,
    }
}

fn booleans(values: &[u8], at: &Ids, rows: usize) -> Truths {
    if let Ids::From(first) = at {
        let first = *first as usize;
        if let Some(values) = values.get(first..first.saturating_add(rows)) {
            return Truths::new(
                Bits::collect(values.iter().map(|value| *value == 1)),
                Bits::collect(values.iter().map(|value| *value == 0)),
            );
        }
    }
    Truths::from_fn(rows, |row| match values.get(at.get(row) as usize) {
        Some(0) => Truth::False,
        Some(1) => Truth::True,
        _ => Truth::Unknown,
    })
}

/// The values of some rows; borrowed where the rows are a range.
fn table_ids<'a>(ids: &'a [u32], at: &Ids, rows: usize, absent: u32) -> Ids<'a> {
    if let Ids::From(first) = at {
        let first = *first as usize;
        if let Some(part) = ids.get(first..first.saturating_add(rows)) {
            return Ids::Each(Slice::Table(part));
        }
    }
    if let Ids::One(row) = at {
        return Ids::One(ids.get(*row as usize).copied().unwrap_or(absent));
    }
    let value = |row| ids.get(at.get(row) as usize).copied().unwrap_or(absent);
    Ids::Each((0..rows).map(value).collect::<Vec<_>>().into())
}

/// The ranges of the lists of some rows, and which are open. What does not exist is open.
fn table_ranges<'a>(
    table: &Table,
    lists: &'a Lists,
    at: &Ids,
    rows: usize,
) -> (Ranges<'a>, Option<Rc<Bits>>) {
    let is_open = |row| {
        let row = at.get(row);
        row >= table.real || lists.is_open(row as usize)
    };
    let open = Bits::collect((0..rows).map(is_open));
    let open = open.any().then(|| Rc::new(open));
    if let Ids::From(first) = at {
        let range = *first as usize..(*first as usize).saturating_add(rows);
        if let (Some(starts), Some(ends)) = (lists.starts.get(range.clone()), lists.ends.get(range))
        {
            let (starts, ends) = (Slice::Table(starts), Slice::Table(ends));
            return (Ranges::Each { starts, ends }, open);
        }
    }
    let (starts, ends): (Vec<u32>, Vec<u32>) =
        (0..rows).map(|row| lists.range(at.get(row) as usize)).map(|r| (r.start, r.end)).unzip();
    (Ranges::Each { starts: starts.into(), ends: ends.into() }, open)
}
