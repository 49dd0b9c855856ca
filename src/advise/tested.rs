//! Rules whose tests do not show each verdict that matters.

use super::Desk;
use crate::base::Said;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::RuleId;
use crate::syntax::ast::Verdict;

/// The verdicts that a test of each rule expects, as they are written after `expect`.
const WANTED: [(Verdict, &str, (&str, &str)); 3] = [
    (Verdict::Satisfied, "satisfied", ("satisfied", "满足")),
    (Verdict::Violated, "violated", ("violated", "违反")),
    (Verdict::Undetermined, "undetermined", ("undetermined", "无法判定")),
];

impl Desk<'_> {
    pub(super) fn untested(&mut self) {
        let mut advice = Vec::new();
        for (id, rule) in (0..).map(RuleId).zip(&self.rules.program.rules) {
            if !self.is_given(&rule.pack) {
                continue;
            }
            let expected = self.rules.tests.iter().flat_map(|test| &test.expectations);
            let expected: Vec<Verdict> =
                expected.filter(|one| one.rule == id).map(|one| one.verdict).collect();
            let lacking = WANTED.iter().filter(|(verdict, ..)| !expected.contains(verdict));
            let lacking: Vec<_> = lacking.collect();
            let Some((_, first, _)) = lacking.first() else { continue };
            let names: Vec<Said> =
                lacking.iter().map(|(_, _, (en, zh))| Said::new(*en, *zh)).collect();
            let verdicts = match names.split_last() {
                Some((last, [])) => last.clone(),
                Some((last, before)) => {
                    let before = Said::join(before, (", ", "、"));
                    said!("{before} or {last}", "{before}或{last}"; before, last)
                }
                None => continue,
            };
            let name = &rule.name;
            advice.push(
                Diagnostic::warning(
                    Code::Untested,
                    said!(
                        "no test expects `{name}` to be {verdicts}",
                        "没有测试预期 `{name}` 的结论为{verdicts}";
                        verdicts,
                    ),
                )
                .at(rule.name_span)
                .with_help(said!(
                    "write a test that ends in `expect {first} {name}`",
                    "请写一个以 `expect {first} {name}` 结尾的测试"
                )),
            );
        }
        self.advice.extend(advice);
    }
}
