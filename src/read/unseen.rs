//! Fields that a record does not state: those it must, and those that have a default.

use super::expected::one_of;
use super::pass::Pass;
use super::places::Keep;
use super::record::{Row, Seen, Standing};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Cell, GapKind, Root};
use crate::model::{DefaultValue, Field, FieldId};

impl<'a, K: Keep> Pass<'a, K> {
    /// Fields that the record does not state.
    pub(super) fn unseen(&mut self, row: &Row<'a>, seen: &Seen, damaged: bool, start: usize) {
        if damaged {
            // Any of them may stand in the part that could not be read.
            for (field, _) in (0..).map(FieldId).zip(&row.record.fields) {
                if !seen.has(field) {
                    self.gap(row.cell(field), GapKind::Malformed);
                }
            }
            return;
        }
        for field in row.guide.must.iter().filter(|field| !seen.has(**field)) {
            let name = row.field(*field).map_or("", |it| &it.name);
            self.missing(row, name, start);
        }
        for field in row.guide.with_default.iter().filter(|field| !seen.has(**field)) {
            if let Some(declared) = row.field(*field) {
                self.default(row.cell(*field), declared);
            }
        }
    }

    fn missing(&mut self, row: &Row<'a>, name: &str, start: usize) {
        let format = match row.standing {
            Standing::Root(Root::Plan) => self.model.plan_format.as_deref(),
            Standing::Root(Root::Manifest) => self.model.portfolio_format.as_deref(),
            Standing::Nested | Standing::InList { .. } => None,
        };
        self.scan.faults.add(|faults| {
            let span = faults.span(start, start + 1);
            match format.filter(|_| name == "format") {
                Some(format) => {
                    let message = said!(
                        "the file does not say its format; it is read as {format}",
                        "文件未说明格式；按 {format} 读取"
                    );
                    Diagnostic::note(Code::MissingField, message).at(span).with_help(said!(
                        "add `\"format\": \"{format}\"`",
                        "请加上 `\"format\": \"{format}\"`"
                    ))
                }
                None => {
                    let owner = one_of(row.record);
                    let message =
                        said!("{owner} must state `{name}`", "{owner}必须写明 `{name}`"; owner);
                    Diagnostic::error(Code::MissingField, message)
                        .label(span, said!("`{name}` is missing here", "此处缺少 `{name}`"))
                        .with_help(said!("add `\"{name}\": …`", "请加上 `\"{name}\": …`"))
                }
            }
        });
    }

    /// Gives a field the value that a plan which leaves it out is taken to say.
    pub(super) fn default(&mut self, at: Cell, field: &'a Field) {
        let Some(default) = &field.default else { return };
        let child = self.guide.child(at);
        match default {
            DefaultValue::Boolean(value) => self.builder.set_boolean(at, *value),
            DefaultValue::Number(value) => self.builder.set_number(at, value.clone()),
            DefaultValue::Word(word) => self.builder.set_id(at, word.0),
            DefaultValue::Code(code) => self.builder.set_id(at, code.0),
            DefaultValue::Words(words) => {
                let Some(child) = child else { return };
                let first = self.builder.rows(child);
                for word in words {
                    let row = self.builder.row(child, at);
                    self.builder.set_id(Cell::new(child, row, 0), word.0);
                }
                self.builder.set_list(at, child, first, false);
            }
            DefaultValue::Empty => {
                let Some(child) = child else { return };
                self.builder.set_list(at, child, self.builder.rows(child), false);
            }
        }
        self.gap(at, GapKind::Assumed);
    }
}
