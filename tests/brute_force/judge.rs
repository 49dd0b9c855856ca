//! Holds the verdicts on a plan with gaps against all ways to complete the plan.

use misrule::evaluate::Verdict;

use crate::broken::Broken;
use crate::formula::{Rule, VARIABLES};
use crate::oracle::{Bound, Part, Truth, World};
use crate::plan::{Plan, Reads};
use crate::random::Random;
use crate::write;

/// One subject of a rule on a plan: the items that its loops bind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Places in the list of items.
    pub bound: Vec<usize>,
    /// It stands for the members that the list of the next loop might have.
    pub open: bool,
}

/// What is wrong with a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It was decided, and a completion says otherwise.
    Unsound,
    /// It was left undecided, though all completions agree and the forms are exact ones.
    Inexact,
    /// A member has no verdict, or two.
    Subjects,
}

/// Which of a subject's parts are seen to be what over the completions: true, false, neither.
type Seen = [[bool; 3]; 3];

/// A rule with what the judge must know of it.
pub struct Asked<'a> {
    pub rule: &'a Rule,
    pub text: &'a write::Text,
    /// Where all completions agree, the verdict must be given.
    pub exact: bool,
    /// Completions that are looked at; where there are more, so many of them.
    pub most: usize,
    pub broken: Option<Broken>,
}

/// Holds the verdicts of a rule's subjects on a plan to its completions. Gives whether each verdict
/// had to be the very one that the completions agree on, or only one that none of them denies.
pub fn judge(
    asked: &Asked,
    plan: &Plan,
    subjects: &[(Subject, Verdict)],
    random: &mut Random,
) -> Result<bool, (Fault, Option<Subject>)> {
    if !are_complete(asked.rule, plan, subjects) {
        return Err((Fault::Subjects, None));
    }
    let free = free(plan, &asked.text.reads);
    let count = free
        .iter()
        .try_fold(1usize, |count, cell| count.checked_mul(plan.cells[*cell].choices.len()))
        .unwrap_or(usize::MAX);
    let is_whole = count <= asked.most;
    let is_closed = [&plan.items, &plan.links, &plan.marks].iter().all(|list| list.is_closed());
    let exact = is_whole && is_closed && (asked.exact || (free.is_empty() && !asked.text.keyed));
    let of_interest = |verdict: Verdict| exact || verdict != Verdict::Undetermined;
    if !subjects.iter().any(|(_, verdict)| of_interest(*verdict)) {
        return Ok(exact);
    }
    let mut seen = vec![Seen::default(); subjects.len()];
    let mut values = plan.first.clone();
    for at in 0..count.min(asked.most) {
        complete(plan, &free, &mut values, at, is_whole, random);
        let world = World {
            rule: asked.rule,
            plan,
            values: &values,
            vars: [Bound::Word(0); VARIABLES],
            broken: asked.broken,
        };
        for ((subject, verdict), seen) in subjects.iter().zip(&mut seen) {
            if of_interest(*verdict) {
                see(&world, subject, parts_of(*verdict, exact), seen);
            }
        }
    }
    // A share whose whole may be nothing is given as a range all the same: the completions in
    // which it cannot be computed say nothing about it.
    let shares = asked.text.text.contains("(share of ");
    for ((subject, verdict), seen) in subjects.iter().zip(&seen) {
        if !of_interest(*verdict) {
            continue;
        }
        if !is_sound(*verdict, seen, shares) {
            return Err((Fault::Unsound, Some(subject.clone())));
        }
        if exact && !shares && !subject.open && table(seen) != *verdict {
            return Err((Fault::Inexact, Some(subject.clone())));
        }
    }
    Ok(exact)
}

/// Cells that are not known and that a rule reads.
fn free(plan: &Plan, reads: &Reads) -> Vec<usize> {
    let is_read = |at: &&usize| {
        let cell = &plan.cells[**at];
        reads[cell.class as usize] & cell.field.bit() != 0
    };
    plan.gaps.iter().filter(is_read).copied().collect()
}

/// The completion of the given number; where not all are looked at, the first and the last choice
/// for each cell, and then any.
fn complete(
    plan: &Plan,
    free: &[usize],
    values: &mut [u16],
    at: usize,
    is_whole: bool,
    random: &mut Random,
) {
    let mut left = at;
    for cell in free {
        let choices = &plan.cells[*cell].choices;
        let choice = match (is_whole, at) {
            (true, _) => left % choices.len(),
            (false, 0) => 0,
            (false, 1) => choices.len() - 1,
            (false, _) => random.below(choices.len()),
        };
        left /= choices.len();
        values[*cell] = choices[choice];
    }
}

/// The parts that a verdict says something of.
fn parts_of(verdict: Verdict, exact: bool) -> &'static [Part] {
    match verdict {
        _ if exact => &Part::ALL,
        Verdict::NotApplicable => &[Part::Applies],
        Verdict::Satisfied => &[Part::Holds],
        Verdict::Excepted => &[Part::Excepted],
        Verdict::Violated | Verdict::Undetermined => &Part::ALL,
    }
}

fn see(world: &World, subject: &Subject, parts: &[Part], seen: &mut Seen) {
    let items = &world.plan.items;
    let loops = world.rule.loops.len();
    let bound: Vec<usize> = subject.bound.iter().map(|at| items.members[*at]).collect();
    let mut see = |bound: &[usize]| {
        for part in parts {
            // A subject that stops short of the loops is one that the rule does not apply to.
            if bound.len() == loops || *part == Part::Applies {
                seen[*part as usize][place(world.part(*part, bound))] = true;
            }
        }
    };
    if !subject.open {
        return see(&bound);
    }
    // It stands for every way to bind the loops that are left to members that may be there.
    let length = usize::from(world.values[items.length] & 0xff);
    for first in &items.members[items.sure.min(length)..length] {
        let bound = [bound.as_slice(), &[*first]].concat();
        if bound.len() == loops {
            see(&bound);
            continue;
        }
        for second in &items.members[..length] {
            see(&[bound.as_slice(), &[*second]].concat());
        }
    }
}

fn place(truth: Truth) -> usize {
    match truth {
        Some(true) => 0,
        Some(false) => 1,
        None => 2,
    }
}

/// Whether no completion denies a verdict.
fn is_sound(verdict: Verdict, seen: &Seen, shares: bool) -> bool {
    let [applies, holds, excepted] = *seen;
    let stuck = |part: [bool; 3]| part[2] && !shares;
    let always = |part: [bool; 3]| !part[1] && !stuck(part);
    let never = |part: [bool; 3]| !part[0] && !stuck(part);
    match verdict {
        Verdict::NotApplicable => never(applies),
        Verdict::Satisfied => always(holds),
        Verdict::Excepted => always(excepted),
        Verdict::Violated => always(applies) && never(holds) && never(excepted),
        Verdict::Undetermined => true,
    }
}

/// The verdict by the table of the language's design, from what all completions agree on.
fn table(seen: &Seen) -> Verdict {
    let [applies, holds, excepted] = seen.map(|part| match part {
        [true, false, false] => Some(true),
        [false, true, false] => Some(false),
        _ => None,
    });
    if applies == Some(false) {
        Verdict::NotApplicable
    } else if holds == Some(true) {
        Verdict::Satisfied
    } else if excepted == Some(true) {
        Verdict::Excepted
    } else if (applies, holds, excepted) == (Some(true), Some(false), Some(false)) {
        Verdict::Violated
    } else {
        Verdict::Undetermined
    }
}

/// Whether each member has its one verdict, and a list that is open one for what it may have.
fn are_complete(rule: &Rule, plan: &Plan, subjects: &[(Subject, Verdict)]) -> bool {
    let open = !plan.items.is_closed();
    let once = |bound: &[usize], open: bool| {
        let is_it = |(one, _): &&(Subject, Verdict)| one.bound == bound && one.open == open;
        subjects.iter().filter(is_it).count() == 1
    };
    let covers = |bound: &[usize]| {
        (0..plan.items.sure).all(|at| {
            let inner = [bound, &[at]].concat();
            // Where the rule does not apply to a member, the loops within are not looked at.
            once(&inner, false)
                || (inner.len() < rule.loops.len()
                    && (0..plan.items.sure).all(|next| once(&[at, next], false))
                    && (!open || once(&inner, true)))
        }) && (!open || once(bound, true))
    };
    match rule.loops.len() {
        0 => subjects.len() == 1 && once(&[], false),
        // Outside its years nothing is looked at.
        _ if rule.in_force.is_some() && subjects.len() == 1 && once(&[], false) => true,
        _ => covers(&[]),
    }
}
