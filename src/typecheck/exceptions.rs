//! Exceptions to rules, and exceptions to these.

use rustc_hash::FxHashMap;

use super::checker::Checker;
use super::items::{Lookup, look_up};
use crate::base::Said;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::Exception;
use crate::syntax::ast;

/// What an exception is to, by its place among the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    Rule(usize),
    Exception(usize),
}

/// The exceptions to each rule and exception, in the order of the items.
#[derive(Default)]
pub(super) struct Tree {
    children: FxHashMap<Target, Vec<usize>>,
}

impl<'a> Checker<'a> {
    pub(super) fn exception_tree(&mut self) -> Tree {
        let items = self.items;
        let targets: Vec<Option<Target>> = items
            .exceptions
            .entries
            .iter()
            .map(|found| {
                self.here.pack = found.pack;
                self.target(found.item)
            })
            .collect();
        let mut tree = Tree::default();
        for (at, target) in targets.iter().enumerate() {
            let Some(target) = target else { continue };
            if let Some(circle) = circle(&targets, at) {
                // Said once, at the first of them.
                if circle.iter().all(|other| *other >= at) {
                    self.circle_of_exceptions(&circle);
                }
                continue;
            }
            tree.children.entry(*target).or_default().push(at);
        }
        tree
    }

    fn circle_of_exceptions(&mut self, circle: &[usize]) {
        let found = circle.iter().filter_map(|at| self.items.exceptions.get(*at));
        let found: Vec<_> = found.collect();
        let Some(first) = found.first() else { return };
        let names: Vec<String> =
            found.iter().map(|one| format!("`{}`", one.name.as_str())).collect();
        let message = match names.as_slice() {
            [one] => said!("{one} is an exception to itself", "{one} 是其自身的例外"),
            several => said!(
                "{all} are exceptions to each other",
                "{all} 互为例外";
                all = Said::new(several.join(", "), several.join("、"))
            ),
        };
        let span = first.item.to.span;
        self.report(
            Diagnostic::error(Code::Recursive, message).at(span).with_help(said!(
                "an exception leads to a rule in the end",
                "例外最终要落到一条规则"
            )),
        );
    }

    fn target(&mut self, exception: &ast::Exception) -> Option<Target> {
        let (items, pack, to) = (self.items, self.here.pack, &exception.to);
        let what = said!("a rule or an exception", "规则或例外");
        let kind = (Code::NoSuchRule, &what);
        let rule = look_up(self.packs, &items.rules, pack, to, kind);
        let failed = match rule {
            Lookup::Found(at) => return Some(Target::Rule(at)),
            Lookup::Unsure => return None,
            Lookup::Failed(diagnostic) => diagnostic,
        };
        match look_up(self.packs, &items.exceptions, pack, to, kind) {
            Lookup::Found(at) => Some(Target::Exception(at)),
            Lookup::Unsure => None,
            Lookup::Failed(other) => {
                self.report(if failed.help.is_some() { failed } else { other });
                None
            }
        }
    }

    /// Checks the exceptions to a rule or exception where the checker has left the rule: its
    /// names are seen.
    pub(super) fn exceptions_to(&mut self, tree: &Tree, target: Target) -> Vec<Exception> {
        let items = self.items;
        let own = tree.children.get(&target).cloned().unwrap_or_default();
        let mut made = Vec::new();
        for at in own {
            let Some(found) = items.exceptions.get(at) else { continue };
            let outer = std::mem::replace(&mut self.here.pack, found.pack);
            let exception = found.item;
            if let Some(force) = &exception.in_force {
                self.not_supported(force.span, "`in force`");
            }
            let provisions = self.implemented(&exception.implements);
            let condition = self.condition(&exception.when);
            made.push(Exception {
                name: found.name.text.clone(),
                pack: self.packs.name(found.pack).to_owned(),
                provisions,
                condition,
                because: exception.because.texts(),
                exceptions: self.exceptions_to(tree, Target::Exception(at)),
                span: found.span,
            });
            self.here.pack = outer;
        }
        made
    }
}

/// The exceptions that following what each is to leads through, where it leads back to the start.
fn circle(targets: &[Option<Target>], start: usize) -> Option<Vec<usize>> {
    let mut circle = vec![start];
    let mut at = start;
    // One that runs into a circle it is no part of is stopped by its length.
    while circle.len() <= targets.len() {
        match targets.get(at) {
            Some(Some(Target::Exception(next))) if *next == start => return Some(circle),
            Some(Some(Target::Exception(next))) => {
                circle.push(*next);
                at = *next;
            }
            _ => return None,
        }
    }
    None
}
