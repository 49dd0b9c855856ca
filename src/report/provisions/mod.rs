//! Provisions against rules and tests: which are covered, which in part, which not yet, which no
//! plan can show and why.

mod formats;
mod table;

pub use formats::{provisions_csv, provisions_json, provisions_markdown};
pub use table::provisions_table;

use crate::base::{Language, Said};
use crate::program::{Exception, Program, Rule, RuleId, Standing, Status};

/// How provisions stand, and how many tests expect something of each rule.
pub struct Ledger<'p> {
    pub program: &'p Program,
    /// Those that are shown.
    pub standings: Vec<Standing<'p>>,
    /// By rule, in the order of the program.
    pub tests: &'p [usize],
    /// How many there are of each status, of [`Status::ALL`], shown or not.
    pub counts: [usize; Status::ALL.len()],
}

impl Ledger<'_> {
    /// Tests that expect something of the rules that answer to a provision.
    fn tests_of(&self, standing: &Standing) -> usize {
        let excepted = standing.exceptions.iter().map(|(rule, _)| rule);
        let mut rules: Vec<&RuleId> = standing.rules.iter().chain(excepted).collect();
        rules.sort_unstable();
        rules.dedup();
        rules.iter().filter_map(|rule| self.tests.get(rule.0 as usize)).sum()
    }

    fn rules_of<'a>(&'a self, standing: &'a Standing) -> impl Iterator<Item = &'a Rule> {
        standing.rules.iter().filter_map(|id| self.program.rules.get(id.0 as usize))
    }

    /// The exceptions that answer to a provision, each with its rule.
    fn exceptions_of<'a>(
        &'a self,
        standing: &'a Standing,
    ) -> impl Iterator<Item = (&'a Exception, &'a Rule)> {
        standing.exceptions.iter().filter_map(|(id, exception)| {
            self.program.rules.get(id.0 as usize).map(|rule| (*exception, rule))
        })
    }

    /// The names of the rules and exceptions that answer to a provision, for a reader.
    fn names_of(&self, standing: &Standing) -> Vec<String> {
        let rules = self.rules_of(standing).map(|rule| rule.name.clone());
        let exceptions = self.exceptions_of(standing);
        let exceptions = exceptions.map(|(it, rule)| format!("{} ({})", it.name, rule.name));
        rules.chain(exceptions).collect()
    }

    /// The ids of the provisions that say the same.
    fn same_as<'a>(&'a self, standing: &'a Standing) -> impl Iterator<Item = &'a str> {
        standing
            .same
            .iter()
            .filter_map(|id| self.program.provision(*id).map(|provision| provision.id.as_str()))
    }

    fn citation(&self, standing: &Standing, language: Language) -> String {
        let source = self.program.source(standing.provision.source);
        source.map_or_else(String::new, |source| source.citation(language))
    }
}

/// The word for a status in lists and files for machines.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Covered => "covered",
        Status::Partly => "partly",
        Status::NotYet => "not yet",
        Status::NotCheckable => "not checkable",
    }
}

fn status_said(status: Status) -> Said {
    let name = status_name(status);
    let zh = match status {
        Status::Covered => "已覆盖",
        Status::Partly => "部分覆盖",
        Status::NotYet => "尚未覆盖",
        Status::NotCheckable => "无法检查",
    };
    Said::new(name, zh)
}

/// `193 provisions: 60 covered, 12 partly, 113 not yet, 8 not checkable`.
pub fn provisions_summary(counts: [usize; Status::ALL.len()]) -> Said {
    let all = Said::counted(counts.iter().sum(), "provision", "provisions", "条条款");
    let parts: Vec<Said> = counts
        .iter()
        .zip(Status::ALL)
        .map(|(count, status)| {
            let status = status_said(status);
            said!("{count} {status}", "{status}{count}条"; status)
        })
        .collect();
    let parts = Said::join(&parts, (", ", "，"));
    said!("{all}: {parts}", "{all}：{parts}"; all, parts)
}
