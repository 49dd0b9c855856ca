//! Codes of classifications.

use super::pass::Pass;
use super::places::Keep;
use super::scalar::{Nothing, Scalar};
use crate::base::{Language, Nearest, nearest, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Classification, CodeId, SchemeId};

/// A code with its title, as help names it.
fn named(scheme: &Classification, code: CodeId) -> String {
    match scheme.row(code) {
        Some(row) if row.title.is_empty() => format!("`{}:{}`", scheme.name, row.code),
        Some(row) => {
            format!("`{}:{}` ({})", scheme.name, row.code, row.title.pick(Language::En))
        }
        None => format!("`{}`", scheme.name),
    }
}

/// The code that was likely meant, and how to say so.
fn advice(scheme: &Classification, code: &str) -> Option<String> {
    let padded = format!("0{code}");
    let bare = code.trim_start_matches('0');
    let undotted = code.replace(['.', ' '], "");
    let respelt = [code.trim(), &padded, bare, &undotted];
    if let Some(found) = respelt.iter().find_map(|code| scheme.code_named(code)) {
        return Some(format!("did you mean {}?", named(scheme, found)));
    }
    let mut shorter = code;
    while let Some((at, _)) = shorter.char_indices().next_back() {
        shorter = shorter.get(..at).unwrap_or("");
        if let Some(found) = scheme.code_named(shorter) {
            return Some(format!("it has {}, and no such code below it", named(scheme, found)));
        }
    }
    match nearest(code, scheme.rows.iter().map(|row| row.code.as_str())) {
        Nearest::One(near) => {
            scheme.code_named(near).map(|near| format!("did you mean {}?", named(scheme, near)))
        }
        Nearest::None => None,
    }
}

impl<'a, K: Keep> Pass<'a, K> {
    pub(super) fn code(
        &mut self,
        wanted: Option<SchemeId>,
        text: &str,
        place: (usize, usize),
    ) -> Result<Scalar<'a>, Nothing> {
        let (scheme, code) = match text.split_once(':') {
            Some((name, code)) => match self.model.scheme_named(name) {
                Some(scheme) => (scheme, code),
                None => return Err(self.unknown_scheme(name, text, place)),
            },
            None => match wanted.or_else(|| self.classification()) {
                Some(scheme) => (scheme, text),
                None => return Err(self.bare_code(text, place)),
            },
        };
        let Some(classification) = self.model.scheme(scheme) else {
            return Err(Nothing::Malformed);
        };
        if let Some(wanted) = wanted.filter(|wanted| *wanted != scheme) {
            let wanted = self.model.scheme(wanted).map_or("", |it| &it.name);
            self.fault(place, || {
                let message = format!(
                    "`{}` is a code of {}; a code of {wanted} belongs here",
                    visible(text),
                    classification.name
                );
                Diagnostic::error(Code::WrongType, message)
            });
            return Err(Nothing::Malformed);
        }
        if let Some(found) = classification.code_named(code) {
            return Ok(Scalar::Code(found.0));
        }
        let advice = if self.scan.faults.are_few() { advice(classification, code) } else { None };
        self.fault(place, || {
            let message = format!("{} has no code `{}`", classification.name, visible(code));
            let fault = Diagnostic::error(Code::UnknownCode, message);
            match advice {
                Some(advice) => fault.with_help(advice),
                None => fault,
            }
        });
        Err(Nothing::Malformed)
    }

    fn unknown_scheme(&mut self, name: &str, text: &str, place: (usize, usize)) -> Nothing {
        let names: Vec<&str> = self.model.schemes.iter().map(|it| it.name.as_str()).collect();
        self.fault(place, || {
            let message =
                format!("`{}`: no classification is called `{}`", visible(text), visible(name));
            let fault = Diagnostic::error(Code::UnknownScheme, message);
            match nearest(name, names.iter().copied()) {
                Nearest::One(near) => fault.with_help(format!("did you mean `{near}`?")),
                Nearest::None => fault.with_help(format!("there are {}", names.join(", "))),
            }
        });
        Nothing::Malformed
    }

    fn bare_code(&mut self, text: &str, place: (usize, usize)) -> Nothing {
        let having = self.model.schemes.iter().find(|scheme| scheme.code_named(text).is_some());
        let having = having.or(self.model.schemes.first());
        self.fault(place, || {
            let message = format!("`{}` does not say which classification it is of", visible(text));
            let fault = Diagnostic::error(Code::UnknownScheme, message);
            match having {
                Some(scheme) => fault.with_help(format!(
                    "write `\"{}:{}\"`, or name the `classification` in the head of the plan",
                    scheme.name,
                    visible(text)
                )),
                None => fault,
            }
        });
        Nothing::Malformed
    }

    /// A number where a code belongs: zeros at its start would be lost.
    pub(super) fn number_for_code(&mut self, wanted: Option<SchemeId>) -> Nothing {
        let start = self.scan.at();
        let Some(text) = self.scan.number() else { return Nothing::Malformed };
        let place = (start, self.scan.at());
        let scheme = wanted.or_else(|| self.classification());
        let scheme = scheme.and_then(|scheme| self.model.scheme(scheme)).map(|it| it.name.as_str());
        let all = &self.model.schemes;
        self.fault(place, || {
            let fault = Diagnostic::error(
                Code::WrongType,
                format!("a code is a text, and the number {text} stands here"),
            );
            // The zeros a spreadsheet drops.
            let spelt = [text.to_owned(), format!("0{text}"), format!("00{text}")];
            let found = all.iter().filter(|it| scheme.is_none_or(|scheme| scheme == it.name));
            let found = found.flat_map(|it| spelt.iter().map(move |code| (it, code)));
            let mut found = found.filter(|(it, code)| it.code_named(code).is_some());
            match found.next() {
                Some((it, code)) => fault.with_help(format!("write `\"{}:{code}\"`", it.name)),
                None => fault.with_help("write it in quotes, as the classification spells it"),
            }
        });
        Nothing::Malformed
    }
}
