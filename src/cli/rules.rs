//! `misrule rules`.

use super::load::{self, RuleArgs};
use super::{Exit, Terminal, language};
use crate::base::Language;
use crate::report;

#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    rules: RuleArgs,
    /// Language of titles [default: that of the locale]
    #[arg(long, value_name = "LANGUAGE", value_parser = language::parse)]
    lang: Option<Language>,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let loaded = match load::load_sound(&args.rules, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let language = args.lang.unwrap_or_else(language::of_locale);
    let style = terminal.style(usize::MAX, false);
    terminal.deliver(&report::rules(&loaded.program, language, &style))
}
