//! Exceptions to rules, and exceptions to these.

use rustc_hash::FxHashMap;

use super::checker::Checker;
use super::layers::Borrowed;
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::PackId;
use crate::program::{Disabled, Exception, ExprKind, Type};

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

impl Tree {
    /// The exceptions to a rule or an exception.
    pub(super) fn to(&self, target: Target) -> &[usize] {
        self.children.get(&target).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Checker<'a> {
    /// Finds what each exception is to.
    pub(super) fn exception_tree(&mut self) {
        let items = self.items;
        let targets: Vec<Option<Target>> = items
            .exceptions
            .entries
            .iter()
            .map(|found| {
                self.here.pack = found.pack;
                self.rule_or_exception(&found.item.to)
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
        self.exceptions = tree;
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

    /// Checks the exceptions to a rule or exception where the checker has left the rule: its
    /// names are seen. Those that packs take out come apart. `replacing` is the pack and the place
    /// of a rule that stands in the place of the one they were written for.
    pub(super) fn exceptions_to(
        &mut self,
        target: Target,
        replacing: Option<(PackId, Span)>,
    ) -> (Vec<Exception>, Vec<Disabled>) {
        let items = self.items;
        let own = self.exceptions.to(target).to_vec();
        let (mut made, mut left_out) = (Vec::new(), Vec::new());
        for at in own {
            let Some(found) = items.exceptions.get(at).filter(|it| self.in_view(it.pack)) else {
                continue;
            };
            if let Some(disabled) = self.disabled(Target::Exception(at)) {
                left_out.push(disabled);
                continue;
            }
            let outer = std::mem::replace(&mut self.here.pack, found.pack);
            let borrowed = replacing.filter(|(by, _)| !self.packs.sees(found.pack, *by));
            let borrowed = borrowed.map(|(_, rule)| Borrowed {
                rule,
                exception: self.full_name(Target::Exception(at)),
            });
            self.here.borrowed = borrowed;
            let exception = found.item;
            let provisions = self.implemented(&exception.implements);
            let in_force = exception.in_force.as_ref().and_then(|written| self.in_force(written));
            let mut condition = self.condition(&exception.when);
            if let Some((_, years)) = in_force
                && !self.is_error(condition)
            {
                let both = ExprKind::And(vec![years, condition]);
                condition = self.push(both, Type::Truth, exception.when.span);
            }
            self.here.borrowed = None;
            let (exceptions, disabled) = self.exceptions_to(Target::Exception(at), replacing);
            left_out.extend(disabled);
            made.push(Exception {
                name: found.name.text.clone(),
                pack: self.packs.name(found.pack).to_owned(),
                provisions,
                in_force: in_force.map(|(years, _)| years),
                condition,
                because: exception.because.texts(),
                exceptions,
                span: found.span,
            });
            self.here.pack = outer;
        }
        (made, left_out)
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
