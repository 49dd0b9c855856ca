//! All changes of some rules.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::change::{changes, moved, other_word};
use super::patch::Patch;
use crate::base::{Said, Sources, Span};
use crate::program::{
    Exception, ExprId, ExprKind, Parameter, ParameterId, ParameterValue, Program, Rule, RuleId,
    Step, Type,
};
use crate::testing::coverage::written;

/// A rulebook that differs from the one written in one place.
#[derive(Clone, Debug)]
pub(super) struct Mutant {
    /// Where it differs.
    pub(super) span: Span,
    /// How: `` `<` to `<=` ``.
    pub(super) what: Said,
    /// The rules that it changes; the first is the one it is counted with.
    pub(super) rules: Vec<RuleId>,
    pub(super) patches: Vec<Patch>,
}

/// Every change of some rules, in the order of the program and of the text. What a define says is
/// changed once for all rules that call it; so is a parameter.
pub(super) fn mutants(program: &Program, sources: &Sources, rules: &[RuleId]) -> Vec<Mutant> {
    let mut maker = Maker { program, sources, made: Vec::new(), places: FxHashMap::default() };
    for id in rules {
        if let Some(rule) = program.rule(*id) {
            maker.rule(*id, rule);
        }
    }
    maker.parameters(rules);
    let mut made = maker.made;
    // Those of a rule together, in the order of the text; a stable sort keeps the rest.
    made.sort_by_key(|it| (it.rules.first().copied(), it.span.file, it.span.start, it.span.end));
    made
}

struct Maker<'a> {
    program: &'a Program,
    sources: &'a Sources,
    made: Vec<Mutant>,
    /// What was changed at a place already, and which mutant that is.
    places: FxHashMap<(Span, String), usize>,
}

impl Maker<'_> {
    fn rule(&mut self, id: RuleId, rule: &Rule) {
        let mut roots = Vec::new();
        for (at, step) in rule.steps.iter().enumerate() {
            match step {
                Step::Let(_) => {}
                Step::When(condition) => {
                    roots.push(*condition);
                    self.leave_out("when", id, *condition, Patch::Step(id, at));
                }
                Step::For { generator, filter } => {
                    roots.push(generator.list);
                    if let Some(filter) = filter {
                        roots.push(*filter);
                        self.leave_out("where", id, *filter, Patch::Step(id, at));
                    }
                }
            }
        }
        roots.push(rule.demand.condition);
        self.exceptions(id, &rule.exceptions, &[], &mut roots);
        let mut below = self.program.below(roots);
        below.sort_unstable();
        let fixed = self.fixed(&below);
        for expr in below.into_iter().filter(|id| !fixed.contains(id)) {
            let Some(span) = self.program.expr(expr).map(|it| it.span) else { continue };
            for change in changes(self.program, self.sources, expr) {
                self.add(id, span, change.what, Patch::Expr(expr, change.kind));
            }
        }
    }

    /// Words that say which member of a list is meant, since another one may be in another unit;
    /// and the members of sets, which are left out in turn.
    fn fixed(&self, below: &[ExprId]) -> FxHashSet<ExprId> {
        let fixed = below.iter().filter_map(|id| match &self.program.expr(*id)?.kind {
            ExprKind::Keyed { key, .. } | ExprKind::Part { key, .. } => Some(vec![*key]),
            ExprKind::SetOf(of) if of.len() > 1 => Some(of.clone()),
            _ => None,
        });
        fixed.flatten().collect()
    }

    fn leave_out(&mut self, word: &str, rule: RuleId, condition: ExprId, patch: Patch) {
        let Some(span) = self.program.expr(condition).map(|it| it.span) else { return };
        let text = written(self.sources, span);
        let text = match text.char_indices().nth(60) {
            Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
            None => text,
        };
        let what = said!("`{word} {text}` left out", "去掉 `{word} {text}`");
        self.add(rule, span, what, patch);
    }

    fn exceptions(
        &mut self,
        rule: RuleId,
        exceptions: &[Exception],
        above: &[usize],
        roots: &mut Vec<ExprId>,
    ) {
        for (at, exception) in exceptions.iter().enumerate() {
            let path: Vec<usize> = above.iter().copied().chain([at]).collect();
            roots.push(exception.condition);
            let name = &exception.name;
            let what = said!("exception `{name}` left out", "去掉例外 `{name}`");
            self.add(rule, exception.span, what, Patch::Exception(rule, path.clone()));
            self.exceptions(rule, &exception.exceptions, &path, roots);
        }
    }

    fn add(&mut self, rule: RuleId, span: Span, what: Said, patch: Patch) {
        let key = (span, what.en().to_owned());
        // A define is written out for every rule that calls it: all are changed together.
        let known = self.places.get(&key).and_then(|at| self.made.get_mut(*at));
        if let (Some(known), Patch::Expr(..)) = (known, &patch) {
            known.patches.push(patch);
            if !known.rules.contains(&rule) {
                known.rules.push(rule);
            }
            return;
        }
        self.places.insert(key, self.made.len());
        self.made.push(Mutant { span, what, rules: vec![rule], patches: vec![patch] });
    }

    /// Changes of the parameters that the conditions of rules read.
    fn parameters(&mut self, rules: &[RuleId]) {
        let mut readers: BTreeMap<ParameterId, Vec<RuleId>> = BTreeMap::new();
        for id in rules {
            let Some(rule) = self.program.rule(*id) else { continue };
            for expr in self.program.below(roots_of(rule)) {
                if let Some(ExprKind::Parameter(parameter)) =
                    self.program.expr(expr).map(|it| &it.kind)
                {
                    let readers = readers.entry(*parameter).or_default();
                    if !readers.contains(id) {
                        readers.push(*id);
                    }
                }
            }
        }
        for (id, rules) in readers {
            let Some(parameter) = self.program.parameter(id) else { continue };
            for (value, what) in self.values(parameter) {
                let (span, rules) = (parameter.span, rules.clone());
                self.made.push(Mutant {
                    span,
                    what,
                    rules,
                    patches: vec![Patch::Parameter(id, value)],
                });
            }
        }
    }

    /// Other values of a parameter.
    fn values(&self, parameter: &Parameter) -> Vec<(ParameterValue, Said)> {
        let name = &parameter.name;
        match &parameter.value {
            ParameterValue::Truth(value) => {
                let what = said!("`{name}` turned round", "`{name}` 取反");
                vec![(ParameterValue::Truth(!value), what)]
            }
            ParameterValue::Number(number) => moved(number, &parameter.ty, name)
                .into_iter()
                .map(|(number, what)| (ParameterValue::Number(number), what))
                .collect(),
            ParameterValue::Word(word) => {
                let Type::Word(vocabulary) = parameter.ty else { return Vec::new() };
                let other = other_word(self.program, vocabulary, *word);
                other
                    .map(|(other, before, after)| {
                        let what = said!(
                            "`{name}` from `{before}` to `{after}`",
                            "`{name}` 由 `{before}` 改为 `{after}`"
                        );
                        (ParameterValue::Word(other), what)
                    })
                    .into_iter()
                    .collect()
            }
            ParameterValue::Words(words) => {
                let vocabulary = parameter.ty.member().and_then(|ty| match ty {
                    Type::Word(vocabulary) => self.program.model.vocabulary(*vocabulary),
                    _ => None,
                });
                fewer(name, words, ParameterValue::Words, |word| {
                    let found = vocabulary.and_then(|it| it.word(*word));
                    found.map_or_else(String::new, |found| found.name.clone())
                })
            }
            ParameterValue::Codes(codes) => fewer(name, codes, ParameterValue::Codes, |code| {
                self.program.model.code_text(*code)
            }),
            ParameterValue::Texts(texts) => fewer(name, texts, ParameterValue::Texts, Clone::clone),
            ParameterValue::Numbers(numbers) => {
                fewer(name, numbers, ParameterValue::Numbers, ToString::to_string)
            }
            ParameterValue::Text(_) | ParameterValue::Code(_) => Vec::new(),
        }
    }
}

/// A set without one of its members, for each.
fn fewer<T: Clone>(
    name: &str,
    members: &[T],
    make: impl Fn(Vec<T>) -> ParameterValue,
    text: impl Fn(&T) -> String,
) -> Vec<(ParameterValue, Said)> {
    let without = members.iter().enumerate().map(|(at, member)| {
        let mut rest = members.to_vec();
        rest.remove(at);
        let member = text(member);
        (make(rest), said!("`{member}` left out of `{name}`", "从 `{name}` 中去掉 `{member}`"))
    });
    without.collect()
}

/// The conditions and lists of a rule.
fn roots_of(rule: &Rule) -> Vec<ExprId> {
    let mut roots = Vec::new();
    for step in &rule.steps {
        match step {
            Step::Let(_) => {}
            Step::When(condition) => roots.push(*condition),
            Step::For { generator, filter } => {
                roots.push(generator.list);
                roots.extend(filter);
            }
        }
    }
    roots.push(rule.demand.condition);
    let mut waiting: Vec<&Exception> = rule.exceptions.iter().collect();
    while let Some(exception) = waiting.pop() {
        roots.push(exception.condition);
        waiting.extend(&exception.exceptions);
    }
    roots
}
