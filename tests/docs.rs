//! The reference of the language is true: every example of rules in it loads, and what it says is
//! not run yet is refused.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use std::path::Path;

use misrule::diagnostic::{Code, Diagnostic, Severity};
use misrule::packs::{Packs, RuleFile};
use misrule::{declare, typecheck};

/// What stands before examples that are not whole files.
const HEAD: &str = "pack docs \"Examples\"\n\nuse regional\n\n";

fn load(text: &str) -> Vec<Diagnostic> {
    let file = RuleFile { name: "docs.rule".to_owned(), text: text.to_owned() };
    // A whole model stands by itself.
    let embedded = text.contains("use regional");
    let (packs, sources, mut told) = Packs::load(vec![file], embedded, &|_, _| None);
    let (model, more) = declare::build(&packs, &sources);
    told.extend(more);
    let (_, _, more) = typecheck::compile(&packs, model, &[]);
    told.extend(more);
    told.retain(|it| it.severity == Severity::Error);
    told
}

fn reference() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn every_example_loads() {
    let text = reference();
    let blocks: Vec<&str> =
        text.split("```rule\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() >= 5);
    for block in blocks {
        let whole = block.starts_with("pack ");
        let text = if whole { block.to_owned() } else { format!("{HEAD}{block}") };
        let errors: Vec<String> = load(&text).into_iter().map(|error| error.message).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{block}");
    }
}

#[test]
fn what_is_not_run_yet_is_refused() {
    let rule = |clauses: &str, demand: &str| {
        format!("rule r\n  \"R\"\n{clauses}  must {demand}\n  otherwise \"no\"\n")
    };
    let measures = "plan.measures is stated";
    let not_yet = [
        ("relation", "relation feeds(p: Plan) = from l.supplier to l.user for l in p.links\n".into()),
        ("annual growth of", rule("", "annual growth of plan.food.grain_output > 1 %")),
        ("if missing", rule("", "plan.region.area if missing 3 hectare > 2 hectare")),
        ("or none", "record Extra key id\n  id: text\n  other?: ref Industry or none\n".into()),
        ("dated parameters", "parameter p: integer = 1 from 2020, 2 from 2025\n".into()),
        ("in force", rule("  in force from 2021\n", measures)),
        ("formerly", rule("  formerly old\n", measures)),
        ("replace", "replace rule sheng2023/few-priorities\n  \"R\"\n  must plan.measures is stated\n  otherwise \"no\"\n".into()),
        ("disable", "disable sheng2023/few-priorities because \"so\"\n".into()),
        ("extend", "extend vocabulary aspect { more }\n".into()),
    ];
    let reference = reference();
    for (name, text) in not_yet {
        let errors = load(&format!("{HEAD}{text}"));
        let refused = errors.iter().any(|error| error.code == Code::NotSupported);
        assert!(refused, "{name}: {errors:#?}");
        assert!(reference.contains(name), "{name}");
    }
}
