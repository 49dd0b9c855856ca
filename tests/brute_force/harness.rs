//! Holds a verdict on a plan with gaps against all ways to complete the plan.

use crate::oracle::{completions, finding};
use crate::toy::{Plan, Rule};

/// A verdict, as far as completions can tell: is there a finding?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Finding,
    NoFinding,
    Undetermined,
}

/// What is wrong with a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It was decided, and a completion says otherwise.
    Unsound,
    /// It was left undecided, though all completions agree and the forms are exact ones.
    Inexact,
}

/// Completions of one plan are at most so many; plans with more are passed over.
const MOST: usize = 1_000;

/// `None` where the plan has too many completions to write down.
pub fn judge(rule: &Rule, plan: &Plan, verdict: Class, exact: bool) -> Option<Result<(), Fault>> {
    let worlds = completions(plan, MOST)?;
    let (mut found, mut clear, mut stuck) = (false, false, false);
    for world in &worlds {
        match finding(rule, world) {
            Some(true) => found = true,
            Some(false) => clear = true,
            None => stuck = true,
        }
    }
    // A share whose whole may be nothing is given as a range all the same: the completions in
    // which it cannot be computed say nothing about it.
    let stuck = stuck && !rule.reads_a_share();
    let sound = match verdict {
        Class::Finding => !clear && !stuck,
        Class::NoFinding => !found && !stuck,
        Class::Undetermined => true,
    };
    // A list left out can be completed in more ways than are written down.
    let exact = exact && plan.items.is_some();
    let agreed = [found, clear, stuck].into_iter().filter(|seen| *seen).count() == 1 && !stuck;
    Some(match (sound, exact && agreed && verdict == Class::Undetermined) {
        (false, _) => Err(Fault::Unsound),
        (true, true) => Err(Fault::Inexact),
        (true, false) => Ok(()),
    })
}
