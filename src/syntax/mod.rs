//! Rule text becomes a tree with a place on every node.
