//! Exact numbers, dimensions and units.
