//! Rules that one may be read with: those that answer to the same provision, then those that look
//! at the same fields, the more so the fewer rules read these.

use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::{Places, inner};
use super::{Entry, Pages, own};
use crate::base::Said;
use crate::model::{FieldId, RecordId};
use crate::program::{Exception, ProvisionId, Rule, RuleId};

/// Rules that are named.
const MOST: usize = 5;

/// Fields that are named of what two rules share.
const MOST_FIELDS: usize = 3;

/// Two rules are related by what they read where they share fields that, each counted the less the
/// more rules read it, make up this much.
const LEAST_SHARED: f64 = 0.5;

impl Pages<'_> {
    pub(super) fn related(&self, id: RuleId, rule: &Rule) -> Vec<Entry> {
        let mut readers: FxHashMap<(RecordId, FieldId), usize> = FxHashMap::default();
        for (_, _, reads) in self.rules() {
            for read in &reads.fields {
                *readers.entry((read.record, read.field)).or_default() += 1;
            }
        }
        let fields = |id: RuleId| -> FxHashSet<(RecordId, FieldId)> {
            let reads = self.reads.get(id.0 as usize).into_iter();
            let named = reads.flat_map(|reads| &reads.fields).map(|it| (it.record, it.field));
            named.filter(|(record, field)| self.is_leaf(*record, *field)).collect()
        };
        let weight =
            |field: &(RecordId, FieldId)| 1.0 / readers.get(field).copied().unwrap_or(1) as f64;
        let (own_fields, own_provisions) = (fields(id), self.provisions_of(rule));
        let places = Places::of(&self.program.model);
        let mut found: Vec<(bool, f64, &Rule, Said)> = Vec::new();
        for (other, theirs, _) in self.rules().filter(|(other, ..)| *other != id) {
            let provisions = self.provisions_of(theirs);
            let provision = own_provisions.iter().find(|own| provisions.contains(own));
            let provision = provision.and_then(|id| self.program.provision(*id));
            let mut shared: Vec<_> = own_fields.intersection(&fields(other)).copied().collect();
            shared.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
            let sum: f64 = shared.iter().map(weight).sum();
            let why = match provision {
                Some(provision) => {
                    let id = &provision.id;
                    said!("answers to {id} too", "同样落实{id}")
                }
                None if sum >= LEAST_SHARED => {
                    let names = shared.iter().filter_map(|(record, field)| {
                        let model = &self.program.model;
                        let (declared, field) =
                            (model.record(*record)?, model.field(*record, *field)?);
                        Some(Said::alike(places.name(*record, declared, field)))
                    });
                    let names: Vec<Said> = names.take(MOST_FIELDS).collect();
                    let names = Said::join(&names, (", ", "、"));
                    said!("reads {names} too", "同样读取{names}"; names)
                }
                None => continue,
            };
            found.push((provision.is_some(), sum, theirs, why));
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
        found.truncate(MOST);
        let entries = found.into_iter().map(|(_, _, other, why)| {
            let title = own(&other.title);
            let line = said!("{title} ({why})", "{title}（{why}）"; title, why);
            let is_near = other.pack == rule.pack;
            let name = if is_near { other.name.clone() } else { other.full_name() };
            Entry { leads_to: is_near.then(|| name.clone()), ..Entry::new(name, vec![line]) }
        });
        entries.collect()
    }

    /// Whether a field says something by itself, rather than tell or hold members.
    fn is_leaf(&self, record: RecordId, field: FieldId) -> bool {
        let model = &self.program.model;
        let is_key = model.record(record).is_some_and(|it| it.key == Some(field));
        !is_key && model.field(record, field).is_some_and(|it| inner(&it.ty).is_none())
    }

    /// The provisions of a rule and of its exceptions, and all that say the same.
    fn provisions_of(&self, rule: &Rule) -> Vec<ProvisionId> {
        let mut found: Vec<ProvisionId> = rule.provisions.clone();
        let mut waiting: Vec<&Exception> = rule.exceptions.iter().collect();
        while let Some(exception) = waiting.pop() {
            found.extend(&exception.provisions);
            waiting.extend(&exception.exceptions);
        }
        // `same as` counts both ways; each provision found carries it a step further.
        let mut at = 0;
        while let Some(provision) = found.get(at).copied() {
            at += 1;
            for same in self.same_as(provision) {
                if !found.contains(&same) {
                    found.push(same);
                }
            }
        }
        found
    }

    /// Provisions that are said to say the same as one, in either direction.
    pub(super) fn same_as(&self, id: ProvisionId) -> Vec<ProvisionId> {
        let own = self.program.provision(id).and_then(|it| it.same_as);
        let others = (0..).map(ProvisionId).zip(self.program.provisions.iter());
        others
            .filter(|(other, it)| own == Some(*other) || it.same_as == Some(id))
            .map(|(other, _)| other)
            .collect()
    }
}
