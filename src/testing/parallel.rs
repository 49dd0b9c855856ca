//! Many things at once, in order.

/// What `make` makes of each item, in the order of the items.
#[cfg(feature = "cli")]
pub(super) fn each<T: Sync, R: Send>(items: &[T], make: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(make).collect()
}

/// What `make` makes of each item, in the order of the items.
#[cfg(not(feature = "cli"))]
pub(super) fn each<T, R>(items: &[T], make: impl Fn(&T) -> R) -> Vec<R> {
    items.iter().map(make).collect()
}
