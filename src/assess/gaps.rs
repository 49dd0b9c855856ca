//! What undetermined verdicts wait for, the piece that most wait for first.

use indexmap::{IndexMap, IndexSet};

use super::assessment::Gap;
use super::finding::Waiting;

/// Collects the evidence that undetermined verdicts wait for.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    /// By piece of evidence: where it is missing, and the verdicts that wait for it.
    pieces: IndexMap<Waiting, Piece>,
}

#[derive(Debug, Default)]
struct Piece {
    paths: IndexSet<String>,
    verdicts: IndexSet<Verdict>,
}

/// A rule (its number and its name) on a plan; `None` is the portfolio.
type Verdict = (usize, Option<usize>);

impl Gaps {
    /// Notes that a rule on a plan waits for a piece that is missing at `path`.
    pub fn add(&mut self, waiting: Waiting, path: &str, rule: usize, plan: Option<usize>) {
        let piece = self.pieces.entry(waiting).or_default();
        piece.paths.insert(path.to_owned());
        piece.verdicts.insert((rule, plan));
    }

    /// Ranks the pieces. A verdict that waits for several is counted with the one that most wait
    /// for, so that the counts add up to the number of verdicts.
    pub fn ranked(self, name_of: impl Fn(usize) -> String) -> Vec<Gap> {
        let mut left: Vec<(Waiting, Piece)> = self.pieces.into_iter().collect();
        let mut ranked = Vec::new();
        loop {
            // The first of the most: stable by the order in which they were noted.
            let best = (0..left.len())
                .rev()
                .max_by_key(|at| left.get(*at).map_or(0, |(_, piece)| piece.verdicts.len()));
            let Some(best) = best else { break };
            let (waiting, piece) = left.remove(best);
            if piece.verdicts.is_empty() {
                break;
            }
            for (_, other) in &mut left {
                other.verdicts.retain(|verdict| !piece.verdicts.contains(verdict));
            }
            let mut rules: Vec<usize> = piece.verdicts.iter().map(|(rule, _)| *rule).collect();
            rules.sort_unstable();
            rules.dedup();
            let plans: IndexSet<Option<usize>> =
                piece.verdicts.iter().map(|(_, plan)| *plan).collect();
            let path = match piece.paths.len() {
                1 => piece.paths.into_iter().next().unwrap_or_default(),
                _ => waiting.path.clone(),
            };
            ranked.push(Gap {
                waiting,
                path,
                rules: rules.into_iter().map(&name_of).collect(),
                verdicts: piece.verdicts.len(),
                plans: plans.into_iter().collect(),
            });
        }
        ranked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_and_the_widest_gap_comes_first() {
        let waiting = |path: &str| Waiting { path: path.into(), why: "is not stated".into() };
        let mut gaps = Gaps::default();
        gaps.add(waiting("minerals"), "minerals", 0, Some(0));
        gaps.add(waiting("measures[*].criteria"), "measures[a].criteria", 1, Some(0));
        gaps.add(waiting("measures[*].criteria"), "measures[b].criteria", 1, Some(0));
        gaps.add(waiting("energy.mix"), "energy.mix", 0, Some(0));
        gaps.add(waiting("energy.mix"), "energy.mix", 2, Some(0));
        gaps.add(waiting("energy.mix"), "energy.mix", 2, Some(1));
        let ranked = gaps.ranked(|rule| format!("r{rule}"));
        let seen: Vec<_> =
            ranked.iter().map(|g| (g.path.as_str(), g.verdicts, g.plans.len())).collect();
        assert_eq!(seen, [("energy.mix", 3, 2), ("measures[*].criteria", 1, 1)]);
        assert_eq!(ranked[0].rules, ["r0", "r2"]);
    }
}
