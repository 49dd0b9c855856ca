//! What a question about a graph was decided by: the edges of a path, or those that are in doubt.

use super::place::{Inner, Spot};
use super::reasons::Reasons;
use crate::base::Truth;
use crate::evaluate::Eval;
use crate::evaluate::column::Column;
use crate::evaluate::graph::Node;
use crate::evaluate::outcome::Value;
use crate::evaluate::reach::{End, Graphs};
use crate::facts::Paths;
use crate::program::{ExprId, ExprKind, Relation, Type};

/// How many edges in doubt are labelled.
const MOST_EDGES: usize = 5;

/// A question about a graph on one row.
struct Asked<'a> {
    relation: &'a Relation,
    graphs: Graphs<'a>,
    /// The row of the graphs.
    row: usize,
    from: Option<Node>,
    /// None where all that is reached is asked about.
    to: Option<Option<Node>>,
    /// The rows that edges were made of.
    inner: Inner,
}

impl<'a> Eval<'a> {
    fn asked(&mut self, spot: Spot) -> Option<Asked<'a>> {
        let (from, to, relation) = match self.kind(spot.expr)? {
            ExprKind::Reaches { from, to, relation } => (*from, Some(*to), *relation),
            ExprKind::ReachOf { from, relation } => (*from, None, *relation),
            _ => return None,
        };
        let home = self.at_home(Spot { expr: relation, ..spot });
        let inner = self.inner(home)?;
        let Column::Graphs(graphs) = self.eval(home.frame, relation) else { return None };
        let from = self.eval(spot.frame, from);
        let to = to.map(|to| self.eval(spot.frame, to));
        let ExprKind::Relation(relation) = self.kind(relation)? else { return None };
        Some(Asked {
            relation,
            graphs,
            row: home.row,
            from: self.end(&from, spot.row).node()?,
            to: match to {
                Some(to) => Some(self.end(&to, spot.row).node()?),
                None => None,
            },
            inner,
        })
    }

    /// Why it is not known what a path leads to: what may be other edges, and those in doubt that
    /// a path could take.
    pub(super) fn path_reasons(
        &mut self,
        spot: Spot,
        ends: impl IntoIterator<Item = ExprId>,
        reasons: &mut Reasons,
    ) {
        for end in ends {
            reasons.wait(Spot { expr: end, ..spot });
        }
        let Some(asked) = self.asked(spot) else { return };
        for (outer, row, frame, _) in &asked.inner.steps {
            let known = self.frame(*frame);
            if let (Some(list), true) = (known.list, known.is_open(*row)) {
                reasons.wait(Spot { frame: *outer, row: *row, expr: list });
            }
        }
        let Some(graph) = asked.graphs.of(asked.row) else { return };
        for row in graph.doubts(asked.from, asked.to) {
            self.edge_spots(&asked, row).into_iter().for_each(|part| reasons.wait(part));
        }
    }

    /// What an edge is made of: the lists it is a member of for as far as that is not certain, its
    /// condition and its ends.
    fn edge_spots(&self, asked: &Asked, row: u32) -> Vec<Spot> {
        let mut found = Vec::new();
        let (mut frame, mut at) = (asked.inner.frame, row as usize);
        for _ in &asked.relation.generators {
            let known = self.frame(frame);
            let Some(parent) = known.parent else { break };
            let outward = known.parents().get(at).map_or(0, |row| *row as usize);
            if let (Some(list), true) = (known.list, known.is_unsure(at)) {
                found.push(Spot { frame: parent, row: outward, expr: list });
            }
            (frame, at) = (parent, outward);
        }
        let Relation { filter, from, to, .. } = asked.relation;
        let on = |expr| Spot { frame: asked.inner.frame, row: row as usize, expr };
        found.extend(filter.map(on).into_iter().chain([on(*from), on(*to)]));
        found
    }

    /// What a question about a path points at: the ends of its edges, or what of them is in doubt.
    pub(super) fn path_spots(&mut self, spot: Spot) -> Vec<Spot> {
        let Some(asked) = self.asked(spot) else { return Vec::new() };
        let Some(graph) = asked.graphs.of(asked.row) else { return Vec::new() };
        match self.truths(spot.frame, spot.expr).get(spot.row) {
            Truth::True => {
                let steps = self.steps(&asked);
                steps.iter().map(|(row, node)| self.end_spot(&asked, *row, *node)).collect()
            }
            Truth::False => Vec::new(),
            Truth::Unknown => {
                let doubts = graph.doubts(asked.from, asked.to);
                let parts = doubts.iter().take(MOST_EDGES);
                let parts: Vec<Spot> =
                    parts.flat_map(|row| self.edge_spots(&asked, *row)).collect();
                parts.into_iter().filter(|part| self.unknown_at(*part)).collect()
            }
        }
    }

    /// The edges of a shortest path, and where each leads.
    fn steps(&self, asked: &Asked) -> Vec<(u32, Node)> {
        let (Some(from), Some(Some(to))) = (asked.from, asked.to) else { return Vec::new() };
        let Some(graph) = asked.graphs.of(asked.row) else { return Vec::new() };
        // An edge is named by the places of the records it was made of.
        let paths = Paths::new(self.facts, &self.program.model, &self.program.layout);
        let generators = &asked.relation.generators;
        let vars = generators.iter().flat_map(|one| std::iter::once(one.var).chain(one.pair));
        let bound = vars.filter_map(|var| match self.variable(asked.inner.frame, var)? {
            Column::Rows(rows) => Some(rows),
            _ => None,
        });
        let bound: Vec<_> = bound.collect();
        let name = |row: u32| {
            let places = bound.iter().map(|rows| paths.row(rows.table, rows.at.get(row as usize)));
            places.map(|place| place.to_string()).collect::<Vec<_>>().join(" ")
        };
        graph.path(from, to, name).unwrap_or_default()
    }

    /// The end of an edge that is a node: of one that leads both ways it may be either.
    fn end_spot(&mut self, asked: &Asked, row: u32, node: Node) -> Spot {
        let on = |expr| Spot { frame: asked.inner.frame, row: row as usize, expr };
        let to = self.eval(asked.inner.frame, asked.relation.to);
        match self.end(&to, row as usize) == End::At(node) {
            true => on(asked.relation.to),
            false => on(asked.relation.from),
        }
    }

    /// What a question about a path found: the shortest path, else what is reached.
    pub(super) fn path_value(&mut self, spot: Spot) -> Option<Value> {
        let spot = self.at_home(spot);
        let ExprKind::Reaches { from, relation, .. } = self.kind(spot.expr)? else { return None };
        let Type::Relation(ends) = &self.program.expr(*relation)?.ty else { return None };
        let found = self.truths(spot.frame, spot.expr).get(spot.row);
        let asked = self.asked(spot)?;
        if found == Truth::True {
            let mut nodes = vec![self.value(Spot { expr: *from, ..spot })];
            let steps = self.steps(&asked);
            nodes.extend(steps.iter().filter_map(|(_, node)| self.node_value(ends, *node)));
            return Some(Value::Path { found, nodes, open: false });
        }
        let graph = asked.graphs.of(asked.row)?;
        let (reached, _) = graph.reached(asked.from);
        let members: Vec<(Node, bool)> = graph.members(&reached).collect();
        let open = graph.is_incomplete(&reached) || members.iter().any(|(_, surely)| !surely);
        let sure = members.iter().filter(|(_, surely)| *surely);
        let nodes = sure.filter_map(|(node, _)| self.node_value(ends, *node)).collect();
        Some(Value::Path { found, nodes, open })
    }

    fn node_value(&self, ty: &Type, node: Node) -> Option<Value> {
        match ty {
            Type::Record(record) => {
                let table = self.program.layout.of_record(*record);
                Some(Value::Record { table, row: node.id })
            }
            ty => self.id_value(ty, node.id),
        }
    }
}
