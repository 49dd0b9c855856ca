//! Old names of rules: they keep leading to the rule.

use super::checker::Checker;
use super::exceptions::Target;
use super::items::{Lookup, look_up};
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Name, QualifiedName};

impl<'a> Checker<'a> {
    /// The rule of a name, or of an old name, which is noted.
    pub(super) fn rule_named(&mut self, name: &QualifiedName, what: &Said) -> Lookup {
        let (items, pack) = (self.items, self.here.pack);
        let found = look_up(self.packs, &items.rules, pack, name, (Code::NoSuchRule, what));
        match (&found, self.renamed(name)) {
            (Lookup::Failed(_), Some(at)) => {
                self.note_old_name(name, at);
                Lookup::Found(at)
            }
            _ => found,
        }
    }

    /// The rule or exception of a name; what leads to none is reported.
    pub(super) fn rule_or_exception(&mut self, name: &QualifiedName) -> Option<Target> {
        let what = said!("a rule or an exception", "规则或例外");
        let failed = match self.rule_named(name, &what) {
            Lookup::Found(at) => return Some(Target::Rule(at)),
            Lookup::Unsure => return None,
            Lookup::Failed(diagnostic) => diagnostic,
        };
        let (items, kind) = (self.items, (Code::NoSuchRule, &what));
        match look_up(self.packs, &items.exceptions, self.here.pack, name, kind) {
            Lookup::Found(at) => Some(Target::Exception(at)),
            Lookup::Unsure => None,
            Lookup::Failed(other) => {
                self.report(if failed.help.is_some() { failed } else { other });
                None
            }
        }
    }

    /// The rule that once had a name, as far as it is seen here.
    fn renamed(&self, name: &QualifiedName) -> Option<usize> {
        let mut rules = self.items.rules.entries.iter();
        rules.position(|rule| {
            let of_pack = match &name.pack {
                Some(pack) => self.packs.name(rule.pack) == pack.as_str(),
                None => true,
            };
            let old = rule.item.body.formerly.as_ref().map(Name::as_str);
            let is_seen = self.packs.sees(self.here.pack, rule.pack);
            of_pack && is_seen && old == Some(name.name.as_str())
        })
    }

    fn note_old_name(&mut self, name: &QualifiedName, at: usize) {
        let (old, now) = (name.full(), self.full_name(Target::Rule(at)));
        let message = said!("`{old}` is the old name of `{now}`", "`{old}` 是 `{now}` 的旧名");
        self.report(
            Diagnostic::note(Code::OldName, message)
                .at(name.span)
                .with_help(said!("write `{now}`", "请写成 `{now}`")),
        );
    }

    /// An old name is no rule's or exception's name now, and no other rule's old name.
    pub(super) fn check_old_names(&mut self) {
        let items = self.items;
        let mut told: Vec<(crate::packs::PackId, &Name)> = Vec::new();
        for rule in &items.rules.entries {
            let Some(old) = &rule.item.body.formerly else { continue };
            let rules = items.rules.entries.iter().map(|it| (it.pack, it.name));
            let exceptions = items.exceptions.entries.iter().map(|it| (it.pack, it.name));
            let living = rules
                .chain(exceptions)
                .find(|(pack, name)| *pack == rule.pack && name.as_str() == old.as_str());
            let earlier = told
                .iter()
                .find(|(pack, name)| *pack == rule.pack && name.as_str() == old.as_str());
            let word = old.as_str();
            if let Some((_, living)) = living {
                let message = said!(
                    "`{word}` is a name in use, and no old one",
                    "`{word}` 是正在使用的名称，不是旧名",
                );
                self.old_name_clash(
                    old.span,
                    living.span,
                    Diagnostic::error(Code::NameInUse, message),
                );
            } else if let Some((_, earlier)) = earlier {
                let message =
                    said!("`{word}` is the old name of two rules", "`{word}` 是两条规则的旧名",);
                self.old_name_clash(
                    old.span,
                    earlier.span,
                    Diagnostic::error(Code::NameInUse, message),
                );
            } else {
                told.push((rule.pack, old));
            }
        }
    }

    fn old_name_clash(&mut self, here: Span, there: Span, diagnostic: Diagnostic) {
        self.report(
            diagnostic
                .at(here)
                .label(there, said!("this has the name", "此处已用该名称"))
                .with_help(said!(
                    "an old name leads to one rule: take this out, or rename the other",
                    "一个旧名只能指向一条规则：请删去此处，或将另一条改名",
                )),
        );
    }
}
