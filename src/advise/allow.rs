//! Advice that an item accepts: a comment line `// allow CODE: because …`, directly above the item
//! or inside it. At the head of a file (`pack`) it is for the whole file.
//!
//! An allowance is held to what it says: one that nothing needs, that names no advice, or that
//! gives no reason is itself advised on.

use super::choice::{code_named, hint};
use super::{Choice, Desk};
use crate::base::{FileId, Nearest, Span, did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::allowance::{SURVIVING_MUTANT, allowance};
use crate::syntax::ast::{Item, ItemKind};

/// One code that a comment allows.
struct Allowance {
    /// The code as it is written.
    name: String,
    place: Span,
    has_reason: bool,
    /// The item it is about, or the whole file; `None` where it stands at none.
    item: Option<Span>,
}

impl Desk<'_> {
    /// Takes away what is allowed, and says what is wrong with allowances.
    pub(super) fn allow(&mut self, choice: &Choice) {
        let mut allowed: Vec<(Code, Span)> = Vec::new();
        let mut told = Vec::new();
        for allowance in self.allowances() {
            let name = &allowance.name;
            let code = code_named(name);
            let diagnostic = match (code, allowance.item) {
                (None, _) if !is_of_tests(name) => unknown(name),
                _ if !allowance.has_reason => Diagnostic::warning(
                    Code::AllowanceWithoutReason,
                    said!(
                        "`{name}` is allowed, and no reason given",
                        "允许了 `{name}`，却未说明理由"
                    ),
                )
                .with_help(said!(
                    "write `// allow {name}: because …`",
                    "请写 `// allow {name}: because …`（写明理由）"
                )),
                // Whether tests need it is theirs to say.
                (None, _) => continue,
                (Some(code), _) if !choice.wants(code) => continue,
                (Some(code), Some(item)) if self.is_advised(code, item) => {
                    allowed.push((code, item));
                    continue;
                }
                (Some(_), Some(_)) => Diagnostic::warning(
                    Code::UnusedAllowance,
                    said!(
                        "`{name}` is allowed here, and there is no such advice",
                        "此处允许了 `{name}`，但并无此项建议"
                    ),
                )
                .with_help(said!("take the comment out", "删去此注释")),
                (Some(_), None) => Diagnostic::warning(
                    Code::UnusedAllowance,
                    said!("`{name}` is allowed at no item", "此处允许的 `{name}` 不属于任何条目"),
                )
                .with_help(said!(
                    "move the comment into the item, or directly above it",
                    "将此注释移入条目之内，或移至条目正上方"
                )),
            };
            told.push(diagnostic.at(allowance.place));
        }
        self.advice.retain(|advice| {
            let place = advice.place();
            let is_allowed = |(code, item): &(Code, Span)| {
                *code == advice.code && place.is_some_and(|place| is_inside(*item, place))
            };
            !allowed.iter().any(is_allowed)
        });
        self.advice.extend(told.into_iter().filter(|advice| choice.wants(advice.code)));
    }

    fn is_advised(&self, code: Code, item: Span) -> bool {
        self.advice.iter().any(|advice| {
            advice.code == code && advice.place().is_some_and(|place| is_inside(item, place))
        })
    }

    /// Every allowance in the files that were given, in the order of the text.
    fn allowances(&self) -> Vec<Allowance> {
        let given = self.rules.packs.iter().filter(|(_, pack)| self.is_given(&pack.name));
        let files = given.flat_map(|(_, pack)| &pack.files);
        files
            .flat_map(|file| in_file(file.id, self.rules.sources.text(file.id), &file.tree.items))
            .collect()
    }
}

/// Of what `misrule test --mutate` says, not of advice.
fn is_of_tests(name: &str) -> bool {
    name == SURVIVING_MUTANT
}

fn is_inside(item: Span, place: Span) -> bool {
    item.file == place.file && item.start <= place.start && place.start <= item.end
}

fn unknown(name: &str) -> Diagnostic {
    let message = said!("there is no advice `{name}`", "没有名为 `{name}` 的建议");
    let help = match nearest(name, [SURVIVING_MUTANT]) {
        Nearest::One(near) => did_you_mean(near),
        Nearest::None => hint(name),
    };
    Diagnostic::warning(Code::UnknownAllowance, message).with_help(help)
}

fn in_file(file: FileId, text: &str, items: &[Item]) -> Vec<Allowance> {
    let whole = |item: Span| match items.iter().find(|it| it.span == item).map(|it| &it.kind) {
        Some(ItemKind::Pack(_)) => Span::new(file, 0, text.len()),
        _ => item,
    };
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let is_known = |name: &str| is_of_tests(name) || code_named(name).is_some();
        if let Some(allowed) = allowance(line.trim(), &is_known) {
            let at = start + indent;
            let item = match indent {
                0 => below(text, start + line.len(), items).or_else(|| around(at, items)),
                _ => inside(at, items),
            };
            let item = item.map(whole);
            for (offset, name) in allowed.names {
                let place = Span::new(file, at + offset, at + offset + name.len());
                found.push(Allowance {
                    name: name.to_owned(),
                    place,
                    has_reason: allowed.reason.is_some(),
                    item,
                });
            }
        }
        start += line.len();
    }
    found
}

/// The item that begins below a comment, with nothing but comments between.
fn below(text: &str, from: usize, items: &[Item]) -> Option<Span> {
    let mut at = from;
    for line in text.get(from..)?.split_inclusive('\n') {
        if !line.starts_with("//") {
            break;
        }
        at += line.len();
    }
    items.iter().map(|item| item.span).find(|span| span.start as usize == at)
}

/// The item in whose text a comment in column 1 stands.
fn around(at: usize, items: &[Item]) -> Option<Span> {
    items.iter().map(|item| item.span).find(|span| span.range().contains(&at))
}

/// The item that an indented comment belongs to, be it behind its last word.
fn inside(at: usize, items: &[Item]) -> Option<Span> {
    items.iter().map(|item| item.span).rfind(|span| (span.start as usize) < at)
}
