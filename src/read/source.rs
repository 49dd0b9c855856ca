//! Where a record is taken from, which any record may say: `{ "document": "…", "page": 31 }`.

use super::json::{Items, Kind};
use super::pass::Pass;
use super::places::{Keep, SourceNote};
use crate::base::{Said, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::TableId;

const PARTS: [&str; 6] = ["document", "page", "section", "quote", "sheet", "cell"];

impl<K: Keep> Pass<'_, K> {
    /// Reads where a record says that it is taken from.
    pub(super) fn source(&mut self, table: TableId, row: u32) {
        let start = self.scan.at();
        let mut parts = Vec::new();
        match self.scan.kind() {
            Kind::Text => {
                if let Some(text) = self.scan.text()
                    && K::PLACES
                {
                    parts.push(("document".to_owned(), text.into_owned()));
                }
            }
            Kind::Object => {
                let mut items = Items::default();
                if !self.scan.enter() {
                    return;
                }
                while let Some(key) = self.scan.next_field(&mut items, None) {
                    let name = key.text.unwrap_or_default();
                    if !PARTS.contains(&&*name) && !name.starts_with("x-") {
                        self.fault((key.start, key.end), || {
                            let name = visible(&name);
                            let message =
                                said!("a source has no field `{name}`", "出处没有字段 `{name}`");
                            Diagnostic::error(Code::UnknownField, message).with_help(said!(
                                "it has {parts}",
                                "字段有 {parts}";
                                parts = Said::alike(PARTS.join(", "))
                            ))
                        });
                    }
                    let value = self.scan.at();
                    let text = match self.scan.kind() {
                        Kind::Text => self.scan.text(),
                        _ => {
                            self.scan.skip();
                            Some(self.scan.slice(value, self.scan.at()).into())
                        }
                    };
                    if let (true, Some(text)) = (K::PLACES, text) {
                        parts.push((name.into_owned(), text.into_owned()));
                    }
                }
            }
            kind => {
                self.scan.skip();
                let place = (start, self.scan.at());
                self.fault(place, || {
                    let message = said!(
                        "a source is a record, and {kind} stands here",
                        "出处应为记录，此处却是{kind}";
                        kind = kind.words()
                    );
                    Diagnostic::error(Code::WrongType, message).with_help(said!(
                        "write `{{ \"document\": \"…\", \"page\": 31 }}`",
                        "请写 `{{ \"document\": \"…\", \"page\": 31 }}`"
                    ))
                });
                return;
            }
        }
        if K::PLACES {
            let span = self.scan.faults.span(start, self.scan.at());
            self.keep.source(table, row, SourceNote { span, parts });
        }
    }
}
