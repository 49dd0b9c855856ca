//! A derivation in words: each step as the rule has it, what it stands for, the values it read.

use super::bench::Bench;
use super::show::Show;
use super::values::{line, name_of};
use crate::base::{Span, Truth};
use crate::evaluate::{self, Derived, Given, Reading, Step, Value, Verdict, derive};
use crate::program::{ExprId, ExprKind, Rule, RuleId, Step as RuleStep};

/// How a rule comes to its verdict on a subject, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivationText {
    /// By its full name.
    pub rule: String,
    pub verdict: Verdict,
    /// Path of the subject; empty for the plan itself.
    pub subject: String,
    /// Empty where there was too much to look at.
    pub steps: Vec<DerivationStep>,
}

/// A step of a derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivationStep {
    /// As the rule has it, on one line: `where m.action is close`.
    pub text: String,
    /// `None` for a `for`.
    pub truth: Option<Truth>,
    /// What a variable stands for, by its path; then the values that were read: `m.coverage = all`.
    pub values: Vec<String>,
    /// Where it is written.
    pub span: Option<Span>,
    pub parts: Vec<DerivationStep>,
    /// Members of a list that are not among the parts.
    pub more: usize,
}

impl Bench<'_> {
    /// How a rule comes to its verdict on a subject.
    pub fn derive(&self, rule: RuleId, subject: &evaluate::Subject) -> Option<DerivationText> {
        let found = self.maker.program.rule(rule)?;
        let derivation = derive(self.maker.program, self.maker.facts, rule, subject)?;
        let writer = Writer { bench: self, rule: found, show: self.maker.show(subject.plan) };
        Some(DerivationText {
            rule: found.full_name(),
            verdict: derivation.verdict,
            subject: self.subject(rule, subject).path,
            steps: derivation.steps.iter().map(|step| writer.step(step)).collect(),
        })
    }
}

struct Writer<'a> {
    bench: &'a Bench<'a>,
    rule: &'a Rule,
    show: Show<'a>,
}

impl Writer<'_> {
    fn step(&self, step: &Derived) -> DerivationStep {
        let given = step.given.iter().map(|given| self.stands_for(given));
        let read = step.read.iter().filter_map(|reading| self.value(reading));
        let mut values: Vec<String> = Vec::new();
        for value in given.chain(read) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let span = match &step.what {
            Step::For(index) => self.generator(*index),
            _ => step.expr.and_then(|id| Some(self.bench.maker.program.expr(id)?.span)),
        };
        DerivationStep {
            text: self.text(step),
            truth: step.truth,
            values,
            span,
            parts: step.parts.iter().map(|part| self.step(part)).collect(),
            more: step.more,
        }
    }

    fn text(&self, step: &Derived) -> String {
        let condition = || step.expr.map_or_else(String::new, |id| self.condition(id, step));
        match &step.what {
            Step::For(index) => {
                let written = self.generator(*index).map(|span| self.written(span));
                format!("for {}", written.unwrap_or_default())
            }
            Step::Where => format!("where {}", condition()),
            Step::When => format!("when {}", condition()),
            Step::Demand => format!("{} {}", self.rule.demand.strength.as_str(), self.demand(step)),
            Step::Exception(name) => format!("exception {name}"),
            Step::Condition => condition(),
            Step::Member => {
                let names = step.given.iter().filter_map(|given| self.name(given));
                names.collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// What a demand asks; after `must not` that is what must not be.
    fn demand(&self, step: &Derived) -> String {
        let Some(id) = step.expr else { return String::new() };
        let denied = match self.bench.maker.program.expr(id).map(|expr| &expr.kind) {
            Some(ExprKind::Not(inner)) if self.rule.demand.strength.is_negative() => *inner,
            _ => return self.condition(id, step),
        };
        match step.parts.first() {
            Some(_) => "…".to_owned(),
            None => self.condition(denied, step),
        }
    }

    /// A condition as it is written. One whose parts are steps of their own is only named.
    fn condition(&self, id: ExprId, step: &Derived) -> String {
        let Some(expr) = self.bench.maker.program.expr(id) else { return String::new() };
        if let (Some(name), false) = (&expr.named, step.parts.is_empty()) {
            return name.clone();
        }
        let written = name_of(expr, self.bench.maker.sources);
        if step.parts.is_empty() {
            return written;
        }
        let opens = |word: &str| written.starts_with(word);
        match &expr.kind {
            ExprKind::And(_) => "all of (…)".to_owned(),
            ExprKind::Or(_) => "any of (…)".to_owned(),
            ExprKind::CountOf { .. } => {
                let head = written.split('(').next().unwrap_or_default();
                format!("{}(…)", head.trim_start())
            }
            ExprKind::Not(_) if opens("not ") => "not …".to_owned(),
            ExprKind::Quantified { filter, body, .. } => {
                let inner = filter.unwrap_or(*body);
                let end = self.bench.maker.program.expr(inner).map(|inner| inner.span);
                self.before(expr.span, end).unwrap_or(written)
            }
            _ => written,
        }
    }

    /// What stands before a part of an expression, on one line: `some i in p.industries`.
    fn before(&self, whole: Span, part: Option<Span>) -> Option<String> {
        let part = part.filter(|part| part.file == whole.file && part.start > whole.start)?;
        let head = self.written(Span { end: part.start.min(whole.end), ..whole });
        let head = head.trim_start_matches('(').trim_end_matches(['(', ' ']);
        let head = head.trim_end_matches(':').trim_end_matches(" where").trim_end();
        (!head.is_empty()).then(|| head.to_owned())
    }

    fn written(&self, span: Span) -> String {
        let text = self.bench.maker.sources.slice(span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn generator(&self, index: usize) -> Option<Span> {
        match self.rule.steps.get(index)? {
            RuleStep::For { generator, .. } => Some(generator.span),
            RuleStep::Let(_) | RuleStep::When(_) => None,
        }
    }

    fn name(&self, given: &Given) -> Option<String> {
        let variable = self.rule.variables.get(usize::from(given.var.0))?;
        Some(variable.name.clone())
    }

    /// A record by its path, anything else by its value.
    fn stands_for(&self, given: &Given) -> String {
        match &given.location {
            Some(location) => self.bench.maker.path(self.rule, location),
            None => self.show.value(&given.value, None, None),
        }
    }

    /// `m.coverage = all`, `m.criteria (not stated)`.
    fn value(&self, reading: &Reading) -> Option<String> {
        let expr = self.bench.maker.program.expr(reading.expr)?;
        if let (ExprKind::Var(_), Value::Record { .. }) = (&expr.kind, &reading.value) {
            let name = name_of(expr, self.bench.maker.sources);
            let at = reading.location.as_ref()?;
            return Some(format!("{name} = {}", self.bench.maker.path(self.rule, at)));
        }
        if let Value::Unknown(_) = reading.value {
            let name = name_of(expr, self.bench.maker.sources);
            let space = self.show.language.pick(" ", "");
            return Some(format!("{name}{space}{}", self.show.value(&reading.value, None, None)));
        }
        Some(line(reading, expr, None, &self.show, self.bench.maker.sources))
    }
}
