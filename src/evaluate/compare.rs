//! Comparisons of numbers, equality, and whether a list holds a member.

use super::Eval;
use super::column::{Column, Ids, Items, List, Rows, either};
use super::frame::FrameId;
use super::number::{Ends, Fixed, Numbers};
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::facts::{ABSENT, Column as TableColumn, TableId, TableKind};
use crate::program::{CompareOp, ExprId};
use crate::quantity::Range;

impl<'a> Eval<'a> {
    pub(super) fn compare(
        &mut self,
        frame: FrameId,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
    ) -> Column<'a> {
        let (a, b) = (self.numbers(frame, left), self.numbers(frame, right));
        let rows = self.frame(frame).rows;
        let truths = compare_numbers(op, &a, &b, rows);
        let clash = self.currencies_clash(frame, &[left, right]);
        Column::Truths(truths.unless(clash.as_deref()))
    }

    pub(super) fn same(
        &mut self,
        frame: FrameId,
        left: ExprId,
        right: ExprId,
        negated: bool,
    ) -> Column<'a> {
        let rows = self.frame(frame).rows;
        let (a, b) = (self.eval(frame, left), self.eval(frame, right));
        let same = match (&a, &b) {
            (Column::Ids(a), Column::Ids(b)) => same_ids(a, b, rows),
            (Column::Rows(a), Column::Rows(b)) if a.table == b.table => {
                Truths::from_fn(rows, |row| self.same_record(a.table, a.at.get(row), b.at.get(row)))
            }
            (Column::Truths(a), Column::Truths(b)) => a.and(b).or(&a.negated().and(&b.negated())),
            (Column::Numbers(a), Column::Numbers(b)) => {
                compare_numbers(CompareOp::Equal, a, b, rows)
            }
            _ => Truths::all(Truth::Unknown, rows),
        };
        Column::Truths(if negated { same.negated() } else { same })
    }

    /// Whether a column of records leads to none on a row, and not to one that is not known.
    pub(super) fn leads_to_none(&self, column: &Column, row: usize) -> bool {
        let Column::Rows(rows) = column else { return false };
        self.facts.table(rows.table).is_some_and(|table| table.is_none(rows.at.get(row)))
    }

    /// Whether two rows are one record: the same row, or, in different plans, the same key.
    pub(super) fn same_record(&self, table: TableId, a: u32, b: u32) -> Truth {
        let Some(found) = self.facts.table(table) else { return Truth::Unknown };
        // What leads to no record is the same as no record, whatever the other side is.
        if found.is_none(a) || found.is_none(b) {
            return Truth::False;
        }
        if !found.is_record(a) || !found.is_record(b) {
            return Truth::Unknown;
        }
        if a == b {
            return Truth::True;
        }
        let plan = |row: u32| found.plan.get(row as usize);
        if plan(a) == plan(b) && table != self.plan_table() {
            return Truth::False;
        }
        match (self.key(table, a), self.key(table, b)) {
            (Some(ABSENT), _) | (_, Some(ABSENT)) => Truth::Unknown,
            (Some(a), Some(b)) => Truth::from_bool(a == b),
            _ => Truth::False,
        }
    }

    /// The key of a row, as its column holds it; none for a record without a key.
    pub(super) fn key(&self, table: TableId, row: u32) -> Option<u32> {
        let TableKind::Records(record) = self.program.layout.kind(table)? else { return None };
        let field = self.program.model.record(*record)?.key?;
        match self.facts.column(table, usize::from(field.0))? {
            TableColumn::Text(ids)
            | TableColumn::Word(ids)
            | TableColumn::Code(ids)
            | TableColumn::Row(ids) => Some(ids.get(row as usize).copied().unwrap_or(ABSENT)),
            TableColumn::Number(numbers) => {
                let whole = numbers.get(row as usize).and_then(|number| number.to_i128());
                Some(
                    whole
                        .and_then(|whole| i32::try_from(whole).ok())
                        .map_or(ABSENT, i32::cast_unsigned),
                )
            }
            TableColumn::Boolean(_) | TableColumn::List(_) => None,
        }
    }

    /// Whether each row's list holds its member.
    pub(super) fn includes(&mut self, frame: FrameId, list: ExprId, member: ExprId) -> Column<'a> {
        let (list, member) = (self.list(frame, list), self.eval(frame, member));
        let rows = self.frame(frame).rows;
        Column::Truths(Truths::from_fn(rows, |row| self.holds(&list, &member, row)))
    }

    pub(super) fn holds(&self, list: &List<'a>, member: &Column<'a>, row: usize) -> Truth {
        // A list holds records, whether or not it is known which.
        if self.leads_to_none(member, row) {
            return Truth::False;
        }
        let mut held = if list.is_open(row) { Truth::Unknown } else { Truth::False };
        for position in list.ranges.get(row) {
            let mut same = self.item_is(&list.items, position, member, row);
            if list.is_unsure(position) {
                same = same.and(Truth::Unknown);
            }
            held = held.or(same);
            if held == Truth::True {
                break;
            }
        }
        held
    }

    fn item_is(&self, items: &Items, position: u32, member: &Column, row: usize) -> Truth {
        let at = |ids: &[u32]| ids.get(position as usize).copied().unwrap_or(ABSENT);
        match (items, member) {
            (Items::Ids(ids), Column::Ids(of)) => same_id(at(ids), of.get(row)),
            (Items::Rows(table), Column::Rows(Rows { table: other, at })) if table == other => {
                self.same_record(*table, position, at.get(row))
            }
            (Items::Refs(table, refs), Column::Rows(Rows { table: other, at: rows }))
                if table == other =>
            {
                self.same_record(*table, at(refs), rows.get(row))
            }
            (Items::Numbers(numbers), Column::Numbers(of)) => {
                let position = position as usize;
                if numbers.is_undefined(position) || of.is_undefined(row) {
                    return Truth::Unknown;
                }
                numbers.range(position).equal(&of.range(row))
            }
            _ => Truth::Unknown,
        }
    }
}

fn same_id(a: u32, b: u32) -> Truth {
    if a == ABSENT || b == ABSENT { Truth::Unknown } else { Truth::from_bool(a == b) }
}

fn same_ids(a: &Ids, b: &Ids, rows: usize) -> Truths {
    let (many, one) = match (a, b) {
        (Ids::Each(many), Ids::One(one)) | (Ids::One(one), Ids::Each(many)) => (many, *one),
        _ => return Truths::from_fn(rows, |row| same_id(a.get(row), b.get(row))),
    };
    if one == ABSENT {
        return Truths::all(Truth::Unknown, rows);
    }
    Truths::new(
        Bits::collect(many.iter().map(|id| *id == one)),
        Bits::collect(many.iter().map(|id| *id != one && *id != ABSENT)),
    )
}

/// Each row's comparison: true or false only where every value in the ranges agrees.
pub(super) fn compare_numbers(op: CompareOp, a: &Numbers, b: &Numbers, rows: usize) -> Truths {
    let truths = match (&a.ends, &b.ends) {
        (Ends::Fixed(x), Ends::Fixed(y)) => match x.aligned(y) {
            Some((x, y)) => compare_fixed(op, &x, &y, rows),
            None => compare_ranges(op, a, b, rows),
        },
        _ => compare_ranges(op, a, b, rows),
    };
    truths.unless(either(a.undefined.as_ref(), b.undefined.as_ref()).as_deref())
}

fn compare_ranges(op: CompareOp, a: &Numbers, b: &Numbers, rows: usize) -> Truths {
    Truths::from_fn(rows, |row| compare_two(op, &a.range(row), &b.range(row)))
}

pub(super) fn compare_two(op: CompareOp, a: &Range, b: &Range) -> Truth {
    match op {
        CompareOp::Less => a.less(b),
        CompareOp::LessOrEqual => a.less_or_equal(b),
        CompareOp::Greater => b.less(a),
        CompareOp::GreaterOrEqual => b.less_or_equal(a),
        CompareOp::Equal => a.equal(b),
        CompareOp::NotEqual => !a.equal(b),
    }
}

fn compare_fixed(op: CompareOp, a: &Fixed, b: &Fixed, rows: usize) -> Truths {
    let less = |a: &Fixed, b: &Fixed| {
        let sure = a.hi().compare(&b.lo, rows, |a, b| a < b);
        if a.is_known() && b.is_known() {
            return Truths::known(sure);
        }
        Truths::new(sure, a.lo.compare(b.hi(), rows, |a, b| a >= b))
    };
    match op {
        CompareOp::Less => less(a, b),
        CompareOp::Greater => less(b, a),
        CompareOp::LessOrEqual => less(b, a).negated(),
        CompareOp::GreaterOrEqual => less(a, b).negated(),
        CompareOp::Equal => equal_fixed(a, b, rows),
        CompareOp::NotEqual => equal_fixed(a, b, rows).negated(),
    }
}

fn equal_fixed(a: &Fixed, b: &Fixed, rows: usize) -> Truths {
    let same = a.lo.compare(&b.lo, rows, |a, b| a == b);
    if a.is_known() && b.is_known() {
        return Truths::known(same);
    }
    let point = |of: &Fixed| of.lo.compare(of.hi(), rows, |lo, hi| lo == hi);
    let below = a.hi().compare(&b.lo, rows, |a, b| a < b);
    let above = b.hi().compare(&a.lo, rows, |a, b| a < b);
    Truths::new(same.and(&point(a)).and(&point(b)), below.or(&above))
}
