//! The page of the grammar is made from the grammar itself, and this holds it to that.
//! `UPDATE_GRAMMAR=1 cargo test --test grammar` writes it anew.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::HashMap;
use std::path::Path;

use pest_meta::ast::{Expr, Rule};
use pest_meta::parser;

const GRAMMAR: &str = include_str!("../grammar/misrule.pest");

const INTRODUCTION: &str = "# The grammar

The forms of the language, made from `grammar/misrule.pest`, which the program itself reads rules with. What the forms
mean says [the reference](language.md).

Words of the language stand in quotes. `x?` may be left out, `x*` stands any number of times, `x+` at least once;
`x | y` is one of both; `not x` means that x does not follow, `before x` that it does, and neither reads it. Between
parts there may be spaces, line breaks and comments (`// …` to the end of the line), but not inside the names,
numbers, texts and marks of the first and the last but one section. A file is first split into items at the lines
with a letter in column 1; documentation (`/// …`) stands above an item.

Not all that these forms allow is taken: precedence is `or`, `and`, `not`, comparisons, `if missing`, `as`, `+ -`,
`* /`, a minus sign, from the loosest on; `a < b < c` is refused, as are a second quantifier behind `and` or `or` within
a quantifier, and an `otherwise` inside anything but a demanded `all of (…)`.
";

/// A keyword or mark rule stands for its text wherever it is named.
fn spelled(rule: &Rule) -> Option<String> {
    if let Some(mark) = rule.name.strip_prefix("mark_") {
        assert!(matches!(rule.expr, Expr::Str(_)), "{mark}");
    } else if !rule.name.starts_with("kw_") {
        return None;
    }
    let mut words = Vec::new();
    strings(&rule.expr, &mut words);
    Some(format!("\"{}\"", words.join(" ")))
}

fn strings(expr: &Expr, into: &mut Vec<String>) {
    match expr {
        Expr::Str(text) => into.push(text.clone()),
        Expr::Seq(left, right) => {
            strings(left, into);
            strings(right, into);
        }
        _ => {}
    }
}

struct Page {
    spelled: HashMap<String, String>,
}

/// How tightly a part holds together.
#[derive(PartialEq, PartialOrd)]
enum Binding {
    Choice,
    Sequence,
    One,
}

impl Page {
    /// The name a form has on the page: silent rules are forms like others.
    fn name(&self, name: &str) -> String {
        match name {
            "XID_START" => "letter".to_owned(),
            "XID_CONTINUE" => "letter_or_digit".to_owned(),
            "ASCII_DIGIT" => "digit".to_owned(),
            "ASCII_ALPHA_LOWER" => "small_letter".to_owned(),
            "ASCII_ALPHANUMERIC" => "ascii_letter_or_digit".to_owned(),
            "ANY" => "any_character".to_owned(),
            "SOI" | "EOI" => String::new(),
            name => match self.spelled.get(name) {
                Some(text) => text.clone(),
                None => name.trim_end_matches('_').to_owned(),
            },
        }
    }

    fn part(&self, expr: &Expr, within: Binding) -> String {
        let (text, binding) = match expr {
            Expr::Str(text) | Expr::Insens(text) => (quoted(text), Binding::One),
            Expr::Range(from, to) => (format!("{} to {}", quoted(from), quoted(to)), Binding::One),
            Expr::Ident(name) => (self.name(name), Binding::One),
            Expr::PosPred(inner) => {
                (format!("before {}", self.part(inner, Binding::One)), Binding::Sequence)
            }
            Expr::NegPred(inner) => {
                (format!("not {}", self.part(inner, Binding::One)), Binding::Sequence)
            }
            Expr::Seq(..) => {
                let parts = self.chain(expr, |it| match it {
                    Expr::Seq(left, right) => Some((left, right)),
                    _ => None,
                });
                let parts = parts.iter().map(|it| self.part(it, Binding::Sequence));
                let parts: Vec<String> = parts.filter(|it| !it.is_empty()).collect();
                (parts.join(" "), Binding::Sequence)
            }
            Expr::Choice(..) => {
                let parts = self.choices(expr);
                let parts: Vec<String> =
                    parts.iter().map(|it| self.part(it, Binding::Choice)).collect();
                (parts.join(" | "), Binding::Choice)
            }
            Expr::Opt(inner) => (self.part(inner, Binding::One) + "?", Binding::One),
            Expr::Rep(inner) => (self.part(inner, Binding::One) + "*", Binding::One),
            Expr::RepOnce(inner) => (self.part(inner, Binding::One) + "+", Binding::One),
            Expr::RepExact(inner, times) => {
                (format!("{}{{{times}}}", self.part(inner, Binding::One)), Binding::One)
            }
            Expr::RepMinMax(inner, least, most) => {
                (format!("{}{{{least} to {most}}}", self.part(inner, Binding::One)), Binding::One)
            }
            other => panic!("the page has no form for {other:?}"),
        };
        match binding < within && text.contains(' ') {
            true => format!("({text})"),
            false => text,
        }
    }

    fn chain<'e>(
        &self,
        expr: &'e Expr,
        split: impl Fn(&'e Expr) -> Option<(&'e Box<Expr>, &'e Box<Expr>)> + Copy,
    ) -> Vec<&'e Expr> {
        match split(expr) {
            Some((left, right)) => {
                let mut all = self.chain(left, split);
                all.extend(self.chain(right, split));
                all
            }
            None => vec![expr],
        }
    }

    fn choices<'e>(&self, expr: &'e Expr) -> Vec<&'e Expr> {
        self.chain(expr, |it| match it {
            Expr::Choice(left, right) => Some((left, right)),
            _ => None,
        })
    }

    /// `name = form`, over several lines where it is long.
    fn form(&self, rule: &Rule) -> String {
        const WIDTH: usize = 100;
        let name = self.name(&rule.name);
        let head = format!("{name} =");
        let line = format!("{head} {}", self.part(&rule.expr, Binding::Choice));
        if line.chars().count() <= WIDTH {
            return line + "\n";
        }
        let mut out = head;
        let alternatives = self.choices(&rule.expr);
        for (at, alternative) in alternatives.iter().enumerate() {
            let text = self.part(alternative, Binding::Choice);
            let mark = if at == 0 { " " } else { "|" };
            let first = format!("\n    {mark} ");
            let first = if alternatives.len() == 1 { "\n    ".to_owned() } else { first };
            out.push_str(&first);
            let mut column = first.len();
            for (at, word) in text.split(' ').enumerate() {
                if at > 0 && column + 1 + word.chars().count() > WIDTH {
                    out.push_str("\n        ");
                    column = 8;
                } else if at > 0 {
                    out.push(' ');
                    column += 1;
                }
                out.push_str(word);
                column += word.chars().count();
            }
        }
        out + "\n"
    }
}

fn quoted(text: &str) -> String {
    let shown = text.replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r");
    match text.contains('"') {
        true => format!("'{shown}'"),
        false => format!("\"{shown}\""),
    }
}

/// The heading each rule stands under: the lines `// --- heading ---` of the grammar.
fn headings() -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in GRAMMAR.split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix("// ---") {
            found.push((at, rest.trim_matches(['-', ' ', '\n']).to_owned()));
        }
        at += line.len();
    }
    found
}

fn page() -> String {
    let pairs = parser::parse(parser::Rule::grammar_rules, GRAMMAR).unwrap();
    let rules = parser::consume_rules(pairs).unwrap();
    let spelled = rules.iter().filter_map(|rule| Some((rule.name.clone(), spelled(rule)?)));
    let page = Page { spelled: spelled.collect() };
    let headings = headings();
    let mut out = INTRODUCTION.to_owned();
    let mut current = "";
    let mut open = false;
    for rule in &rules {
        let internal = ["WHITESPACE", "COMMENT", "entry", "gap_", "next_field_", "unit_stop_"];
        if page.spelled.contains_key(&rule.name) || internal.contains(&rule.name.as_str()) {
            continue;
        }
        // `operand = { operand_ }` only gives a node to what is a form already.
        if matches!(&rule.expr, Expr::Ident(inner) if *inner == format!("{}_", rule.name)) {
            continue;
        }
        let at = GRAMMAR.find(&format!("\n{} ", rule.name)).unwrap();
        let heading = headings.iter().rev().find(|(start, _)| *start <= at);
        let heading = heading.map_or("items", |(_, heading)| heading.as_str());
        if heading != current {
            let title = heading[..1].to_uppercase() + &heading[1..];
            out.push_str(if open { "```\n" } else { "" });
            out.push_str(&format!("\n## {title}\n\n```text\n"));
            (current, open) = (heading, true);
        }
        out.push_str(&page.form(rule));
    }
    out + "```\n"
}

#[test]
fn the_page_of_the_grammar_is_made_from_it() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/grammar.md");
    let made = page();
    if std::env::var_os("UPDATE_GRAMMAR").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    let stands = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(stands == made, "UPDATE_GRAMMAR=1 cargo test --test grammar brings it up to date");
}
