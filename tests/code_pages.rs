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
use std::sync::LazyLock;
use std::time::Duration;

use misrule::advise::{self, Choice};
use misrule::assess::{Portfolio, Request, Selection, check};
use misrule::base::{Language, Sources};
use misrule::diagnostic::{Code, Diagnostic};
use misrule::packs::{Packs, RuleFile};
use misrule::program::Program;
use misrule::testing::{self, Suite};
use misrule::typecheck::TestCase;
use misrule::{declare, typecheck};

/// What stands before rules that are no whole file.
const HEAD: &str = "pack page \"An example\"\n\nuse regional\n\n";
const PACK: &str = "page";
const PACK_FILE: &str = "page.rule";

/// What a plan says of itself where the example leaves it out.
const IDENTITY: &str =
    "\"format\": \"regional/plan/1\", \"id\": \"example\", \"title\": \"An example\"";
const REGION: &str =
    ", \"region\": { \"code\": \"x\", \"name\": \"X\", \"level\": \"prefecture\" }";

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

fn read(code: Code) -> Page {
    let text = code.page();
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
    Page { code, example: blocks(example), mended: blocks(mended) }
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

impl Block {
    /// Rules as a file: one that has a name, or names a pack, is whole.
    fn whole_rules(&self) -> String {
        let text = &self.text;
        let is_whole = self.name.is_some() || text.starts_with("pack ") || text.contains("\npack ");
        if is_whole { text.clone() } else { format!("{HEAD}{text}") }
    }
}

fn with_identity(text: &str) -> String {
    match text.trim_start().strip_prefix('{') {
        Some(rest) if !text.contains("\"format\"") => {
            let region = if rest.contains("\"region\":") { "" } else { REGION };
            let comma = if rest.trim_start().starts_with('}') { "" } else { "," };
            format!("{{ {IDENTITY}{region}{comma}{rest}")
        }
        _ => text.to_owned(),
    }
}

/// Rules that loaded, and what was said of them.
struct Loaded {
    packs: Packs,
    sources: Sources,
    program: Program,
    cases: Vec<TestCase>,
    found: Vec<Diagnostic>,
}

fn load(files: Vec<RuleFile>, embedded: bool, blocks: &[Block]) -> Loaded {
    let beside = |_: &str, wanted: &str| {
        let named = blocks.iter().find(|it| it.name.as_deref() == Some(wanted));
        named.map(|block| block.text.clone())
    };
    let (packs, sources, mut found) = Packs::load(files, embedded, &beside);
    let (model, more) = declare::build(&packs, &sources);
    found.extend(more);
    let (program, cases, more) = typecheck::compile(&packs, model, &[]);
    found.extend(more);
    Loaded { packs, sources, program, cases, found }
}

fn said_by_the_library(blocks: &[Block], code: Code) -> Said {
    let of = |language: &'static str| blocks.iter().filter(move |it| it.language == language);
    let files: Vec<RuleFile> = of("rule")
        .map(|block| {
            let name = block.name.clone().unwrap_or_else(|| PACK_FILE.to_owned());
            RuleFile { name, text: block.whole_rules() }
        })
        .collect();
    if files.is_empty() {
        static OWN: LazyLock<Loaded> = LazyLock::new(|| load(Vec::new(), true, &[]));
        return said_of_plans(&OWN.program, OWN.sources.clone(), Vec::new(), blocks);
    }
    let Loaded { packs, sources, program, cases, mut found } = load(files, false, blocks);
    if !found.is_empty() {
        return told(&found, &sources);
    }
    let own = cases.iter().filter(|case| case.pack == PACK).collect();
    let suite = Suite::new(&program, &packs, &sources, own);
    for result in testing::run(&program, &suite, Language::En, &|| Duration::ZERO) {
        found.extend(result.failures.iter().map(|it| it.diagnostic(&result.name)));
    }
    if found.is_empty() && room_of(code) == "advice" {
        // Tests would make every example longer than what it shows.
        let untested = vec![Code::Untested.as_str().to_owned()];
        let ignore = if code == Code::Untested { Vec::new() } else { untested };
        let rules =
            advise::Rules { packs: &packs, program: &program, tests: &cases, sources: &sources };
        found.extend(advise::advise(rules, &Choice::new(&[], &ignore).unwrap()));
    }
    said_of_plans(&program, sources, found, blocks)
}

/// What is said of the plans among the blocks, behind what was found before.
fn said_of_plans(
    program: &Program,
    mut sources: Sources,
    mut found: Vec<Diagnostic>,
    blocks: &[Block],
) -> Said {
    let plans: Vec<_> = blocks
        .iter()
        .filter(|block| block.language == "json" && block.name.is_none())
        .map(|block| sources.add("plan.json", with_identity(&block.text)))
        .collect();
    if !plans.is_empty() {
        let assessment = check(&Request {
            program,
            sources: &sources,
            plans: &plans,
            portfolio: Portfolio::None,
            selection: &Selection::all(program),
            language: Language::En,
            everything: false,
        });
        found.extend(assessment.found.diagnostics);
    }
    told(&found, &sources)
}

fn told(found: &[Diagnostic], sources: &Sources) -> Said {
    let line = |it: &Diagnostic| misrule::report::concise_diagnostic(it, sources, Language::En);
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
                "rule" => (PACK_FILE, block.whole_rules()),
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
    let codes = Code::ALL.iter().map(|code| code.as_str().to_owned()).collect();
    assert_eq!(pages, codes);
}

/// Holds the pages of a room: its example is answered by its code and no other, its mended form
/// by none.
fn hold(room: &str) {
    // `PAGE=plan/unknown-field` runs those alone whose code holds this.
    let only = std::env::var("PAGE").unwrap_or_default();
    let mut wrong = String::new();
    for code in Code::ALL.iter().filter(|code| room_of(**code) == room) {
        if !code.as_str().contains(&only) {
            continue;
        }
        let page = read(*code);
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

fn room_of(code: Code) -> &'static str {
    code.as_str().split('/').next().unwrap()
}

macro_rules! rooms {
    ($($room:ident $test:ident,)*) => {
        const ROOMS: &[&str] = &[$(stringify!($room)),*];
        $(#[test]
        fn $test() {
            hold(stringify!($room));
        })*
    };
}

rooms! {
    plan pages_of_plan_hold,
    syntax pages_of_syntax_hold,
    pack pages_of_pack_hold,
    model pages_of_model_hold,
    rules pages_of_rules_hold,
    check pages_of_check_hold,
    test pages_of_test_hold,
    advice pages_of_advice_hold,
}

#[test]
fn every_room_is_held() {
    let of: BTreeSet<&str> = Code::ALL.iter().map(|code| room_of(*code)).collect();
    assert_eq!(BTreeSet::from_iter(ROOMS.iter().copied()), of);
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
