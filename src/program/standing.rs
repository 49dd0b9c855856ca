//! How provisions stand: which rules answer to each, and what is left of it.

use rustc_hash::FxHashMap;

use super::{Checkable, Exception, Program, Provision, ProvisionId, Rule, RuleId};
use crate::base::Texts;

/// How far rules answer to a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Rules answer to it, and plans can show all of it.
    Covered,
    /// Rules answer to it, and a part of it no plan can show.
    Partly,
    /// No rule answers to it, though plans could show it.
    NotYet,
    /// No plan can show whether it is kept.
    NotCheckable,
}

impl Status {
    pub const ALL: [Status; 4] =
        [Status::Covered, Status::Partly, Status::NotYet, Status::NotCheckable];
}

/// A provision and what answers to it.
#[derive(Clone, Debug)]
pub struct Standing<'p> {
    pub id: ProvisionId,
    pub provision: &'p Provision,
    pub status: Status,
    /// Why plans show it in part only, or not at all.
    pub why: Option<&'p Texts>,
    /// The rules that answer to it or to one that says the same, in the order of the program.
    pub rules: Vec<RuleId>,
    /// The exceptions that do, each with its rule.
    pub exceptions: Vec<(RuleId, &'p Exception)>,
    /// The other provisions that say the same, directly or by way of others, and those that do so
    /// together.
    pub same: Vec<ProvisionId>,
}

/// Every provision, source by source in the order of their ids, `3.1-b` before `3.1-aa` before
/// `3.10-a`. Rules that a pack disables or replaces answer to
/// nothing.
pub fn standings(program: &Program) -> Vec<Standing<'_>> {
    let alike = alike(program);
    let mut members: FxHashMap<u32, Vec<ProvisionId>> = FxHashMap::default();
    for (id, group) in (0..).map(ProvisionId).zip(&alike) {
        members.entry(*group).or_default().push(id);
    }
    let answers = Answers::of(program);
    let numbered = (0..).map(ProvisionId).zip(program.provisions.iter());
    let stands = numbered.map(|(id, provision)| {
        let group = alike.get(id.0 as usize).and_then(|group| members.get(group));
        stand(program, &answers, id, provision, group.map_or(&[], Vec::as_slice))
    });
    let mut all: Vec<Standing> = stands.collect();
    answer_together(&mut all, &alike);
    all.sort_by_cached_key(|it| (it.provision.source.0, natural(&it.provision.id)));
    all
}

/// A part of an id, in the order in which lists of provisions go.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Mark(char),
    Number(usize, String),
    Letters(usize, String),
}

/// An id by its parts: runs of digits as numbers, runs of letters the shorter first.
fn natural(id: &str) -> Vec<Part> {
    let class = |it: char| (it.is_ascii_digit(), it.is_alphabetic());
    let mut parts = Vec::new();
    let mut rest = id;
    while let Some(first) = rest.chars().next() {
        let end = match class(first) {
            (false, false) => first.len_utf8(),
            of_first => rest.find(|it| class(it) != of_first).unwrap_or(rest.len()),
        };
        let (run, behind) = rest.split_at(end);
        parts.push(match class(first) {
            (true, _) => {
                let digits = run.trim_start_matches('0');
                Part::Number(digits.len(), digits.to_owned())
            }
            (false, true) => Part::Letters(run.len(), run.to_owned()),
            (false, false) => Part::Mark(first),
        });
        rest = behind;
    }
    parts
}

fn stand<'p>(
    program: &'p Program,
    answers: &Answers<'p>,
    id: ProvisionId,
    provision: &'p Provision,
    group: &[ProvisionId],
) -> Standing<'p> {
    let of_group = || group.iter().filter_map(|id| program.provision(*id));
    let mut rules: Vec<RuleId> =
        group.iter().filter_map(|id| answers.rules.get(id)).flatten().copied().collect();
    rules.sort_unstable();
    rules.dedup();
    let exceptions: Vec<_> =
        group.iter().filter_map(|id| answers.exceptions.get(id)).flatten().copied().collect();
    let answered = !rules.is_empty() || !exceptions.is_empty();
    // What is said of one holds of all that say the same.
    let limits = || std::iter::once(provision).chain(of_group()).map(|it| &it.checkable);
    let never = limits().find_map(|it| match it {
        Checkable::Not(why) => Some(why),
        Checkable::Wholly | Checkable::Partly(_) => None,
    });
    let partly = limits().find_map(|it| match it {
        Checkable::Partly(why) => Some(why),
        Checkable::Wholly | Checkable::Not(_) => None,
    });
    let (status, why) = match (answered, never, partly) {
        (false, Some(why), _) => (Status::NotCheckable, Some(why)),
        (false, None, partly) => (Status::NotYet, partly),
        (true, Some(why), _) | (true, None, Some(why)) => (Status::Partly, Some(why)),
        (true, None, None) => (Status::Covered, None),
    };
    let same = group.iter().copied().filter(|other| *other != id).collect();
    Standing { id, provision, status, why, rules, exceptions, same }
}

/// Lets what several provisions say together be answered where each of them is; what says the
/// same is answered with it. `all` are in the order of the program, `alike` tells which say the
/// same.
fn answer_together(all: &mut [Standing<'_>], alike: &[u32]) {
    let of_several = |it: &Standing| !it.provision.together.is_empty();
    let wholes: Vec<(usize, Vec<ProvisionId>)> = all
        .iter()
        .enumerate()
        .filter(|(_, it)| of_several(it))
        .map(|(at, it)| (at, it.provision.together.clone()))
        .collect();
    // A whole may be a part of another; each round carries answers one step further.
    loop {
        let mut settled = true;
        for (whole, parts) in &wholes {
            let group = alike.get(*whole);
            let waiting: Vec<usize> = alike
                .iter()
                .enumerate()
                .filter(|(at, it)| Some(*it) == group && all.get(*at).is_some_and(Standing::waits))
                .map(|(at, _)| at)
                .collect();
            if waiting.is_empty() {
                continue;
            }
            let parts = parts.iter().filter_map(|id| all.get(id.0 as usize));
            let Some(answer) = Answer::of(parts) else { continue };
            for at in waiting {
                if let Some(standing) = all.get_mut(at) {
                    standing.take(&answer);
                    settled = false;
                }
            }
        }
        if settled {
            break;
        }
    }
    for (whole, parts) in wholes {
        if let Some(standing) = all.get_mut(whole) {
            standing.same.extend(parts);
            standing.same.sort_unstable();
            standing.same.dedup();
        }
    }
}

/// What answers to several provisions, where something answers to each, or no plan can show it.
struct Answer<'p> {
    status: Status,
    why: Option<&'p Texts>,
    rules: Vec<RuleId>,
    exceptions: Vec<(RuleId, &'p Exception)>,
}

impl<'p> Answer<'p> {
    fn of<'s>(parts: impl Iterator<Item = &'s Standing<'p>>) -> Option<Answer<'p>>
    where
        'p: 's,
    {
        let mut answer: Option<Answer<'p>> = None;
        for part in parts {
            if part.waits() {
                return None;
            }
            let so_far = answer.get_or_insert_with(|| Answer {
                status: part.status,
                why: part.why,
                rules: Vec::new(),
                exceptions: Vec::new(),
            });
            if so_far.status != part.status {
                so_far.status = Status::Partly;
            }
            so_far.why = so_far.why.or(part.why);
            so_far.rules.extend(&part.rules);
            so_far.exceptions.extend(&part.exceptions);
        }
        if let Some(answer) = &mut answer {
            answer.rules.sort_unstable();
            answer.rules.dedup();
        }
        answer
    }
}

impl<'p> Standing<'p> {
    fn waits(&self) -> bool {
        self.status == Status::NotYet
    }

    fn take(&mut self, answer: &Answer<'p>) {
        // What is said of the provision itself goes before what is said of its parts.
        self.status = match (self.why, answer.status) {
            (Some(_), Status::Covered) => Status::Partly,
            (_, status) => status,
        };
        self.why = self.why.or(answer.why);
        self.rules.clone_from(&answer.rules);
        self.exceptions.clone_from(&answer.exceptions);
    }
}

/// What answers to each provision.
#[derive(Default)]
struct Answers<'p> {
    rules: FxHashMap<ProvisionId, Vec<RuleId>>,
    exceptions: FxHashMap<ProvisionId, Vec<(RuleId, &'p Exception)>>,
}

impl<'p> Answers<'p> {
    fn of(program: &'p Program) -> Answers<'p> {
        let mut answers = Answers::default();
        let is_asked = |rule: &Rule| rule.disabled.is_none() && rule.replaced_by.is_none();
        for (id, rule) in (0..).map(RuleId).zip(&program.rules).filter(|(_, it)| is_asked(it)) {
            for provision in &rule.provisions {
                answers.rules.entry(*provision).or_default().push(id);
            }
            let mut waiting: Vec<&Exception> = rule.exceptions.iter().rev().collect();
            while let Some(exception) = waiting.pop() {
                for provision in &exception.provisions {
                    answers.exceptions.entry(*provision).or_default().push((id, exception));
                }
                waiting.extend(exception.exceptions.iter().rev());
            }
        }
        answers
    }
}

/// By provision: the least number of those that it is the same as, itself included, whichever of
/// two says so.
fn alike(program: &Program) -> Vec<u32> {
    let mut least: Vec<u32> = (0..).take(program.provisions.len()).collect();
    loop {
        let mut settled = true;
        for (at, provision) in program.provisions.iter().enumerate() {
            let Some(same) = provision.same_as else { continue };
            let pair = [at, same.0 as usize];
            let lower = pair.iter().filter_map(|at| least.get(*at)).min().copied();
            for at in pair {
                if let (Some(group), Some(lower)) = (least.get_mut(at), lower)
                    && *group != lower
                {
                    (*group, settled) = (lower, false);
                }
            }
        }
        if settled {
            return least;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn ids_go_as_a_reader_counts() {
        let wanted = [
            "0-a", "1.1-b", "1.2-a", "3-a", "3.1-a", "3.1-z", "3.1-aa", "3.10-a", "t1-01", "t1-10",
        ];
        let mut ids = wanted;
        ids.reverse();
        ids.sort_by_key(|id| natural(id));
        assert_eq!(ids, wanted);
    }
}
