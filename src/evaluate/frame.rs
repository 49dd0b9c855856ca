//! Frames: the bindings of variables that an expression is evaluated on, a row each.

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Eval;
use super::column::{Column, Ids, Items, List, Rows, gather_bits};
use crate::base::Bits;
use crate::facts::Paths;
use crate::program::{ExprId, Generator, VarId, VarMask};

/// Index into the frames of one evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FrameId(pub(super) u32);

#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) rows: usize,
    /// The frame that this one expands.
    pub(super) parent: Option<FrameId>,
    /// Where the rows of each of the parent's rows begin; one entry more than the parent has rows.
    pub(super) offsets: Vec<u32>,
    /// The list whose members the rows are, on the parent.
    pub(super) list: Option<ExprId>,
    /// By the parent's row: the list is not known to be complete.
    pub(super) open: Option<Rc<Bits>>,
    /// By the parent's row: there may be no list.
    pub(super) lost: Option<Rc<Bits>>,
    /// By row: the member is not known to be one.
    pub(super) unsure: Option<Rc<Bits>>,
    /// The variables that this frame binds and its parent does not.
    pub(super) new: VarMask,
    bindings: Vec<(VarId, Column<'a>)>,
    /// The rows are some of the parent's, with what it binds.
    pub(super) narrows: bool,
    parents: OnceCell<Rc<Vec<u32>>>,
}

impl<'a> Frame<'a> {
    /// A frame that expands no other.
    pub(super) fn base(rows: usize, bindings: Vec<(VarId, Column<'a>)>) -> Frame<'a> {
        let new =
            bindings.iter().fold(VarMask::default(), |m, (var, _)| m.with(VarMask::one(*var)));
        Frame {
            rows,
            parent: None,
            offsets: Vec::new(),
            list: None,
            open: None,
            lost: None,
            unsure: None,
            new,
            bindings,
            narrows: false,
            parents: OnceCell::new(),
        }
    }

    /// Whether the rows are plans, and no variable is bound yet.
    pub(super) fn is_of_plans(&self) -> bool {
        self.new.is_empty()
    }

    pub(super) fn bindings(&self) -> impl Iterator<Item = (VarId, &Column<'a>)> {
        self.bindings.iter().map(|(var, column)| (*var, column))
    }

    /// The frame as one that expands another, with the place where the rows of each of its rows
    /// begin.
    pub(super) fn under(self, parent: FrameId, offsets: Vec<u32>) -> Frame<'a> {
        Frame { parent: Some(parent), offsets, ..self }
    }

    /// What a variable of this frame is bound to.
    pub(super) fn binding(&self, var: VarId) -> Option<&Column<'a>> {
        self.bindings.iter().find(|(bound, _)| *bound == var).map(|(_, column)| column)
    }

    /// The parent's row of each row.
    pub(super) fn parents(&self) -> Rc<Vec<u32>> {
        let made = self.parents.get_or_init(|| {
            let mut parents = Vec::with_capacity(self.rows);
            for ((parent, start), end) in (0..).zip(&self.offsets).zip(self.offsets.iter().skip(1))
            {
                parents.extend(std::iter::repeat_n(parent, (end - start) as usize));
            }
            Rc::new(parents)
        });
        Rc::clone(made)
    }

    /// The rows that one row of the parent was expanded to.
    pub(super) fn children(&self, parent: usize) -> std::ops::Range<usize> {
        match (self.offsets.get(parent), self.offsets.get(parent + 1)) {
            (Some(start), Some(end)) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }

    pub(super) fn is_open(&self, parent: usize) -> bool {
        self.open.as_ref().is_some_and(|open| open.get(parent))
    }

    pub(super) fn is_unsure(&self, row: usize) -> bool {
        self.unsure.as_ref().is_some_and(|unsure| unsure.get(row))
    }
}

/// The members that a frame's rows are to be, before they are bound.
#[derive(Default)]
struct Members {
    offsets: Vec<u32>,
    /// By row: the position among the list's items.
    first: Vec<u32>,
    /// Of the second variable of a pair.
    second: Vec<u32>,
}

impl<'a> Eval<'a> {
    /// Adds a frame.
    pub(super) fn add_frame(&mut self, frame: Frame<'a>) -> FrameId {
        let id = FrameId(u32::try_from(self.frames.len()).unwrap_or(u32::MAX));
        self.frames.push(Rc::new(frame));
        id
    }

    /// Expands a frame by the members of a list. Rows outside `keep` are not expanded.
    pub(super) fn expand(
        &mut self,
        frame: FrameId,
        generator: &Generator,
        keep: Option<&Bits>,
    ) -> FrameId {
        let list = self.list(frame, generator.list);
        let parent_rows = self.frame(frame).rows;
        // Of each row: its place in the list, and its parent; of a pair, two places.
        let words_a_row = if generator.pair.is_some() { 3 } else { 2 };
        let rows = expanded_rows(&list, parent_rows, keep, generator.pair.is_some());
        if !self.room.take(rows.saturating_mul(words_a_row).saturating_add(parent_rows)) {
            return self.unlooked_at(frame, generator);
        }
        let members = match generator.pair {
            None => members(&list, parent_rows, keep),
            Some(_) => self.in_order_of_keys(&list.items, pairs(&list, parent_rows, keep)),
        };
        let rows = members.first.len();
        let mut unsure = gather_bits(list.unsure.as_deref(), &members.first);
        let mut bindings = vec![(generator.var, bound(&list.items, &members.first))];
        if let Some(second) = generator.pair {
            let other = gather_bits(list.unsure.as_deref(), &members.second);
            unsure = super::column::either(unsure.as_ref(), other.as_ref());
            bindings.push((second, bound(&list.items, &members.second)));
        }
        let kept = |bits: Option<Rc<Bits>>| match (bits, keep) {
            (Some(bits), Some(keep)) => Some(Rc::new(bits.and(keep))).filter(|bits| bits.any()),
            (bits, _) => bits,
        };
        self.add_frame(Frame {
            parent: Some(frame),
            offsets: members.offsets,
            list: Some(generator.list),
            open: kept(list.open),
            lost: kept(list.lost),
            unsure,
            ..Frame::base(rows, bindings)
        })
    }

    /// Pairs of records, each with the lesser key first, so that which of two is the first does not
    /// hang on the order of files.
    fn in_order_of_keys(&self, items: &Items, mut pairs: Members) -> Members {
        let (table, rows): (_, Option<&[u32]>) = match items {
            Items::Rows(table) => (*table, None),
            Items::Refs(table, rows) => (*table, Some(rows)),
            Items::Ids(_) | Items::Numbers(_) => return pairs,
        };
        let paths = Paths::new(self.facts, &self.program.model, &self.program.layout);
        let row = |at: u32| rows.map_or(Some(at), |rows| rows.get(at as usize).copied());
        let mut keys: FxHashMap<u32, Option<String>> = FxHashMap::default();
        for at in pairs.first.iter().chain(&pairs.second) {
            keys.entry(*at).or_insert_with(|| paths.key(table, row(*at)?));
        }
        for (first, second) in pairs.first.iter_mut().zip(&mut pairs.second) {
            if keys.get(first) > keys.get(second) {
                std::mem::swap(first, second);
            }
        }
        pairs
    }

    /// A frame of no rows, each of the parent's rows having members that are not looked at.
    fn unlooked_at(&mut self, frame: FrameId, generator: &Generator) -> FrameId {
        let rows = self.frame(frame).rows;
        let variables = std::iter::once(generator.var).chain(generator.pair);
        let nothing = || bound(&Items::Ids(Vec::new().into()), &[]);
        let bindings = variables.map(|var| (var, nothing())).collect();
        self.add_frame(Frame {
            list: Some(generator.list),
            open: Some(Rc::new(Bits::ones(rows))),
            ..Frame::base(0, bindings).under(frame, vec![0; rows + 1])
        })
    }
}

/// How many rows a frame would be expanded to.
fn expanded_rows(list: &List, rows: usize, keep: Option<&Bits>, in_pairs: bool) -> usize {
    let kept = (0..rows).filter(|row| keep.is_none_or(|keep| keep.get(*row)));
    let members = kept.map(|row| list.ranges.get(row).len());
    members.fold(0, |all: usize, members| {
        let rows =
            if in_pairs { members.saturating_mul(members.saturating_sub(1)) / 2 } else { members };
        all.saturating_add(rows)
    })
}

fn members(list: &List, rows: usize, keep: Option<&Bits>) -> Members {
    let mut members = Members { offsets: Vec::with_capacity(rows + 1), ..Members::default() };
    members.offsets.push(0);
    for row in 0..rows {
        if keep.is_none_or(|keep| keep.get(row)) {
            members.first.extend(list.ranges.get(row));
        }
        members.offsets.push(u32::try_from(members.first.len()).unwrap_or(u32::MAX));
    }
    members
}

/// Each unordered pair of members once.
fn pairs(list: &List, rows: usize, keep: Option<&Bits>) -> Members {
    let mut members = Members { offsets: vec![0], ..Members::default() };
    for row in 0..rows {
        if keep.is_none_or(|keep| keep.get(row)) {
            let range = list.ranges.get(row);
            for first in range.clone() {
                for second in first + 1..range.end {
                    members.first.push(first);
                    members.second.push(second);
                }
            }
        }
        members.offsets.push(u32::try_from(members.first.len()).unwrap_or(u32::MAX));
    }
    members
}

/// The column of a variable that is bound to the items at some positions.
fn bound<'a>(items: &Items<'a>, positions: &[u32]) -> Column<'a> {
    match items {
        Items::Rows(table) => Column::Rows(Rows { table: *table, at: run(positions) }),
        Items::Refs(table, rows) => {
            Column::Rows(Rows { table: *table, at: Ids::Each(rows.clone()).gather(positions) })
        }
        Items::Ids(ids) => Column::Ids(match run(positions) {
            Ids::From(first) => {
                let first = first as usize;
                Ids::Each(ids.part(first..first + positions.len()))
            }
            _ => Ids::Each(ids.clone()).gather(positions),
        }),
        Items::Numbers(numbers) => Column::Numbers(numbers.gather(positions)),
    }
}

/// Row numbers that follow one another as a range.
fn run(positions: &[u32]) -> Ids<'static> {
    let first = positions.first().copied().unwrap_or(0);
    if (first..).zip(positions).all(|(expected, at)| expected == *at) {
        Ids::From(first)
    } else {
        Ids::Each(positions.to_vec().into())
    }
}
