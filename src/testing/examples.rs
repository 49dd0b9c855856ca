//! Tests that show what a rule finds fault with, what it lets pass and what it cannot decide.

use rustc_hash::FxHashSet;

use super::compare::{Judge, verdict_of};
use super::plans::{Companions, Texts};
use super::suite::Suite;
use super::tree::Tree;
use crate::base::{Language, Said, Sources};
use crate::evaluate::Verdict;
use crate::model::{FieldId, FieldType, Model, RecordId};
use crate::packs::Packs;
use crate::program::{ExprKind, FieldRead, Program, RuleId};
use crate::typecheck::{Expected, PlanSource, TestCase};

/// A test that shows a verdict of a rule.
#[derive(Clone, Debug)]
pub struct Example {
    /// `pack/test-name`.
    pub test: String,
    pub verdict: Verdict,
    /// The test as it is written, without what it expects of other rules.
    pub text: String,
    /// Where plans stand in other files: what the rule reads of each, what the test changes
    /// changed, as JSON. None where the test of a plan that passes shows that.
    pub plans: Vec<String>,
    /// What a report says: of a violation its message, of what is not decided what is missing.
    pub says: Vec<Said>,
}

/// The verdicts that are shown, in this order.
const SHOWN: [Verdict; 3] = [Verdict::Violated, Verdict::Satisfied, Verdict::Undetermined];

/// A test that also expects another verdict of the rule shows none of them well: it is taken only
/// where no test of fewer than this many characters more shows one alone.
const MIXED: usize = 2000;

/// As much is a test the worse that shows nothing of its plans, since these are too long.
const UNSHOWN: usize = 2000;

/// Missing things that an example names.
const MOST_MISSING: usize = 3;

/// Lines of a plan beyond which what the rule reads of it is no example any more.
const MOST_LINES: usize = 90;

/// The shortest test for each verdict that the tests of a rule show, those of its own pack first.
/// `tests`, `packs` and `sources` are those of the load that the program was made from.
pub fn examples(
    program: &Program,
    packs: &Packs,
    sources: &Sources,
    tests: &[TestCase],
    rule: RuleId,
) -> Vec<Example> {
    let Some(own) = program.rule(rule) else { return Vec::new() };
    let reads = program.reads(own).fields;
    let companions = Companions::default();
    let maker = Maker { program, packs, sources, companions: &companions, rule, reads: &reads };
    let of_rule: Vec<&TestCase> =
        tests.iter().filter(|case| case.expectations.iter().any(|it| it.rule == rule)).collect();
    let best = |verdict: Verdict| {
        let showing = of_rule.iter().filter(|case| maker.expects(case, verdict).next().is_some());
        let (_, case, plans) = showing
            .map(|case| {
                let mut plans = maker.plans(case);
                let mut size =
                    maker.text(case).len() + plans.iter().map(String::len).sum::<usize>();
                if maker.of_rule(case).any(|it| verdict_of(it.verdict) != verdict) {
                    size += MIXED;
                }
                if plans.iter().map(|plan| plan.lines().count()).sum::<usize>() > MOST_LINES {
                    plans.clear();
                    size += UNSHOWN;
                }
                ((case.pack != own.pack, size), *case, plans)
            })
            .min_by_key(|(size, ..)| *size)?;
        let says = maker.says(case, verdict);
        let test = format!("{}/{}", case.pack, case.name);
        Some(Example { test, verdict, text: maker.text(case), plans, says })
    };
    let mut shown: Vec<Example> = SHOWN.into_iter().filter_map(best).collect();
    // Most tests change a plan that keeps every rule: once read, it need not be read again.
    let passes = |it: &Example| it.verdict == Verdict::Satisfied && !it.plans.is_empty();
    if shown.iter().any(passes) {
        shown.iter_mut().filter(|it| !passes(it)).for_each(|it| it.plans.clear());
    }
    shown
}

struct Maker<'a> {
    program: &'a Program,
    packs: &'a Packs,
    sources: &'a Sources,
    companions: &'a Companions,
    rule: RuleId,
    reads: &'a [FieldRead],
}

impl Maker<'_> {
    fn of_rule<'c>(&self, case: &'c TestCase) -> impl Iterator<Item = &'c Expected> + use<'c> {
        let rule = self.rule;
        case.expectations.iter().filter(move |expected| expected.rule == rule)
    }

    fn expects<'c>(
        &self,
        case: &'c TestCase,
        verdict: Verdict,
    ) -> impl Iterator<Item = &'c Expected> + use<'c> {
        self.of_rule(case).filter(move |expected| verdict_of(expected.verdict) == verdict)
    }

    /// The test up to its first expectation, and what it expects of the rule.
    fn text(&self, case: &TestCase) -> String {
        let whole = self.sources.slice(case.span);
        let first = case.expectations.first().map(|first| first.span.start - case.span.start);
        let head = first.and_then(|end| whole.get(..end as usize)).unwrap_or(whole);
        let mut text = head.trim_end().to_owned();
        for expected in self.of_rule(case) {
            text.push_str("\n  ");
            text.push_str(self.sources.slice(expected.span).trim_end());
        }
        text
    }

    /// What the rule reads of each plan of a test, where one stands in another file.
    fn plans(&self, case: &TestCase) -> Vec<String> {
        let elsewhere = case.plans.iter().any(|it| matches!(it.text, PlanSource::Companion(_)));
        let model = &self.program.model;
        let (true, Some(record)) = (elsewhere, model.plan) else { return Vec::new() };
        let made = Texts::of(case, model, self.packs, self.sources, self.companions);
        let texts = made.map_or(Vec::new(), |made| made.plans);
        let trees = texts.iter().filter_map(|text| Tree::parse(text).ok());
        let shown = trees.map(|tree| self.shown(model, record, tree));
        let says = |tree: &Tree| !matches!(tree, Tree::Object(members) if members.is_empty());
        shown.filter(says).map(|tree| tree.print_short()).collect()
    }

    /// What the rule reads of a record.
    fn shown(&self, model: &Model, record: RecordId, tree: Tree) -> Tree {
        let (Tree::Object(members), Some(declared)) = (&tree, model.record(record)) else {
            return tree;
        };
        let shown = members.iter().filter_map(|(name, value)| {
            let (id, field) = declared.field_named(name)?;
            let is_name = declared.key == Some(id) && model.plan != Some(record);
            let read = self.reads.iter().find(|it| (it.record, it.field) == (record, id));
            if read.is_none() && !is_name {
                return None;
            }
            let value = match (&field.ty, value.clone()) {
                (FieldType::Record(inner), value) => self.shown(model, *inner, value),
                (FieldType::List(member), Tree::Array(all)) => match **member {
                    FieldType::Record(inner) => {
                        let keys = read.filter(|read| read.only_keys).map(|it| self.keys(it));
                        let kept = all.into_iter().filter(|member| {
                            keys.as_ref().is_none_or(|keys| has_key(model, inner, member, keys))
                        });
                        Tree::Array(kept.map(|one| self.shown(model, inner, one)).collect())
                    }
                    _ => Tree::Array(all),
                },
                (_, value) => value,
            };
            Some((name.clone(), value))
        });
        Tree::Object(shown.collect())
    }

    /// The keys that are named of a list, as plans write them.
    fn keys(&self, read: &FieldRead) -> FxHashSet<String> {
        let keys = read.keys.iter().filter_map(|key| {
            let key = self.program.expr(*key)?;
            match &key.kind {
                ExprKind::Text(text) => Some(text.clone()),
                ExprKind::Word(word) => self.program.word(&key.ty, *word).map(|it| it.name.clone()),
                _ => None,
            }
        });
        keys.collect()
    }

    /// What a report of the test's plans says of the first subject with a verdict.
    fn says(&self, case: &TestCase, verdict: Verdict) -> Vec<Said> {
        let suite = Suite::new(self.program, self.packs, self.sources, vec![case]);
        let told = [Language::En, Language::Zh].map(|language| {
            let batch = suite.batches.first()?;
            let held = batch.held.first().filter(|held| held.fault.is_none())?;
            let mut judge = Judge::new(self.program, &suite, batch, language);
            Some(judge.says(held, self.rule, verdict))
        });
        let [Some(en), Some(zh)] = told else { return Vec::new() };
        en.into_iter().zip(zh).take(MOST_MISSING).map(|(en, zh)| Said::new(en, zh)).collect()
    }
}

fn has_key(model: &Model, record: RecordId, member: &Tree, keys: &FxHashSet<String>) -> bool {
    let key = |id: FieldId| model.field(record, id).map(|field| field.name.as_str());
    let Some(name) = model.record(record).and_then(|it| it.key).and_then(key) else { return true };
    let Tree::Object(members) = member else { return true };
    members.get(name).and_then(Tree::as_key).is_none_or(|own| keys.contains(&own))
}
