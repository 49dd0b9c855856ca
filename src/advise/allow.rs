//! Advice that an item accepts: a comment line `// allow CODE: because …`, directly above the item
//! or inside it. At the head of a file (`pack`) it is for the whole file.
//!
//! An allowance is held to what it says: one that nothing needs, that names no advice, or that
//! gives no reason is itself advised on.

use super::choice::{code_named, hint};
use super::{Choice, Desk};
use crate::base::{FileId, Span};
use crate::diagnostic::{Code, Diagnostic};
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
                (None, _) => unknown(name),
                (Some(_), _) if !allowance.has_reason => Diagnostic::warning(
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

fn is_inside(item: Span, place: Span) -> bool {
    item.file == place.file && item.start <= place.start && place.start <= item.end
}

fn unknown(name: &str) -> Diagnostic {
    let message = said!("there is no advice `{name}`", "没有名为 `{name}` 的建议");
    Diagnostic::warning(Code::UnknownAllowance, message).with_help(hint(name))
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
        if let Some(directive) = directive(line.trim()) {
            let at = start + indent;
            let item = match indent {
                0 => below(text, start + line.len(), items).or_else(|| around(at, items)),
                _ => inside(at, items),
            };
            let item = item.map(whole);
            for (offset, name) in directive.names {
                let place = Span::new(file, at + offset, at + offset + name.len());
                found.push(Allowance {
                    name: name.to_owned(),
                    place,
                    has_reason: directive.has_reason,
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

struct Directive<'a> {
    /// Each with where it begins.
    names: Vec<(usize, &'a str)>,
    has_reason: bool,
}

/// What a line of comment allows. A comment that merely begins with the word is none: an allowance
/// is a list of names and a colon, or of names that there are.
fn directive(line: &str) -> Option<Directive<'_>> {
    let comment = line.strip_prefix("//").filter(|rest| !rest.starts_with('/'))?;
    let list = comment.trim_start().strip_prefix("allow ")?;
    let (list, reason) = match list.split_once([':', '：']) {
        Some((list, reason)) => (list, Some(reason)),
        None => (list, None),
    };
    let first = line.len() - comment.trim_start().len() + "allow ".len();
    let mut names = Vec::new();
    let mut at = first;
    for part in list.split(',') {
        let lead = part.len() - part.trim_start().len();
        names.push((at + lead, part.trim()));
        at += part.len() + 1;
    }
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '/')
    };
    let is_known = |name: &str| code_named(name).is_some();
    let all = |test: &dyn Fn(&str) -> bool| names.iter().all(|(_, name)| test(name));
    let stands = if reason.is_some() { all(&is_name) } else { all(&is_known) };
    let has_reason = reason.is_some_and(|reason| {
        let reason = reason.trim();
        !reason.trim_start_matches("because").trim().is_empty()
    });
    stands.then_some(Directive { names, has_reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Vec<&str>, bool)> {
        let directive = directive(line)?;
        for (at, name) in &directive.names {
            assert!(line[*at..].starts_with(name), "{line}");
        }
        Some((directive.names.into_iter().map(|(_, name)| name).collect(), directive.has_reason))
    }

    #[test]
    fn an_allowance_names_codes_and_says_why() {
        let one = Some((vec!["presence-only"], true));
        assert_eq!(read("// allow presence-only: because saying is the matter"), one);
        assert_eq!(read("//allow presence-only: saying is the matter"), one);
        assert_eq!(
            read("// allow unused-let,  advice/untested: because so"),
            Some((vec!["unused-let", "advice/untested"], true))
        );
        assert_eq!(read("// allow presence-only"), Some((vec!["presence-only"], false)));
        assert_eq!(read("// allow presence-only: because"), Some((vec!["presence-only"], false)));
        assert_eq!(read("// allow presense-only: because so"), Some((vec!["presense-only"], true)));
    }

    #[test]
    fn other_comments_are_left_alone() {
        for line in [
            "// allow for slack in the figures",
            "// allow for some slack: it is an estimate",
            "// allowances are counted",
            "/// allow presence-only: because this is documentation",
            "allow presence-only: because this is no comment",
            "// allow everything",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
