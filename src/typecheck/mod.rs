//! From the tree of the rule files to a checked program: names, types, units, words and codes are
//! settled here, so that what is wrong with a rule is said before any plan is read.
//!
//! One pass goes down each expression with the type its place expects, and comes back with the
//! type it has: a bare word is a word of the vocabulary that is expected, a number without a unit
//! may be a year. A mistake is reported once, at its place; what depends on it has the type
//! [`Type::Error`](crate::program::Type::Error), which fits everywhere and is reported of nothing.
//! One file here checks one construct of the language.

mod added;
mod aggregates;
mod arena;
mod arithmetic;
mod case;
mod checker;
mod codes;
mod compare;
mod context;
mod dated;
mod defaults;
mod defines;
mod demand;
mod describe;
mod embedded;
mod exceptions;
mod formerly;
mod generators;
mod in_force;
mod is_tests;
mod items;
mod layers;
mod literals;
mod names;
mod overrides;
mod parameter_layers;
mod parameters;
mod paths;
mod provisions;
mod quantifiers;
mod relations;
mod rules;
mod scope;
mod series;
mod strength;
mod templates;
mod test_items;
#[cfg(test)]
mod tests;
mod types;
mod units;

pub use case::{Expected, PlanGiven, PlanSource, TestCase};
pub use embedded::{embedded, embedded_image};

use crate::diagnostic::Diagnostic;
use crate::facts::Layout;
use crate::model::Model;
use crate::packs::Packs;
use crate::program::{PackInfo, Program};

use checker::Checker;
use items::Items;

/// Checks the rules, parameters, defines, provisions and tests of all packs against the model and
/// makes the program that runs. `overrides` are parameters set from outside: a name (`limit` or
/// `pack/limit`) and a text that is read as the parameter's type, with its unit.
///
/// Every mistake is reported. A program is of use only where none of the diagnostics is an error.
pub fn compile(
    packs: &Packs,
    model: Model,
    overrides: &[(String, String)],
) -> (Program, Vec<TestCase>, Vec<Diagnostic>) {
    let items = Items::of(packs);
    let mut checker = Checker::new(packs, &items, &model);
    checker.check_layers();
    let sources = checker.check_sources();
    let provisions = checker.check_provisions();
    checker.check_parameters();
    checker.override_parameters(overrides);
    checker.check_defines();
    checker.check_relations();
    // What defines and relations were checked with belongs to no rule.
    checker.arena = arena::Arena::default();
    let rules = checker.check_rules();
    let tests = checker.check_tests();
    let Checker { arena, parameters, unchanged_parameters, unchanged, diagnostics, .. } = checker;
    let program = Program {
        layout: Layout::new(&model),
        model,
        packs: pack_infos(packs),
        sources,
        provisions: provisions.into(),
        parameters: parameters.into_iter().flatten().collect(),
        unchanged_parameters,
        rules,
        unchanged,
        exprs: arena.into_exprs(),
        texts: std::sync::OnceLock::new(),
    };
    (program, tests, diagnostics)
}

fn pack_infos(packs: &Packs) -> Vec<PackInfo> {
    let info = packs.iter().map(|(_, pack)| PackInfo {
        name: pack.name.clone(),
        title: pack.title.clone(),
        version: pack.version.clone(),
        uses: pack.uses.iter().map(|id| packs.name(*id).to_owned()).collect(),
        sha256: pack.sha256.clone(),
    });
    info.collect()
}
