//! `misrule schema`.

use clap::ValueEnum;

use super::load::{self, RuleArgs};
use super::{Exit, Terminal};

#[derive(clap::Args, Debug)]
pub struct Args {
    /// The schema of what
    #[arg(value_enum)]
    what: What,
    #[command(flatten)]
    rules: RuleArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Plan files
    Plan,
    /// The manifest of a portfolio
    Portfolio,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let loaded = match load::load_sound(&args.rules, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let model = &loaded.program.model;
    let language = terminal.language;
    let schema = match args.what {
        What::Plan => model.plan_schema(language),
        What::Portfolio => model.portfolio_schema(language),
    };
    match schema {
        Some(schema) => terminal.deliver(&format!("{schema:#}\n")),
        None => {
            terminal.complain(said!(
                "misrule: no pack declares such a record\n",
                "misrule：没有规则包声明这样的记录\n"
            ));
            Exit::Unusable
        }
    }
}
