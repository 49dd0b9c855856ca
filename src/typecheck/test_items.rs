//! Tests: what they give, and the rules whose verdicts they expect.

use super::case::{Expected, PlanGiven, PlanSource, TestCase};
use super::checker::Checker;
use super::items::{Declared, Lookup, look_up};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::RuleId;
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
        let mut plans = Vec::new();
        let mut portfolio = None;
        for given in &found.item.given {
            match given {
                Given::Plan { span, text, patch } => {
                    let text = match text {
                        PlanText::Inline(json) => PlanSource::Inline(json.clone()),
                        PlanText::File(name) => {
                            if self.packs.companion(found.file, &name.value).is_none() {
                                let file = &name.value;
                                let message =
                                    said!("there is no file `{file}`", "没有文件 `{file}`");
                                self.report(
                                    Diagnostic::error(Code::NoSuchPlanFile, message)
                                        .at(name.span)
                                        .with_help(said!(
                                            "the file stands beside the rule file",
                                            "该文件应在规则文件旁边"
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
                Given::AsOf(year) => {
                    self.not_supported(year.span, "`as of`");
                }
            }
        }
        let expectations =
            found.item.expectations.iter().filter_map(|one| self.expected(one)).collect();
        TestCase {
            name: found.name.text.clone(),
            pack: self.packs.name(found.pack).to_owned(),
            text: found.item.text.as_ref().map(|text| text.texts()).unwrap_or_default(),
            plans,
            portfolio,
            expectations,
            span: found.span,
            name_span: found.name.span,
        }
    }

    fn expected(&mut self, written: &'a ast::Expectation) -> Option<Expected> {
        let what = said!("a rule", "规则");
        let kind = (Code::NoSuchRule, &what);
        let rule = match look_up(self.packs, &self.items.rules, self.here.pack, &written.rule, kind)
        {
            Lookup::Found(at) => RuleId(u32::try_from(at).unwrap_or(u32::MAX)),
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
