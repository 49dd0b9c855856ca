//! Advice about rules that load: what is likely not meant, or asks or tells less than it could.
//!
//! Every advice has a code of its own under `advice/`, and a page in `docs/codes/`. It is a
//! warning of `misrule lint`, and never one of a check of plans. An item accepts an advice by a
//! comment that says why (`allow`).
//!
//! What is said of conditions is sure: `outcome` and `logic` rule out what no plan can bring about,
//! whatever its figures and words and whatever a parameter is set to. One file here looks at one
//! thing; names and places are read off the syntax tree, all else off the checked program.

mod allow;
mod applies;
mod choice;
mod demand;
mod interval;
mod keys;
mod logic;
mod names;
mod negative;
mod outcome;
mod provisions;
mod silence;
mod tested;
#[cfg(test)]
mod tests;
mod unused;

pub use choice::{Choice, NoSuchAdvice};

use rustc_hash::FxHashMap;

use crate::base::{Sources, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::{Origin, Packs};
use crate::program::{Program, Rule};
use crate::syntax::ast::{Item, ItemKind, RuleBody};
use crate::typecheck::TestCase;

use logic::Logic;

/// Rules that load without errors, and their tests.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub packs: &'a Packs,
    pub program: &'a Program,
    pub tests: &'a [TestCase],
    pub sources: &'a Sources,
}

/// Every code that an advice can have.
fn codes() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| code.as_str().starts_with(PREFIX))
}

/// What the code of every advice begins with.
const PREFIX: &str = "advice/";

/// The advice about the packs that were given, without those that come with the tool; in the order
/// of files and lines. Only what is chosen is looked at: an allowance of another code is neither
/// used nor unused.
pub fn advise(rules: Rules, choice: &Choice) -> Vec<Diagnostic> {
    let mut desk = Desk::new(rules);
    let mut logic = Logic::new(rules.program);
    desk.decided(&mut logic);
    desk.demands(&mut logic);
    desk.unused_lets();
    desk.unused_items();
    desk.negative_demands();
    desk.strengths();
    desk.provisions_without_rules();
    desk.untested();
    desk.advice.retain(|advice| choice.wants(advice.code));
    desk.allow(choice);
    let mut advice = desk.advice;
    advice.sort_by_key(|advice| (advice.place(), advice.code));
    advice.dedup();
    advice
}

/// The rules under advice, and what was said of them so far.
struct Desk<'a> {
    rules: Rules<'a>,
    items: FxHashMap<Span, &'a Item>,
    advice: Vec<Diagnostic>,
}

impl<'a> Desk<'a> {
    fn new(rules: Rules<'a>) -> Desk<'a> {
        let items = rules.packs.items().map(|found| (found.item.span, found.item)).collect();
        Desk { rules, items, advice: Vec::new() }
    }

    fn is_given(&self, pack: &str) -> bool {
        let found = self.rules.packs.named(pack);
        found.is_some_and(|(_, pack)| pack.origin != Origin::Embedded)
    }

    fn given_rules(&self) -> impl Iterator<Item = &'a Rule> {
        self.rules.program.rules.iter().filter(|rule| self.is_given(&rule.pack))
    }

    /// The item that stands in a place.
    fn item_at(&self, place: Span) -> Option<&'a Item> {
        self.items.get(&place).copied()
    }

    /// What is written of the rule that stands in a place.
    fn body_of(&self, place: Span) -> Option<&'a RuleBody> {
        match &self.item_at(place)?.kind {
            ItemKind::Rule(rule) => Some(&rule.body),
            ItemKind::Replace(replace) => Some(&replace.body),
            _ => None,
        }
    }
}
