//! Many jobs on some threads, and what they make taken in their order.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// Jobs for each thread that are begun and not taken yet: enough that nobody waits for one that
/// takes long, few enough that what they made takes little room.
const AHEAD: usize = 3;

/// How far things are.
#[derive(Default)]
struct Progress {
    begun: usize,
    taken: usize,
    /// Nothing more is to be begun.
    stopped: bool,
}

/// What the threads share.
struct Shared<'a, J, R> {
    jobs: &'a [J],
    work: &'a (dyn Fn(&J) -> R + Sync),
    ahead: usize,
    progress: Mutex<Progress>,
    moved: Condvar,
}

impl<J, R> Shared<'_, J, R> {
    fn change<T>(&self, change: impl FnOnce(&mut Progress) -> T) -> T {
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = change(&mut progress);
        self.moved.notify_all();
        changed
    }

    /// The next job, once there is room for what it makes.
    fn next(&self) -> Option<(usize, &J)> {
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |it: &mut Progress| !it.stopped && it.begun >= it.taken + self.ahead;
        let waited = self.moved.wait_while(progress, full);
        let mut progress = waited.unwrap_or_else(PoisonError::into_inner);
        let at = progress.begun;
        let job = self.jobs.get(at).filter(|_| !progress.stopped)?;
        progress.begun += 1;
        Some((at, job))
    }

    fn run(&self, made: &Sender<(usize, R)>) {
        let _stop = StopOnPanic(self);
        while let Some((at, job)) = self.next() {
            if made.send((at, (self.work)(job))).is_err() {
                return;
            }
        }
    }
}

/// Lets nobody wait for a thread that is gone.
struct StopOnPanic<'s, 'a, J, R>(&'s Shared<'a, J, R>);

impl<J, R> Drop for StopOnPanic<'_, '_, J, R> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.change(|progress| progress.stopped = true);
        }
    }
}

/// As many threads as the machine runs at a time.
pub fn all_cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Does every job, on so many threads, and hands what they make to `take` in the order of the jobs,
/// until it says that it has enough. What one thread can do is done without any.
pub fn in_order<J: Sync, R: Send>(
    jobs: &[J],
    threads: usize,
    work: &(dyn Fn(&J) -> R + Sync),
    mut take: impl FnMut(R) -> bool,
) {
    let threads = threads.min(jobs.len());
    if threads <= 1 {
        jobs.iter().all(|job| take(work(job)));
        return;
    }
    let (progress, moved) = (Mutex::default(), Condvar::new());
    let shared = Shared { jobs, work, ahead: threads * AHEAD, progress, moved };
    thread::scope(|scope| {
        let (send, made) = channel();
        let shared = &shared;
        let mut begun = 0;
        for _ in 0..threads {
            let send = send.clone();
            let thread = thread::Builder::new().spawn_scoped(scope, move || shared.run(&send));
            begun += usize::from(thread.is_ok());
        }
        drop(send);
        if begun == 0 {
            // There are no threads to be had: this one is there.
            jobs.iter().all(|job| take(work(job)));
            return;
        }
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        while let Ok((at, result)) = made.recv() {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                let more = take(result);
                shared.change(|progress| {
                    progress.taken = next;
                    progress.stopped |= !more;
                });
                if !more {
                    return;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn what_is_made_comes_in_order_and_never_far_ahead() {
        let jobs: Vec<usize> = (0..200).collect();
        for threads in [1, 2, 5] {
            let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let work = |job: &usize| {
                let ahead = begun.fetch_add(1, Ordering::SeqCst) + 1;
                assert!(ahead <= taken.load(Ordering::SeqCst) + threads * AHEAD + 1);
                if job.is_multiple_of(7) {
                    thread::yield_now();
                }
                job * 2
            };
            let mut seen = Vec::new();
            in_order(&jobs, threads, &work, |made| {
                taken.fetch_add(1, Ordering::SeqCst);
                seen.push(made);
                true
            });
            assert_eq!(seen, jobs.iter().map(|job| job * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn enough_is_enough() {
        let jobs: Vec<usize> = (0..1000).collect();
        for threads in [1, 3] {
            let mut seen = 0;
            in_order(&jobs, threads, &|job| *job, |_| {
                seen += 1;
                seen < 10
            });
            assert_eq!(seen, 10);
        }
    }

    #[test]
    fn a_job_that_panics_ends_the_run() {
        let jobs: Vec<usize> = (0..100).collect();
        let work = |job: &usize| assert_ne!(*job, 40);
        let run = std::panic::AssertUnwindSafe(|| in_order(&jobs, 3, &work, |()| true));
        assert!(std::panic::catch_unwind(run).is_err());
    }
}
