//! What the checker says of rules that are wrong, and what it makes of those that are right.

mod errors;
mod layers;
mod programs;
mod reads;

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
    /// What keeps it from loading.
    fn errors(&self) -> Vec<&Diagnostic> {
        let severe = |it: &&Diagnostic| it.severity == crate::diagnostic::Severity::Error;
        self.told.iter().filter(severe).collect()
    }

    /// As plain text: the message, the places with what stands there, notes and help.
    fn said(&self) -> String {
        let said: Vec<String> = self.told.iter().map(|one| self.one_said(one)).collect();
        said.join("\n")
    }

    fn one_said(&self, told: &Diagnostic) -> String {
        let mut lines = vec![format!("{}: {}", told.code.as_str(), told.message.en())];
        for label in &told.labels {
            lines.push(
                format!("  {}  {}", self.place(label.span), label.text.en()).trim_end().to_owned(),
            );
        }
        lines.extend(told.notes.iter().map(|note| format!("  note: {}", note.en())));
        lines.extend(told.help.iter().map(|help| format!("  help: {}", help.en())));
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

#[test]
fn names_are_seen_through_used_packs_only() {
    let file = |name: &str, text: &str| RuleFile { name: name.to_owned(), text: text.to_owned() };
    let base = "pack base \"Base\"\n\nuse model\n\n\
                define big(m: Measure) = m.critical\n\n\
                parameter limit: number = 3\n\n\
                rule shared \"A rule\"\n  for m in plan.measures\n  let n = count of m.targets\n  must n > limit\n  otherwise \"no\"\n";
    let user = "pack user \"User\"\n\nuse base\n\n\
                exception small to base/shared\n  when n = 0 and big(m) and own(m)\n  because \"x\"\n\n\
                define own(m: Measure) = m.title = \"x\"\n\n\
                rule shared \"Its own\"\n  for m in plan.measures\n  must big(m)\n  otherwise \"no\"\n\n\
                test t\n  plan {}\n  expect satisfied shared\n  expect satisfied base/shared\n";
    let other = "pack other \"Other\"\n\nuse model\n\n\
                 rule r \"A rule\"\n  for m in plan.measures\n  must big(m)\n  otherwise \"no\"\n\n\
                 exception e to user/shared\n  when true\n  because \"x\"\n";
    let files = vec![
        file("model/model.rule", MODEL),
        file("base/base.rule", base),
        file("user/user.rule", user),
        file("other/other.rule", other),
    ];
    let checked = load(files, false, &[]);
    let told: Vec<&str> = checked.told.iter().map(|one| one.message.en()).collect();
    assert_eq!(
        told,
        ["the pack `user` is not used here", "there is no define `big`"],
        "{}",
        checked.said()
    );
    let full: Vec<String> = checked.program.rules.iter().map(|rule| rule.full_name()).collect();
    let expected: Vec<&str> = checked.tests[0]
        .expectations
        .iter()
        .map(|one| full[one.rule.0 as usize].as_str())
        .collect();
    assert_eq!(expected, ["user/shared", "base/shared"]);
    let shared = checked.program.rules.iter().find(|rule| rule.full_name() == "base/shared");
    assert_eq!(shared.unwrap().exceptions[0].pack, "user");
}

#[test]
fn what_hangs_on_a_mistake_is_not_reported() {
    let checked = check(
        "define f(a: quantity, b: one of action) = a > 0\n\n\
         rule r \"A rule\"\n  for m in plan.mesures\n  for t in m.targets where t.kind is old\n  let x = m.budget * 2\n\
         \x20 must all of (\n    m.action = close otherwise \"{m.title}\",\n    g(m.action, close, 3) otherwise \"{x}\",\n\
         \x20   some z in t.list: z.a > x and z.b within isic:24 otherwise \"b\",\n\
         \x20   f(x, m.action) and x.y is stated and (sum of q.a for q in m.list) > 3 otherwise \"c\",\n  )\n",
    );
    let told: Vec<&str> = checked.told.iter().map(|one| one.message.en()).collect();
    assert_eq!(told, ["`Plan` has no field `mesures`", "there is no define `g`"]);
}

#[test]
fn depth_is_limited_before_the_stack_is() {
    let nots = "not ".repeat(100);
    let mut items = format!("define d0(m: Measure) = {nots} m.critical\n\n");
    for n in 1..8 {
        let below = n - 1;
        items += &format!("define d{n}(m: Measure) = {nots} d{below}(m)\n\n");
    }
    items += "rule r \"A rule\"\n  for m in plan.measures\n  must d7(m)\n  otherwise \"no\"\n";
    let told = check(&items).said();
    assert!(told.contains("the rule is nested deeper than 256 levels"), "{told}");
}

/// Whatever word is left out of a text, checking ends, and nothing that is wrong passes as a program.
#[test]
fn texts_with_a_word_less_are_checked_to_the_end() {
    let text = include_str!("whole.rule");
    let words: Vec<(usize, usize)> = text
        .split_inclusive(|c: char| !c.is_alphanumeric() && c != '_')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len();
            Some((start, *at))
        })
        .collect();
    for (start, end) in words.into_iter().step_by(2) {
        let cut = format!("{}{}", &text[..start], &text[end..]);
        let checked = check(&cut);
        let faulty =
            checked.program.exprs.iter().any(|expr| expr.ty == crate::program::Type::Error);
        assert!(!faulty || !checked.told.is_empty(), "{cut}");
        assert!(checked.told.len() < 12, "{}\n{}", &text[start..end], checked.said());
    }
}
