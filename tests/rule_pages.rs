//! The pages of the rules that come with the tool are made from these rules, and this holds them to
//! that. `UPDATE_RULES=1 cargo test --test rule_pages` writes them anew.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use misrule::base::Sources;
use misrule::packs::Packs;
use misrule::program::{Program, RuleId};
use misrule::report::{self, Pages};
use misrule::testing::examples;
use misrule::typecheck::TestCase;
use misrule::{declare, typecheck};

struct Loaded {
    packs: Packs,
    sources: Sources,
    program: Program,
    tests: Vec<TestCase>,
}

static LOADED: LazyLock<Loaded> = LazyLock::new(|| {
    let (packs, sources, told) = Packs::load(Vec::new(), true, &|_, _| None);
    assert!(told.is_empty());
    let (model, told) = declare::build(&packs, &sources);
    assert!(told.is_empty());
    let (program, tests, told) = typecheck::compile(&packs, model, &[]);
    assert!(told.is_empty());
    Loaded { packs, sources, program, tests }
});

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")
}

/// Every page by the name of its file, made anew.
fn made() -> BTreeMap<String, String> {
    let Loaded { packs, sources, program, tests } = &*LOADED;
    let pages = Pages::new(program, sources);
    let mut made = BTreeMap::from([("README.md".to_owned(), report::index(&pages))]);
    for (id, rule) in (0..).map(RuleId).zip(&program.rules) {
        let page = pages.rule(id, &examples(program, packs, sources, tests, id)).unwrap();
        let twin = made.insert(format!("{}.md", rule.name), page.markdown());
        assert!(twin.is_none(), "two rules are called {}", rule.name);
    }
    made
}

#[test]
fn the_pages_are_up_to_date() {
    let made = made();
    let is_page = |path: &PathBuf| path.extension().is_some_and(|end| end == "md");
    let there: Vec<PathBuf> =
        fs::read_dir(folder()).map_or(Vec::new(), |all| all.map(|it| it.unwrap().path()).collect());
    let gone = there
        .iter()
        .filter(|path| is_page(path))
        .filter(|path| !made.contains_key(path.file_name().unwrap().to_str().unwrap()));
    let gone: Vec<&PathBuf> = gone.collect();
    if std::env::var_os("UPDATE_RULES").is_some() {
        fs::create_dir_all(folder()).unwrap();
        gone.iter().for_each(|path| fs::remove_file(path).unwrap());
        made.iter().for_each(|(name, text)| fs::write(folder().join(name), text).unwrap());
        return;
    }
    assert!(gone.is_empty(), "pages of no rule: {gone:?}; {HINT}");
    for (name, text) in &made {
        let page = fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(page == *text, "docs/rules/{name} is not as the rules are; {HINT}");
    }
}

const HINT: &str = "`UPDATE_RULES=1 cargo test --test rule_pages` writes the pages anew";

/// Every `[…](NAME.md)` of a page leads to a page.
#[test]
fn the_pages_lead_to_each_other() {
    let made = made();
    for (name, text) in &made {
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            assert!(made.contains_key(target), "{name}: {target}");
        }
    }
    let index = &made["README.md"];
    for name in made.keys().filter(|name| *name != "README.md") {
        assert!(index.contains(&format!("]({name})")), "the index lacks {name}");
    }
}
