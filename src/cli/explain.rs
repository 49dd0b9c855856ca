//! `misrule explain NAME`.

use super::load::{self, RuleArgs};
use super::{Exit, Terminal};
use crate::assess::{fits, renamed};
use crate::base::{Nearest, did_you_mean, nearest};
use crate::diagnostic::Code;
use crate::program::ProvisionId;
use crate::report;

#[derive(clap::Args, Debug)]
pub struct Args {
    /// A rule (`few-priorities`, `sheng2023/few-priorities`), a provision (`3.4-f`), a parameter
    /// (`priority_limit`), a record (`Measure`), a vocabulary (`measure_action`) or the code of an
    /// error
    name: String,
    #[command(flatten)]
    rules: RuleArgs,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    if let Some(code) = Code::ALL.iter().find(|code| code.as_str() == args.name) {
        let style = terminal.style(usize::MAX, false);
        return terminal.deliver(&report::code_page(code.page(), &style));
    }
    let loaded = match load::load_sound(&args.rules, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let program = &loaded.program;
    let language = terminal.language;
    let style = terminal.style(usize::MAX, false);
    let old = renamed(&args.name, program);
    if let Some(now) = old.map(|rule| rule.full_name()) {
        let old = &args.name;
        terminal
            .say(said!("`{old}` is the old name of `{now}`.\n", "`{old}` 是 `{now}` 的旧名。\n"));
    }
    let pages: Vec<String> = program
        .rules
        .iter()
        .filter(|rule| fits(&args.name, rule))
        .chain(old)
        .map(|rule| report::page(rule, program, &loaded.sources, language, &style))
        .collect();
    if !pages.is_empty() {
        return terminal.deliver(&pages.join("\n"));
    }
    let model = &program.model;
    let called = |pack: &str, name: &str| {
        args.name == name || args.name.split_once('/') == Some((pack, name))
    };
    if let Some(record) = model.records.iter().find(|it| called(&it.pack, &it.name)) {
        return terminal.deliver(&report::record_page(record, model, language, &style));
    }
    let mut named = model.vocabularies.iter().filter(|it| !it.inline);
    if let Some(vocabulary) = named.find(|it| called(&it.pack, &it.name)) {
        return terminal.deliver(&report::vocabulary_page(vocabulary, model, language, &style));
    }
    let mut provisions = (0..).map(ProvisionId).zip(&program.provisions);
    if let Some((id, _)) = provisions.find(|(_, it)| called(&it.pack, &it.id)) {
        let sources = &loaded.sources;
        return terminal.deliver(&report::provision_page(id, program, sources, language, &style));
    }
    if let Some(at) = program.parameters.iter().position(|it| called(&it.pack, &it.name)) {
        let sources = &loaded.sources;
        return terminal.deliver(&report::parameter_page(at, program, sources, language, &style));
    }
    let codes = Code::ALL.iter().map(|code| code.as_str().to_owned());
    let rules = program.rules.iter().flat_map(|rule| [rule.name.clone(), rule.full_name()]);
    let records = model.records.iter().map(|record| record.name.clone());
    let words = model.vocabularies.iter().filter(|it| !it.inline).map(|it| it.name.clone());
    let stated = program.provisions.iter().map(|it| it.id.clone());
    let stated = stated.chain(program.parameters.iter().map(|it| it.name.clone()));
    let names: Vec<String> = rules.chain(codes).chain(records).chain(words).chain(stated).collect();
    let hint = match nearest(&args.name, names.iter().map(String::as_str)) {
        Nearest::One(near) => did_you_mean(near),
        Nearest::None => {
            said!("`misrule rules` lists the rules", "`misrule rules` 列出全部规则")
        }
    };
    let name = &args.name;
    terminal.complain(said!(
        "misrule: nothing is named `{name}`; {hint}\n",
        "misrule：没有名为 `{name}` 的内容；{hint}\n";
        hint
    ));
    Exit::Unusable
}
