//! What one run found.

use super::finding::{Finding, Waiting};
use super::totals::Totals;
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
    /// How many plans it is missing in. The portfolio is none of them.
    pub plans: usize,
    /// How many plans this piece or one that is ranked behind it is missing in.
    pub plans_from_here: usize,
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

/// What was found on some plans, in the order in which it is told.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The language its texts are in.
    pub language: Language,
    pub plans: Vec<PlanReport>,
    /// The portfolio's manifest or its own count, where portfolio rules ran.
    pub portfolio: Option<PlanReport>,
    /// What the reader says of the plans.
    pub diagnostics: Vec<Diagnostic>,
    /// Violated and undetermined subjects, and the others where they were asked for.
    pub findings: Vec<Finding>,
}

impl Found {
    pub fn violated(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.verdict == Verdict::Violated)
    }

    /// The plan that a finding is of, or the portfolio.
    pub fn plan_of(&self, finding: &Finding) -> Option<&PlanReport> {
        let plan = finding.plan.and_then(|at| self.plans.get(at));
        plan.or(self.portfolio.as_ref())
    }
}

/// What one run found.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    pub found: Found,
    pub totals: Totals,
}
