//! The values of expressions, as findings show them.

use super::failed::Part;
use super::place::Spot;
use crate::base::{Symbol, Truth};
use crate::evaluate::Eval;
use crate::evaluate::column::{Column, Items, List};
use crate::evaluate::compare::compare_two;
use crate::evaluate::currency::Currency;
use crate::evaluate::outcome::{Location, Margin, Reading, Value};
use crate::facts::{ABSENT, GapKind};
use crate::model::{CodeId, WordId};
use crate::program::{ExprId, ExprKind, Relation, Type};
use crate::quantity::{Range, Unit};

impl<'a> Eval<'a> {
    pub(super) fn reading(&mut self, spot: Spot) -> Reading {
        let (value, location) = (self.value(spot), self.location(spot));
        Reading { expr: spot.expr, value, location, year: self.year_of_parameter(spot) }
    }

    /// The year that a parameter with values by year is read at, where that is known.
    fn year_of_parameter(&mut self, spot: Spot) -> Option<i32> {
        let spot = self.at_home(spot);
        let ExprKind::ParameterAt { year, .. } = self.kind(spot.expr)? else { return None };
        self.numbers(spot.frame, *year).whole(spot.row)
    }

    pub(super) fn value(&mut self, spot: Spot) -> Value {
        let spot = self.at_home(spot);
        let Some(ty) = self.program.expr(spot.expr).map(|expr| &expr.ty) else {
            return Value::Unknown(Vec::new());
        };
        let row = spot.row;
        let known = match self.eval(spot.frame, spot.expr) {
            Column::Truths(truths) => {
                Some(truths.get(row)).filter(|truth| truth.is_known()).map(Value::Truth)
            }
            Column::Numbers(numbers) => {
                let range = numbers.range(row);
                // Of what is read nothing is known but its bounds; of what is computed, something.
                let is_read = matches!(
                    self.kind(spot.expr),
                    Some(ExprKind::Field { .. } | ExprKind::Point { .. })
                );
                let says_nothing = numbers.is_undefined(row)
                    || range.is_unbounded()
                    || (is_read && !range.is_exact());
                (!says_nothing).then(|| self.number(spot, ty, range))
            }
            Column::Ids(ids) => self.id_value(ty, ids.get(row)),
            Column::Rows(rows) => {
                let (table, at) = (self.facts.table(rows.table), rows.at.get(row));
                match table {
                    Some(table) if table.is_record(at) => {
                        Some(Value::Record { table: rows.table, row: at })
                    }
                    Some(table) if table.is_none(at) => Some(Value::NoRecord),
                    _ => None,
                }
            }
            Column::List(list) => {
                let says_nothing = list.is_open(row) && list.ranges.get(row).is_empty();
                (!says_nothing).then(|| self.list_value(&list, ty, row))
            }
            Column::Series(series) => {
                let range = series.ranges.get(row);
                let says_nothing = series.is_open(row) && range.is_empty();
                (!says_nothing).then(|| Value::Series {
                    points: range
                        .filter_map(|point| {
                            let year = self.point_year(series.points, point)?;
                            let value = self.point_value(series.points, point);
                            Some((year, value.map_or_else(Range::unbounded, Range::exact)))
                        })
                        .collect(),
                    unit: match ty {
                        Type::Series(unit) => Some(unit.clone()),
                        _ => None,
                    },
                })
            }
            Column::Breakdown(_) | Column::Graphs(_) => None,
        };
        known.unwrap_or_else(|| Value::Unknown(self.reasons_at(spot)))
    }

    fn number(&mut self, spot: Spot, ty: &Type, range: Range) -> Value {
        match ty {
            Type::Number(unit) => Value::Number(range, self.shown_unit(spot, unit)),
            _ => plain_number(ty, range),
        }
    }

    /// The unit with the plan's own currency in it, where it is in money.
    fn shown_unit(&mut self, spot: Spot, unit: &Unit) -> Unit {
        if !unit.has_money() {
            return unit.clone();
        }
        let of = self.currencies(spot.frame, &[spot.expr]).get(spot.row).copied();
        // What reads no plan by itself, as a sum over all plans does, has their common currency.
        let of = match of {
            Some(Currency::None) | None if !self.several_currencies => {
                let plan = self.facts.plans.first();
                plan.and_then(|plan| plan.currency).map(Currency::Stated)
            }
            of => of,
        };
        let Some(Currency::Stated(Symbol(word))) = of else { return unit.clone() };
        let name = self.text(word).unwrap_or_default();
        let currency = self.program.model.units.currency(name);
        currency.map_or_else(|| unit.clone(), |currency| unit.with_currency(currency))
    }

    pub(super) fn id_value(&self, ty: &Type, id: u32) -> Option<Value> {
        if id == ABSENT {
            return None;
        }
        match ty {
            Type::Word(vocabulary) => Some(Value::Word(*vocabulary, WordId(id))),
            Type::Code(_) => Some(Value::Code(CodeId(id))),
            _ => self.text(id).map(|text| Value::Text(text.to_owned())),
        }
    }

    fn list_value(&self, list: &List<'a>, ty: &Type, row: usize) -> Value {
        let member = ty.member();
        let value = |position: u32| {
            let known = match &list.items {
                Items::Rows(table) => Some(Value::Record { table: *table, row: position }),
                Items::Refs(table, rows) => {
                    let left_out = self.facts.table(*table).map_or(0, |table| table.left_out);
                    let row = rows.get(position as usize).copied().filter(|row| *row < left_out);
                    row.map(|row| Value::Record { table: *table, row })
                }
                Items::Ids(ids) => ids
                    .get(position as usize)
                    .and_then(|id| self.id_value(member.unwrap_or(&Type::Text), *id)),
                Items::Numbers(numbers) => {
                    let range = numbers.range(position as usize);
                    Some(member.map_or_else(
                        || Value::Number(range.clone(), Unit::Number),
                        |member| plain_number(member, range.clone()),
                    ))
                }
            };
            known.unwrap_or_else(|| Value::Unknown(Vec::new()))
        };
        // What may not be a member is one of those that there may be yet.
        let positions = list.ranges.get(row);
        let sure = positions.clone().filter(|position| !list.is_unsure(*position));
        let members: Vec<Value> = sure.map(value).collect();
        let open = list.is_open(row) || members.len() < positions.len();
        Value::List { members, open }
    }

    /// The values that an expression reads from the plan, in the order they are written, with each
    /// `if missing` whose default counts before what it stands for. `deep` also looks at what aggregates and quantifiers read of each member.
    pub(super) fn reads(&mut self, spot: Spot, deep: bool) -> Vec<Spot> {
        let mut found = Vec::new();
        let mut waiting = vec![spot];
        let mut seen = rustc_hash::FxHashSet::default();
        while let Some(spot) = waiting.pop() {
            let spot = self.at_home(spot);
            if !seen.insert(spot) {
                continue;
            }
            let Some(kind) = self.kind(spot.expr) else { continue };
            let on = |expr: ExprId| Spot { expr, ..spot };
            match kind {
                ExprKind::Field { .. } | ExprKind::Point { .. } | ExprKind::Keyed { .. } => {
                    found.push(spot);
                }
                ExprKind::Var(_) => {
                    if matches!(self.eval(spot.frame, spot.expr), Column::Rows(_)) {
                        found.push(spot);
                    }
                }
                ExprKind::Aggregate { filter, value, part, by, .. } => {
                    if deep {
                        let of_each = [*filter, *value, *part, *by];
                        self.reads_of_members(spot, &of_each, &mut waiting);
                    }
                    waiting.extend(kind.operands().into_iter().rev().map(on));
                }
                ExprKind::Relation(Relation { filter, from, to, .. }) => {
                    if deep {
                        let of_each = [*filter, Some(*from), Some(*to)];
                        self.reads_of_members(spot, &of_each, &mut waiting);
                    }
                    waiting.extend(kind.operands().into_iter().rev().map(on));
                }
                ExprKind::Reaches { from, to, .. } if !deep => {
                    let edges = self.path_spots(spot);
                    match edges.is_empty() {
                        true => waiting.extend(kind.operands().into_iter().rev().map(on)),
                        false => {
                            waiting.push(on(*to));
                            waiting.extend(edges.into_iter().rev());
                            waiting.push(on(*from));
                        }
                    }
                }
                ExprKind::Quantified { filter, body, .. } => {
                    if deep {
                        self.reads_of_members(spot, &[*filter, Some(*body)], &mut waiting);
                    }
                    waiting.extend(kind.operands().into_iter().rev().map(on));
                }
                ExprKind::IfMissing { value, default } => {
                    let counts = self.default_counts(spot.frame, spot.expr).get(spot.row);
                    if counts == Truth::True {
                        found.push(spot);
                        waiting.push(on(*default));
                    }
                    waiting.push(on(*value));
                }
                _ => waiting.extend(kind.operands().into_iter().rev().map(on)),
            }
        }
        found
    }

    fn reads_of_members(
        &mut self,
        spot: Spot,
        of_each: &[Option<ExprId>],
        waiting: &mut Vec<Spot>,
    ) {
        let Some(inner) = self.inner(spot) else { return };
        for row in inner.rows.iter().rev() {
            let on = |expr| Spot { frame: inner.frame, row: *row, expr };
            waiting.extend(of_each.iter().rev().copied().flatten().map(on));
        }
    }

    /// The labels of parts that decided: what they read, the unknown first where that is why.
    pub(super) fn labels(&mut self, parts: &[Part]) -> Vec<Reading> {
        let mut labels: Vec<Reading> = Vec::new();
        for part in parts {
            let mut read = match part {
                Part::List { list, .. } => self.reads(*list, false),
                Part::Condition(condition) => self.reads(*condition, false),
            };
            if let Part::Condition(condition) = part
                && self.unknown_at(*condition)
            {
                read.sort_by_cached_key(|spot| !self.unknown_at(*spot));
            }
            // A field says more than the record it stands in.
            read.sort_by_key(|spot| matches!(self.kind(spot.expr), Some(ExprKind::Var(_))));
            for spot in read {
                let reading = self.reading(spot);
                let is_new = |label: &Reading| label.location != reading.location;
                if reading.location.is_some() && labels.iter().all(is_new) {
                    labels.push(reading);
                }
            }
        }
        labels
    }

    /// What was named or aggregated in the conditions that decided, with its values.
    pub(super) fn named_values(&mut self, parts: &[Part]) -> Vec<Reading> {
        let mut values: Vec<Reading> = Vec::new();
        for part in parts {
            let Part::Condition(condition) = part else { continue };
            if let Some(value) = self.path_value(*condition) {
                values.push(Reading { expr: condition.expr, value, location: None, year: None });
                continue;
            }
            let kind = self.kind(condition.expr);
            let mut waiting: Vec<Spot> = kind
                .map(ExprKind::operands)
                .unwrap_or_default()
                .into_iter()
                .rev()
                .map(|expr| Spot { expr, ..*condition })
                .collect();
            let mut seen = rustc_hash::FxHashSet::default();
            while let Some(spot) = waiting.pop() {
                if !seen.insert(spot) {
                    continue;
                }
                let Some(expr) = self.program.expr(spot.expr) else { continue };
                let is_aggregate = matches!(
                    expr.kind,
                    ExprKind::Aggregate { .. } | ExprKind::Part { .. } | ExprKind::ReachOf { .. }
                );
                if expr.named.is_none() && !is_aggregate {
                    let operands = expr.kind.operands().into_iter().rev();
                    waiting.extend(operands.map(|expr| Spot { expr, ..spot }));
                } else if values.iter().all(|value| value.expr != spot.expr) {
                    let (value, year) = (self.value(spot), self.year_of_parameter(spot));
                    values.push(Reading { expr: spot.expr, value, location: None, year });
                }
            }
        }
        values
    }

    /// The first comparison of numbers among the parts that failed, else the first that held.
    pub(super) fn margin(&mut self, parts: &[Part]) -> Option<Margin> {
        let mut held = None;
        for part in parts {
            match self.margin_of(part) {
                Some(margin) if margin.failed => return Some(margin),
                margin => held = held.or(margin),
            }
        }
        held
    }

    fn margin_of(&mut self, part: &Part) -> Option<Margin> {
        let Part::Condition(spot) = part else { return None };
        let ExprKind::Compare { op, left, right } = self.kind(spot.expr)? else { return None };
        let unit = match &self.program.expr(*left)?.ty {
            Type::Number(unit) => self.shown_unit(Spot { expr: *left, ..*spot }, unit),
            Type::Year | Type::Date => Unit::Number,
            _ => return None,
        };
        let (a, b) = (self.numbers(spot.frame, *left), self.numbers(spot.frame, *right));
        if a.is_undefined(spot.row) || b.is_undefined(spot.row) {
            return None;
        }
        let (value, limit) = (a.range(spot.row), b.range(spot.row));
        // Of a comparison that is not decided there is no margin to speak of.
        let failed = match compare_two(*op, &value, &limit) {
            Truth::Unknown => return None,
            truth => truth == Truth::False,
        };
        let difference = value.sub(&limit).abs();
        Some(Margin { op: *op, left: *left, right: *right, value, limit, difference, unit, failed })
    }

    /// What the plan leaves out, and a default of the rule stands for, among the values that a
    /// condition reads.
    pub(super) fn defaulted(&mut self, condition: Spot, deep: bool) -> Vec<Spot> {
        let mut found = Vec::new();
        for spot in self.reads(condition, deep) {
            let Some(ExprKind::IfMissing { value, .. }) = self.kind(spot.expr) else { continue };
            let given = self.reads(Spot { expr: *value, ..spot }, false);
            found.extend(given.into_iter().filter(|spot| self.unknown_at(*spot)));
        }
        found
    }

    /// The defaults among the values that some conditions read: the model's and the rule's own.
    pub(super) fn assumed(&mut self, conditions: &[Spot]) -> Vec<Location> {
        let mut found: Vec<Location> = Vec::new();
        for condition in conditions {
            let mut read = Vec::new();
            for part in self.deciding(*condition) {
                // What held for every member, or for none, rests on all of them.
                let (Part::Condition(spot) | Part::List { whole: spot, .. }) = part;
                read.extend(self.reads(spot, true));
                for spot in self.defaulted(spot, true) {
                    let location = self.location(spot).filter(|location| !found.contains(location));
                    found.extend(location);
                }
            }
            for spot in read {
                let Some((table, row, field)) = self.cell(spot) else { continue };
                let gap = self.facts.table(table).and_then(|t| t.gap(usize::from(field), row));
                let location = Location::Field { table, row, field };
                if gap.is_some_and(|gap| gap.kind == GapKind::Assumed) && !found.contains(&location)
                {
                    found.push(location);
                }
            }
        }
        found
    }
}

/// A figure of a type, in the type's own unit.
pub(super) fn plain_number(ty: &Type, range: Range) -> Value {
    match ty {
        Type::Year => Value::Year(range),
        Type::Date => Value::Date(range),
        Type::Number(unit) => Value::Number(range, unit.clone()),
        _ => Value::Number(range, Unit::Number),
    }
}
