//! Codes of classifications.

use super::pass::Pass;
use super::places::Keep;
use super::scalar::{Nothing, Scalar};
use crate::base::{Nearest, Said, did_you_mean, nearest, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Classification, CodeId, SchemeId};

/// A code with its title, as help names it.
fn named(scheme: &Classification, code: CodeId) -> Said {
    let name = &scheme.name;
    let Some(row) = scheme.row(code) else { return Said::alike(format!("`{name}`")) };
    let title = scheme.title(code).filter(|title| !title.is_empty());
    let code = &row.code;
    match title {
        None => Said::alike(format!("`{name}:{code}`")),
        Some(title) => {
            let title = Said::by_language(|language| title.pick(language).to_owned());
            said!("`{name}:{code}` ({title})", "`{name}:{code}`（{title}）"; title)
        }
    }
}

fn is_it(scheme: &Classification, code: CodeId) -> Said {
    said!("did you mean {code}?", "是否指{code}？"; code = named(scheme, code))
}

/// The code that was likely meant, and how to say so.
fn advice(scheme: &Classification, code: &str) -> Option<Said> {
    if let Some(found) = scheme.respelt(code) {
        return Some(is_it(scheme, found));
    }
    let mut shorter = code;
    while let Some((at, _)) = shorter.char_indices().next_back() {
        shorter = shorter.get(..at).unwrap_or("");
        if let Some(found) = scheme.code_named(shorter) {
            return Some(said!(
                "it has {found}, and no such code below it",
                "其中有{found}，其下没有这个代码";
                found = named(scheme, found)
            ));
        }
    }
    match nearest(code, scheme.codes.rows.iter().map(|row| row.code.as_str())) {
        Nearest::One(near) => scheme.code_named(near).map(|near| is_it(scheme, near)),
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
                let (text, name) = (visible(text), &classification.name);
                let message = said!(
                    "`{text}` is a code of {name}; a code of {wanted} belongs here",
                    "`{text}` 是{name}代码；此处应为{wanted}代码"
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
            let (name, code) = (&classification.name, visible(code));
            let message = said!("{name} has no code `{code}`", "{name} 中没有代码 `{code}`");
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
            let (shown, called) = (visible(text), visible(name));
            let message = said!(
                "`{shown}`: no classification is called `{called}`",
                "`{shown}`：没有名为 `{called}` 的分类"
            );
            let fault = Diagnostic::error(Code::UnknownScheme, message);
            match nearest(name, names.iter().copied()) {
                Nearest::One(near) => fault.with_help(did_you_mean(near)),
                Nearest::None => {
                    let all: Vec<Said> = names.iter().copied().map(Said::alike).collect();
                    let all = Said::join(&all, (", ", "、"));
                    fault.with_help(said!("there are {all}", "现有{all}"; all))
                }
            }
        });
        Nothing::Malformed
    }

    fn bare_code(&mut self, text: &str, place: (usize, usize)) -> Nothing {
        let having = self.model.schemes.iter().find(|scheme| scheme.code_named(text).is_some());
        let having = having.or(self.model.schemes.first());
        self.fault(place, || {
            let text = visible(text);
            let message = said!(
                "`{text}` does not say which classification it is of",
                "`{text}` 没有说明属于哪个分类"
            );
            let fault = Diagnostic::error(Code::UnknownScheme, message);
            match having {
                Some(scheme) => {
                    let name = &scheme.name;
                    fault.with_help(said!(
                        "write `\"{name}:{text}\"`, or name the `classification` in the head of \
                         the plan",
                        "请写 `\"{name}:{text}\"`，或在规划开头写明 `classification`"
                    ))
                }
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
                said!(
                    "a code is a text, and the number {text} stands here",
                    "代码应为文本，此处却是数字 {text}"
                ),
            );
            // The zeros a spreadsheet drops.
            let spelt = [text.to_owned(), format!("0{text}"), format!("00{text}")];
            let found = all.iter().filter(|it| scheme.is_none_or(|scheme| scheme == it.name));
            let found = found.flat_map(|it| spelt.iter().map(move |code| (it, code)));
            let mut found = found.filter(|(it, code)| it.code_named(code).is_some());
            match found.next() {
                Some((it, code)) => {
                    let name = &it.name;
                    fault.with_help(said!("write `\"{name}:{code}\"`", "请写 `\"{name}:{code}\"`"))
                }
                None => fault.with_help(said!(
                    "write it in quotes, as the classification spells it",
                    "请按分类表的写法加引号填写"
                )),
            }
        });
        Nothing::Malformed
    }
}
