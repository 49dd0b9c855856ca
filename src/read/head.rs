//! What the head of a plan says about all of it, wherever in the file it stands.

use std::borrow::Cow;

use super::faults::Faults;
use super::json::{Items, Kind, Scanner};
use super::pass::Pass;
use super::places::Keep;
use crate::base::FileId;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{RecordId, RecordRole, SchemeId};
use crate::quantity::UnitId;

/// The currency of a plan's amounts and the classification of its bare codes: looked up ahead in
/// the text when the first amount or code needs them, since fields stand in any order.
#[derive(Debug)]
pub(super) struct Head<'t> {
    pub(super) record: Option<RecordId>,
    /// Where the root record begins.
    pub(super) at: usize,
    ahead: Option<Ahead<'t>>,
    currency: Option<Option<UnitId>>,
    classification: Option<Option<SchemeId>>,
    /// It was said that the plan states amounts and no currency.
    pub(super) unsaid_currency: bool,
}

impl Head<'_> {
    pub(super) fn new(record: Option<RecordId>) -> Self {
        Head {
            record,
            at: 0,
            ahead: None,
            currency: None,
            classification: None,
            unsaid_currency: false,
        }
    }
}

/// The fields that are looked for ahead.
const SOUGHT: [&str; 3] = ["format", "currency", "classification"];

/// A look at the fields of a record, no further than it must.
#[derive(Debug)]
struct Ahead<'t> {
    scan: Scanner<'t>,
    items: Items,
    /// The fields met so far, by [`SOUGHT`], with what they say.
    met: [Option<Option<String>>; SOUGHT.len()],
    ended: bool,
}

impl<'t> Ahead<'t> {
    /// Of the record that a scanner stands before.
    fn new(mut scan: Scanner<'t>) -> Ahead<'t> {
        let ended = scan.kind() != Kind::Object || !scan.enter();
        Ahead { scan, items: Items::default(), met: [const { None }; SOUGHT.len()], ended }
    }

    /// The text of a field.
    fn text(&mut self, name: &str) -> Option<&str> {
        let wanted = SOUGHT.iter().position(|sought| *sought == name)?;
        while !self.ended && self.met.get(wanted)?.is_none() {
            let Some(key) = self.scan.next_field(&mut self.items, None) else {
                self.ended = true;
                break;
            };
            let sought = SOUGHT.iter().position(|sought| key.text.as_deref() == Some(*sought));
            let met = sought.and_then(|sought| self.met.get_mut(sought));
            match met.filter(|met| met.is_none() && self.scan.kind() == Kind::Text) {
                Some(met) => *met = Some(self.scan.text().map(Cow::into_owned)),
                None => self.scan.skip(),
            }
        }
        self.met.get(wanted)?.as_ref()?.as_deref()
    }
}

/// What a text says in its field `format`, if it is a record with such a field. Reads no further
/// than that field and notes no faults.
pub fn format_of(text: &str) -> Option<String> {
    let scan = Scanner::new(text, Faults::new(FileId(0)));
    Ahead::new(scan.scout(scan.at())).text("format").map(str::to_owned)
}

/// Where the value stands that a path of fields leads to, from the record that a scanner stands
/// before.
fn place_of(scan: &mut Scanner<'_>, path: &[&str]) -> Option<(usize, usize)> {
    let Some((name, rest)) = path.split_first() else {
        let start = scan.at();
        scan.skip();
        return Some((start, scan.at()));
    };
    let mut items = Items::default();
    if scan.kind() != Kind::Object || !scan.enter() {
        return None;
    }
    while let Some(key) = scan.next_field(&mut items, None) {
        if key.text.as_deref() == Some(*name) {
            return place_of(scan, rest);
        }
        scan.skip();
    }
    None
}

impl<K: Keep> Pass<'_, K> {
    /// Holds the last year of the plan that was read to its base year.
    pub(super) fn hold_period(&mut self, record: RecordId) {
        let years = self.builder.last_plan().map(|plan| (plan.base_year, plan.last_year));
        let Some((Some(base), Some(last))) = years else { return };
        let role = self.model.record(record).map(|it| &it.role);
        let Some(RecordRole::Plan { last_year, .. }) = role.filter(|_| last < base) else { return };
        let names = self.model.path_names(record, last_year);
        let mut scan = self.scan.scout(self.head.at);
        let at = self.head.at;
        let place = place_of(&mut scan, &names).unwrap_or((at, at + 1));
        self.fault(place, || {
            let message = said!(
                "the plan ends in {last}, before its base year {base}",
                "规划末年{last}早于基期{base}年"
            );
            Diagnostic::error(Code::PeriodBackwards, message).with_help(said!(
                "exchange the two years, or mend the one that is wrong",
                "请对调两个年份，或改正写错的一个"
            ))
        });
    }

    fn ahead(&mut self, name: &str) -> Option<&str> {
        let scout = || Ahead::new(self.scan.scout(self.head.at));
        self.head.ahead.get_or_insert_with(scout).text(name)
    }

    /// The plan's currency, where its head states one.
    pub(super) fn currency(&mut self) -> Option<UnitId> {
        if self.head.currency.is_none() {
            let model = self.model;
            let name = self.ahead("currency");
            self.head.currency = Some(name.and_then(|name| model.units.currency(name)));
        }
        self.head.currency.flatten()
    }

    /// The classification of codes written without one, where the head names one.
    pub(super) fn classification(&mut self) -> Option<SchemeId> {
        if self.head.classification.is_none() {
            let model = self.model;
            let name = self.ahead("classification");
            self.head.classification = Some(name.and_then(|name| model.scheme_named(name)));
        }
        self.head.classification.flatten()
    }
}
