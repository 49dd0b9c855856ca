//! Why something is absent, where the plan says so: `{ "absent": "withheld", "because": "…" }`.

use super::json::{Items, Kind};
use super::pass::Pass;
use super::places::Keep;
use super::scalar::Nothing;
use crate::base::{Nearest, nearest, visible};
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
        while let Some(key) = self.scan.next_field(&mut items, b"") {
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
                        let message =
                            format!("`{name}` is a text, and {} stands here", other.words());
                        Diagnostic::error(Code::BadAbsence, message)
                    });
                }
                _ => {
                    self.scan.skip();
                    self.fault((key.start, key.end), || {
                        let name = visible(&name);
                        Diagnostic::error(Code::BadAbsence, format!("`{name}` says nothing here"))
                            .with_help("an absence has `absent` and `because`")
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
                        Diagnostic::error(Code::BadAbsence, "this does not say why it is absent")
                            .with_help("add `\"absent\": \"unknown\"`, `\"withheld\"` or `\"not applicable\"`")
                    });
                }
                Err(Nothing::Malformed)
            }
        }
    }

    fn unknown_reason(&mut self, text: &str, place: (usize, usize)) {
        self.fault(place, || {
            let message = format!("`{}` is not a reason to be absent", visible(text));
            let fault = Diagnostic::error(Code::BadAbsence, message);
            match nearest(text, REASONS.iter().map(|(name, _)| *name)) {
                Nearest::One(near) => fault.with_help(format!("did you mean `{near}`?")),
                Nearest::None => {
                    fault.with_help("the reasons are `unknown`, `withheld` and `not applicable`")
                }
            }
        });
    }
}
