//! Tests: what they give, and the rules whose verdicts they expect.

use super::case::{Expected, PlanGiven, PlanSource, TestCase};
use super::checker::Checker;
use super::exceptions::Target;
use super::items::{Declared, Lookup};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{self, Given, PlanText};

impl<'a> Checker<'a> {
    pub(super) fn check_tests(&mut self) -> Vec<TestCase> {
        let items = self.items;
        let made = items.tests.entries.iter().map(|found| self.check_test(found)).collect();
        let names = items.tests.entries.iter().map(|found| (found.pack, found.name));
        self.no_twins(names, said!("a test", "测试"));
        made
    }

    fn check_test(&mut self, found: &Declared<'a, ast::Test>) -> TestCase {
        self.here.pack = found.pack;
        self.view = Some(found.pack);
        let mut plans = Vec::new();
        let mut portfolio = None;
        let mut as_of = None;
        for given in &found.item.given {
            match given {
                Given::Plan { span, text, patch } => {
                    let text = match text {
                        PlanText::Inline(json) => PlanSource::Inline(json.clone()),
                        PlanText::File(name) => {
                            if self.packs.companion(found.file, &name.value).is_none() {
                                let file = &name.value;
                                let message =
                                    said!("no file `{file}` can be read", "无法读取文件 `{file}`");
                                self.report(
                                    Diagnostic::error(Code::NoSuchPlanFile, message)
                                        .at(name.span)
                                        .with_help(said!(
                                            "the file stands beside the rule file, and is UTF-8 text",
                                            "该文件应在规则文件旁边，且为UTF-8文本"
                                        )),
                                );
                            }
                            PlanSource::Companion(name.clone())
                        }
                    };
                    plans.push(PlanGiven { text, patch: patch.clone(), span: *span });
                }
                Given::Portfolio(json) if portfolio.is_some() => {
                    let message = said!("a test has one portfolio", "一个测试只有一个规划集");
                    self.report(Diagnostic::error(Code::NameInUse, message).at(json.span));
                }
                Given::Portfolio(json) => portfolio = Some(json.clone()),
                Given::AsOf(year) if as_of.is_some() => {
                    let message = said!("a test runs as of one year", "一个测试只以一个年份为准");
                    self.report(Diagnostic::error(Code::NameInUse, message).at(year.span));
                }
                Given::AsOf(year) => as_of = Some(year.value),
            }
        }
        let expectations =
            found.item.expectations.iter().filter_map(|one| self.expected(one)).collect();
        self.view = None;
        TestCase {
            name: found.name.text.clone(),
            pack: self.packs.name(found.pack).to_owned(),
            text: found.item.text.as_ref().map(|text| text.texts()).unwrap_or_default(),
            plans,
            portfolio,
            as_of,
            expectations,
            span: found.span,
            name_span: found.name.span,
        }
    }

    fn expected(&mut self, written: &'a ast::Expectation) -> Option<Expected> {
        let rule = match self.rule_named(&written.rule, &said!("a rule", "规则")) {
            Lookup::Found(at) => {
                if let Some(diagnostic) = self.is_disabled(Target::Rule(at), &written.rule) {
                    self.report(diagnostic);
                    return None;
                }
                let pack = self.here.pack;
                let id = self.rule_seen_by(at, pack);
                // What is checked for the test is left behind.
                self.here.pack = pack;
                id
            }
            Lookup::Unsure => return None,
            Lookup::Failed(diagnostic) => {
                self.report(diagnostic);
                return None;
            }
        };
        Some(Expected {
            verdict: written.verdict.value,
            rule,
            at: written.at.clone(),
            missing: written.missing.clone(),
            span: written.span,
        })
    }
}
