//! A graph of one relation: edges that are there or may be, and what they lead to.
//!
//! An edge that is not sure to be there, an end that is not known and edges that a plan may have
//! left out never make a path certain; without a path even by these there is none.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::search::{Search, Trail};
use crate::base::{Bits, Truth};

/// What an edge joins. Within a plan every row is a record of its own; across plans records of one
/// key are one. Words, codes and texts stand in no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Node {
    pub(super) id: u32,
    pub(super) plan: u32,
    pub(super) key: Key,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// It is one with nothing in another plan.
    None,
    /// It should have a key, which cannot be read.
    Unknown,
    Is(u32),
}

/// An edge; an end that is not known is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: Option<Node>,
    pub(super) to: Option<Node>,
    /// It is there, whether or not its ends are known.
    pub(super) sure: bool,
    /// What it was made of: a row of the frame that the relation's generators were expanded to.
    pub(super) row: u32,
}

/// An edge between nodes of the graph, by their numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: Option<u32>,
    pub(super) to: Option<u32>,
    /// It is there, and its ends are known.
    pub(super) sure: bool,
    row: u32,
}

#[derive(Debug, Default)]
pub(super) struct Graph {
    /// In order of their first edge.
    nodes: Vec<Node>,
    numbers: FxHashMap<u32, u32>,
    links: Vec<Link>,
    /// By node: the edges that begin there.
    leaving: Vec<Vec<u32>>,
    /// Edges that begin at what is not known.
    begun_anywhere: Vec<u32>,
    /// The plan of every node; none where they are of several.
    only_plan: Option<u32>,
    by_key: FxHashMap<u32, Vec<u32>>,
    keyless: Vec<u32>,
    /// Every edge is there, its ends are known, and they are of one plan.
    is_certain: bool,
    /// There may be other edges.
    open: bool,
    reached: RefCell<FxHashMap<Option<u32>, Rc<Reached>>>,
    turned: OnceCell<Box<Graph>>,
    /// By edge: its place among all of them, by the names of what they were made of.
    places: OnceCell<Vec<u32>>,
}

/// What an edge or several lead to from one node.
#[derive(Debug)]
pub(super) struct Reached {
    sure: Bits,
    maybe: Bits,
    /// It may be something that no edge is known to lead to.
    anything: bool,
    /// Nodes that a path may lead through, its beginning included.
    through: Bits,
    /// Edges that were looked at.
    steps: usize,
}

/// Nodes that one of another plan may be one with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Alike {
    /// Those of a key: they are one.
    Named(u32),
    /// Those whose key cannot be read.
    Keyless,
    /// All, of one whose key cannot be read.
    Any,
}

impl Graph {
    pub(super) fn new(edges: impl Iterator<Item = Edge>, open: bool) -> Graph {
        let mut graph = Graph { open, ..Graph::default() };
        for (number, edge) in (0..).zip(edges) {
            let from = edge.from.map(|node| graph.number(node));
            let to = edge.to.map(|node| graph.number(node));
            match from.and_then(|from| graph.leaving.get_mut(from as usize)) {
                Some(leaving) => leaving.push(number),
                None => graph.begun_anywhere.push(number),
            }
            let sure = edge.sure && from.is_some() && to.is_some();
            graph.links.push(Link { from, to, sure, row: edge.row });
        }
        for (number, node) in (0..).zip(&graph.nodes) {
            match node.key {
                Key::None => {}
                Key::Unknown => graph.keyless.push(number),
                Key::Is(key) => graph.by_key.entry(key).or_default().push(number),
            }
        }
        let first = graph.nodes.first().map(|node| node.plan);
        graph.only_plan = first.filter(|plan| graph.nodes.iter().all(|node| node.plan == *plan));
        graph.is_certain = graph.only_plan.is_some() && graph.links.iter().all(|link| link.sure);
        graph
    }

    fn number(&mut self, node: Node) -> u32 {
        *self.numbers.entry(node.id).or_insert_with(|| {
            self.nodes.push(node);
            self.leaving.push(Vec::new());
            u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// The words of four bytes that a graph of some edges takes, at most.
    pub(super) fn words(edges: usize) -> usize {
        edges.saturating_mul(32)
    }

    pub(super) fn size(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, number: u32) -> Option<Node> {
        self.nodes.get(number as usize).copied()
    }

    pub(super) fn number_of(&self, node: Node) -> Option<u32> {
        self.numbers.get(&node.id).copied()
    }

    /// The edges that begin at a node, by their numbers.
    pub(super) fn leaving(&self, number: u32) -> &[u32] {
        self.leaving.get(number as usize).map_or(&[], Vec::as_slice)
    }

    pub(super) fn begun_anywhere(&self) -> &[u32] {
        &self.begun_anywhere
    }

    pub(super) fn link(&self, number: u32) -> Option<Link> {
        self.links.get(number as usize).copied()
    }

    /// Where to look for nodes of other plans that a node is, or may be, one with.
    pub(super) fn alike(&self, node: Node) -> impl Iterator<Item = (Alike, Truth)> + use<> {
        let named = |key| Some((Alike::Named(key), Truth::True));
        let keyless = Some((Alike::Keyless, Truth::Unknown));
        let pools = match node.key {
            _ if self.nodes.is_empty() || self.only_plan == Some(node.plan) => [None, None],
            Key::None => [None, None],
            Key::Unknown => [Some((Alike::Any, Truth::Unknown)), None],
            Key::Is(key) => [named(key), keyless],
        };
        pools.into_iter().flatten()
    }

    /// The nodes of such a pool that stand in another plan than this one.
    pub(super) fn elsewhere(&self, pool: Alike, plan: u32) -> impl Iterator<Item = u32> {
        let all = match pool {
            Alike::Any => 0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX),
            Alike::Named(_) | Alike::Keyless => 0..0,
        };
        let some = match pool {
            Alike::Named(key) => self.by_key.get(&key).map_or(&[][..], Vec::as_slice),
            Alike::Keyless => &self.keyless,
            Alike::Any => &[],
        };
        let is_elsewhere = move |number: &u32| {
            self.nodes.get(*number as usize).is_some_and(|node| node.plan != plan)
        };
        all.chain(some.iter().copied()).filter(is_elsewhere)
    }

    /// What a path leads to from a node, or from one that is not known; and whether that was found
    /// just now.
    pub(super) fn reached(&self, from: Option<Node>) -> (Rc<Reached>, bool) {
        let source = from.map(|node| node.id);
        if let Some(known) = self.reached.borrow().get(&source) {
            return (Rc::clone(known), false);
        }
        let maybe = Search::new(self, false).from(from);
        // From a node of another plan the records are compared by their keys, which may be unread.
        let of_this_plan = from.is_some_and(|node| self.only_plan == Some(node.plan));
        let (sure, steps) = match self.is_certain && of_this_plan {
            true => (maybe.reached.clone(), maybe.steps),
            false => {
                let sure = Search::new(self, true).from(from);
                (sure.reached, sure.steps.saturating_add(maybe.steps))
            }
        };
        let found = Rc::new(Reached {
            sure,
            maybe: maybe.reached,
            anything: maybe.anything,
            through: maybe.followed,
            steps,
        });
        self.reached.borrow_mut().insert(source, Rc::clone(&found));
        (found, true)
    }

    /// Whether a path leads to a node, or to one that is not known.
    pub(super) fn leads(&self, reached: &Reached, to: Option<Node>) -> Truth {
        let mut found = if self.is_incomplete(reached) { Truth::Unknown } else { Truth::False };
        let Some(to) = to else {
            return if reached.maybe.any() { Truth::Unknown } else { found };
        };
        if let Some(number) = self.number_of(to) {
            found = found.or(reached.of(number));
        }
        for (pool, same) in self.alike(to) {
            for number in self.elsewhere(pool, to.plan) {
                found = found.or(reached.of(number).and(same));
            }
        }
        found
    }

    /// The nodes that a path leads to, in order of their first edge, and whether it surely does.
    pub(super) fn members(&self, reached: &Reached) -> impl Iterator<Item = (Node, bool)> {
        let found = reached.maybe.iter_set();
        found.filter_map(|at| Some((*self.nodes.get(at)?, reached.sure.get(at))))
    }

    /// Whether a path may lead to more than what is known.
    pub(super) fn is_incomplete(&self, reached: &Reached) -> bool {
        self.open || reached.anything
    }

    /// The edges of a shortest path that is certain, in order: what each was made of, and where it
    /// leads. Of several it is the first by what `name` calls that which an edge was made of, in
    /// whatever order a plan lists it.
    pub(super) fn path(
        &self,
        from: Node,
        to: Node,
        name: impl Fn(u32) -> String,
    ) -> Option<Vec<(u32, Node)>> {
        let places = self.places.get_or_init(|| {
            let mut named: Vec<(String, u32)> =
                (0..).zip(&self.links).map(|(number, link)| (name(link.row), number)).collect();
            named.sort_unstable();
            let mut places = vec![0; named.len()];
            for (place, (_, number)) in (0..).zip(named) {
                if let Some(of_link) = places.get_mut(number as usize) {
                    *of_link = place;
                }
            }
            places
        });
        let mut search = Search::new(self, true);
        search.trail = Some(Trail::new(places));
        let trail = search.from(Some(from)).trail?;
        let alike = self.alike(to).filter(|(_, same)| *same == Truth::True);
        let ends = alike.flat_map(|(pool, _)| self.elsewhere(pool, to.plan));
        let ends = self.number_of(to).into_iter().chain(ends);
        let links = trail.shortest(self, ends)?;
        let step = |link: &u32| {
            let link = self.link(*link)?;
            Some((link.row, self.node(link.to?)?))
        };
        links.iter().map(step).collect()
    }

    /// What the edges were made of for which it is not certain whether there is a path to an end,
    /// or, where none is asked about, what a path leads to.
    pub(super) fn doubts(&self, from: Option<Node>, to: Option<Option<Node>>) -> Vec<u32> {
        let (ahead, _) = self.reached(from);
        let behind = to.map(|to| {
            let turned = self.turned();
            (turned, turned.reached(to).0)
        });
        let is_met = |end: Option<u32>| end.is_none_or(|end| ahead.through.get(end as usize));
        let leads_on = |end: Option<u32>| match (&behind, end) {
            (None, _) | (_, None) => true,
            (Some((turned, behind)), Some(end)) => {
                let number = self.node(end).and_then(|node| turned.number_of(node));
                number.is_some_and(|number| behind.through.get(number as usize))
            }
        };
        let doubtful = self.links.iter().filter(|link| !link.sure);
        let on_the_way = doubtful.filter(|link| is_met(link.from) && leads_on(link.to));
        let mut rows: Vec<u32> = on_the_way.map(|link| link.row).collect();
        rows.dedup();
        rows
    }

    /// The same with every edge the other way round.
    fn turned(&self) -> &Graph {
        self.turned.get_or_init(|| {
            let node = |end: Option<u32>| end.and_then(|number| self.node(number));
            let edges = self.links.iter().map(|link| Edge {
                from: node(link.to),
                to: node(link.from),
                sure: link.sure,
                row: link.row,
            });
            Box::new(Graph::new(edges, self.open))
        })
    }
}

impl Reached {
    fn of(&self, number: u32) -> Truth {
        let at = number as usize;
        match (self.sure.get(at), self.maybe.get(at)) {
            (true, _) => Truth::True,
            (false, true) => Truth::Unknown,
            (false, false) => Truth::False,
        }
    }

    /// The words of four bytes that it takes, and one for each edge that was looked at: what takes
    /// too long to find is given up like what is too much to keep.
    pub(super) fn words(&self) -> usize {
        self.sure.len().div_ceil(32).saturating_mul(3).saturating_add(self.steps)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn node(id: u32) -> Node {
        Node { id, plan: 0, key: Key::None }
    }

    fn edge(from: Option<Node>, to: Option<Node>, sure: bool) -> Edge {
        Edge { from, to, sure, row: 0 }
    }

    fn graph(edges: &[Edge]) -> Graph {
        let numbered = (0..).zip(edges).map(|(row, edge)| Edge { row, ..*edge });
        Graph::new(numbered, false)
    }

    fn path(graph: &Graph, from: Node, to: Node) -> Option<Vec<u32>> {
        // Edges are named as they are numbered.
        let steps = graph.path(from, to, |row| format!("{row:03}"))?;
        Some(steps.iter().map(|(row, _)| *row).collect())
    }

    fn leads(graph: &Graph, from: Option<Node>, to: Option<Node>) -> Truth {
        graph.leads(&graph.reached(from).0, to)
    }

    #[test]
    fn a_path_is_the_shortest_and_in_order() {
        let of = |a, b| edge(Some(node(a)), Some(node(b)), true);
        let graph = graph(&[of(1, 2), of(2, 3), of(3, 4), of(2, 4), of(4, 1)]);
        assert_eq!(path(&graph, node(1), node(4)), Some(vec![0, 3]));
        assert_eq!(path(&graph, node(1), node(1)), Some(vec![0, 3, 4]));
        assert_eq!(path(&graph, node(1), node(7)), None);
    }

    #[test]
    fn of_paths_of_one_length_names_decide() {
        let of = |a, b| edge(Some(node(a)), Some(node(b)), true);
        let edges = [of(1, 2), of(1, 3), of(2, 4), of(3, 4), of(1, 2)];
        let by = |names: [&str; 5]| {
            let steps = graph(&edges).path(node(1), node(4), |row| names[row as usize].to_owned());
            steps.unwrap().iter().map(|(row, _)| *row).collect::<Vec<_>>()
        };
        assert_eq!(by(["a", "b", "c", "d", "e"]), [0, 2]);
        assert_eq!(by(["b", "a", "c", "d", "e"]), [1, 3]);
        assert_eq!(by(["b", "c", "d", "e", "a"]), [4, 2]);
    }

    #[test]
    fn only_doubts_on_the_way_are_told() {
        let of = |a, b, sure| edge(Some(node(a)), Some(node(b)), sure);
        let graph = graph(&[
            of(1, 2, false),
            of(2, 3, true),
            of(3, 1, false),
            of(2, 9, false),
            of(7, 2, false),
        ]);
        assert_eq!(leads(&graph, Some(node(1)), Some(node(3))), Truth::Unknown);
        assert_eq!(graph.doubts(Some(node(1)), Some(Some(node(3)))), [0, 2]);
        assert_eq!(graph.doubts(Some(node(1)), None), [0, 2, 3]);
        assert_eq!(graph.doubts(Some(node(9)), Some(Some(node(3)))), [0u32; 0]);
    }

    #[test]
    fn an_end_that_is_not_known_may_be_anything() {
        let of = |a: Option<u32>, b: Option<u32>| edge(a.map(node), b.map(node), true);
        let graph = graph(&[of(Some(1), None), of(Some(5), Some(6)), of(None, Some(8))]);
        for to in [1, 6, 8, 70] {
            assert_eq!(leads(&graph, Some(node(1)), Some(node(to))), Truth::Unknown);
        }
        assert_eq!(leads(&graph, Some(node(5)), Some(node(8))), Truth::Unknown);
        assert_eq!(leads(&graph, Some(node(5)), Some(node(1))), Truth::False);
        assert_eq!(leads(&graph, Some(node(5)), Some(node(6))), Truth::True);
        assert_eq!(graph.doubts(Some(node(1)), Some(Some(node(6)))), [0]);
    }

    #[test]
    fn records_of_one_key_are_one_across_plans_only() {
        let of = |id, plan, key| Node { id, plan, key };
        let (a, b, c) = (of(1, 0, Key::Is(7)), of(2, 0, Key::Is(8)), of(3, 1, Key::Is(8)));
        let d = of(4, 1, Key::Is(9));
        let twin = of(5, 0, Key::Is(8));
        let graph = graph(&[edge(Some(a), Some(b), true), edge(Some(c), Some(d), true)]);
        assert_eq!(leads(&graph, Some(a), Some(d)), Truth::True);
        assert_eq!(path(&graph, a, d), Some(vec![0, 1]));
        assert_eq!(leads(&graph, Some(a), Some(c)), Truth::True);
        assert_eq!(leads(&graph, Some(a), Some(twin)), Truth::False);
        // A node of another plan that may be one with a node of the only plan there is.
        let (e, f) = (of(8, 0, Key::Unknown), of(9, 1, Key::Is(5)));
        let unread_edge = self::graph(&[edge(Some(e), Some(a), true)]);
        assert_eq!(leads(&unread_edge, Some(f), Some(a)), Truth::Unknown);
        assert_eq!(leads(&unread_edge, Some(e), Some(a)), Truth::True);
        let unread = of(6, 1, Key::Unknown);
        assert_eq!(leads(&graph, Some(a), Some(unread)), Truth::Unknown);
        assert_eq!(leads(&graph, Some(unread), Some(b)), Truth::Unknown);
        assert_eq!(leads(&graph, Some(unread), Some(a)), Truth::False);
    }

    /// The ends of an edge among few, in two plans, with keys that may be shared or unreadable.
    fn end() -> impl Strategy<Value = Option<Node>> {
        let nodes: Vec<Node> = (0..6)
            .map(|id| {
                let keys =
                    [Key::Is(0), Key::Is(1), Key::Unknown, Key::Is(0), Key::Is(1), Key::Is(2)];
                Node { id, plan: id / 3, key: keys[id as usize] }
            })
            .collect();
        proptest::option::weighted(0.85, proptest::sample::select(nodes))
    }

    fn edges() -> impl Strategy<Value = Vec<Edge>> {
        let one = (end(), end(), prop::bool::weighted(0.7));
        proptest::collection::vec(one.prop_map(|(from, to, sure)| edge(from, to, sure)), 0..6)
    }

    fn same(a: Option<Node>, b: Option<Node>) -> Truth {
        let (Some(a), Some(b)) = (a, b) else { return Truth::Unknown };
        match (a.key, b.key) {
            _ if a.id == b.id => Truth::True,
            _ if a.plan == b.plan => Truth::False,
            (Key::Unknown, _) | (_, Key::Unknown) => Truth::Unknown,
            (a, b) => Truth::from_bool(a == b && a != Key::None),
        }
    }

    /// What the table of the logic says, by going on until nothing changes.
    fn expected(edges: &[Edge], from: Option<Node>, to: Option<Node>) -> Truth {
        let there = |edge: &Edge| if edge.sure { Truth::True } else { Truth::Unknown };
        let mut paths: Vec<Truth> =
            edges.iter().map(|edge| there(edge).and(same(from, edge.from))).collect();
        for _ in 0..edges.len() {
            for (at, edge) in edges.iter().enumerate() {
                for before in 0..edges.len() {
                    let joined = paths[before].and(same(edges[before].to, edge.from));
                    paths[at] = paths[at].or(joined.and(there(edge)));
                }
            }
        }
        let last = edges.iter().zip(&paths).map(|(edge, path)| path.and(same(edge.to, to)));
        last.fold(Truth::False, Truth::or)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn paths_are_those_of_the_logic(edges in edges(), from in end(), to in end()) {
            let graph = graph(&edges);
            let wanted = expected(&edges, from, to);
            prop_assert_eq!(leads(&graph, from, to), wanted);
            if let (Some(from), Some(to)) = (from, to) {
                prop_assert_eq!(path(&graph, from, to).is_some(), wanted == Truth::True);
            }
            let doubts = graph.doubts(from, Some(to));
            let settled: Vec<Edge> = (0..).zip(&edges)
                .filter(|(row, _)| !doubts.contains(row))
                .map(|(_, edge)| *edge)
                .collect();
            // Without the edges in doubt nothing but keys and ends is in doubt.
            let all_known = from.is_some() && to.is_some()
                && edges.iter().flat_map(|e| [e.from, e.to]).chain([from, to]).flatten()
                    .all(|node| node.key != Key::Unknown);
            if all_known && wanted == Truth::Unknown {
                prop_assert!(!doubts.is_empty());
                prop_assert_eq!(expected(&settled, from, to), Truth::False);
            }
        }
    }
}
