//! Every code has a page, and every page is true: its example is answered by that code and no
//! other, its mended form by none.
//!
//! A page has a title, a paragraph in English and one in Chinese, `## Example` and `## Mended`
//! with blocks in them, and may end in `## See also`. A block of `rule` that does not begin with
//! `pack` stands in a pack with `use regional`; a block of `json` is a plan, whose identity may be
//! left out; a block of `console` holds commands, run in a folder with the other blocks. A line
//! `` `NAME`: `` before a block names its file.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use misrule::advise::{self, Choice};
use misrule::assess::{Portfolio, Request, Selection, check};
use misrule::base::Language;
use misrule::diagnostic::{Code, Diagnostic};
use misrule::packs::{Packs, RuleFile};
use misrule::testing::{self, Suite};
use misrule::{declare, typecheck};

/// Codes whose page is still to be written.
const TO_WRITE: &[&str] = &[
    "plan/not-json",
    "plan/encoding",
    "plan/byte-order-mark",
    "plan/too-large",
    "plan/too-deep",
    "plan/empty",
    "plan/not-a-plan",
    "plan/wrong-type",
    "plan/repeated-field",
    "plan/other-format",
    "plan/missing-field",
    "plan/repeated-key",
    "plan/repeated-member",
    "plan/dangling-reference",
    "plan/null-member",
    "plan/unknown-word",
    "plan/unknown-code",
    "plan/unknown-classification",
    "plan/bad-quantity",
    "plan/wrong-unit",
    "plan/other-currency",
    "plan/out-of-range",
    "plan/fraction-for-percent",
    "plan/bad-year",
    "plan/bad-date",
    "plan/placeholder",
    "plan/bad-absence",
    "plan/faults-left-off",
    "syntax/unknown-item",
    "syntax/not-an-item",
    "syntax/unexpected",
    "syntax/unclosed-text",
    "syntax/unclosed-bracket",
    "syntax/full-width-mark",
    "syntax/clause-order",
    "syntax/missing-clause",
    "syntax/reserved-word",
    "syntax/bad-number",
    "syntax/bad-escape",
    "syntax/bad-hole",
    "syntax/too-deep",
    "syntax/too-large",
    "syntax/not-utf8",
    "syntax/not-supported",
    "pack/no-head",
    "pack/head-not-first",
    "pack/two-heads",
    "pack/two-folders",
    "pack/two-titles",
    "pack/two-versions",
    "pack/unknown",
    "model/name-taken",
    "model/unknown-name",
    "model/not-used",
    "model/too-many",
    "model/bad-unit",
    "model/unit-circle",
    "model/no-such-file",
    "model/bad-table",
    "model/word-twice",
    "model/field-twice",
    "model/bad-field-type",
    "model/bad-range",
    "model/bad-default",
    "model/bad-key",
    "model/bad-path",
    "model/no-unit-by-word",
    "model/record-circle",
    "model/bad-role",
    "rules/unknown-name",
    "rules/ambiguous-name",
    "rules/name-in-use",
    "rules/not-here",
    "rules/unknown-word",
    "rules/unknown-field",
    "rules/unknown-code",
    "rules/unknown-type",
    "rules/unknown-rule",
    "rules/unknown-provision",
    "rules/unknown-plan-file",
    "rules/pack-not-used",
    "rules/wrong-type",
    "rules/not-a-list",
    "rules/not-a-condition",
    "rules/cannot-ask",
    "rules/unused-generator",
    "rules/missing-message",
    "rules/wrong-call",
    "rules/recursive",
    "rules/out-of-range",
    "rules/too-large",
    "check/nothing-decided",
    "check/findings-left-off",
    "check/no-such-plan",
    "test/failed",
    "test/plan",
];

/// What stands before rules that are no whole file.
const HEAD: &str = "pack page \"An example\"\n\nuse regional\n\n";
const PACK_FILE: &str = "page.rule";

/// What a plan says of itself where the example leaves it out.
const IDENTITY: &str = "\"format\": \"regional/plan/1\", \"id\": \"example\", \
    \"title\": \"An example\", \"region\": { \"code\": \"x\", \"name\": \"X\", \"level\": \"prefecture\" }";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

struct Block {
    language: String,
    name: Option<String>,
    text: String,
}

struct Page {
    code: Code,
    example: Vec<Block>,
    mended: Vec<Block>,
}

fn read(code: Code) -> Option<Page> {
    let text = code.page()?;
    let name = code.as_str();
    let (head, rest) = text.split_once("\n## Example\n").unwrap_or_else(|| panic!("{name}"));
    let (example, mended) = rest.split_once("\n## Mended\n").unwrap_or_else(|| panic!("{name}"));
    let (mended, also) = mended.split_once("\n## See also\n").unwrap_or((mended, ""));
    let paragraphs: Vec<&str> = head.trim().split("\n\n").collect();
    assert_eq!(paragraphs[0], format!("# {name}"));
    assert_eq!(paragraphs.len(), 3, "{name}: a title, a paragraph in English, one in Chinese");
    assert!(!paragraphs[1].is_empty() && paragraphs[2].starts_with("中文："), "{name}");
    assert!(paragraphs.iter().all(|it| !it.contains('\n')), "{name}: a paragraph is one line");
    for line in also.lines().filter(|line| !line.is_empty()) {
        let other = line.strip_prefix("- ").unwrap_or_else(|| panic!("{name}: {line}"));
        let known = Code::ALL.iter().any(|it| it.as_str() == other && *it != code);
        assert!(known, "{name} says to see `{other}`");
    }
    Some(Page { code, example: blocks(example), mended: blocks(mended) })
}

fn blocks(text: &str) -> Vec<Block> {
    let parts: Vec<&str> = text.split("```").collect();
    assert!(parts.len() % 2 == 1 && parts.len() > 1, "a block is not closed:\n{text}");
    let pairs = parts.chunks_exact(2).map(|pair| {
        let (language, text) = pair[1].split_once('\n').unwrap();
        let before = pair[0].trim().lines().last().unwrap_or("");
        let name = before.strip_prefix('`').and_then(|it| it.strip_suffix("`:"));
        Block {
            language: language.to_owned(),
            name: name.map(str::to_owned),
            text: text.to_owned(),
        }
    });
    pairs.collect()
}

/// The codes that an example is answered with, and all that is said, for when they are wrong.
struct Said {
    codes: BTreeSet<&'static str>,
    text: String,
}

fn said(blocks: &[Block], code: Code) -> Said {
    let is_run = blocks.iter().any(|block| block.language == "console");
    let mut said =
        if is_run { said_by_commands(blocks) } else { said_by_the_library(blocks, code) };
    // Of a plan as small as an example no rule can be decided.
    if code != Code::NothingDecided {
        said.codes.remove(Code::NothingDecided.as_str());
    }
    said
}

fn with_head(text: &str) -> String {
    match text.starts_with("pack ") || text.contains("\npack ") {
        true => text.to_owned(),
        false => format!("{HEAD}{text}"),
    }
}

fn with_identity(text: &str) -> String {
    match text.trim_start().strip_prefix('{') {
        Some(rest) if !text.contains("\"format\"") => {
            let comma = if rest.trim_start().starts_with('}') { "" } else { "," };
            format!("{{ {IDENTITY}{comma}{rest}")
        }
        _ => text.to_owned(),
    }
}

fn said_by_the_library(blocks: &[Block], code: Code) -> Said {
    let of = |language: &'static str| blocks.iter().filter(move |it| it.language == language);
    let files: Vec<RuleFile> = of("rule")
        .map(|block| {
            let name = block.name.clone().unwrap_or_else(|| PACK_FILE.to_owned());
            RuleFile { name, text: with_head(&block.text) }
        })
        .collect();
    let beside = |_: &str, wanted: &str| {
        let named = blocks.iter().find(|it| it.name.as_deref() == Some(wanted));
        named.map(|block| block.text.clone())
    };
    let is_given = !files.is_empty();
    // A whole model stands by itself.
    let embedded = !is_given || files.iter().any(|file| file.text.contains("use regional"));
    let (packs, mut sources, mut found) = Packs::load(files, embedded, &beside);
    let (model, more) = declare::build(&packs, &sources);
    found.extend(more);
    let (program, cases, more) = typecheck::compile(&packs, model, &[]);
    found.extend(more);
    if found.is_empty() && is_given {
        let given: Vec<&str> = packs
            .iter()
            .filter(|(_, pack)| !pack.files.iter().any(|it| it.name.starts_with("rules/")))
            .map(|(_, pack)| pack.name.as_str())
            .collect();
        let own = cases.iter().filter(|case| given.contains(&case.pack.as_str())).collect();
        let suite = Suite::new(&program, &packs, &sources, own);
        for result in testing::run(&program, &suite, Language::En, &|| Duration::ZERO) {
            found.extend(result.failures.iter().map(|it| it.diagnostic(&result.name)));
        }
    }
    if found.is_empty() && code.as_str().starts_with("advice/") {
        // Tests would make every example longer than what it shows.
        let untested = vec![Code::Untested.as_str().to_owned()];
        let ignore = if code == Code::Untested { Vec::new() } else { untested };
        let rules =
            advise::Rules { packs: &packs, program: &program, tests: &cases, sources: &sources };
        found.extend(advise::advise(rules, &Choice::new(&[], &ignore).unwrap()));
    }
    let plans: Vec<_> = of("json")
        .filter(|block| block.name.is_none())
        .map(|block| sources.add("plan.json", with_identity(&block.text)))
        .collect();
    if found.is_empty() && !plans.is_empty() {
        let mut selection = Selection::all(&program);
        if is_given {
            let of_page = |id| program.rule(id).is_some_and(|rule| rule.pack == "page");
            selection.rules.retain(|(id, _)| of_page(*id));
        }
        let assessment = check(&Request {
            program: &program,
            sources: &sources,
            plans: &plans,
            portfolio: Portfolio::None,
            selection: &selection,
            language: Language::En,
            everything: false,
        });
        found.extend(assessment.diagnostics);
    }
    let line = |it: &Diagnostic| misrule::report::concise_diagnostic(it, &sources, Language::En);
    Said {
        codes: found.iter().map(|it| it.code.as_str()).collect(),
        text: found.iter().map(line).collect(),
    }
}

fn said_by_commands(blocks: &[Block]) -> Said {
    static RUNS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let run = RUNS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("misrule-page-{}-{run}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut text = String::new();
    for block in blocks {
        if block.language == "console" {
            let commands = block.text.lines().map(|line| line.strip_prefix("$ ").unwrap());
            text.extend(commands.map(|command| output(command, &folder)));
        } else {
            let (usual, text) = match block.language.as_str() {
                "rule" => (PACK_FILE, with_head(&block.text)),
                "json" => ("plan.json", with_identity(&block.text)),
                _ => ("table.csv", block.text.clone()),
            };
            let file = folder.join(block.name.as_deref().unwrap_or(usual));
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/".contains(c);
    let words: BTreeSet<&str> = text.split(|c| !is_part(c)).collect();
    let codes = Code::ALL.iter().map(|code| code.as_str()).filter(|it| words.contains(it));
    let codes = codes.collect();
    Said { codes, text }
}

/// What a command of a page prints. `misrule` runs as on a terminal without width or colour.
fn output(command: &str, folder: &Path) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_misrule")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path =
        std::env::join_paths([binary.to_owned()].into_iter().chain(std::env::split_paths(&path)));
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path.unwrap())
        .env("LC_ALL", "C.UTF-8")
        .env_remove("FORCE_COLOR")
        .output()
        .unwrap();
    assert!([Some(0), Some(1), Some(2)].contains(&output.status.code()), "{command}: {output:?}");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    told + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn every_code_has_a_page() {
    let without = Code::ALL.iter().filter(|code| code.page().is_none()).map(|code| code.as_str());
    let without: Vec<&str> = without.filter(|code| !TO_WRITE.contains(code)).collect();
    assert!(
        without.is_empty(),
        "write docs/codes/NAME.md, and list it in src/diagnostic/pages.rs: {without:?}"
    );
}

#[test]
fn every_page_is_of_a_code() {
    let mut pages = BTreeSet::new();
    for room in std::fs::read_dir(root().join("docs/codes")).unwrap() {
        let room = room.unwrap().path();
        if !room.is_dir() {
            continue;
        }
        for page in std::fs::read_dir(&room).unwrap() {
            let page = page.unwrap().path();
            let name = page.file_stem().unwrap().to_str().unwrap();
            pages.insert(format!("{}/{name}", room.file_name().unwrap().to_str().unwrap()));
        }
    }
    let codes: BTreeSet<String> = Code::ALL
        .iter()
        .filter(|it| it.page().is_some())
        .map(|it| it.as_str().to_owned())
        .collect();
    assert_eq!(pages, codes);
}

#[test]
fn every_example_is_answered_by_its_code_and_no_mended_one_by_any() {
    let mut wrong = String::new();
    for page in Code::ALL.iter().filter_map(|code| read(*code)) {
        let code = page.code.as_str();
        let (example, mended) = (said(&page.example, page.code), said(&page.mended, page.code));
        if example.codes != BTreeSet::from([code]) {
            wrong += &format!("{code}: the example is answered by\n{}\n", example.text);
        }
        if !mended.codes.is_empty() {
            wrong += &format!("{code}: the mended example is answered by\n{}\n", mended.text);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The index of the pages, made from the register. `UPDATE_CODES=1` writes it.
#[test]
fn the_index_lists_every_code() {
    let mut index = "# Codes\n\nWhat the tool itself says of rule files and plans has a code, which \
        is stable, while wording is\nnot. `misrule explain CODE` prints its page: what it means, an \
        example, the example mended.\nA rule's findings have the rule's name instead.\n"
        .to_owned();
    let mut room = "";
    for code in Code::ALL {
        let (of, _) = code.as_str().split_once('/').unwrap();
        if of != room {
            index += &format!("\n## {of}\n\n| code | |\n| --- | --- |\n");
            room = of;
        }
        let name = code.as_str();
        index += &format!("| [{name}]({name}.md) | {} |\n", code.meaning());
    }
    let file = root().join("docs/codes/README.md");
    if std::env::var_os("UPDATE_CODES").is_some() {
        std::fs::write(&file, &index).unwrap();
    }
    let is = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(is, index, "UPDATE_CODES=1 brings docs/codes/README.md up to date");
}
