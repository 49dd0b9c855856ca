//! One subject at a time: for those who hold evidence and ask about single verdicts.

use super::evidence::Evidence;
use super::finding::{Finding, Subject};
use super::make::Maker;
use crate::base::{Language, Sources};
use crate::evaluate::{self, Verdict};
use crate::program::{Program, RuleId};
use crate::read::Reader;

/// Answers questions about verdicts on plans that were read.
pub struct Bench<'a> {
    pub(super) maker: Maker<'a>,
}

impl<'a> Bench<'a> {
    /// `sources` holds the texts of the rules and of the plans; `evidence` was read by `reader`,
    /// for the model of `program`.
    pub fn new(
        program: &'a Program,
        reader: &'a Reader<'a>,
        sources: &'a Sources,
        language: Language,
        evidence: &'a Evidence,
    ) -> Bench<'a> {
        Bench { maker: Maker::new(program, reader, sources, language, evidence) }
    }

    /// How people name a subject of a rule.
    pub fn subject(&self, rule: RuleId, subject: &evaluate::Subject) -> Subject {
        let rule = self.maker.program.rule(rule);
        rule.map_or_else(Subject::default, |rule| self.maker.locator.subject(rule, subject).0)
    }

    /// The findings for some subjects of a rule, in the order given.
    pub fn findings(&self, rule: RuleId, of: &[(evaluate::Subject, Verdict)]) -> Vec<Finding> {
        let Some(found) = self.maker.program.rule(rule) else { return Vec::new() };
        let subjects: Vec<_> = of.iter().map(|(subject, _)| subject.clone()).collect();
        let Maker { program, facts, .. } = self.maker;
        let explanations = evaluate::explain(program, facts, rule, &subjects);
        of.iter()
            .zip(&explanations)
            .map(|((subject, verdict), explanation)| {
                let severity = found.severity();
                self.maker.make(found, severity, subject, *verdict, explanation).finding
            })
            .collect()
    }
}
