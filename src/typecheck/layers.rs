//! What packs change in the packs they use: rules that are replaced, rules and exceptions that
//! are disabled.
//!
//! Packs that change one thing stand in line: each later one uses those before it, and the last
//! one counts. Two of which neither uses the other do not load. A pack's own tests see nothing of
//! what packs behind it change: [`Checker::view`] is the pack whose eyes a rule is checked with.

use rustc_hash::FxHashMap;

use super::checker::Checker;
use super::exceptions::Target;
use super::items::{Declared, Lookup};
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::PackId;
use crate::program::Disabled;
use crate::syntax::ast::{self, QualifiedName, RuleScope};

/// What a pack makes of a rule or an exception.
#[derive(Clone, Copy)]
pub(super) enum Change<'a> {
    /// Of rules only.
    Replace(&'a Declared<'a, ast::Replace>),
    Disable(&'a Declared<'a, ast::Disable>),
}

/// A change and where it is written.
#[derive(Clone, Copy)]
pub(super) struct Layer<'a> {
    pub(super) pack: PackId,
    pub(super) change: Change<'a>,
    span: Span,
}

/// All changes, by what they change, the earliest first.
#[derive(Default)]
pub(super) struct Layers<'a> {
    of: FxHashMap<Target, Vec<Layer<'a>>>,
}

impl<'a> Layers<'a> {
    /// The changes of one thing, the earliest first.
    pub(super) fn of(&self, target: Target) -> &[Layer<'a>] {
        self.of.get(&target).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Checker<'a> {
    /// Finds what every `replace rule` and `disable` changes.
    pub(super) fn check_layers(&mut self) {
        let items = self.items;
        let mut all: Vec<(Target, Layer<'a>)> = Vec::new();
        for found in &items.replaces.entries {
            let target = &found.item.target;
            if let Some(at) = self.rule_changed(found.pack, target, "replace", "替换")
                && self.fits_scope(at, found)
            {
                let (pack, change) = (found.pack, Change::Replace(found));
                all.push((Target::Rule(at), Layer { pack, change, span: target.span }));
            }
        }
        for found in &items.disables.entries {
            let name = &found.item.target;
            if let Some(target) = self.disabled_target(found.pack, name) {
                let (pack, change) = (found.pack, Change::Disable(found));
                all.push((target, Layer { pack, change, span: name.span }));
            }
        }
        // Packs stand behind those they use.
        all.sort_by_key(|(_, layer)| layer.pack);
        for (target, layer) in all {
            let earlier = self.layers.of(target).last().copied();
            if let Some(earlier) = earlier
                && (earlier.pack == layer.pack || !self.packs.sees(layer.pack, earlier.pack))
            {
                self.clash(target, earlier, layer);
            }
            self.layers.of.entry(target).or_default().push(layer);
        }
    }

    /// The rule that a `replace` names.
    fn rule_changed(
        &mut self,
        pack: PackId,
        name: &'a QualifiedName,
        en: &str,
        zh: &str,
    ) -> Option<usize> {
        self.here.pack = pack;
        match self.rule_named(name, &said!("a rule", "规则")) {
            Lookup::Found(at) => {
                let owner = self.items.rules.get(at).map(|rule| rule.pack);
                self.is_of_another(pack, owner, name, en, zh).then_some(at)
            }
            Lookup::Unsure => None,
            Lookup::Failed(diagnostic) => {
                self.report(diagnostic);
                None
            }
        }
    }

    /// The rule or exception that a `disable` names.
    fn disabled_target(&mut self, pack: PackId, name: &'a QualifiedName) -> Option<Target> {
        self.here.pack = pack;
        let target = self.rule_or_exception(name)?;
        let owner = match target {
            Target::Rule(at) => self.items.rules.get(at).map(|rule| rule.pack),
            Target::Exception(at) => self.items.exceptions.get(at).map(|one| one.pack),
        };
        self.is_of_another(pack, owner, name, "disable", "停用").then_some(target)
    }

    /// A pack changes only what it uses: its own rules it writes as they are to be.
    fn is_of_another(
        &mut self,
        pack: PackId,
        owner: Option<PackId>,
        name: &QualifiedName,
        en: &str,
        zh: &str,
    ) -> bool {
        if owner != Some(pack) {
            return true;
        }
        let full = name.full();
        let message = said!(
            "`{full}` is of this pack itself: there is nothing to {en}",
            "`{full}` 属于本规则包，无需{zh}",
        );
        self.report(Diagnostic::error(Code::BadChange, message).at(name.span).with_help(said!(
            "write it as it is to be, or take it out; `{en}` is for the packs that one uses",
            "请直接改写或删除它；{zh}只用于所使用的规则包",
        )));
        false
    }

    fn fits_scope(&mut self, at: usize, found: &Declared<'a, ast::Replace>) -> bool {
        let Some(rule) = self.items.rules.get(at) else { return false };
        if rule.item.scope == found.item.scope {
            return true;
        }
        let full = found.item.target.full();
        let (message, help) = match rule.item.scope {
            RuleScope::Plan => (
                said!(
                    "`{full}` runs on each plan, and a portfolio rule is put in its place",
                    "`{full}` 针对每份规划，却用规划集规则替换",
                ),
                said!("write `replace rule {full}`", "请写成 `replace rule {full}`"),
            ),
            RuleScope::Portfolio => (
                said!(
                    "`{full}` runs on the portfolio, and a rule for each plan is put in its place",
                    "`{full}` 针对规划集，却用单份规划的规则替换",
                ),
                said!(
                    "write `replace portfolio rule {full}`",
                    "请写成 `replace portfolio rule {full}`",
                ),
            ),
        };
        let diagnostic = Diagnostic::error(Code::BadChange, message).at(found.item.target.span);
        let declared = said!("declared here", "声明于此");
        self.report(diagnostic.label(rule.name.span, declared).with_help(help));
        false
    }

    /// Two packs change one thing, and none of them is later than the other.
    fn clash(&mut self, target: Target, earlier: Layer<'a>, layer: Layer<'a>) {
        let name = self.full_name(target);
        let (first, second) = (self.packs.name(earlier.pack), self.packs.name(layer.pack));
        let (message, help) = match earlier.pack == layer.pack {
            true => (
                said!(
                    "the pack `{second}` changes `{name}` twice",
                    "规则包 `{second}` 两次改动 `{name}`",
                ),
                said!("keep one of the two", "请只保留其中一处"),
            ),
            false => (
                said!(
                    "the packs `{first}` and `{second}` both change `{name}`, and neither uses the other",
                    "规则包 `{first}` 和 `{second}` 都改动 `{name}`，而两者互不使用",
                ),
                said!(
                    "leave one of the packs out, or write `use {first}` in `{second}`: then `{second}` counts",
                    "请去掉其中一个规则包，或在 `{second}` 中写 `use {first}`，则以 `{second}` 为准",
                ),
            ),
        };
        self.report_once(
            Diagnostic::error(Code::ChangeClash, message)
                .at(layer.span)
                .label(earlier.span, said!("changed here too", "此处也改动"))
                .with_help(help),
        );
    }

    /// The full name of a rule or an exception.
    pub(super) fn full_name(&self, target: Target) -> String {
        let found = match target {
            Target::Rule(at) => self.items.rules.get(at).map(|it| (it.pack, it.name)),
            Target::Exception(at) => self.items.exceptions.get(at).map(|it| (it.pack, it.name)),
        };
        found.map_or_else(String::new, |(pack, name)| {
            format!("{}/{}", self.packs.name(pack), name.as_str())
        })
    }

    // ---- what is seen of it

    /// Whether what a pack writes counts in the view that rules are checked in.
    pub(super) fn in_view(&self, pack: PackId) -> bool {
        self.view.is_none_or(|view| self.packs.sees(view, pack))
    }

    /// The last replacement of a rule that counts.
    pub(super) fn replacement(&self, rule: usize) -> Option<&'a Declared<'a, ast::Replace>> {
        let layers = self.layers.of(Target::Rule(rule)).iter().rev();
        let mut seen = layers.filter(|layer| self.in_view(layer.pack));
        seen.find_map(|layer| match layer.change {
            Change::Replace(found) => Some(found),
            Change::Disable(_) => None,
        })
    }

    /// What takes a rule or exception out, where that is the last change that counts.
    pub(super) fn disabled(&self, target: Target) -> Option<Disabled> {
        let mut layers = self.layers.of(target).iter().rev();
        let last = layers.find(|layer| self.in_view(layer.pack))?;
        match last.change {
            Change::Replace(_) => None,
            Change::Disable(found) => Some(Disabled {
                name: self.full_name(target),
                by: self.packs.name(found.pack).to_owned(),
                because: found.item.because.texts(),
            }),
        }
    }

    /// What to say of a rule that a `disable` takes out, where that hides it from something.
    pub(super) fn is_disabled(&self, target: Target, name: &QualifiedName) -> Option<Diagnostic> {
        let disabled = self.disabled(target)?;
        let (full, by) = (name.full(), disabled.by);
        let message = said!(
            "`{full}` is disabled by the pack `{by}` and has no verdicts",
            "`{full}` 已被规则包 `{by}` 停用，没有结论",
        );
        let at = self.layers.of(target).iter().rev().find(|layer| self.in_view(layer.pack));
        let diagnostic = Diagnostic::error(Code::NoSuchRule, message).at(name.span);
        Some(match at {
            Some(layer) => diagnostic.label(layer.span, said!("disabled here", "在此停用")),
            None => diagnostic,
        })
    }

    /// Whether something that a pack does not see is changed by a pack that is not seen either.
    pub(super) fn is_changed_beyond(&self, target: Target, pack: PackId) -> bool {
        self.layers.of(target).iter().any(|layer| !self.packs.sees(pack, layer.pack))
    }
}

/// What is put in front of a message about an exception that is read with another rule than the
/// one it was written for.
pub(super) struct Borrowed {
    /// The rule it is read with.
    pub(super) rule: Span,
    /// The exception's full name.
    pub(super) exception: String,
}

impl Borrowed {
    pub(super) fn explain(&self, diagnostic: Diagnostic) -> Diagnostic {
        let label: Said = said!("read with this rule now", "现在随此规则一同解读");
        let exception = &self.exception;
        let labelled = diagnostic.label(self.rule, label);
        labelled.with_note(said!(
            "`{exception}` was written for the rule that is replaced; name there what it reads, or \
             write `disable {exception} because \"…\"`",
            "`{exception}` 是为被替换的规则写的；请在新规则中给出它所读的名称，或写 \
             `disable {exception} because \"…\"`",
        ))
    }
}
