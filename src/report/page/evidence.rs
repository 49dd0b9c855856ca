//! What a rule reads of plans: each field by its path, with its kind and unit and what it says.

use rustc_hash::FxHashMap;

use super::{Entry, Pages, joined, own};
use crate::base::Said;
use crate::model::{Field, FieldType, Model, Record, RecordId};
use crate::program::{ExprKind, FieldRead, Reads, Type};
use crate::quantity::{Printer, ScaledUnit};

impl Pages<'_> {
    /// What a rule reads. A list or record is no entry where some field of its members is one.
    pub(super) fn evidence(&self, reads: &Reads) -> Vec<Entry> {
        let model = &self.program.model;
        let places = Places::of(model);
        let is_entered = |inner: RecordId| {
            reads.fields.iter().any(|read| read.record == inner && !is_key(model, read))
        };
        let mut entries = Vec::new();
        for read in &reads.fields {
            let Some((record, field)) = declared(model, read) else { continue };
            let name = places.name(read.record, record, field);
            entries.extend(read.keys.iter().filter_map(|key| self.keyed(&name, *key)));
            let entered = inner(&field.ty).is_some_and(is_entered);
            if !entered && !read.only_keys && !is_key(model, read) {
                entries.push(Entry::new(name, vec![said_of(model, record, field)]));
            }
        }
        entries
    }

    /// `indicators[rd_intensity]`: what the word of the key means and is measured in.
    fn keyed(&self, list: &str, key: crate::program::ExprId) -> Option<Entry> {
        let key = self.program.expr(key)?;
        match (&key.kind, &key.ty) {
            (ExprKind::Word(word), ty @ Type::Word(_)) => {
                let word = self.program.word(ty, *word)?;
                let units = &self.program.model.units;
                let unit = word.unit.as_ref().map(|unit| {
                    let unit = ScaledUnit::from(unit.clone());
                    let unit =
                        Said::by_language(|language| Printer::new(units, language).unit(&unit));
                    said!("in {unit}", "单位：{unit}"; unit)
                });
                let said = joined([Some(own(&word.text)), unit].into_iter().flatten().collect());
                Some(Entry::new(format!("{list}[{}]", word.name), vec![said]))
            }
            (ExprKind::Text(text), _) => Some(Entry::new(format!("{list}[{text}]"), Vec::new())),
            _ => None,
        }
    }
}

/// What a field says and what stands in it.
pub(super) fn said_of(model: &Model, record: &Record, field: &Field) -> Said {
    joined(vec![own(&field.text), model.describe_field(record, field)])
}

fn declared<'m>(model: &'m Model, read: &FieldRead) -> Option<(&'m Record, &'m Field)> {
    Some((model.record(read.record)?, model.field(read.record, read.field)?))
}

/// Whether a field only tells the members of a list apart.
pub(super) fn is_key(model: &Model, read: &FieldRead) -> bool {
    model.record(read.record).is_some_and(|record| record.key == Some(read.field))
}

/// The record that a field holds, or a list of which it holds.
pub(super) fn inner(ty: &FieldType) -> Option<RecordId> {
    match ty {
        FieldType::Record(inner) => Some(*inner),
        FieldType::List(member) => match **member {
            FieldType::Record(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// Where in a plan records stand.
pub(super) struct Places(FxHashMap<RecordId, Vec<String>>);

impl Places {
    pub(super) fn of(model: &Model) -> Places {
        let mut places = Places(FxHashMap::default());
        if let Some(plan) = model.plan {
            places.walk(model, plan, String::new(), &mut Vec::new());
        }
        places
    }

    fn walk(&mut self, model: &Model, record: RecordId, place: String, above: &mut Vec<RecordId>) {
        let Some(declared) = model.record(record).filter(|_| !above.contains(&record)) else {
            return;
        };
        above.push(record);
        for field in &declared.fields {
            if let Some(inner) = inner(&field.ty) {
                let list = if matches!(field.ty, FieldType::List(_)) { "[]" } else { "" };
                self.walk(model, inner, format!("{place}{}{list}.", field.name), above);
            }
        }
        above.pop();
        self.0.entry(record).or_default().push(place);
    }

    /// `measures[].coverage`, or `Measure.coverage` where such a record stands in several places
    /// or in none.
    pub(super) fn name(&self, id: RecordId, record: &Record, field: &Field) -> String {
        match self.0.get(&id).map(Vec::as_slice) {
            Some([place]) => format!("{place}{}", field.name),
            _ => format!("{}.{}", record.name, field.name),
        }
    }
}
