//! Names that are given and read by nothing.
//!
//! Names are compared, not values: a `let` whose value is also written out elsewhere is unused all
//! the same. No name hides another, so a name that is mentioned is the one that was given.

use rustc_hash::FxHashSet;

use super::Desk;
use super::names;
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::PackId;
use crate::program::Exception;
use crate::syntax::ast::{Clause, ItemKind, Name};

impl<'a> Desk<'a> {
    pub(super) fn unused_lets(&mut self) {
        let mut found = Vec::new();
        for rule in self.given_rules() {
            let Some(body) = self.body_of(rule.span) else { continue };
            let mut used: FxHashSet<&str> = FxHashSet::default();
            let mut see = |name: &'a Name| {
                used.insert(name.as_str());
            };
            names::of_body(body, &mut see);
            let mut below: Vec<&Exception> = rule.exceptions.iter().collect();
            while let Some(exception) = below.pop() {
                if let Some(item) = self.item_at(exception.span) {
                    names::of_item(&item.kind, &mut see);
                }
                below.extend(&exception.exceptions);
            }
            for clause in &body.clauses {
                let Clause::Let(clause) = clause else { continue };
                let name = clause.name.as_str();
                if !used.contains(name) {
                    found.push(
                        Diagnostic::warning(
                            Code::UnusedLet,
                            said!(
                                "`{name}` is given here and never used",
                                "`{name}` 定义后从未使用"
                            ),
                        )
                        .at(clause.name.span)
                        .with_help(said!(
                            "take it out, or use it in the demand or the message",
                            "删去它，或在要求、提示语中使用它"
                        )),
                    );
                }
            }
        }
        self.advice.extend(found);
    }

    pub(super) fn unused_items(&mut self) {
        let packs = self.rules.packs;
        let mut mentioned: FxHashSet<(PackId, &str)> = FxHashSet::default();
        for found in packs.items() {
            names::of_item(&found.item.kind, &mut |name| {
                mentioned.insert((found.pack, name.as_str()));
            });
        }
        // Only a pack that sees another's names means what that one gives.
        let is_used = |pack: PackId, name: &str| {
            packs.iter().any(|(by, _)| packs.sees(by, pack) && mentioned.contains(&(by, name)))
        };
        let mut advice = Vec::new();
        for found in packs.items().filter(|found| self.is_given(packs.name(found.pack))) {
            let (code, name, message, help) = match &found.item.kind {
                ItemKind::Define(define) => {
                    let name = define.name.as_str();
                    (
                        Code::UnusedDefine,
                        &define.name,
                        said!("no rule or define calls `{name}`", "没有规则或定义调用 `{name}`"),
                        said!(
                            "take it out, or allow this if other packs are to call it",
                            "删去它；若供其他规则包调用，请写明理由予以允许"
                        ),
                    )
                }
                ItemKind::Parameter(parameter) => {
                    let name = parameter.name.as_str();
                    (
                        Code::UnusedParameter,
                        &parameter.name,
                        said!(
                            "nothing reads the parameter `{name}`",
                            "没有任何内容读取参数 `{name}`"
                        ),
                        said!(
                            "take it out, or write its name where its value stands",
                            "删去它，或在写有该数值之处改用其名称"
                        ),
                    )
                }
                _ => continue,
            };
            if !is_used(found.pack, name.as_str()) {
                advice.push(Diagnostic::warning(code, message).at(name.span).with_help(help));
            }
        }
        self.advice.extend(advice);
    }
}
