//! A handful of pieces of work, each counted in instructions: counts do not depend on what else the
//! machine does, so that a step back shows in a check of every change.

use std::hint::black_box;

use misrule::base::FileId;
use misrule::facts::Facts;
use misrule::syntax;

use crate::engine::{self, BATCH, BENCH_RULES, Engine};
use crate::{generate, whole};

/// A piece of work that is ready to be done.
pub type Ready = Box<dyn FnOnce() -> usize>;

/// Name and making of each.
pub const KERNELS: &[(&str, fn() -> Result<Ready, String>)] = &[
    ("parse-twenty-rules", || {
        Ok(Box::new(|| syntax::parse_file(FileId(0), BENCH_RULES).file.items.len()))
    }),
    ("load-all-packs", || {
        Ok(Box::new(|| {
            engine::load(Vec::new(), true).map_or(0, |(program, _)| program.rules.len())
        }))
    }),
    ("read-one-plan", || {
        let engine = twenty(1)?;
        Ok(Box::new(move || engine.read(1)))
    }),
    ("read-64-plans", || {
        let engine = twenty(BATCH)?;
        Ok(Box::new(move || engine.read(BATCH)))
    }),
    ("evaluate-twenty-rules-on-one-plan", || evaluation(twenty(1)?)),
    ("evaluate-twenty-rules-on-64-plans", || evaluation(twenty(BATCH)?)),
    ("findings-of-twenty-rules-on-64-plans", || {
        let engine = twenty(BATCH)?;
        Ok(Box::new(move || engine.check_all().findings.len()))
    }),
    ("read-a-whole-plan", || {
        let engine = all_packs()?;
        Ok(Box::new(move || engine.read(BATCH)))
    }),
    ("evaluate-all-packs-on-a-whole-plan", || evaluation(all_packs()?)),
];

fn twenty(plans: usize) -> Result<Engine, String> {
    let texts: Vec<String> = (0..plans).map(|number| generate::plan(number).pretty()).collect();
    Ok(Engine::twenty()?.with_plans(&texts))
}

fn all_packs() -> Result<Engine, String> {
    Ok(Engine::embedded()?.with_plans([&whole::plan(&whole::shapes(), 0).pretty()]))
}

fn evaluation(engine: Engine) -> Result<Ready, String> {
    let facts: Vec<Facts> = engine.facts(BATCH);
    Ok(Box::new(move || facts.iter().map(|it| engine.evaluate(it)).sum()))
}

/// What is counted: the work of a kernel, without what makes it ready. The function is known to the
/// counting tool by its name.
#[inline(never)]
pub fn counted(ready: Ready) -> usize {
    black_box(ready())
}
