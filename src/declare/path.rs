//! Paths of fields, as in `shown as` and `from period.base_year`.

use crate::base::{Nearest, did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldId, FieldType, RecordId};
use crate::syntax::ast;

use super::Builder;

/// What to say of a field that a record lacks.
pub(super) fn no_field<'n>(
    record: &str,
    name: &ast::Name,
    known: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let word = &name.text;
    let message = said!("`{record}` has no field `{word}`", "`{record}` 没有字段 `{word}`");
    let diagnostic = Diagnostic::error(Code::UnknownName, message).at(name.span);
    match nearest(name.as_str(), known) {
        Nearest::One(near) => diagnostic.with_help(did_you_mean(near)),
        Nearest::None => diagnostic,
    }
}

impl Builder<'_> {
    /// A field of a record; `None` where there is none, which has been said.
    pub(super) fn field_of(&mut self, record: RecordId, name: &ast::Name) -> Option<FieldId> {
        let declared = self.model.record(record)?;
        if let Some((id, _)) = declared.field_named(name.as_str()) {
            return Some(id);
        }
        if !self.model.is_faulty_field(&declared.name, name.as_str()) {
            let known = declared.fields.iter().map(|field| field.name.as_str());
            let diagnostic = no_field(&declared.name, name, known);
            self.error(diagnostic);
        }
        None
    }

    /// The fields of a path and the type of the last; each step but the last is a record.
    pub(super) fn path(
        &mut self,
        record: RecordId,
        path: &ast::FieldPath,
    ) -> Option<(Vec<FieldId>, FieldType)> {
        let mut fields = Vec::with_capacity(path.steps.len());
        let mut at = record;
        let mut steps = path.steps.iter().peekable();
        while let Some(step) = steps.next() {
            let id = self.field_of(at, step)?;
            fields.push(id);
            let ty = self.model.field(at, id)?.ty.clone();
            match (ty, steps.peek()) {
                (ty, None) => return Some((fields, ty)),
                (FieldType::Record(inner), Some(_)) => at = inner,
                (_, Some(next)) => {
                    let word = &step.text;
                    let message =
                        said!("`{word}` has no fields of its own", "`{word}` 没有自己的字段");
                    self.error(Diagnostic::error(Code::BadPath, message).at(next.span));
                    return None;
                }
            }
        }
        None
    }
}
