//! What is said of a whole run, however many plans it has: counts, what is missing, the scorecard.

use super::assessment::{AspectScore, Found, Gap, RuleTally, merge_tally};
use super::changes::{Change, ChangeKind, changes};
use super::check::{Portfolio, Request};
use super::finding::Finding;
use super::gaps::{Gaps, Wait};
use super::scorecard::Scorecard;
use crate::base::Language;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::evaluate::Tally;
use crate::program::{Program, Rule, RuleId, Scope};

/// How much there is of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BySeverity {
    pub error: usize,
    pub warning: usize,
    pub note: usize,
}

impl BySeverity {
    pub fn of(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Note => self.note,
        }
    }

    fn add(&mut self, severity: Severity, number: usize) {
        match severity {
            Severity::Error => self.error += number,
            Severity::Warning => self.warning += number,
            Severity::Note => self.note += number,
        }
    }

    fn merge(&mut self, other: &BySeverity) {
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            self.add(severity, other.of(severity));
        }
    }

    /// Whether there is anything of a severity or above.
    pub fn reaches(&self, least: Severity) -> bool {
        let all = [Severity::Error, Severity::Warning, Severity::Note];
        all.into_iter().any(|severity| severity >= least && self.of(severity) > 0)
    }
}

/// The counts of a run. Those of rules are per plan, by each rule's worst subject.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// The language its texts are in.
    pub language: Language,
    pub plans: usize,
    /// Over all plans and the portfolio.
    pub rules: RuleTally,
    pub subjects: Tally,
    /// Rules that were asked for.
    pub rules_selected: usize,
    /// What packs change in what was asked for: rules taken out, replaced, parameters set.
    pub changes: Vec<Change>,
    /// Files that are not JSON by the letter of its grammar, or hold no plan.
    pub no_plan: usize,
    /// What is wrong with the files.
    pub faults: BySeverity,
    /// Plans on which nothing could be decided: they are among the faults.
    pub nothing_decided: usize,
    /// Violated rules per plan, and the findings they make.
    pub violated: BySeverity,
    pub violations: BySeverity,
    pub gaps: Vec<Gap>,
    pub scorecard: Vec<AspectScore>,
}

impl Totals {
    /// Rules that were asked for and had something to run on.
    pub fn rules_run(&self) -> usize {
        self.rules_selected.saturating_sub(self.rules.not_run as usize)
    }

    /// Rules that were asked for and that packs have taken out.
    pub fn rules_disabled(&self) -> usize {
        self.changes.iter().filter(|change| change.kind == ChangeKind::DisabledRule).count()
    }
}

/// What one batch of plans adds to the totals.
#[derive(Debug, Default)]
pub struct Counts {
    plans: usize,
    rules: RuleTally,
    subjects: Tally,
    pub(super) no_plan: usize,
    faults: BySeverity,
    nothing_decided: usize,
    violated: BySeverity,
    violations: BySeverity,
    pub(super) scores: Vec<(RuleId, Tally)>,
    pub(super) waits: Vec<Wait>,
}

impl Counts {
    pub fn plans(&self) -> usize {
        self.plans
    }

    /// Counts what was found.
    pub(super) fn count<'f>(&mut self, found: &'f Found) {
        self.plans = found.plans.len();
        for plan in found.plans.iter().chain(&found.portfolio) {
            self.rules.merge(&plan.rules);
            merge_tally(&mut self.subjects, &plan.subjects);
        }
        self.count_faults(&found.diagnostics);
        let key = |it: &'f Finding| (it.severity, it.plan, it.rule.as_str());
        let mut violated: Vec<_> = found.violated().map(key).collect();
        violated.iter().for_each(|(severity, ..)| self.violations.add(*severity, 1));
        violated.sort_unstable();
        violated.dedup();
        violated.iter().for_each(|(severity, ..)| self.violated.add(*severity, 1));
    }

    /// Counts faults of files that are no plans yet.
    pub fn count_faults(&mut self, faults: &[Diagnostic]) {
        for fault in faults {
            self.faults.add(fault.severity, 1);
            self.nothing_decided += usize::from(fault.code == Code::NothingDecided);
        }
    }
}

/// Totals in the making, batch after batch.
#[derive(Debug)]
pub struct Totalling<'a> {
    program: &'a Program,
    totals: Totals,
    gaps: Gaps,
    scorecard: Scorecard,
}

impl<'a> Totalling<'a> {
    /// For the rules of a request, whichever its plans are.
    pub fn new(request: &Request<'a>) -> Totalling<'a> {
        let Request { program, selection, language, .. } = *request;
        let mut rules = RuleTally::default();
        if request.portfolio == Portfolio::None {
            let scopes = selection.rules.iter().filter_map(|(id, _)| program.rule(*id));
            let not_run = scopes.filter(|rule| rule.scope == Scope::Portfolio).count();
            rules.not_run = u32::try_from(not_run).unwrap_or(u32::MAX);
        }
        let totals = Totals {
            language,
            rules,
            rules_selected: selection.rules.len(),
            changes: changes(program, selection, language),
            ..Totals::default()
        };
        let scorecard = Scorecard::new(&program.model, language);
        Totalling { program, totals, gaps: Gaps::default(), scorecard }
    }

    /// Adds a batch. Nothing hangs on where one ends.
    pub fn add(&mut self, counts: Counts) {
        let totals = &mut self.totals;
        totals.plans += counts.plans;
        totals.rules.merge(&counts.rules);
        merge_tally(&mut totals.subjects, &counts.subjects);
        totals.no_plan += counts.no_plan;
        totals.faults.merge(&counts.faults);
        totals.nothing_decided += counts.nothing_decided;
        totals.violated.merge(&counts.violated);
        totals.violations.merge(&counts.violations);
        for (rule, tally) in counts.scores {
            let aspect = self.program.rule(rule).and_then(|rule| rule.aspect.as_deref());
            self.scorecard.add(aspect, &tally);
        }
        self.gaps.add(counts.waits);
    }

    pub fn finish(self) -> Totals {
        let name = |rule: RuleId| self.program.rule(rule).map_or_else(String::new, Rule::full_name);
        Totals { gaps: self.gaps.ranked(name), scorecard: self.scorecard.finish(), ..self.totals }
    }
}
