//! Rule text becomes a tree with a place on every node.

pub mod ast;

/// How deeply a tree may be nested. Deeper text is refused, so that the rooms behind can walk a
/// tree by recursion.
pub const MAX_DEPTH: usize = 128;
