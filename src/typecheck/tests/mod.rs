//! What the checker says of rules that are wrong, and what it makes of those that are right.

mod errors;
mod programs;

use super::*;
use crate::base::{Sources, Span};
use crate::declare;
use crate::packs::RuleFile;

const MODEL: &str = include_str!("model.rule");

/// What is checked, and all that was said.
struct Checked {
    program: Program,
    tests: Vec<TestCase>,
    told: Vec<Diagnostic>,
    sources: Sources,
}

fn companions(_: &str, wanted: &str) -> Option<String> {
    let table = match wanted {
        "isic.csv" => {
            "code,level,parent,title_en\n\
             C,section,,Manufacturing\n\
             01,division,,Crops\n\
             24,division,C,Basic metals\n\
             241,group,24,Steel\n\
             13,division,C,Textiles\n\
             1313,class,13,Finishing\n"
        }
        "nace.csv" => {
            "code,level,parent,title_en,isic_ref\nC,section,,Manufacturing,C\n24,division,C,Metals,24\n"
        }
        "cpc.csv" => "code,level,parent,title_en\n4,part,,Metal products\n",
        "good.json" => "{}",
        _ => return None,
    };
    Some(table.to_owned())
}

fn load(files: Vec<RuleFile>, embedded: bool, overrides: &[(String, String)]) -> Checked {
    let (packs, sources, mut told) = Packs::load(files, embedded, &companions);
    let (model, more) = declare::build(&packs, &sources);
    told.extend(more);
    let (program, tests, more) = compile(&packs, model, overrides);
    told.extend(more);
    Checked { program, tests, told, sources }
}

/// Items in a pack that uses the small model.
fn check_with(items: &str, overrides: &[(&str, &str)]) -> Checked {
    let file = |name: &str, text: String| RuleFile { name: name.to_owned(), text };
    let text = format!("pack test \"A test\"\n\nuse model\n\n{items}");
    let files = vec![file("model/model.rule", MODEL.to_owned()), file("test/test.rule", text)];
    let overrides: Vec<_> =
        overrides.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    load(files, false, &overrides)
}

fn check(items: &str) -> Checked {
    check_with(items, &[])
}

/// Items that are right.
fn right(items: &str) -> Program {
    let checked = check(items);
    assert!(checked.told.is_empty(), "{}", checked.said());
    checked.program
}

impl Checked {
    /// As plain text: the message, the places with what stands there, notes and help.
    fn said(&self) -> String {
        let said: Vec<String> = self.told.iter().map(|one| self.one_said(one)).collect();
        said.join("\n")
    }

    fn one_said(&self, told: &Diagnostic) -> String {
        let mut lines = vec![format!("{}: {}", told.code.as_str(), told.message)];
        for label in &told.labels {
            lines.push(
                format!("  {}  {}", self.place(label.span), label.text).trim_end().to_owned(),
            );
        }
        lines.extend(told.notes.iter().map(|note| format!("  note: {note}")));
        lines.extend(told.help.iter().map(|help| format!("  help: {help}")));
        lines.join("\n")
    }

    fn place(&self, span: Span) -> String {
        let at = self.sources.line_column(span);
        let slice = self.sources.slice(span);
        format!("{}:{} `{slice}`", at.line, at.column)
    }
}

#[test]
fn the_embedded_packs_are_without_fault() {
    let checked = load(Vec::new(), true, &[]);
    assert!(checked.told.is_empty(), "{}", checked.said());
    assert!(checked.program.rules.len() > 20);
    assert!(checked.tests.len() > 60);
}

#[test]
fn every_expression_stands_behind_its_operands() {
    let program = load(Vec::new(), true, &[]).program;
    for (at, expr) in program.exprs.iter().enumerate() {
        assert!(expr.kind.operands().iter().all(|operand| (operand.0 as usize) < at));
        assert!(!matches!(expr.kind, crate::program::ExprKind::Error));
    }
}
