//! Going through a graph from one node: every edge once, the nearest nodes first.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::graph::{Alike, Graph, Node};
use crate::base::{Bits, Truth};

pub(super) struct Search<'g> {
    graph: &'g Graph,
    /// By nothing that is in doubt.
    surely: bool,
    pub(super) reached: Bits,
    /// A path leads to what is not known, and from there it may lead anywhere.
    pub(super) anything: bool,
    /// Nodes whose edges are or will be followed.
    pub(super) followed: Bits,
    waiting: VecDeque<u32>,
    /// From which plans a pool of nodes was looked through.
    seen: FxHashMap<Alike, Seen>,
    pub(super) steps: usize,
    pub(super) trail: Option<Trail<'g>>,
}

/// After two plans there is no node left that stands in another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    From(u32),
    FromAll,
}

/// How nodes were reached.
pub(super) struct Trail<'g> {
    /// By edge: its place among those that begin at one node.
    places: &'g [u32],
    /// By node: how many were reached before, and the edge that led there.
    came_by: FxHashMap<u32, (usize, u32)>,
    /// By node whose edges were followed: the node reached that it is; none for the beginning.
    because_of: FxHashMap<u32, Option<u32>>,
}

impl<'g> Search<'g> {
    pub(super) fn new(graph: &'g Graph, surely: bool) -> Search<'g> {
        Search {
            graph,
            surely,
            reached: Bits::zeros(graph.size()),
            anything: false,
            followed: Bits::zeros(graph.size()),
            waiting: VecDeque::new(),
            seen: FxHashMap::default(),
            steps: 0,
            trail: None,
        }
    }

    /// Goes through everything that a node, or one that is not known, leads to.
    pub(super) fn from(mut self, source: Option<Node>) -> Search<'g> {
        if !self.surely {
            self.take(self.graph.begun_anywhere());
        }
        match source {
            Some(node) => self.arrive(node, None),
            None if self.surely => {}
            None => self.follow_all(),
        }
        while let Some(number) = self.waiting.pop_front() {
            self.take(self.graph.leaving(number));
        }
        self
    }

    /// Takes some edges, by their numbers; in their places where it matters which is first.
    fn take(&mut self, links: &'g [u32]) {
        self.steps = self.steps.saturating_add(links.len());
        let mut ordered = Vec::new();
        if let Some(trail) = &self.trail {
            ordered.extend_from_slice(links);
            ordered.sort_by_key(|link| trail.places.get(*link as usize));
        }
        for number in if self.trail.is_some() { &ordered } else { links } {
            let Some(link) = self.graph.link(*number).filter(|link| link.sure || !self.surely)
            else {
                continue;
            };
            let Some(to) = link.to else {
                self.anything = true;
                self.follow_all();
                continue;
            };
            if self.reached.get(to as usize) {
                continue;
            }
            self.reached.set(to as usize, true);
            if let Some(trail) = &mut self.trail {
                trail.came_by.insert(to, (trail.came_by.len(), *number));
            }
            if let Some(node) = self.graph.node(to) {
                self.arrive(node, Some(to));
            }
        }
    }

    /// Follows the edges of a node and of those that it is one with.
    fn arrive(&mut self, node: Node, reached: Option<u32>) {
        if let Some(number) = self.graph.number_of(node) {
            self.follow(number, reached);
        }
        for (pool, same) in self.graph.alike(node) {
            if (self.surely && same != Truth::True) || !self.is_new(pool, node.plan) {
                continue;
            }
            for number in self.graph.elsewhere(pool, node.plan) {
                self.follow(number, reached);
            }
        }
    }

    /// Whether a pool holds what was not seen yet, looked at from a plan.
    fn is_new(&mut self, pool: Alike, plan: u32) -> bool {
        let now = match self.seen.get(&pool) {
            None => Seen::From(plan),
            Some(Seen::From(earlier)) if *earlier != plan => Seen::FromAll,
            Some(Seen::From(_) | Seen::FromAll) => return false,
        };
        self.seen.insert(pool, now);
        true
    }

    fn follow(&mut self, number: u32, reached: Option<u32>) {
        if !self.followed.get(number as usize) {
            self.followed.set(number as usize, true);
            self.waiting.push_back(number);
            if let Some(trail) = &mut self.trail {
                trail.because_of.insert(number, reached);
            }
        }
    }

    fn follow_all(&mut self) {
        for number in (0..).take(self.graph.size()) {
            self.follow(number, None);
        }
    }
}

impl<'g> Trail<'g> {
    pub(super) fn new(places: &'g [u32]) -> Trail<'g> {
        Trail { places, came_by: FxHashMap::default(), because_of: FxHashMap::default() }
    }

    /// The edges that led to the nearest of some nodes, in order.
    pub(super) fn shortest(
        &self,
        graph: &Graph,
        ends: impl Iterator<Item = u32>,
    ) -> Option<Vec<u32>> {
        let (_, last) = ends.filter_map(|end| self.came_by.get(&end)).min()?;
        let mut links = vec![*last];
        let mut at = *last;
        while let Some(begins) = graph.link(at)?.from
            && let Some(Some(reached)) = self.because_of.get(&begins)
        {
            (_, at) = *self.came_by.get(reached)?;
            links.push(at);
        }
        links.reverse();
        Some(links)
    }
}
