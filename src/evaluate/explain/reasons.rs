//! Why something is not known: what its operands lack, down to places in the plan.

use rustc_hash::FxHashSet;

use super::place::Spot;
use crate::base::Truth;
use crate::evaluate::Eval;
use crate::evaluate::column::{Column, Items};
use crate::evaluate::outcome::{Location, Reason, UndefinedKind};
use crate::evaluate::path::key_of;
use crate::facts::{ABSENT, GapKind, Layout};
use crate::model::RecordRole;
use crate::program::{AggregateOp, ArithOp, ExprId, ExprKind, Quantifier, SeriesPoint};
use crate::quantity::Number;

/// Reasons in the order in which they are found, each once.
#[derive(Default)]
pub(super) struct Reasons {
    found: Vec<Reason>,
    known: FxHashSet<Reason>,
    seen: FxHashSet<Spot>,
    waiting: Vec<Spot>,
    /// A comparison on the way, for what is too close to call.
    comparison: Option<ExprId>,
}

impl Reasons {
    pub(super) fn add(&mut self, reason: Reason) {
        if self.known.insert(reason) {
            self.found.push(reason);
        }
    }

    /// Leaves an expression to be looked at, if it is not known.
    pub(super) fn wait(&mut self, spot: Spot) {
        self.waiting.push(spot);
    }

    pub(super) fn into_vec(self) -> Vec<Reason> {
        self.found
    }
}

impl<'a> Eval<'a> {
    /// Adds the reasons for which an expression is not known; nothing where it is known.
    pub(super) fn add_reasons(&mut self, spot: Spot, reasons: &mut Reasons) {
        let spot = self.at_home(spot);
        if !self.unknown_at(spot) {
            return;
        }
        let before = reasons.found.len();
        reasons.comparison = None;
        reasons.waiting.push(spot);
        while let Some(next) = reasons.waiting.pop() {
            let next = self.at_home(next);
            if reasons.seen.insert(next) && self.unknown_at(next) {
                let first = reasons.waiting.len();
                self.reasons_of(next, reasons);
                // What was pushed first is looked at first.
                if let Some(pushed) = reasons.waiting.get_mut(first..) {
                    pushed.reverse();
                }
            }
        }
        // Nothing is missing, and yet it is not decided: values that are rounded overlap. What
        // was seen before has been said before.
        if reasons.found.len() == before && reasons.found.is_empty() {
            let at = reasons.comparison.unwrap_or(spot.expr);
            reasons.add(Reason::TooClose(at));
        }
    }

    pub(super) fn reasons_at(&mut self, spot: Spot) -> Vec<Reason> {
        let mut reasons = Reasons::default();
        self.add_reasons(spot, &mut reasons);
        reasons.into_vec()
    }

    /// The reasons of one expression that is not known; its operands are left waiting.
    fn reasons_of(&mut self, spot: Spot, reasons: &mut Reasons) {
        let Some(kind) = self.kind(spot.expr) else { return };
        let on = |expr: ExprId| Spot { expr, ..spot };
        match kind {
            ExprKind::Field { base, .. } => self.field_reason(spot, on(*base), reasons),
            ExprKind::Keyed { list, key } => {
                if self.unknown_at(on(*key)) {
                    reasons.waiting.push(on(*key));
                } else if let Some(location) = self.location(spot) {
                    match location {
                        Location::Key { .. } => reasons.add(Reason::Missing(location)),
                        _ => reasons.waiting.push(on(*list)),
                    }
                }
            }
            ExprKind::Point { series, at } => self.point_reason(spot, on(*series), *at, reasons),
            ExprKind::LastYear => {
                let plan = self.plans_on(spot.frame).get(spot.row);
                let location = self.year_field(plan, SeriesPoint::Target);
                if let Some(location) = location {
                    reasons.add(Reason::Missing(location));
                }
            }
            ExprKind::ParameterAt { year, .. } => match self.unknown_at(on(*year)) {
                true => reasons.waiting.push(on(*year)),
                false => reasons.add(Reason::Undefined(spot.expr, UndefinedKind::NoValueYet)),
            },
            ExprKind::IsRising(series) | ExprKind::IsFalling(series) => {
                for at in [SeriesPoint::Baseline, SeriesPoint::Target] {
                    self.point_reason(spot, on(*series), at, reasons);
                }
            }
            ExprKind::AnnualGrowth(series) => self.growth_reasons(spot, on(*series), reasons),
            ExprKind::Var(_) => {
                let frame = self.frame(spot.frame);
                if let (Some(parent), Some(list)) = (frame.parent, frame.list) {
                    let row = frame.parents().get(spot.row).map_or(0, |row| *row as usize);
                    reasons.waiting.push(Spot { frame: parent, row, expr: list });
                }
            }
            ExprKind::Plans => {
                if self.facts.absent_regions.is_empty() {
                    reasons.add(Reason::Open(Location::OtherPlans));
                }
                for (at, _) in (0..).zip(&self.facts.absent_regions) {
                    reasons.add(Reason::Missing(Location::AbsentPlan(at)));
                }
            }
            ExprKind::Compare { left, right, .. } => {
                reasons.comparison = Some(spot.expr);
                let clash = self.currencies_clash(spot.frame, &[*left, *right]);
                if clash.is_some_and(|clash| clash.get(spot.row)) {
                    let kind = UndefinedKind::SeveralCurrencies;
                    reasons.add(Reason::Undefined(spot.expr, kind));
                }
                reasons.waiting.extend([on(*left), on(*right)]);
            }
            ExprKind::Arith { op, left, right, .. } => {
                let clash = self.currencies_clash(spot.frame, &[*left, *right]);
                if clash.is_some_and(|clash| clash.get(spot.row)) {
                    let kind = UndefinedKind::SeveralCurrencies;
                    reasons.add(Reason::Undefined(spot.expr, kind));
                } else if *op == ArithOp::Divide && self.is_surely(on(*right), Number::is_zero) {
                    reasons.add(Reason::Undefined(spot.expr, UndefinedKind::DivisionByZero));
                }
                reasons.waiting.extend([on(*left), on(*right)]);
            }
            ExprKind::Sqrt { value, .. } => {
                if self.is_surely(on(*value), Number::is_negative) {
                    reasons.add(Reason::Undefined(spot.expr, UndefinedKind::RootOfNegative));
                }
                reasons.waiting.push(on(*value));
            }
            ExprKind::Within { code, whole } => {
                let wholes = on(*whole);
                if self.unknown_at(on(*code)) || self.unknown_at(wholes) {
                    reasons.waiting.extend([on(*code), wholes]);
                } else {
                    let place = self.code_place(on(*code));
                    reasons.add(match self.is_too_coarse(spot, *code, *whole) {
                        true => Reason::TooCoarse(place),
                        false => Reason::NoCorrespondence(place),
                    });
                }
            }
            ExprKind::Ancestor { code, .. } => {
                self.code_reason(on(*code), reasons, Reason::TooCoarse)
            }
            ExprKind::Lift { code, .. } => {
                self.code_reason(on(*code), reasons, Reason::NoCorrespondence);
            }
            ExprKind::Quantified { quantifier, filter, body, .. } => {
                self.quantified_reasons(spot, *quantifier, *filter, *body, reasons);
            }
            ExprKind::Aggregate { .. } => self.aggregate_reasons(spot, None, reasons),
            ExprKind::Reaches { from, to, .. } => self.path_reasons(spot, [*from, *to], reasons),
            ExprKind::ReachOf { from, .. } => self.path_reasons(spot, [*from], reasons),
            ExprKind::Part { breakdown, key } => {
                if self.is_no_record(on(*key)) {
                    let location = self.location(on(*key));
                    location.into_iter().for_each(|at| reasons.add(Reason::NoRecord(at)));
                    return;
                }
                let before = reasons.waiting.len();
                if self.unknown_at(on(*key)) {
                    reasons.waiting.push(on(*key));
                }
                let breakdown = self.at_home(on(*breakdown));
                let wanted = self.eval(spot.frame, *key);
                let wanted = key_of(&wanted, spot.row);
                self.aggregate_reasons(breakdown, Some(wanted), reasons);
                if reasons.waiting.len() == before && self.begins_undefined(spot, &[]) {
                    reasons.add(Reason::Undefined(spot.expr, UndefinedKind::OfNothing));
                }
            }
            _ => reasons.waiting.extend(kind.operands().into_iter().map(on)),
        }
    }

    /// Whether a number is known, and is such a one.
    fn is_surely(&mut self, spot: Spot, such: impl Fn(&Number) -> bool) -> bool {
        match self.eval(spot.frame, spot.expr) {
            Column::Numbers(numbers) if !numbers.is_undefined(spot.row) => {
                numbers.range(spot.row).exact_value().is_some_and(such)
            }
            _ => false,
        }
    }

    /// Whether a code stands above one that it is to be within.
    fn is_too_coarse(&mut self, spot: Spot, code: ExprId, whole: ExprId) -> bool {
        let code = key_of(&self.eval(spot.frame, code), spot.row);
        match self.eval(spot.frame, whole) {
            Column::Ids(wholes) => self.is_coarser(code, wholes.get(spot.row)),
            Column::List(list) => match &list.items {
                Items::Ids(wholes) => list.ranges.get(spot.row).any(|position| {
                    let whole = wholes.get(position as usize).copied().unwrap_or(ABSENT);
                    self.is_coarser(code, whole)
                }),
                Items::Rows(_) | Items::Refs(..) | Items::Numbers(_) => false,
            },
            _ => false,
        }
    }

    /// Whether a reference is known to lead to no record.
    pub(super) fn is_no_record(&mut self, spot: Spot) -> bool {
        let column = self.eval(spot.frame, spot.expr);
        self.leads_to_none(&column, spot.row)
    }

    /// Whether an expression is undefined while none of its operands is.
    fn begins_undefined(&mut self, spot: Spot, operands: &[ExprId]) -> bool {
        let mut undefined = |expr: ExprId| match self.eval(spot.frame, expr) {
            Column::Numbers(numbers) => numbers.is_undefined(spot.row),
            _ => false,
        };
        undefined(spot.expr) && !operands.iter().any(|operand| undefined(*operand))
    }

    fn field_reason(&mut self, spot: Spot, base: Spot, reasons: &mut Reasons) {
        let Some((table, row, field)) = self.cell(spot) else {
            match self.location(spot) {
                Some(location @ Location::KeyField { .. }) => {
                    reasons.add(Reason::Missing(location))
                }
                _ if self.is_no_record(base) => {
                    let location = self.location(base);
                    location.into_iter().for_each(|at| reasons.add(Reason::NoRecord(at)));
                }
                _ => reasons.waiting.push(base),
            }
            return;
        };
        let location = Location::Field { table, row, field };
        let Some(found) = self.facts.table(table) else { return };
        if found.is_dangling(row) {
            reasons.add(Reason::Dangling(Location::Row { table, row }));
            return;
        }
        let gap = found.gap(usize::from(field), row).map(|gap| gap.kind);
        let part_there = match self.eval(spot.frame, spot.expr) {
            Column::List(_) => true,
            Column::Series(series) => !series.ranges.get(spot.row).is_empty(),
            _ => false,
        };
        reasons.add(match gap.filter(|gap| *gap != GapKind::Assumed) {
            Some(kind) => Reason::Gap(location, kind),
            None if part_there => Reason::Open(location),
            None => Reason::Missing(location),
        });
    }

    fn point_reason(&mut self, spot: Spot, series: Spot, at: SeriesPoint, reasons: &mut Reasons) {
        let found = self.series(spot.frame, series.expr);
        if let Some(point) = self.point_row(spot.frame, &found, at, spot.row) {
            if self.point_value(found.points, point).is_none() {
                let location = Location::Row { table: found.points, row: point };
                let table = self.facts.table(found.points);
                let gap = table.and_then(|table| table.gap(Layout::VALUE, point));
                reasons.add(match gap {
                    Some(gap) => Reason::Gap(location, gap.kind),
                    None => Reason::Missing(location),
                });
            }
            return;
        }
        // Left out, or a point of it cannot be read.
        if found.is_open(spot.row) {
            reasons.waiting.push(series);
            return;
        }
        let year = self.year_asked(spot.frame, &found, at, spot.row);
        let home = self.at_home(series);
        match (at, self.cell(home), year) {
            (_, Some((table, row, field)), Some(year)) => {
                reasons.add(Reason::Missing(Location::Year { table, row, field, year }));
            }
            (SeriesPoint::At(year), _, None) => {
                reasons.waiting.push(Spot { expr: year, ..spot });
            }
            (SeriesPoint::Baseline | SeriesPoint::Target, _, None) => {
                let plan = found.plans.get(spot.row);
                if let Some(location) = self.year_field(plan, at) {
                    reasons.add(Reason::Missing(location));
                }
            }
            _ => {
                if let Some(location) = self.location(series) {
                    reasons.add(Reason::Missing(location));
                }
            }
        }
    }

    fn growth_reasons(&mut self, spot: Spot, series: Spot, reasons: &mut Reasons) {
        let found = self.series(spot.frame, series.expr);
        let mut undefined = |kind| reasons.add(Reason::Undefined(spot.expr, kind));
        if self.years_of_growth(&found, spot.row) == Some(None) {
            undefined(UndefinedKind::GrowthOverNoYears);
        } else if self.grows_from_nothing(spot.frame, &found, spot.row) {
            undefined(UndefinedKind::GrowthOfNothing);
        }
        for at in [SeriesPoint::Baseline, SeriesPoint::Target] {
            self.point_reason(spot, series, at, reasons);
        }
    }

    /// The field of a plan that states its base year or its last year.
    fn year_field(&self, plan: u32, at: SeriesPoint) -> Option<Location> {
        let model = &self.program.model;
        let mut record = model.plan?;
        let RecordRole::Plan { base_year, last_year } = &model.record(record)?.role else {
            return None;
        };
        let path = if at == SeriesPoint::Baseline { base_year } else { last_year };
        let (mut table, mut row) = (self.plan_table(), plan);
        let mut location = None;
        for field in path {
            if row >= self.facts.table(table)?.left_out {
                break;
            }
            location = Some(Location::Field { table, row, field: field.0 });
            let Some(inner) = self.program.layout.of_field(record, *field) else { break };
            let rows = self.facts.column(table, usize::from(field.0))?;
            let crate::facts::Column::Row(rows) = rows else { break };
            row = rows.get(row as usize).copied().unwrap_or(ABSENT);
            table = inner;
            record = self.record_of(inner)?;
        }
        location
    }

    fn code_reason(&mut self, code: Spot, reasons: &mut Reasons, why: fn(Location) -> Reason) {
        if self.unknown_at(code) {
            reasons.waiting.push(code);
        } else {
            let place = self.code_place(code);
            reasons.add(why(place));
        }
    }

    /// Where a code is read; the plan of the subject where it is computed.
    fn code_place(&mut self, code: Spot) -> Location {
        self.location(code).unwrap_or_else(|| {
            let row = self.plans_on(code.frame).get(code.row);
            Location::Row { table: self.plan_table(), row }
        })
    }

    /// Leaves waiting the lists of which it is not known what is in them.
    fn lists_wait(&mut self, inner: &super::place::Inner, reasons: &mut Reasons) {
        for (outer, row, frame, children) in &inner.steps {
            let known = self.frame(*frame);
            let unsure = children.clone().any(|child| known.is_unsure(child));
            if let Some(list) = known.list
                && (known.is_open(*row) || unsure)
            {
                reasons.waiting.push(Spot { frame: *outer, row: *row, expr: list });
            }
        }
    }

    fn quantified_reasons(
        &mut self,
        spot: Spot,
        quantifier: Quantifier,
        filter: Option<ExprId>,
        body: ExprId,
        reasons: &mut Reasons,
    ) {
        if let Quantifier::Counted(_, number) = quantifier {
            reasons.waiting.push(Spot { expr: number, ..spot });
        }
        let Some(inner) = self.inner(spot) else { return };
        self.lists_wait(&inner, reasons);
        let members = self.frame(inner.frame);
        let filters = filter.map(|filter| self.truths(inner.frame, filter));
        let bodies = self.truths(inner.frame, body);
        for row in inner.rows {
            let of_filter = filters.as_ref().map_or(Truth::True, |filters| filters.get(row));
            let member =
                if members.is_unsure(row) { of_filter.and(Truth::Unknown) } else { of_filter };
            let holds = match quantifier {
                Quantifier::Every => !bodies.get(row),
                Quantifier::Some | Quantifier::No | Quantifier::Counted(..) => bodies.get(row),
            };
            if member.and(holds) == Truth::Unknown {
                let on = |expr| Spot { frame: inner.frame, row, expr };
                reasons.waiting.extend(filter.map(on));
                reasons.waiting.push(on(body));
            }
        }
    }

    /// The reasons of an aggregate, or of one part of a breakdown.
    fn aggregate_reasons(&mut self, spot: Spot, key: Option<u32>, reasons: &mut Reasons) {
        let Some(ExprKind::Aggregate { op, filter, value, part, by, .. }) = self.kind(spot.expr)
        else {
            reasons.waiting.push(spot);
            return;
        };
        let Some(inner) = self.inner(spot) else { return };
        let before = reasons.waiting.len();
        self.lists_wait(&inner, reasons);
        let filters = filter.map(|filter| self.truths(inner.frame, filter));
        let keys = by.map(|by| self.eval(inner.frame, by));
        let mut currencies_mixed = false;
        for row in &inner.rows {
            let on = |expr| Spot { frame: inner.frame, row: *row, expr };
            if filters.as_ref().is_some_and(|filters| filters.get(*row) == Truth::False) {
                continue;
            }
            let own = keys.as_ref().map_or(ABSENT, |keys| key_of(keys, *row));
            if let (Some(wanted), Some(by)) = (key, by) {
                if own != wanted && !self.unknown_at(on(*by)) {
                    continue;
                }
                reasons.waiting.push(on(*by));
            }
            let counts = *op != AggregateOp::Count;
            let parts = [*filter, *part, value.filter(|_| counts), by.filter(|_| key.is_none())];
            for part in parts.into_iter().flatten() {
                if self.unknown_at(on(part)) {
                    reasons.waiting.push(on(part));
                }
            }
            currencies_mixed =
                self.several_currencies && value.is_some_and(|value| self.is_money(value));
        }
        if reasons.waiting.len() == before && key.is_none() && self.begins_undefined(spot, &[]) {
            let kind = if currencies_mixed {
                UndefinedKind::SeveralCurrencies
            } else {
                UndefinedKind::OfNothing
            };
            reasons.add(Reason::Undefined(spot.expr, kind));
        }
    }
}
