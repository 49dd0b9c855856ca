//! Holds the verdicts of one batch against what its tests expect.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::failure::{Failure, Told};
use super::suite::{Batch, Held, Suite};
use crate::assess::{Bench, Finding};
use crate::base::Language;
use crate::evaluate::{self, Outcome, Subject, Verdict, Want};
use crate::program::{Program, RuleId, Scope};
use crate::syntax::ast;
use crate::typecheck::Expected;

/// Subjects of one failure that are derived.
const MOST_TOLD: usize = 3;

/// A subject of a rule with its verdict.
type Judged<'o> = &'o (Subject, Verdict);

/// Runs rules on a batch, each once, and compares.
pub(super) struct Judge<'a> {
    program: &'a Program,
    suite: &'a Suite<'a>,
    batch: &'a Batch,
    bench: Bench<'a>,
    outcomes: FxHashMap<RuleId, Rc<Outcome>>,
}

impl<'a> Judge<'a> {
    /// `program` has the model of the suite; its rules may be others.
    pub(super) fn new(
        program: &'a Program,
        suite: &'a Suite<'a>,
        batch: &'a Batch,
        language: Language,
    ) -> Judge<'a> {
        let bench = Bench::new(program, &suite.reader, &batch.sources, language, &batch.evidence);
        Judge { program, suite, batch, bench, outcomes: FxHashMap::default() }
    }

    /// Everything that does not hold in a test.
    pub(super) fn failures(&mut self, held: &Held) -> Vec<Failure> {
        if let Some(fault) = &held.fault {
            return vec![fault.clone()];
        }
        let expectations = self.suite.case(held).map_or(&[][..], |case| &case.expectations);
        expectations.iter().filter_map(|expected| self.failure(held, expected)).collect()
    }

    /// Whether all that a test expects of some rules holds. What cannot be run tells nothing.
    pub(super) fn holds(&mut self, held: &Held, rules: &[RuleId]) -> bool {
        if held.fault.is_some() {
            return true;
        }
        let expectations = self.suite.case(held).map_or(&[][..], |case| &case.expectations);
        expectations.iter().filter(|expected| rules.contains(&expected.rule)).all(|expected| {
            let outcome = self.outcome(expected.rule);
            matches!(self.compare(held, expected, &outcome), Compared::Holds)
        })
    }

    /// The verdicts of a rule on the whole batch.
    pub(super) fn outcome(&mut self, rule: RuleId) -> Rc<Outcome> {
        let (program, facts) = (self.program, &self.batch.evidence.facts);
        let run = || Rc::new(evaluate::run(program, facts, rule, Want::Everything));
        Rc::clone(self.outcomes.entry(rule).or_insert_with(run))
    }

    fn failure(&mut self, held: &Held, expected: &Expected) -> Option<Failure> {
        let scope = self.program.rule(expected.rule).map(|rule| rule.scope);
        if scope == Some(Scope::Portfolio) && self.batch.evidence.manifest.is_none() {
            return Some(Failure::NoPortfolio { span: expected.span });
        }
        let outcome = self.outcome(expected.rule);
        match self.compare(held, expected, &outcome) {
            Compared::Holds => None,
            Compared::NoSuchPlace(subjects) => {
                let place = expected.at.as_ref()?;
                let named = subjects.iter().map(|(subject, _)| self.named(expected.rule, subject));
                let subjects = named.collect();
                let (span, place) = (place.span, place.value.clone());
                Some(Failure::NoSuchPlace { span, place, subjects })
            }
            Compared::Verdict(subjects) => Some(Failure::Verdict {
                span: expected.span,
                rule: self.program.rule(expected.rule)?.full_name(),
                expected: verdict_of(expected.verdict),
                got: subjects.first().map(|(_, verdict)| *verdict),
                told: self.told(expected.rule, &subjects),
            }),
            Compared::NotMissing(subjects, missing) => {
                let path = expected.missing.as_ref()?;
                let told = self.told(expected.rule, &subjects);
                let (span, path) = (path.span, path.value.clone());
                Some(Failure::NotMissing { span, path, missing, told })
            }
        }
    }

    /// Holds one expectation against a rule's verdicts.
    fn compare<'o>(&self, held: &Held, expected: &Expected, outcome: &'o Outcome) -> Compared<'o> {
        let rule = expected.rule;
        let own = |(subject, _): &Judged| match subject.plan {
            Some(plan) => held.plans.contains(&plan),
            None => true,
        };
        let mut subjects: Vec<Judged> = outcome.subjects.iter().filter(own).collect();
        let several = held.plans.len() > 1;
        if let Some(place) = &expected.at {
            let nearness = |judged: &Judged| self.stands_at(rule, judged, &place.value, several);
            let near: Vec<Option<Near>> = subjects.iter().map(nearness).collect();
            let Some(nearest) = near.iter().flatten().max().copied() else {
                return Compared::NoSuchPlace(subjects);
            };
            let mut near = near.into_iter();
            subjects.retain(|_| near.next().flatten() == Some(nearest));
        }
        let wanted = verdict_of(expected.verdict);
        let got = subjects.iter().map(|(_, verdict)| *verdict).max();
        subjects.retain(|(_, verdict)| Some(*verdict) == got);
        // A rule that finds nothing to run on does not apply.
        if got.unwrap_or(Verdict::NotApplicable) != wanted {
            return Compared::Verdict(subjects);
        }
        let Some(path) = &expected.missing else { return Compared::Holds };
        let wanted = &path.value;
        let findings = self.findings(rule, &subjects);
        let missing: Vec<String> = findings.iter().flat_map(missing_paths).collect();
        let is_it = |found: &String| {
            inside(found, wanted) || (several && wanted.ends_with(&format!(".{found}")))
        };
        match missing.iter().any(is_it) {
            true => Compared::Holds,
            false => Compared::NotMissing(subjects, missing),
        }
    }

    /// What is said of the first subject of a test's plans that a rule gives a verdict: of a
    /// violation its message, of what is not decided what is missing.
    pub(super) fn says(&mut self, held: &Held, rule: RuleId, verdict: Verdict) -> Vec<String> {
        let outcome = self.outcome(rule);
        let own = |(subject, got): &Judged| {
            *got == verdict && subject.plan.is_none_or(|plan| held.plans.contains(&plan))
        };
        let first: Vec<Judged> = outcome.subjects.iter().filter(own).take(1).collect();
        let said = self.findings(rule, &first).into_iter().map(|finding| match verdict {
            Verdict::Violated => finding.message.lines().map(str::to_owned).collect(),
            Verdict::Undetermined => {
                finding.missing.iter().map(|missing| missing.sentence()).collect()
            }
            Verdict::Satisfied | Verdict::NotApplicable | Verdict::Excepted => Vec::new(),
        });
        said.flatten().collect()
    }

    fn findings(&self, rule: RuleId, of: &[Judged]) -> Vec<Finding> {
        let of: Vec<(Subject, Verdict)> = of.iter().map(|judged| (*judged).clone()).collect();
        self.bench.findings(rule, &of)
    }

    /// Whether a subject stands at a place, or the place inside the subject. With several plans a
    /// place begins with `plans[id].`.
    fn stands_at(&self, rule: RuleId, judged: &Judged, place: &str, several: bool) -> Option<Near> {
        let (subject, _) = judged;
        let plans = &self.batch.evidence.facts.plans;
        let plan = subject.plan.and_then(|plan| plans.get(plan as usize));
        let place = match plan {
            Some(plan) if several => match place.strip_prefix(&format!("plans[{}]", plan.id))? {
                "" => return Some(Near::Subject),
                rest => rest.trim_start_matches('.'),
            },
            _ => place,
        };
        let meets = |path: &String| inside(place, path) || inside(path, place);
        let named = self.bench.subject(rule, subject);
        if named.paths.iter().any(|path| !path.is_empty()) {
            let mut around = named.paths.iter().filter(|path| !path.is_empty());
            return match meets(&named.path) && !named.path.is_empty() {
                true => Some(Near::Subject),
                false => around.any(meets).then_some(Near::Around),
            };
        }
        // A rule without a `for` stands where what it reads stands.
        let findings = self.findings(rule, &[judged]);
        findings.iter().any(|finding| meets(&finding.place.path)).then_some(Near::Subject)
    }

    fn named(&self, rule: RuleId, subject: &Subject) -> String {
        let path = self.bench.subject(rule, subject).path;
        if path.is_empty() { "the plan".to_owned() } else { path }
    }

    fn told(&self, rule: RuleId, subjects: &[Judged]) -> Vec<Told> {
        let some = subjects.get(..MOST_TOLD).unwrap_or(subjects);
        let findings = self.findings(rule, some);
        let told = some.iter().zip(findings).map(|((subject, _), finding)| Told {
            subject: finding.subject.path,
            message: finding.message,
            derivation: self.bench.derive(rule, subject),
        });
        told.collect()
    }
}

/// What a place is to a subject.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    /// It is a thing that the subject is bound to beside its last one: of two targets of a measure
    /// both stand at the measure, and neither at the other.
    Around,
    /// It is the last thing that the subject is bound to, or is around it or inside it.
    Subject,
}

/// What came of a comparison.
enum Compared<'o> {
    Holds,
    /// All subjects there are.
    NoSuchPlace(Vec<Judged<'o>>),
    /// The subjects with the verdict that decides.
    Verdict(Vec<Judged<'o>>),
    /// The same, and what is missing.
    NotMissing(Vec<Judged<'o>>, Vec<String>),
}

pub(super) fn verdict_of(verdict: ast::Verdict) -> Verdict {
    match verdict {
        ast::Verdict::NotApplicable => Verdict::NotApplicable,
        ast::Verdict::Satisfied => Verdict::Satisfied,
        ast::Verdict::Violated => Verdict::Violated,
        ast::Verdict::Undetermined => Verdict::Undetermined,
        ast::Verdict::Excepted => Verdict::Excepted,
    }
}

/// Whether a place is another or stands inside it.
fn inside(place: &str, whole: &str) -> bool {
    place
        .strip_prefix(whole)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']) || whole.is_empty())
}

fn missing_paths(finding: &Finding) -> impl Iterator<Item = String> + '_ {
    finding.missing.iter().filter_map(|missing| missing.at.as_ref()).map(|at| at.path.clone())
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn a_place_is_inside_its_record_and_not_inside_its_neighbour() {
        assert!(inside("measures[a].coverage", "measures[a]"));
        assert!(inside("measures[a]", "measures[a]"));
        assert!(inside("measures[a]", "measures"));
        assert!(!inside("measures[ab]", "measures[a"));
        assert!(!inside("measures[a]", "measures[a].coverage"));
    }
}
