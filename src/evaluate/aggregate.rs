//! Aggregates: `count`, `sum`, … of what generators bind.

use std::rc::Rc;

use super::Eval;
use super::column::{Column, Ids, Items, List, Ranges, Rows, either};
use super::currency::Currency;
use super::frame::FrameId;
use super::narrow::Counting;
use super::number::Numbers;
use super::path::key_of;
use super::reduce::{Extreme, Groups, any_in, count, extreme, mean, share, sum};
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::facts::ABSENT;
use crate::program::{AggregateOp, ExprId, ExprKind, Generator, Type, VarMask};

/// The parts of an aggregate.
pub(super) struct Parts<'p> {
    pub(super) op: AggregateOp,
    pub(super) generators: &'p [Generator],
    pub(super) filter: Option<ExprId>,
    pub(super) value: Option<ExprId>,
    /// The condition of a share.
    pub(super) part: Option<ExprId>,
    /// The key of a breakdown.
    pub(super) by: Option<ExprId>,
}

/// All that an aggregate is made of, for every combination of its generators.
pub(super) struct Members<'a> {
    pub(super) frame: FrameId,
    /// Where the members of each row of the aggregate's frame begin.
    pub(super) offsets: Vec<u32>,
    /// Whether each counts.
    pub(super) holds: Truths,
    /// By row of the aggregate's frame: there may be others.
    pub(super) open: Option<Rc<Bits>>,
    /// By row of the aggregate's frame: a list that the members are of may not exist.
    pub(super) lost: Option<Rc<Bits>>,
    pub(super) values: Option<Numbers<'a>>,
    part: Option<Truths>,
    never_negative: bool,
    /// By member, where plans have several currencies and the value is money.
    currencies: Option<Vec<Currency>>,
}

impl<'a> Eval<'a> {
    pub(super) fn aggregate(&mut self, frame: FrameId, id: ExprId, parts: &Parts) -> Column<'a> {
        let members = self.members(frame, id, parts);
        if let Some(by) = parts.by {
            return self.breakdown(parts.op, &members, by);
        }
        match parts.op {
            AggregateOp::List => self.listed(&members, parts, false),
            AggregateOp::Set => self.listed(&members, parts, true),
            op => {
                let groups = Groups {
                    offsets: &members.offsets,
                    holds: &members.holds,
                    open: members.open.as_deref(),
                    lost: members.lost.as_deref(),
                };
                Column::Numbers(reduce(op, &groups, &members, None))
            }
        }
    }

    /// Expands a frame by all generators of an aggregate.
    pub(super) fn members(&mut self, frame: FrameId, id: ExprId, parts: &Parts) -> Members<'a> {
        let rows = self.frame(frame).rows;
        let mut at = frame;
        let mut offsets: Vec<u32> = (0..).take(rows + 1).collect();
        let mut holds = Truths::all(Truth::True, rows);
        let mut open: Option<Rc<Bits>> = None;
        let mut lost: Option<Rc<Bits>> = None;
        let mut conditions = Vec::new();
        if let Some(filter) = parts.filter {
            self.conjuncts(filter, &mut conditions);
        }
        for (place, generator) in parts.generators.iter().enumerate() {
            // Combinations that surely do not count are not made.
            let keep = holds.never().any().then(|| holds.maybe());
            at = self.expand(at, generator, keep.as_ref());
            let inner = self.frame(at);
            for (all, here) in [(&mut open, &inner.open), (&mut lost, &inner.lost)] {
                if let Some(here) = here {
                    let more = Rc::new(any_in(&offsets, &here.without(holds.never())));
                    *all = either(all.as_ref(), Some(&more));
                }
            }
            holds = holds.gather(&inner.parents()).and(&inner.membership());
            let inward = |start: &u32| inner.offsets.get(*start as usize).copied().unwrap_or(0);
            offsets = offsets.iter().map(inward).collect();
            // A condition is asked as soon as what it reads is bound.
            let later = parts.generators.iter().skip(place + 1);
            let unbound = later.fold(VarMask::default(), |mask, generator| {
                mask.with(VarMask::one(generator.var))
                    .with(generator.pair.map_or(VarMask::default(), VarMask::one))
            });
            let ready = |id: &ExprId| !self.reads_of(*id).intersects(unbound);
            let (now, then): (Vec<ExprId>, Vec<ExprId>) = conditions.into_iter().partition(ready);
            conditions = then;
            holds = self.all_of(at, holds, &now);
        }
        self.expansions.insert((frame, id), at);
        let asked = parts.value.into_iter().chain(parts.part).chain(parts.by);
        let Counting { frame: at, offsets, holds } =
            self.counting(Counting { frame: at, offsets, holds }, asked);
        let numeric = match parts.op {
            AggregateOp::Count | AggregateOp::List | AggregateOp::Set => None,
            AggregateOp::Sum
            | AggregateOp::Min
            | AggregateOp::Max
            | AggregateOp::Mean
            | AggregateOp::Share => parts.value,
        };
        let currencies = numeric.filter(|value| self.several_currencies && self.is_money(*value));
        Members {
            frame: at,
            offsets,
            holds,
            open: open.filter(|open| open.any()),
            lost: lost.filter(|lost| lost.any()),
            values: numeric.map(|value| self.numbers(at, value)),
            part: parts.part.map(|part| self.truths(at, part)),
            never_negative: numeric.is_some_and(|value| self.value_never_negative(value)),
            currencies: currencies.map(|value| self.currencies(at, &[value])),
        }
    }

    /// Whether no value of an expression lies below zero, whatever plans state.
    fn value_never_negative(&self, value: ExprId) -> bool {
        let Some(expr) = self.program.expr(value) else { return false };
        if let Type::Number(unit) = &expr.ty
            && self.never_negative(unit)
        {
            return true;
        }
        let from_zero = |range: &crate::quantity::Range| match range.lo() {
            crate::quantity::Bound::At(least) => !least.is_negative(),
            crate::quantity::Bound::Below | crate::quantity::Bound::Above => false,
        };
        match &expr.kind {
            ExprKind::Field { base, field } => {
                let Some(Type::Record(record)) = self.program.expr(*base).map(|base| &base.ty)
                else {
                    return false;
                };
                let field = self.program.model.field(*record, *field);
                field.and_then(|field| field.range.as_ref()).is_some_and(from_zero)
            }
            ExprKind::Point { series, .. } => self.value_never_negative(*series),
            ExprKind::Scale { value, factor } => {
                !factor.is_negative() && self.value_never_negative(*value)
            }
            ExprKind::Abs(_) | ExprKind::Square { .. } | ExprKind::Sqrt { .. } => true,
            ExprKind::Number(number) => !number.is_negative(),
            ExprKind::Aggregate {
                op: AggregateOp::Count | AggregateOp::Share, by: None, ..
            } => true,
            _ => false,
        }
    }

    /// `list of` and `set of`: the values themselves.
    fn listed(&mut self, members: &Members<'a>, parts: &Parts, distinct: bool) -> Column<'a> {
        let column = match (parts.value, parts.generators.last()) {
            (Some(value), _) => self.eval(members.frame, value),
            (None, Some(last)) => {
                let bound = self.variable(members.frame, last.var);
                bound.unwrap_or(Column::Ids(Ids::One(ABSENT)))
            }
            (None, None) => Column::Ids(Ids::One(ABSENT)),
        };
        let item = |row| match (self.leads_to_none(&column, row), self.is_known_item(&column, row))
        {
            (true, _) => Item::None,
            (false, true) => Item::Known,
            (false, false) => Item::Unknown,
        };
        let kept = kept_members(members, &column, distinct, item);
        let positions: Vec<u32> = kept.members.iter().map(|(row, _)| *row).collect();
        let unsure = Bits::collect(kept.members.iter().map(|(_, surely)| !surely));
        let items = match column.gather(&positions) {
            Column::Rows(Rows { table, at }) => Items::Refs(table, each(&at, positions.len())),
            Column::Numbers(numbers) => Items::Numbers(numbers),
            other => {
                let ids = (0..positions.len()).map(|row| key_of(&other, row));
                Items::Ids(ids.collect::<Vec<_>>().into())
            }
        };
        let starts = kept.offsets.iter().take(kept.offsets.len().saturating_sub(1)).copied();
        let ends = kept.offsets.iter().skip(1).copied();
        let ranges = Ranges::Each {
            starts: starts.collect::<Vec<_>>().into(),
            ends: ends.collect::<Vec<_>>().into(),
        };
        let unsure = unsure.any().then(|| Rc::new(unsure));
        let (open, lost) = (members.open.clone(), members.lost.clone());
        Column::List(List { ranges, items, open, lost, unsure })
    }

    /// Whether a row's value is one known word, record or number.
    fn is_known_item(&self, column: &Column, row: usize) -> bool {
        match column {
            Column::Rows(rows) => {
                let left_out = self.facts.table(rows.table).map_or(0, |table| table.left_out);
                rows.at.get(row) < left_out
            }
            Column::Numbers(numbers) => numbers.is_known(row),
            other => key_of(other, row) != ABSENT,
        }
    }
}

fn each<'a>(ids: &Ids<'a>, count: usize) -> super::column::Slice<'a, u32> {
    match ids {
        Ids::Each(ids) => ids.clone(),
        Ids::One(_) | Ids::From(_) => (0..count).map(|row| ids.get(row)).collect::<Vec<_>>().into(),
    }
}

/// What a row adds to a list or set.
enum Item {
    /// A reference that leads to no record adds nothing.
    None,
    Known,
    Unknown,
}

/// The members that a list or set keeps.
struct Kept {
    offsets: Vec<u32>,
    /// Row, and whether it surely is one.
    members: Vec<(u32, bool)>,
}

/// A set keeps each value once. In it a member whose value is not known may be one of the others,
/// so that only one that stands alone is sure.
fn kept_members(
    members: &Members,
    column: &Column,
    distinct: bool,
    item: impl Fn(usize) -> Item,
) -> Kept {
    let mut kept = Kept { offsets: vec![0], members: Vec::new() };
    let mut position = rustc_hash::FxHashMap::default();
    let same = |row: usize| match column {
        Column::Numbers(numbers) => (0, numbers.value(row)),
        other => (key_of(other, row), None),
    };
    for (start, end) in members.offsets.iter().zip(members.offsets.iter().skip(1)) {
        position.clear();
        let first = kept.members.len();
        let mut unknown = Vec::new();
        for row in *start..*end {
            let at = row as usize;
            let surely = match members.holds.get(at) {
                Truth::False => continue,
                truth => truth == Truth::True,
            };
            match item(at) {
                Item::None => continue,
                Item::Unknown if distinct => {
                    unknown.push((row, surely));
                    continue;
                }
                Item::Known | Item::Unknown => {}
            }
            if distinct && let Some(earlier) = position.insert(same(at), kept.members.len()) {
                position.insert(same(at), earlier);
                if let Some((_, sure)) = kept.members.get_mut(earlier) {
                    *sure |= surely;
                }
                continue;
            }
            kept.members.push((row, surely));
        }
        let mut alone = kept.members.iter().skip(first).all(|(_, surely)| !surely);
        for (row, surely) in unknown {
            kept.members.push((row, surely && alone));
            alone &= !surely;
        }
        kept.offsets.push(u32::try_from(kept.members.len()).unwrap_or(u32::MAX));
    }
    kept
}

/// One value a group. `order` tells which member each row of the groups is, where they are not
/// the members in their own order.
pub(super) fn reduce<'a>(
    op: AggregateOp,
    groups: &Groups,
    members: &Members<'a>,
    order: Option<&[u32]>,
) -> Numbers<'a> {
    let gathered = |numbers: &Numbers<'a>| order.map(|order| numbers.gather(order));
    let values = members.values.as_ref().map(|values| gathered(values).unwrap_or(values.clone()));
    let unknown = Numbers::unknown;
    let made = match (op, &values) {
        (AggregateOp::Count, _) => count(groups),
        (AggregateOp::Sum, Some(values)) => sum(groups, values, members.never_negative),
        (AggregateOp::Min, Some(values)) => extreme(groups, values, Extreme::Least),
        (AggregateOp::Max, Some(values)) => extreme(groups, values, Extreme::Greatest),
        (AggregateOp::Mean, Some(values)) => mean(groups, values),
        (AggregateOp::Share, values) => match (&members.part, order) {
            (Some(part), Some(order)) => share(groups, values.as_ref(), &part.gather(order)),
            (Some(part), None) => share(groups, values.as_ref(), part),
            (None, _) => unknown(),
        },
        (AggregateOp::Sum | AggregateOp::Min | AggregateOp::Max | AggregateOp::Mean, None)
        | (AggregateOp::List | AggregateOp::Set, _) => unknown(),
    };
    let Some(currencies) = &members.currencies else { return made };
    let mixed = Bits::from_fn(groups.len(), |group| {
        let range = match (groups.offsets.get(group), groups.offsets.get(group + 1)) {
            (Some(start), Some(end)) => *start as usize..*end as usize,
            _ => 0..0,
        };
        let counting = range.filter(|row| !groups.holds.never().get(*row));
        let member = |row: usize| match order {
            Some(order) => order.get(row).map_or(0, |member| *member as usize),
            None => row,
        };
        let of = counting.map(|row| currencies.get(member(row)).copied());
        let all = of.fold(Currency::None, |all, one| all.with(one.unwrap_or(Currency::None)));
        all == Currency::Several
    });
    let mixed = mixed.any().then(|| Rc::new(mixed));
    let undefined = either(made.undefined.as_ref(), mixed.as_ref());
    made.with_undefined(undefined)
}
