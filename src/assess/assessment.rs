//! What one run found.

use super::changes::{Change, ChangeKind};
use super::finding::{Finding, Waiting};
use crate::base::{FileId, Language};
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Tally, Verdict};

/// How many rules had which verdict, by each rule's worst subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleTally {
    pub verdicts: Tally,
    /// Rules whose `for` found nothing.
    pub no_subjects: u32,
    /// Portfolio rules without a portfolio, rules of another model.
    pub not_run: u32,
}

impl RuleTally {
    pub fn add(&mut self, subjects: &Tally) {
        match subjects.worst() {
            Some(verdict) => {
                self.verdicts.add(verdict);
            }
            None => self.no_subjects += 1,
        }
    }

    pub fn merge(&mut self, other: &RuleTally) {
        merge_tally(&mut self.verdicts, &other.verdicts);
        self.no_subjects += other.no_subjects;
        self.not_run += other.not_run;
    }
}

pub(super) fn merge_tally(into: &mut Tally, other: &Tally) {
    into.satisfied += other.satisfied;
    into.violated += other.violated;
    into.undetermined += other.undetermined;
    into.not_applicable += other.not_applicable;
    into.excepted += other.excepted;
}

/// A plan that was read, and how the rules came out on it.
#[derive(Clone, Debug)]
pub struct PlanReport {
    pub file: FileId,
    /// As the plan gives it, empty where it has none.
    pub id: String,
    /// The region's name or code, where the plan has one.
    pub region: String,
    /// Its last year, at which values by year are read; none where it does not say.
    pub last_year: Option<i32>,
    /// SHA-256 of the file's text, as hex.
    pub sha256: String,
    pub rules: RuleTally,
    pub subjects: Tally,
}

/// Evidence that rules wait for, over all plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub waiting: Waiting,
    /// The one place where it is just one, else as `waiting`, with `[*]` for keys that differ.
    pub path: String,
    /// Rules that wait for it, each once, by full name, in the order of the program.
    pub rules: Vec<String>,
    /// Verdicts (a rule on a plan) that wait for it and are counted here and nowhere else.
    pub verdicts: usize,
    /// Indices of the plans in which it is missing; `None` for the portfolio.
    pub plans: Vec<Option<usize>>,
}

/// How the rules of one aspect came out, by rule and plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AspectScore {
    /// A word of the vocabulary `aspect`; empty for rules without a provision.
    pub aspect: String,
    /// Its text in the reader's language.
    pub title: String,
    pub verdicts: Tally,
}

impl AspectScore {
    /// Satisfied, violated and undetermined, of which the first two are decided.
    pub fn asked(&self) -> u32 {
        self.verdicts.satisfied + self.verdicts.violated + self.verdicts.undetermined
    }

    /// The share that is decided, in whole percent, rounded down, so that 100 means all.
    pub fn decided_percent(&self) -> Option<u32> {
        let decided = self.verdicts.satisfied + self.verdicts.violated;
        (decided * 100).checked_div(self.asked())
    }
}

/// What one run found, in the order in which it is told.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    /// The language its texts are in.
    pub language: Language,
    pub plans: Vec<PlanReport>,
    /// The portfolio's manifest or its own count, where portfolio rules ran.
    pub portfolio: Option<PlanReport>,
    /// Rules that were asked for.
    pub rules_selected: usize,
    /// What packs change in what was asked for: rules taken out, replaced, parameters set.
    pub changes: Vec<Change>,
    /// Portfolio rules that were asked for and had no portfolio to run on.
    pub not_run: u32,
    /// Files that are not JSON by the letter of its grammar, or hold no plan.
    pub no_plan: usize,
    /// What the reader says of the plans.
    pub diagnostics: Vec<Diagnostic>,
    /// Violated and undetermined subjects, and the others where they were asked for.
    pub findings: Vec<Finding>,
    pub gaps: Vec<Gap>,
    pub scorecard: Vec<AspectScore>,
}

impl Assessment {
    /// Rules that were asked for and had something to run on.
    pub fn rules_run(&self) -> usize {
        self.rules_selected.saturating_sub(self.not_run as usize)
    }

    /// Counts of rules over all plans and the portfolio.
    pub fn rules(&self) -> RuleTally {
        let mut sum = RuleTally { not_run: self.not_run, ..RuleTally::default() };
        for plan in self.plans.iter().chain(&self.portfolio) {
            sum.merge(&plan.rules);
        }
        sum
    }

    /// Counts of subjects over all plans and the portfolio.
    pub fn subjects(&self) -> Tally {
        let mut sum = Tally::default();
        for plan in self.plans.iter().chain(&self.portfolio) {
            merge_tally(&mut sum, &plan.subjects);
        }
        sum
    }

    /// Rules that were asked for and that packs have taken out.
    pub fn rules_disabled(&self) -> usize {
        self.changes.iter().filter(|change| change.kind == ChangeKind::DisabledRule).count()
    }

    pub fn violated(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.verdict == Verdict::Violated)
    }
}
