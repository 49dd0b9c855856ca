//! Records and their fields.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Field, FieldId, FieldType, Record, RecordRole};
use crate::syntax::ast;

use super::extend::Written;
use super::types::Site;
use super::{Builder, Declared, documentation};

impl<'a> Builder<'a> {
    /// Declares the names of all records, then their fields, since a field may be of any record.
    pub(super) fn records(&mut self) {
        let declared = self.declared(|kind| match kind {
            ast::ItemKind::Record(record) => Some((record, &record.name)),
            _ => None,
        });
        for record in declared {
            if !self.fits(said!("records", "记录"), self.model.records.len(), &record.of.name) {
                continue;
            }
            self.model.records.push(Record {
                name: record.of.name.text.clone(),
                pack: self.packs.name(record.pack).to_owned(),
                role: RecordRole::Part,
                key: None,
                shown_as: None,
                text: record.of.text.as_ref().map(ast::Text::texts).unwrap_or_default(),
                doc: documentation(record.item),
                fields: Vec::new(),
                by_name: FxHashMap::default(),
                span: record.of.name.span,
            });
            self.records.push(record);
        }
        for (at, record) in self.records.clone().into_iter().enumerate() {
            let (fields, by_name) = self.fields(record);
            if let Some(made) = self.model.records.get_mut(at) {
                made.fields = fields;
                made.by_name = by_name;
            }
        }
    }

    /// The fields in the order of the text. One with a mistake keeps its place, so that numbers
    /// of fields are places in the text, but has no name.
    fn fields(
        &mut self,
        record: Declared<'a, ast::Record>,
    ) -> (Vec<Field>, FxHashMap<String, FieldId>) {
        let written = self.written_fields(record);
        let mut fields: Vec<Field> = Vec::with_capacity(written.len());
        let mut by_name: FxHashMap<String, FieldId> = FxHashMap::default();
        let mut seen: FxHashMap<&str, Written<ast::Field>> = FxHashMap::default();
        for (at, here) in written.iter().enumerate() {
            let field = here.of;
            if !self.fits(said!("fields of a record", "一个记录的字段"), at, &field.name) {
                break;
            }
            let name = field.name.as_str();
            let first = seen.get(name).copied();
            if let Some(first) = first {
                let owner = &record.of.name.text;
                let message =
                    said!("`{owner}` has two fields `{name}`", "`{owner}` 有两个字段 `{name}`");
                let diagnostic = Diagnostic::error(Code::FieldTwice, message)
                    .at(field.name.span)
                    .label(first.of.name.span, said!("here first", "首次在此"))
                    .with_help(said!("take one of them out, or rename it", "请删去一个，或改名"));
                self.error(self.of_packs(diagnostic, *here, first));
            } else {
                seen.insert(name, *here);
            }
            self.may_be_left_out(record.of.name.as_str(), *here);
            let (pack, record_name) = (here.pack, record.of.name.as_str());
            let site = Site { pack, record: record_name, siblings: &written, field };
            let ty = self.field_type(site);
            let range = ty.as_ref().and_then(|ty| self.field_range(site, ty));
            let default = ty.as_ref().and_then(|ty| self.field_default(site, ty, range.as_ref()));
            match (&ty, first) {
                (Some(_), None) => {
                    let id = FieldId(u16::try_from(at).unwrap_or(u16::MAX));
                    by_name.insert(name.to_owned(), id);
                }
                (None, _) => self.mark_faulty_field(&record.of.name.text, name),
                (Some(_), Some(_)) => {}
            }
            // Left out, such a reference says that there is none, with a `?` or without.
            let or_none = matches!(ty, Some(FieldType::Ref { or_none: true, .. }));
            fields.push(Field {
                name: name.to_owned(),
                optional: field.optional || or_none,
                ty: ty.unwrap_or(FieldType::Text),
                range,
                default,
                text: field.text.as_ref().map(ast::Text::texts).unwrap_or_default(),
                added_by: self.adder(*here),
                span: field.span,
            });
        }
        (fields, by_name)
    }
}
