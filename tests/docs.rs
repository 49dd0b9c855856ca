//! The reference of the language is true: its examples of rules load and their tests hold, its
//! mistakes are answered in the words it shows.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::path::Path;
use std::time::Duration;

use misrule::base::Language;
use misrule::diagnostic::{Diagnostic, Severity};
use misrule::packs::{Packs, RuleFile};
use misrule::testing::{self, Suite};
use misrule::{declare, typecheck};

/// What stands before examples that are not whole files.
const HEAD: &str = "pack docs \"Examples\"\n\nuse regional\n\n";

/// What came of a file of rules.
struct Loaded {
    errors: Vec<Diagnostic>,
    /// How many tests stand in it, and how those fail that do not hold.
    tests: usize,
    failed: Vec<Diagnostic>,
}

fn load(text: &str) -> Loaded {
    let file = RuleFile { name: "docs.rule".to_owned(), text: text.to_owned() };
    // A whole model stands by itself.
    let embedded = text.contains("use regional");
    let (packs, sources, mut told) = Packs::load(vec![file], embedded, &|_, _| None);
    let (model, more) = declare::build(&packs, &sources);
    told.extend(more);
    let (program, cases, more) = typecheck::compile(&packs, model, &[]);
    told.extend(more);
    told.retain(|it| it.severity == Severity::Error);
    let mut loaded = Loaded { errors: told, tests: 0, failed: Vec::new() };
    let pack = text.split(' ').nth(1).unwrap();
    if loaded.errors.is_empty() {
        let own = cases.iter().filter(|case| case.pack == pack).collect();
        let suite = Suite::new(&program, &packs, &sources, own);
        for result in testing::run(&program, &suite, Language::En, &|| Duration::ZERO) {
            loaded.tests += 1;
            loaded.failed.extend(result.failures.iter().map(|it| it.diagnostic(&result.name)));
        }
    }
    loaded
}

/// Mistakes as the reference shows them: each message, with its help below.
fn said(errors: &[Diagnostic]) -> String {
    let mut text = String::new();
    for error in errors {
        text += &format!("{}\n", error.message.en());
        text.extend(error.help.iter().map(|help| format!("  help: {}\n", help.en())));
    }
    text
}

fn page(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    std::fs::read_to_string(file).unwrap()
}

fn reference() -> String {
    page("language.md")
}

/// A fenced block of the reference.
struct Block<'a> {
    language: &'a str,
    /// Marked `<!-- error -->`: the block behind it says how it is answered.
    is_mistake: bool,
    text: &'a str,
}

fn blocks(reference: &str) -> Vec<Block<'_>> {
    let parts: Vec<&str> = reference.split("```").collect();
    assert!(parts.len() % 2 == 1, "a block is not closed");
    parts
        .chunks_exact(2)
        .map(|pair| {
            let (language, text) = pair[1].split_once('\n').unwrap();
            let is_mistake = pair[0].trim_end().ends_with("<!-- error -->");
            Block { language, is_mistake, text }
        })
        .collect()
}

/// An example as a whole file.
fn whole(text: &str) -> String {
    match text.starts_with("pack ") {
        true => text.to_owned(),
        false => format!("{HEAD}{text}"),
    }
}

#[test]
fn every_example_loads_and_its_tests_hold() {
    let text = reference();
    let (mut examples, mut tests) = (0, 0);
    for block in blocks(&text).iter().filter(|it| it.language == "rule" && !it.is_mistake) {
        let loaded = load(&whole(block.text));
        assert_eq!(said(&loaded.errors), "", "{}", block.text);
        assert!(loaded.failed.is_empty(), "{:#?}\n{}", loaded.failed, block.text);
        examples += 1;
        tests += loaded.tests;
    }
    assert!(examples >= 10 && tests >= 20, "{examples} examples with {tests} tests");
}

/// The forms in a table of the cheat sheet.
fn forms(page: &str, heading: &str) -> Vec<String> {
    let section = page.split("\n## ").find(|it| it.starts_with(heading)).unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| ")).skip(2);
    let cells = rows.filter_map(|line| line.trim_matches(['|', ' ']).split_once(" | "));
    let forms = cells.flat_map(|(_, forms)| forms.split('`').skip(1).step_by(2));
    forms.map(str::to_owned).collect()
}

/// A form with something in the place of what stands for anything.
fn filled(form: &str) -> String {
    const STANDS_FOR: [(&str, &str); 9] = [
        ("in L where C", "in plan.industries where x.code within isic:24"),
        ("in L", "in plan.industries"),
        ("where C", "where ends(m)"),
        ("(P, Q, R)", "(A, A, A)"),
        ("(P, Q)", "(A, A)"),
        ("not P", "not (A)"),
        ("P and Q", "A and A"),
        ("P or Q", "A or A"),
        (": P", ": x.roles includes pillar"),
    ];
    let form = STANDS_FOR.iter().fold(form.to_owned(), |form, (from, to)| form.replace(from, to));
    form.replace('A', "m.budget is stated")
}

#[test]
fn every_form_of_the_cheat_sheet_loads() {
    let text = page("cheat-sheet.md");
    let example = blocks(&text).into_iter().find(|it| it.language == "rule").unwrap().text;
    let loaded = load(example);
    assert_eq!(said(&loaded.errors), "");
    assert!(loaded.failed.is_empty() && loaded.tests == 2, "{:#?}", loaded.failed);
    let mut rules = "pack sheet \"Forms\"\n\nuse regional\n\n\
                     define ends(m: Measure) = m.action is one of {close, phase_out}\n\n\
                     relation feeds(p: Plan) = from l.supplier to l.user for l in p.links\n"
        .to_owned();
    let mut count = 0;
    let conditions = forms(&text, "Conditions").into_iter().map(|form| {
        let whole = match form.strip_prefix("is ").or(form.strip_prefix("not ")) {
            Some("not close" | "one of {close, restrict}") => format!("m.action {form}"),
            _ => form,
        };
        (filled(&whole), "true".to_owned())
    });
    let part_of_others =
        ["mean of", "min of", "max of", "b[isic:C]", "total of b", "keys of b", "x if missing 0"];
    let values = forms(&text, "Values")
        .into_iter()
        .filter(|form| !part_of_others.contains(&form.as_str()))
        .map(|form| ("m.end is stated".to_owned(), filled(&form)));
    for (condition, value) in conditions.chain(values) {
        count += 1;
        // What the names of the table mean; a quantifier binds `x` itself.
        let x = match condition.contains(" x in ") {
            true => String::new(),
            false if value.contains("hectare") => "  let x = plan.region.area\n".to_owned(),
            false if condition.contains('%') => {
                "  let x = (last of plan.food.loss_rate)\n".to_owned()
            }
            false => "  let x = plan.industries[\"a\"].location_quotient\n".to_owned(),
        };
        let binds = |name: &str| {
            [" for", " of"].iter().any(|word| value.contains(&format!("{word} {name} in ")))
        };
        let each = |name: &str, list: &str| match binds(name) {
            true => String::new(),
            false => format!("  for {name} in {list}\n"),
        };
        let each = each("m", "plan.measures") + &each("i", "plan.industries");
        let each = match condition.contains(" j ") {
            true => each + "  for j in plan.industries\n",
            false => each,
        };
        let demand = if binds("m") { "plan.measures is stated" } else { condition.as_str() };
        rules += &format!(
            "\nrule form-{count}\n  \"Form\"\n  let s = plan.food.grain_yield\n  \
             let c = plan.industries[\"a\"].code\n{x}{each}  let value = {value}\n  \
             must {demand}\n  otherwise \"no\"\n"
        );
    }
    assert_eq!(said(&load(&rules).errors), "", "{rules}");
    assert!(count > 35, "{count}");
}

#[test]
fn every_mistake_is_answered_as_shown() {
    let text = reference();
    let blocks = blocks(&text);
    let mut mistakes = 0;
    for pair in blocks.windows(2).filter(|pair| pair[0].is_mistake) {
        let (mistake, answer) = (&pair[0], &pair[1]);
        assert_eq!((mistake.language, answer.language), ("rule", ""), "{}", mistake.text);
        let errors = load(&whole(mistake.text)).errors;
        assert!(!errors.is_empty(), "this loads:\n{}", mistake.text);
        assert_eq!(said(&errors), answer.text, "{}", mistake.text);
        mistakes += 1;
    }
    assert!(mistakes >= 5, "{mistakes}");
}
