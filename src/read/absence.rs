//! Why something is absent, where the plan says so: `{ "absent": "withheld", "because": "…" }`.

use super::json::{Items, Kind};
use super::pass::Pass;
use super::places::Keep;
use super::scalar::Nothing;
use crate::base::{Nearest, did_you_mean, nearest, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Cell, Gap, GapKind};

const REASONS: [(&str, GapKind); 3] = [
    ("unknown", GapKind::Unknown),
    ("withheld", GapKind::Withheld),
    ("not applicable", GapKind::NotApplicable),
];

fn reason(text: &str) -> Option<GapKind> {
    let spaced = text.replace('_', " ");
    REASONS.iter().find(|(name, _)| *name == spaced).map(|(_, kind)| *kind)
}

impl<K: Keep> Pass<'_, K> {
    /// Whether the record that begins here says why something is absent.
    pub(super) fn says_absent(&mut self) -> bool {
        self.scan.kind() == Kind::Object
            && (self.scan.opens_with("\"absent\"") || self.scan.opens_with("\"because\""))
    }

    /// Reads why the field at a cell is absent.
    pub(super) fn absence(&mut self, at: Cell) -> Result<(), Nothing> {
        let start = self.scan.at();
        let (mut kind, mut because, mut told) = (None, None, false);
        let mut items = Items::default();
        if !self.scan.enter() {
            return Err(Nothing::Malformed);
        }
        while let Some(key) = self.scan.next_field(&mut items, None) {
            let name = key.text.unwrap_or_default();
            let value = self.scan.at();
            match (&*name, self.scan.kind()) {
                ("absent", Kind::Text) => {
                    let Some(text) = self.scan.text() else { continue };
                    kind = reason(&text);
                    if kind.is_none() {
                        told = true;
                        self.unknown_reason(&text, (value, self.scan.at()));
                    }
                }
                ("because", Kind::Text) => {
                    because = self.scan.text().map(|text| self.builder.words.intern(&text));
                }
                ("absent" | "because", other) => {
                    told = true;
                    self.scan.skip();
                    let place = (value, self.scan.at());
                    self.fault(place, || {
                        let message = said!(
                            "`{name}` is a text, and {other} stands here",
                            "`{name}` 应为文本，此处却是{other}";
                            other = other.words()
                        );
                        Diagnostic::error(Code::BadAbsence, message)
                    });
                }
                _ => {
                    self.scan.skip();
                    self.fault((key.start, key.end), || {
                        let name = visible(&name);
                        let message = said!("`{name}` says nothing here", "`{name}` 在此没有意义");
                        Diagnostic::error(Code::BadAbsence, message).with_help(said!(
                            "an absence has `absent` and `because`",
                            "缺失说明只有 `absent` 和 `because`"
                        ))
                    });
                }
            }
        }
        match kind {
            Some(kind) => {
                self.builder.set_gap(at, Gap { kind, because });
                Ok(())
            }
            None => {
                if !told && !items.damaged {
                    self.fault((start, start + 1), || {
                        let message =
                            said!("this does not say why it is absent", "此处没有说明为何缺失");
                        Diagnostic::error(Code::BadAbsence, message).with_help(said!(
                            "add `\"absent\": \"unknown\"`, `\"withheld\"` or \
                             `\"not applicable\"`",
                            "请加上 `\"absent\": \"unknown\"`、`\"withheld\"` 或 \
                             `\"not applicable\"`"
                        ))
                    });
                }
                Err(Nothing::Malformed)
            }
        }
    }

    fn unknown_reason(&mut self, text: &str, place: (usize, usize)) {
        self.fault(place, || {
            let shown = visible(text);
            let message =
                said!("`{shown}` is not a reason to be absent", "`{shown}` 不是缺失的理由");
            let fault = Diagnostic::error(Code::BadAbsence, message);
            match nearest(text, REASONS.iter().map(|(name, _)| *name)) {
                Nearest::One(near) => fault.with_help(did_you_mean(near)),
                Nearest::None => fault.with_help(said!(
                    "the reasons are `unknown`, `withheld` and `not applicable`",
                    "理由有 `unknown`（不掌握）、`withheld`（不公开）、`not applicable`（不适用）"
                )),
            }
        });
    }
}
