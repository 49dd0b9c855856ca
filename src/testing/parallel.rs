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

/// The same with something that each thread makes once and changes.
#[cfg(feature = "cli")]
pub(super) fn each_with<T: Sync, S, R: Send>(
    items: &[T],
    init: impl Fn() -> S + Sync + Send,
    make: impl Fn(&mut S, &T) -> R + Sync + Send,
) -> Vec<R> {
    use rayon::prelude::*;
    // Few pieces, since each begins with its own.
    let least = items.len().div_ceil(4 * rayon::current_num_threads()).max(1);
    items.par_iter().with_min_len(least).map_init(init, make).collect()
}

/// The same with something that is made once and changed.
#[cfg(not(feature = "cli"))]
pub(super) fn each_with<T, S, R>(
    items: &[T],
    init: impl Fn() -> S,
    make: impl Fn(&mut S, &T) -> R,
) -> Vec<R> {
    let mut state = init();
    items.iter().map(|item| make(&mut state, item)).collect()
}
