use super::*;
use crate::base::Sources;
use crate::declare;

/// The embedded packs, checked.
fn embedded() -> (Program, Vec<TestCase>, Vec<Diagnostic>, Sources) {
    let (packs, sources, mut told) = Packs::load(Vec::new(), true, &|_, _| None);
    let (model, more) = declare::build(&packs, &sources);
    told.extend(more);
    let (program, tests, more) = compile(&packs, model, &[]);
    told.extend(more);
    (program, tests, told, sources)
}

#[test]
fn the_embedded_packs_are_without_fault() {
    let (program, tests, told, sources) = embedded();
    let told: Vec<String> = told
        .iter()
        .map(|one| {
            let place =
                one.place().map(|span| (sources.name(span.file), sources.line_column(span)));
            format!("{place:?} {}", one.message)
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(program.rules.len() > 20);
    assert!(tests.len() > 60);
}
