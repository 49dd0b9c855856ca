//! `misrule schema`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::Value;
use serde_json::value::RawValue;

use super::files;
use super::load::{self, RuleArgs};
use super::{Exit, Terminal};
use crate::base::Said;
use crate::report::{self, Pages};

#[derive(clap::Args, Debug)]
pub struct Args {
    /// The schema of what
    #[arg(value_enum)]
    what: What,
    #[command(flatten)]
    rules: RuleArgs,
    /// How it is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "json")]
    output_format: Format,
    /// A file that shows how each part is written; for Markdown
    #[arg(long, value_name = "FILE")]
    example: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Plan files
    Plan,
    /// The manifest of a portfolio
    Portfolio,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// As a JSON Schema, for editors
    Json,
    /// As Markdown, for people: part by part, what each field means and which rules read it
    Markdown,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let loaded = match load::load_sound(&args.rules, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let example = match example(args) {
        Ok(example) => example,
        Err(said) => {
            terminal.complain(said!("misrule: {said}\n", "misrule：{said}\n"; said));
            return Exit::Unusable;
        }
    };
    let model = &loaded.program.model;
    let language = terminal.language;
    let json = |schema: Value| format!("{schema:#}\n");
    let written = match (args.output_format, args.what) {
        (Format::Json, What::Plan) => model.plan_schema(language).map(json),
        (Format::Json, What::Portfolio) => model.portfolio_schema(language).map(json),
        (Format::Markdown, what) => {
            let root = match what {
                What::Plan => model.plan,
                What::Portfolio => model.portfolio,
            };
            let pages = Pages::new(&loaded.program, &loaded.sources);
            root.and_then(|root| report::parts(&pages, root, &example))
        }
    };
    match written {
        Some(written) => terminal.deliver(&written),
        None => {
            terminal.complain(said!(
                "misrule: no pack declares such a record\n",
                "misrule：没有规则包声明这样的记录\n"
            ));
            Exit::Unusable
        }
    }
}

/// What each part of the example is, as it is written.
fn example(args: &Args) -> Result<BTreeMap<String, Box<RawValue>>, Said> {
    let Some(file) = &args.example else { return Ok(BTreeMap::new()) };
    if args.output_format != Format::Markdown {
        return Err(said!(
            "`--example` is for `--output-format markdown`",
            "`--example` 只用于 `--output-format markdown`"
        ));
    }
    let text = files::text(file).map_err(|error| error.said())?;
    serde_json::from_str(&text).map_err(|error| {
        let (file, error) = (files::shown(file), error.to_string());
        said!("`{file}` is no JSON object: {error}", "`{file}` 不是JSON对象：{error}")
    })
}
