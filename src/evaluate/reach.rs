//! Relations, `reaches` and `reach of`: the graph of a relation is made once for what it is called
//! with, and gone through once for every node that is asked about.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Eval;
use super::aggregate::Parts;
use super::column::{Column, Ids, Items, List, Ranges};
use super::frame::FrameId;
use super::graph::{Edge, Graph, Key, Node, Reached};
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::facts::{ABSENT, TableId};
use crate::program::{AggregateOp, ExprId, Relation, Type};

/// A graph a row.
#[derive(Clone, Debug)]
pub(super) struct Graphs<'a> {
    /// Which of the graphs each row has.
    at: Ids<'a>,
    graphs: Rc<Vec<Graph>>,
}

/// Where an edge or a path begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    At(Node),
    /// At what is not known.
    Unknown,
    /// At a reference that leads to no record: there is no edge.
    None,
}

impl End {
    /// The node, or none that is known; nothing where there is no edge.
    pub(super) fn node(self) -> Option<Option<Node>> {
        match self {
            End::At(node) => Some(Some(node)),
            End::Unknown => Some(None),
            End::None => None,
        }
    }
}

impl<'a> Graphs<'a> {
    /// Of which nothing is known.
    pub(super) fn unknown() -> Graphs<'a> {
        let graph = Graph::new(std::iter::empty(), true);
        Graphs { at: Ids::One(0), graphs: Rc::new(vec![graph]) }
    }

    pub(super) fn gather(&self, rows: &[u32]) -> Graphs<'a> {
        Graphs { at: self.at.gather(rows), graphs: Rc::clone(&self.graphs) }
    }

    pub(super) fn sources(&self) -> &Ids<'a> {
        &self.at
    }

    pub(super) fn of(&self, row: usize) -> Option<&Graph> {
        self.graphs.get(self.at.get(row) as usize)
    }
}

impl<'a> Eval<'a> {
    pub(super) fn relation(
        &mut self,
        frame: FrameId,
        id: ExprId,
        relation: &'a Relation,
    ) -> Column<'a> {
        let parts = Parts {
            op: AggregateOp::Count,
            generators: &relation.generators,
            filter: relation.filter,
            value: None,
            part: None,
            by: None,
        };
        let members = self.members(frame, id, &parts);
        let from = self.eval(members.frame, relation.from);
        let to = self.eval(members.frame, relation.to);
        let rows = self.frame(frame).rows;
        let ways = if relation.both_ways { 2 } else { 1 };
        let edges = self.frame(members.frame).rows.saturating_mul(ways);
        if !self.room.take(Graph::words(edges).saturating_add(rows)) {
            return Column::Graphs(Graphs::unknown());
        }
        let bounds = members.offsets.iter().zip(members.offsets.iter().skip(1));
        let graphs = bounds.enumerate().map(|(group, (start, end))| {
            let edges = (*start..*end).flat_map(|row| {
                let at = row as usize;
                let truth = members.holds.get(at);
                let ends = self.end(&from, at).node().zip(self.end(&to, at).node());
                let ends = ends.filter(|_| truth != Truth::False);
                let sure = truth == Truth::True;
                let edge = ends.map(|(from, to)| Edge { from, to, sure, row });
                let back = edge.filter(|_| relation.both_ways);
                let back = back.map(|edge| Edge { from: edge.to, to: edge.from, ..edge });
                edge.into_iter().chain(back)
            });
            Graph::new(edges, members.open.as_ref().is_some_and(|open| open.get(group)))
        });
        let graphs: Vec<Graph> = graphs.collect();
        Column::Graphs(Graphs { at: Ids::From(0), graphs: Rc::new(graphs) })
    }

    /// What a row's value is in a graph.
    pub(super) fn end(&self, column: &Column, row: usize) -> End {
        match column {
            Column::Rows(rows) => {
                let id = rows.at.get(row);
                match self.facts.table(rows.table) {
                    Some(table) if table.is_none(id) => End::None,
                    Some(table) if table.is_record(id) => {
                        let plan = match rows.table == self.plan_table() {
                            true => id,
                            false => table.plan.get(id as usize).copied().unwrap_or(ABSENT),
                        };
                        let key = match self.key(rows.table, id) {
                            None => Key::None,
                            Some(ABSENT) => Key::Unknown,
                            Some(key) => Key::Is(key),
                        };
                        End::At(Node { id, plan, key })
                    }
                    _ => End::Unknown,
                }
            }
            Column::Ids(ids) if ids.get(row) != ABSENT => {
                End::At(Node { id: ids.get(row), plan: 0, key: Key::None })
            }
            _ => End::Unknown,
        }
    }

    /// What is reached from a row's value, counted once.
    fn reached(&mut self, graph: &Graph, from: Option<Node>) -> Rc<Reached> {
        let (reached, is_new) = graph.reached(from);
        if is_new {
            self.room.take(reached.words());
        }
        reached
    }

    pub(super) fn reaches(
        &mut self,
        frame: FrameId,
        from: ExprId,
        to: ExprId,
        relation: ExprId,
    ) -> Column<'a> {
        let rows = self.frame(frame).rows;
        let Column::Graphs(graphs) = self.eval(frame, relation) else {
            return Column::Truths(Truths::all(Truth::Unknown, rows));
        };
        let lacking = [self.asked_of_none(frame, from), self.asked_of_none(frame, to)];
        let (from, to) = (self.eval(frame, from), self.eval(frame, to));
        Column::Truths(Truths::from_fn(rows, |row| {
            if lacking.iter().flatten().any(|lacking| lacking.get(row)) {
                return Truth::Unknown;
            }
            let Some(graph) = graphs.of(row).filter(|_| !self.is_too_large()) else {
                return Truth::Unknown;
            };
            let ends = self.end(&from, row).node().zip(self.end(&to, row).node());
            let Some((from, to)) = ends else { return Truth::False };
            graph.leads(&self.reached(graph, from), to)
        }))
    }

    /// What is reached, of each row: rows that begin alike share their members.
    pub(super) fn reach_of(
        &mut self,
        frame: FrameId,
        from: ExprId,
        relation: ExprId,
        ty: &Type,
    ) -> Column<'a> {
        let rows = self.frame(frame).rows;
        let Column::Graphs(graphs) = self.eval(frame, relation) else {
            return self.unknown(ty, rows);
        };
        // Of what is asked of none it cannot be said what it reaches.
        let lacking = self.asked_of_none(frame, from);
        let from = self.eval(frame, from);
        let mut known: FxHashMap<(u32, Option<u32>), (u32, u32)> = FxHashMap::default();
        let (mut ids, mut unsure) = (Vec::new(), Bits::zeros(0));
        let (mut starts, mut ends) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let mut open = Bits::zeros(rows);
        for row in 0..rows {
            let Some(graph) = graphs.of(row).filter(|_| !self.is_too_large()) else {
                return self.unknown(ty, rows);
            };
            if lacking.as_ref().is_some_and(|lacking| lacking.get(row)) {
                open.set(row, true);
                starts.push(0);
                ends.push(0);
                continue;
            }
            let Some(source) = self.end(&from, row).node() else {
                starts.push(0);
                ends.push(0);
                continue;
            };
            let reached = self.reached(graph, source);
            open.set(row, graph.is_incomplete(&reached));
            let place = (graphs.at.get(row), source.map(|node| node.id));
            let (start, end) = *known.entry(place).or_insert_with(|| {
                let start = ids.len();
                for (node, surely) in graph.members(&reached) {
                    ids.push(node.id);
                    unsure.push(!surely);
                }
                let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                self.room.take(ids.len() - start);
                (place(start), place(ids.len()))
            });
            starts.push(start);
            ends.push(end);
        }
        let items = match ty.member() {
            Some(Type::Record(record)) => {
                let table: TableId = self.program.layout.of_record(*record);
                Items::Refs(table, ids.into())
            }
            _ => Items::Ids(ids.into()),
        };
        Column::List(List {
            ranges: Ranges::Each { starts: starts.into(), ends: ends.into() },
            items,
            open: open.any().then(|| Rc::new(open)),
            lost: lacking.map(Rc::new),
            unsure: unsure.any().then(|| Rc::new(unsure)),
        })
    }
}
