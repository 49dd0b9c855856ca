//! Breakdowns: one aggregate for each key.

use std::rc::Rc;

use super::Eval;
use super::aggregate::{Members, reduce};
use super::column::{Column, Ids, Items, List, Ranges, gather_bits};
use super::frame::FrameId;
use super::number::Numbers;
use super::path::key_of;
use super::reduce::Groups;
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::facts::{ABSENT, TableId};
use crate::program::{AggregateOp, ExprId};

/// A breakdown a row.
#[derive(Clone, Debug)]
pub(super) struct Breakdown<'a> {
    /// Which breakdown of the data each row has.
    at: Ids<'a>,
    data: Rc<Data<'a>>,
}

/// What the keys of a breakdown are.
#[derive(Clone, Copy, Debug)]
enum Keys {
    Ids,
    Rows(TableId),
    Numbers,
}

/// The key of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Known(u32),
    /// A reference that leads to no record: the member counts in the total alone.
    None,
    Unknown,
}

/// Breakdowns, one after another. The values of one are those of its keys, by first appearance,
/// then that of a key which nobody has, then the total.
#[derive(Debug)]
struct Data<'a> {
    kind: Keys,
    /// Where the keys of each breakdown begin; one entry more than there are.
    offsets: Vec<u32>,
    keys: Vec<u32>,
    /// Keys that only members have which may not count.
    unsure: Option<Rc<Bits>>,
    /// The keys of each breakdown in order, with their places.
    sorted: Vec<(u32, u32)>,
    /// By breakdown: there may be other keys.
    open: Option<Rc<Bits>>,
    /// By breakdown: a list that it is made of may not exist.
    lost: Option<Rc<Bits>>,
    values: Numbers<'a>,
}

impl<'a> Breakdown<'a> {
    pub(super) fn unknown() -> Breakdown<'a> {
        let data = Data {
            kind: Keys::Ids,
            offsets: vec![0, 0],
            keys: Vec::new(),
            unsure: None,
            sorted: Vec::new(),
            open: Some(Rc::new(Bits::ones(1))),
            lost: None,
            values: Numbers::unknown(),
        };
        Breakdown { at: Ids::One(0), data: Rc::new(data) }
    }

    pub(super) fn gather(&self, rows: &[u32]) -> Breakdown<'a> {
        Breakdown { at: self.at.gather(rows), data: Rc::clone(&self.data) }
    }

    pub(super) fn sources(&self) -> &Ids<'a> {
        &self.at
    }

    /// The row of the breakdown's own frame.
    pub(super) fn source(&self, row: usize) -> usize {
        self.at.get(row) as usize
    }

    fn keys_of(&self, source: usize) -> std::ops::Range<u32> {
        match (self.data.offsets.get(source), self.data.offsets.get(source + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }

    /// Where the value of a key stands among the values.
    fn place(&self, row: usize, key: u32) -> u32 {
        let source = self.source(row);
        let range = self.keys_of(source);
        let before = u32::try_from(2 * source).unwrap_or(u32::MAX);
        let sorted = self.data.sorted.get(range.start as usize..range.end as usize);
        let found = sorted.unwrap_or_default().binary_search_by_key(&key, |(key, _)| *key);
        let at = found.ok().and_then(|at| sorted?.get(at)).map(|(_, place)| *place);
        at.unwrap_or(range.end).saturating_add(before)
    }

    /// Where the values of all keys stand, and that of a key which nobody has.
    fn values_of(&self, row: usize) -> std::ops::Range<u32> {
        let total = self.total(row);
        let keys = self.keys_of(self.source(row));
        total.saturating_sub(keys.end - keys.start + 1)..total
    }

    fn total(&self, row: usize) -> u32 {
        let source = self.source(row);
        let before = u32::try_from(2 * source + 1).unwrap_or(u32::MAX);
        self.keys_of(source).end.saturating_add(before)
    }
}

/// Members by key, as groups of one aggregate.
#[derive(Default)]
struct Grouping {
    offsets: Vec<u32>,
    /// The member that each row of the groups is.
    order: Vec<u32>,
    /// Whether the member counts in this group.
    holds: Vec<Truth>,
}

impl Grouping {
    fn close(&mut self) {
        self.offsets.push(u32::try_from(self.order.len()).unwrap_or(u32::MAX));
    }

    fn push(&mut self, member: u32, holds: Truth) {
        self.order.push(member);
        self.holds.push(holds);
    }
}

impl<'a> Eval<'a> {
    pub(super) fn breakdown(
        &mut self,
        op: AggregateOp,
        members: &Members<'a>,
        by: ExprId,
    ) -> Column<'a> {
        let by = self.eval(members.frame, by);
        let (kind, left_out) = match &by {
            Column::Rows(rows) => {
                let table = self.facts.table(rows.table);
                (Keys::Rows(rows.table), table.map_or(ABSENT, |table| table.left_out))
            }
            Column::Numbers(_) => (Keys::Numbers, ABSENT),
            _ => (Keys::Ids, ABSENT),
        };
        let key = |row: u32| match key_of(&by, row as usize) {
            _ if self.leads_to_none(&by, row as usize) => Key::None,
            key if key >= left_out => Key::Unknown,
            key => Key::Known(key),
        };
        let breakdowns = members.offsets.len().saturating_sub(1);
        let mut open =
            members.open.as_ref().map_or_else(|| Bits::zeros(breakdowns), |open| (**open).clone());
        let mut grouping = Grouping { offsets: vec![0], ..Grouping::default() };
        let (mut offsets, mut keys, mut sorted) = (vec![0], Vec::new(), Vec::new());
        let mut unsure = Bits::default();
        let ranges = members.offsets.iter().zip(members.offsets.iter().skip(1));
        for (breakdown, (start, end)) in ranges.enumerate() {
            let counting: Vec<(u32, Key, Truth)> = (*start..*end)
                .map(|row| (row, key(row), members.holds.get(row as usize)))
                .filter(|(_, _, holds)| *holds != Truth::False)
                .collect();
            let own = by_key(&counting);
            let keyless: Vec<u32> = counting
                .iter()
                .filter(|(_, key, _)| *key == Key::Unknown)
                .map(|(row, _, _)| *row)
                .collect();
            let first = u32::try_from(keys.len()).unwrap_or(u32::MAX);
            for (key, of_key) in &own {
                for (row, holds) in of_key {
                    grouping.push(*row, *holds);
                }
                keyless.iter().for_each(|row| grouping.push(*row, Truth::Unknown));
                grouping.close();
                unsure.push(of_key.iter().all(|(_, holds)| *holds != Truth::True));
                keys.push(*key);
            }
            // What a key has that nobody is known to have; and the total.
            keyless.iter().for_each(|row| grouping.push(*row, Truth::Unknown));
            grouping.close();
            counting.iter().for_each(|(row, _, holds)| grouping.push(*row, *holds));
            grouping.close();
            let mut places: Vec<(u32, u32)> =
                own.iter().map(|(key, _)| *key).zip(first..).collect();
            places.sort_unstable();
            sorted.extend(places);
            offsets.push(u32::try_from(keys.len()).unwrap_or(u32::MAX));
            if !keyless.is_empty() {
                open.set(breakdown, true);
            }
        }
        let holds = Truths::from_fn(grouping.holds.len(), |row| {
            grouping.holds.get(row).copied().unwrap_or(Truth::Unknown)
        });
        let by_group = |by_breakdown: &Option<Rc<Bits>>| {
            let groups = offsets.iter().zip(offsets.iter().skip(1)).enumerate();
            by_breakdown.as_ref().map(|marked| {
                Bits::collect(groups.flat_map(|(breakdown, (start, end))| {
                    std::iter::repeat_n(marked.get(breakdown), (end - start) as usize + 2)
                }))
            })
        };
        let (open_groups, lost_groups) = (by_group(&members.open), by_group(&members.lost));
        let groups = Groups {
            offsets: &grouping.offsets,
            holds: &holds,
            open: open_groups.as_ref(),
            lost: lost_groups.as_ref(),
        };
        let values = reduce(op, &groups, members, Some(&grouping.order));
        let data = Data {
            kind,
            offsets,
            keys,
            unsure: unsure.any().then(|| Rc::new(unsure)),
            sorted,
            open: open.any().then(|| Rc::new(open)),
            lost: members.lost.clone(),
            values,
        };
        Column::Breakdown(Breakdown { at: Ids::From(0), data: Rc::new(data) })
    }

    pub(super) fn part(&mut self, frame: FrameId, breakdown: ExprId, key: ExprId) -> Column<'a> {
        let Column::Breakdown(breakdown) = self.eval(frame, breakdown) else {
            return Column::Numbers(Numbers::unknown());
        };
        let key = self.eval(frame, key);
        let rows = self.frame(frame).rows;
        let left_out = match &key {
            Column::Rows(rows) => self.facts.table(rows.table).map_or(0, |table| table.left_out),
            _ => ABSENT,
        };
        let keys: Vec<u32> = (0..rows).map(|row| key_of(&key, row)).collect();
        let places: Vec<u32> =
            keys.iter().enumerate().map(|(row, key)| breakdown.place(row, *key)).collect();
        let values = breakdown.data.values.gather(&places);
        if keys.iter().all(|key| *key < left_out) {
            return Column::Numbers(values);
        }
        // Of a key that is not known, neither is the value; there may be none where some key has none.
        let unknown = |row: usize| keys.get(row).is_none_or(|key| *key >= left_out);
        let value = |row| {
            if unknown(row) { crate::quantity::Range::unbounded() } else { values.range(row) }
        };
        let undefined = breakdown.data.values.undefined.as_ref().map(|undefined| {
            Rc::new(Bits::from_fn(rows, |row| match unknown(row) {
                true => breakdown.values_of(row).any(|place| undefined.get(place as usize)),
                false => values.is_undefined(row),
            }))
        });
        Column::Numbers(Numbers::exact((0..rows).map(value).collect(), undefined))
    }

    pub(super) fn total_of(&mut self, frame: FrameId, breakdown: ExprId) -> Column<'a> {
        let Column::Breakdown(breakdown) = self.eval(frame, breakdown) else {
            return Column::Numbers(Numbers::unknown());
        };
        let rows = self.frame(frame).rows;
        let places: Vec<u32> = (0..rows).map(|row| breakdown.total(row)).collect();
        Column::Numbers(breakdown.data.values.gather(&places))
    }

    pub(super) fn keys_of(&mut self, frame: FrameId, breakdown: ExprId) -> Column<'a> {
        let Column::Breakdown(breakdown) = self.eval(frame, breakdown) else {
            return super::eval::ids_list(Vec::new());
        };
        let rows = self.frame(frame).rows;
        let data = &breakdown.data;
        let ranges = (0..rows).map(|row| breakdown.keys_of(breakdown.source(row)));
        let (starts, ends): (Vec<u32>, Vec<u32>) = ranges.map(|r| (r.start, r.end)).unzip();
        let items = match data.kind {
            Keys::Ids => Items::Ids(data.keys.clone().into()),
            Keys::Rows(table) => Items::Refs(table, data.keys.clone().into()),
            Keys::Numbers => {
                let digits = data.keys.iter().map(|key| i64::from(key.cast_signed())).collect();
                Items::Numbers(Numbers::fixed(0, digits, None))
            }
        };
        let sources: Vec<u32> = (0..rows).map(|row| breakdown.at.get(row)).collect();
        Column::List(List {
            ranges: Ranges::Each { starts: starts.into(), ends: ends.into() },
            items,
            open: gather_bits(data.open.as_deref(), &sources),
            lost: gather_bits(data.lost.as_deref(), &sources),
            unsure: data.unsure.clone(),
        })
    }
}

/// Members with a known key, by key, in order of first appearance.
fn by_key(counting: &[(u32, Key, Truth)]) -> Vec<(u32, Vec<(u32, Truth)>)> {
    let mut own: Vec<(u32, Vec<(u32, Truth)>)> = Vec::new();
    let mut found = rustc_hash::FxHashMap::default();
    for (row, key, holds) in counting {
        let Key::Known(key) = key else { continue };
        let at = *found.entry(*key).or_insert_with(|| {
            own.push((*key, Vec::new()));
            own.len() - 1
        });
        if let Some((_, members)) = own.get_mut(at) {
            members.push((*row, *holds));
        }
    }
    own
}
