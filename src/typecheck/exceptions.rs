//! Exceptions to rules, and exceptions to these.

use rustc_hash::FxHashMap;

use super::checker::Checker;
use super::items::{Lookup, look_up};
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
            if leads_back(&targets, at) {
                let Some(found) = items.exceptions.get(at) else { continue };
                let message = format!("`{}` is an exception to itself", found.name.as_str());
                self.report(
                    Diagnostic::error(Code::Recursive, message)
                        .at(found.item.to.span)
                        .with_help("an exception leads to a rule in the end"),
                );
                continue;
            }
            tree.children.entry(*target).or_default().push(at);
        }
        tree
    }

    fn target(&mut self, exception: &ast::Exception) -> Option<Target> {
        let (items, pack, to) = (self.items, self.here.pack, &exception.to);
        let kind = (Code::NoSuchRule, "a rule or an exception");
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

/// Whether following what an exception is to leads back to it.
fn leads_back(targets: &[Option<Target>], start: usize) -> bool {
    let mut at = start;
    for _ in 0..targets.len() {
        match targets.get(at) {
            Some(Some(Target::Exception(next))) if *next == start => return true,
            Some(Some(Target::Exception(next))) => at = *next,
            _ => return false,
        }
    }
    // It runs into a circle it is no part of, which is reported there.
    false
}
