//! What undetermined verdicts wait for, the piece that most wait for first.

use std::collections::BTreeMap;

use indexmap::{IndexMap, IndexSet};

use super::assessment::Gap;
use super::finding::Waiting;
use crate::program::RuleId;

/// A rule on a plan waits for a piece of evidence.
#[derive(Debug)]
pub(super) struct Wait {
    pub waiting: Waiting,
    /// Where it is missing.
    pub path: String,
    pub rule: RuleId,
    /// Its place among the plans of the batch; `None` for the portfolio.
    pub plan: Option<usize>,
}

/// Collects the evidence that undetermined verdicts wait for. Plans that lack the same are kept as
/// one with their number: what is kept grows with the ways in which plans differ.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    pieces: IndexMap<Waiting, Where>,
    /// A rule, and all the pieces that its verdict on a plan waits for.
    verdicts: IndexSet<(RuleId, Vec<usize>)>,
    /// How many plans wait in the same way, by their verdicts; whether the portfolio does is kept
    /// apart, since it is no plan.
    plans: IndexMap<Vec<usize>, usize>,
    portfolio: Vec<usize>,
}

/// The places where a piece is missing.
#[derive(Debug)]
enum Where {
    One(String),
    Several,
}

impl Gaps {
    /// Notes what the rules wait for on the plans of a batch.
    pub fn add(&mut self, mut waits: Vec<Wait>) {
        waits.sort_by_key(|wait| wait.plan.unwrap_or(usize::MAX));
        for of_plan in waits.chunk_by(|one, next| one.plan == next.plan) {
            let mut rules: BTreeMap<RuleId, Vec<usize>> = BTreeMap::new();
            for wait in of_plan {
                rules.entry(wait.rule).or_default().push(self.piece(wait));
            }
            let verdicts = rules.into_iter().map(|(rule, mut pieces)| {
                pieces.sort_unstable();
                pieces.dedup();
                self.verdicts.insert_full((rule, pieces)).0
            });
            let verdicts: Vec<usize> = verdicts.collect();
            match of_plan.first().and_then(|wait| wait.plan) {
                Some(_) => *self.plans.entry(verdicts).or_default() += 1,
                None => self.portfolio = verdicts,
            }
        }
    }

    fn piece(&mut self, wait: &Wait) -> usize {
        let (at, known) = match self.pieces.get_full_mut(&wait.waiting) {
            Some((at, _, known)) => (at, known),
            None => {
                let one = Where::One(wait.path.clone());
                return self.pieces.insert_full(wait.waiting.clone(), one).0;
            }
        };
        if !matches!(known, Where::One(path) if *path == wait.path) {
            *known = Where::Several;
        }
        at
    }

    /// Ranks the pieces. A verdict that waits for several is counted with the one that most wait
    /// for, so that the counts add up to the number of verdicts.
    pub fn ranked(self, name_of: impl Fn(RuleId) -> String) -> Vec<Gap> {
        let mut number = vec![0; self.verdicts.len()];
        let plans = self.plans.iter().map(|(verdicts, plans)| (verdicts, *plans));
        for (verdicts, plans) in plans.chain([(&self.portfolio, 1)]) {
            for verdict in verdicts {
                if let Some(number) = number.get_mut(*verdict) {
                    *number += plans;
                }
            }
        }
        let (order, ranks) = self.in_order(&number);
        let mut gaps: Vec<Gap> = order
            .into_iter()
            .filter_map(|piece| self.pieces.get_index(piece))
            .map(|(waiting, places)| Gap {
                waiting: waiting.clone(),
                path: match places {
                    Where::One(path) => path.clone(),
                    Where::Several => waiting.path.clone(),
                },
                rules: Vec::new(),
                verdicts: 0,
                plans: 0,
                plans_from_here: 0,
            })
            .collect();
        let mut rules = vec![Vec::new(); gaps.len()];
        for (((rule, _), number), rank) in self.verdicts.iter().zip(&number).zip(&ranks) {
            let Some((gap, rules)) = rank.and_then(|it| gaps.get_mut(it).zip(rules.get_mut(it)))
            else {
                continue;
            };
            gap.verdicts += number;
            rules.push(*rule);
        }
        for (gap, mut rules) in gaps.iter_mut().zip(rules) {
            rules.sort_unstable();
            rules.dedup();
            gap.rules = rules.into_iter().map(&name_of).collect();
        }
        for (verdicts, plans) in &self.plans {
            let of_plan = verdicts.iter().filter_map(|verdict| *ranks.get(*verdict)?);
            let mut of_plan: Vec<usize> = of_plan.collect();
            of_plan.sort_unstable();
            of_plan.dedup();
            for rank in &of_plan {
                gaps.get_mut(*rank).into_iter().for_each(|gap| gap.plans += plans);
            }
            let last = of_plan.last().map_or(0, |last| last + 1);
            gaps.iter_mut().take(last).for_each(|gap| gap.plans_from_here += plans);
        }
        gaps
    }

    /// The pieces in their order, and by verdict the place of the piece that it is counted with.
    fn in_order(&self, number: &[usize]) -> (Vec<usize>, Vec<Option<usize>>) {
        let mut left: Vec<Vec<usize>> = vec![Vec::new(); self.pieces.len()];
        for (verdict, (_, pieces)) in self.verdicts.iter().enumerate() {
            for piece in pieces {
                left.get_mut(*piece).into_iter().for_each(|waiting| waiting.push(verdict));
            }
        }
        let mut ranks: Vec<Option<usize>> = vec![None; self.verdicts.len()];
        let mut order = Vec::new();
        loop {
            let size = |waiting: &Vec<usize>| {
                waiting.iter().filter_map(|verdict| number.get(*verdict)).sum::<usize>()
            };
            // The first of the most: stable by the order in which they were noted.
            let best = left.iter().enumerate().rev().max_by_key(|(_, waiting)| size(waiting));
            let Some((best, waiting)) = best.filter(|(_, waiting)| !waiting.is_empty()) else {
                return (order, ranks);
            };
            for verdict in waiting {
                if let Some(rank) = ranks.get_mut(*verdict) {
                    *rank = Some(order.len());
                }
            }
            order.push(best);
            let open = |verdict: &usize| ranks.get(*verdict).is_some_and(Option::is_none);
            left.iter_mut().for_each(|waiting| waiting.retain(open));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(path: &str, place: &str, rule: u32, plan: Option<usize>) -> Wait {
        let waiting = Waiting { path: path.into(), why: "is not stated".into() };
        Wait { waiting, path: place.into(), rule: RuleId(rule), plan }
    }

    fn seen(gaps: &[Gap]) -> Vec<(&str, usize, usize, usize)> {
        gaps.iter().map(|g| (g.path.as_str(), g.verdicts, g.plans, g.plans_from_here)).collect()
    }

    #[test]
    fn counts_add_up_and_the_widest_gap_comes_first() {
        let mut gaps = Gaps::default();
        gaps.add(vec![
            wait("minerals", "minerals", 0, Some(0)),
            wait("measures[*].criteria", "measures[a].criteria", 1, Some(0)),
            wait("measures[*].criteria", "measures[b].criteria", 1, Some(0)),
            wait("energy.mix", "energy.mix", 0, Some(0)),
            wait("energy.mix", "energy.mix", 2, Some(0)),
            wait("energy.mix", "energy.mix", 2, Some(1)),
        ]);
        let ranked = gaps.ranked(|rule| format!("r{}", rule.0));
        assert_eq!(seen(&ranked), [("energy.mix", 3, 2, 2), ("measures[*].criteria", 1, 1, 1)]);
        assert_eq!(ranked[0].rules, ["r0", "r2"]);
    }

    #[test]
    fn where_a_batch_ends_does_not_matter() {
        let waits = || {
            (0..6).flat_map(|plan| {
                let both = wait("a", "a", 0, Some(plan));
                let one = wait("b", &format!("b[{plan}]"), 1, Some(plan));
                let odd = (plan % 2 == 1).then(|| wait("c", "c", 1, Some(plan)));
                [both, one].into_iter().chain(odd)
            })
        };
        let mut together = Gaps::default();
        together.add(waits().chain([wait("a", "a", 7, None)]).collect());
        let mut apart = Gaps::default();
        for plan in 0..6 {
            apart.add(waits().filter(|wait| wait.plan == Some(plan)).collect());
        }
        apart.add(vec![wait("a", "a", 7, None)]);
        assert_eq!(apart.plans.len(), 2);
        let ranked = apart.ranked(|rule| rule.0.to_string());
        assert_eq!(seen(&ranked), [("a", 7, 6, 6), ("b", 6, 6, 6)]);
        assert_eq!(ranked, together.ranked(|rule| rule.0.to_string()));
    }
}
