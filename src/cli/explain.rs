//! `misrule explain NAME`.

use clap::ValueEnum;

use super::load::{self, RuleArgs, Tests, Whole};
use super::{Exit, Terminal};
use crate::assess::{fits, renamed};
use crate::base::{Nearest, Said, Texts, did_you_mean, nearest};
use crate::diagnostic::Code;
use crate::model::{RecordId, VocabId};
use crate::program::{ParameterId, ProvisionId, RuleId, SourceId};
use crate::report::{self, Item, Page, Pages};
use crate::syntax::ast::{ItemKind, Text};
use crate::testing::examples;

#[derive(clap::Args, Debug)]
pub struct Args {
    /// A rule (`few-priorities`, `sheng2023/few-priorities`), an exception, a provision (`3.4-f`),
    /// a source, a parameter (`priority_limit`), a record (`Measure`), a vocabulary
    /// (`measure_action`), a unit (`tce`), a define, a relation, a pack (`sheng2023`) or the code
    /// of an error
    name: String,
    #[command(flatten)]
    rules: RuleArgs,
    /// How the page is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "full")]
    output_format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Full,
    /// As Markdown, a page of a rule in English and Chinese
    Markdown,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let style = terminal.style(usize::MAX, false);
    if let Some(code) = Code::ALL.iter().find(|code| code.as_str() == args.name) {
        return match args.output_format {
            Format::Full => terminal.deliver(&report::code_page(code.page(), &style)),
            Format::Markdown => terminal.deliver(code.page()),
        };
    }
    let loaded = match load::load_whole(&args.rules, Tests::All, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let old = renamed(&args.name, &loaded.program);
    if let Some(now) = old.map(|rule| rule.full_name()) {
        let old = &args.name;
        terminal
            .say(said!("`{old}` is the old name of `{now}`.\n", "`{old}` 是 `{now}` 的旧名。\n"));
    }
    let found = pages(&args.name, &loaded);
    if found.is_empty() {
        return unknown(&args.name, &loaded, terminal);
    }
    let drawn: Vec<String> = found
        .iter()
        .map(|page| match args.output_format {
            Format::Full => page.terminal(&style),
            Format::Markdown => page.markdown(),
        })
        .collect();
    terminal.deliver(&drawn.join("\n"))
}

/// The pages of what has a name: of all rules that have it, else of the first thing of another
/// kind.
fn pages(name: &str, loaded: &Whole) -> Vec<Page> {
    let program = &loaded.program;
    let pages = Pages::new(program, &loaded.sources);
    let old = renamed(name, program).map(|rule| rule.full_name());
    let rules = (0..).map(RuleId).zip(&program.rules);
    let rules = rules.filter(|(_, it)| fits(name, it) || old.as_ref() == Some(&it.full_name()));
    let found: Vec<Page> = rules
        .filter_map(|(id, _)| {
            let (packs, sources, tests) = (&loaded.packs, &loaded.sources, &loaded.tests);
            pages.rule(id, &examples(program, packs, sources, tests, id))
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let called = |pack: &str, own: &str| name == own || name.split_once('/') == Some((pack, own));
    let model = &program.model;
    let record = || {
        let mut all = (0..).map(RecordId).zip(&model.records);
        all.find(|(_, it)| called(&it.pack, &it.name)).and_then(|(id, _)| pages.record(id))
    };
    let vocabulary = || {
        let mut all = (0..).map(VocabId).zip(&model.vocabularies);
        all.find(|(_, it)| !it.inline && called(&it.pack, &it.name))
            .and_then(|(id, _)| pages.vocabulary(id))
    };
    let provision = || {
        let mut all = (0..).map(ProvisionId).zip(program.provisions.iter());
        all.find(|(_, it)| called(&it.pack, &it.id)).and_then(|(id, _)| pages.provision(id))
    };
    let parameter = || {
        let mut all = (0..).map(ParameterId).zip(&program.parameters);
        all.find(|(_, it)| called(&it.pack, &it.name)).and_then(|(id, _)| pages.parameter_of(id))
    };
    let source = || {
        let mut all = (0..).map(SourceId).zip(&program.sources);
        all.find(|(_, it)| called(&it.pack, &it.name)).and_then(|(id, _)| pages.source(id))
    };
    let page = record()
        .or_else(vocabulary)
        .or_else(provision)
        .or_else(parameter)
        .or_else(source)
        .or_else(|| pages.exception(|it| called(&it.pack, &it.name)))
        .or_else(|| item(name, loaded).map(|item| pages.item(&item)))
        .or_else(|| pages.pack(name));
    page.into_iter().collect()
}

/// An item that the program keeps by what it means alone.
fn item(name: &str, loaded: &Whole) -> Option<Item> {
    loaded.packs.items().find_map(|found| {
        let pack = loaded.packs.name(found.pack);
        let (kind, names, text) = named(&found.item.kind)?;
        let called = |own: &&str| name == *own || name.split_once('/') == Some((pack, own));
        names.iter().find(|own| called(own))?;
        let main = names.first()?;
        let doc = found.item.documentation.iter().map(|line| line.value.as_str());
        Some(Item {
            name: format!("{pack}/{main}"),
            kind,
            text: text.map_or_else(Texts::default, Text::texts),
            doc: doc.collect::<Vec<_>>().join("\n"),
            span: found.item.span,
        })
    })
}

/// What an item is called, and its text.
fn named(kind: &ItemKind) -> Option<(Said, Vec<&str>, Option<&Text>)> {
    let (said, names, text) = match kind {
        ItemKind::Relation(it) => (said!("relation", "关系"), vec![&it.name], &it.text),
        ItemKind::Define(it) => (said!("define", "定义"), vec![&it.name], &it.text),
        ItemKind::Unit(it) => (said!("unit", "单位"), it.names.iter().collect(), &it.text),
        ItemKind::Dimension(it) => (said!("dimension", "量纲"), vec![&it.name], &it.text),
        ItemKind::Classification(it) => (said!("classification", "分类"), vec![&it.name], &it.text),
        ItemKind::Pack(_)
        | ItemKind::Use(_)
        | ItemKind::Source(_)
        | ItemKind::Provision(_)
        | ItemKind::Vocabulary(_)
        | ItemKind::Extend(_)
        | ItemKind::Record(_)
        | ItemKind::Parameter(_)
        | ItemKind::Rule(_)
        | ItemKind::Exception(_)
        | ItemKind::Replace(_)
        | ItemKind::Disable(_)
        | ItemKind::Test(_) => return None,
    };
    Some((said, names.into_iter().map(|name| name.as_str()).collect(), text.as_ref()))
}

fn unknown(name: &str, loaded: &Whole, terminal: &Terminal) -> Exit {
    let (program, model) = (&loaded.program, &loaded.program.model);
    let codes = Code::ALL.iter().map(|code| code.as_str().to_owned());
    let rules = program.rules.iter().flat_map(|rule| [rule.name.clone(), rule.full_name()]);
    let exceptions = program.rules.iter().flat_map(|rule| &rule.exceptions);
    let records = model.records.iter().map(|record| record.name.clone());
    let words = model.vocabularies.iter().filter(|it| !it.inline).map(|it| it.name.clone());
    let stated = program.provisions.iter().map(|it| it.id.clone());
    let items = loaded.packs.items().filter_map(|found| named(&found.item.kind));
    let names: Vec<String> = rules
        .chain(codes)
        .chain(exceptions.map(|it| it.name.clone()))
        .chain(records)
        .chain(words)
        .chain(stated)
        .chain(program.parameters.iter().map(|it| it.name.clone()))
        .chain(program.sources.iter().map(|it| it.name.clone()))
        .chain(program.packs.iter().map(|it| it.name.clone()))
        .chain(items.flat_map(|(_, names, _)| names.into_iter().map(str::to_owned)))
        .collect();
    let is_id = name.starts_with(|c: char| c.is_ascii_digit());
    let hint = match nearest(name, names.iter().map(String::as_str)) {
        // One id is as near to another as the next.
        _ if is_id => said!(
            "`misrule provisions` lists the provisions by their ids",
            "`misrule provisions` 按编号列出全部条款"
        ),
        Nearest::One(near) => did_you_mean(near),
        Nearest::None => {
            said!("`misrule rules` lists the rules", "`misrule rules` 列出全部规则")
        }
    };
    terminal.complain(said!(
        "misrule: nothing is named `{name}`; {hint}\n",
        "misrule：没有名为 `{name}` 的内容；{hint}\n";
        hint
    ));
    Exit::Unusable
}
