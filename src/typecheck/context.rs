//! Where the checker stands: in which item, which names it has seen, which defines it is inside.

use rustc_hash::FxHashMap;

use super::layers::Borrowed;
use super::scope::Scope;
use crate::base::Span;
use crate::packs::PackId;
use crate::program::{ExprId, Variable};

/// What kind of item is being checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    PlainRule,
    PortfolioRule,
    Define,
    Relation,
    /// A parameter's value, where no name means anything.
    Literal,
}

/// What is written out where it is called, by its place among the items of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Callee {
    Define(usize),
    Relation(usize),
}

/// A define or relation being written out.
pub(super) struct Frame {
    pub(super) callee: Callee,
    /// What is wrong in it is said where the define is checked by itself.
    pub(super) silent: bool,
    /// Where it is called; none for what is itself being checked.
    pub(super) call: Option<Span>,
}

/// Where the checker stands.
pub(super) struct Context {
    pub(super) pack: PackId,
    pub(super) home: Home,
    /// The kind of the item itself, whatever define of another is being written out in it.
    pub(super) item_home: Home,
    pub(super) scope: Scope,
    /// Of the rule.
    pub(super) variables: Vec<Variable>,
    pub(super) frames: Vec<Frame>,
    /// Defines and relations written out in this rule, by what they were called with.
    pub(super) expansions: FxHashMap<(Callee, Vec<String>), ExprId>,
    /// Where the rule's expressions begin in the arena.
    pub(super) first: usize,
    pub(super) depth: usize,
    /// A limit is passed, and that was reported.
    pub(super) over: bool,
    /// What a report of a limit points at.
    pub(super) item: Span,
    /// An exception is read that was written for a rule which is replaced.
    pub(super) borrowed: Option<Borrowed>,
}

impl Context {
    pub(super) fn new(pack: PackId, home: Home, item: Span, first: usize) -> Context {
        Context {
            pack,
            home,
            item_home: home,
            scope: Scope::default(),
            variables: Vec::new(),
            frames: Vec::new(),
            expansions: FxHashMap::default(),
            first,
            depth: 0,
            over: false,
            item,
            borrowed: None,
        }
    }
}
