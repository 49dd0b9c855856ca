//! Lists and sets.

use rustc_hash::FxHashSet;

use super::json::{Items, Kind};
use super::pass::Pass;
use super::places::Keep;
use super::record::Standing;
use super::scalar::{Nothing, Part, Scalar, Spot};
use crate::base::{Spanned, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Cell, GapKind, Layout, TableId};
use crate::model::{FieldType, RecordId};

/// What a list has held so far, so that a repetition is seen.
#[derive(Debug, Default)]
struct Met {
    few: [u32; FEW],
    length: usize,
    many: FxHashSet<u32>,
}

const FEW: usize = 16;

impl Met {
    /// False where it was met before.
    fn insert(&mut self, id: u32) -> bool {
        if self.few.iter().take(self.length).any(|met| *met == id) {
            return false;
        }
        match self.few.get_mut(self.length) {
            Some(free) => {
                *free = id;
                self.length += 1;
                true
            }
            None => self.many.insert(id),
        }
    }
}

impl<'a, K: Keep> Pass<'a, K> {
    /// Reads the list or set that begins here; the members are rows of `child`.
    pub(super) fn members(
        &mut self,
        spot: &Spot<'a>,
        child: TableId,
        member: &'a FieldType,
    ) -> Result<(), Nothing> {
        let first = self.builder.rows(child);
        let (mut items, mut index, mut met) = (Items::default(), 0, Met::default());
        let mut gap: Option<GapKind> = None;
        if !self.scan.enter() {
            return Err(Nothing::Malformed);
        }
        let spot_of_member = Spot { part: Some(Part::Member), ..*spot };
        while self.scan.next_member(&mut items) {
            let start = self.scan.at();
            let read = match member {
                FieldType::Record(record) => {
                    self.member_record(&spot_of_member, *record, member, child, first, index)
                }
                member => self.member(&spot_of_member, child, member, index, &mut met),
            };
            if let Err(nothing) = read {
                if nothing == Nothing::Null {
                    let name = &spot.field.name;
                    self.fault((start, self.scan.at()), || {
                        let message =
                            said!("a member of `{name}` is null", "`{name}` 中有一项为 null");
                        Diagnostic::error(Code::NullMember, message).with_help(said!(
                            "remove it; a list is complete unless it is left out",
                            "请删去；列表写出即视为完整"
                        ))
                    });
                }
                let kind = nothing.gap().unwrap_or(GapKind::Malformed);
                gap = if gap == Some(GapKind::Malformed) { gap } else { Some(kind) };
            }
            index += 1;
        }
        if items.damaged {
            gap = Some(GapKind::Malformed);
        }
        self.builder.set_list(spot.at, child, first, gap.is_some());
        if let Some(kind) = gap {
            self.gap(spot.at, kind);
        }
        Ok(())
    }

    fn member_record(
        &mut self,
        spot: &Spot<'a>,
        record: RecordId,
        ty: &'a FieldType,
        child: TableId,
        first: u32,
        index: usize,
    ) -> Result<(), Nothing> {
        match self.scan.kind() {
            Kind::Object => {
                let start = self.scan.at();
                let row = self.builder.row(child, spot.at);
                self.record(record, row, Standing::InList { first });
                self.keep.row(child, row, index, (start, self.scan.at()));
                Ok(())
            }
            Kind::Null => {
                self.scan.word(Kind::Null);
                Err(Nothing::Null)
            }
            kind => Err(self.wrong_type(spot, ty, kind)),
        }
    }

    fn member(
        &mut self,
        spot: &Spot<'a>,
        child: TableId,
        ty: &'a FieldType,
        index: usize,
        met: &mut Met,
    ) -> Result<(), Nothing> {
        let start = self.scan.at();
        let value = self.scalar(spot, ty)?;
        let place = (start, self.scan.at());
        let is_set = matches!(spot.field.ty, FieldType::Set(_));
        let id = match &value {
            Scalar::Text(text) if is_set => Some(self.builder.words.intern(text).0),
            Scalar::Word(id) | Scalar::Code(id) if is_set => Some(*id),
            Scalar::Ref(_, key) => Some(key.0),
            _ => None,
        };
        if id.is_some_and(|id| !met.insert(id)) {
            let written = self.scan.slice(place.0, place.1).trim_matches('"');
            let name = &spot.field.name;
            self.fault(place, || {
                let written = visible(written);
                let message =
                    said!("`{name}` names `{written}` twice", "`{name}` 两次列出 `{written}`");
                Diagnostic::warning(Code::RepeatedMember, message)
                    .with_help(said!("it counts once: remove the second", "只计一次：请删去第二处"))
            });
            return Ok(());
        }
        if self.lists_plans == Some(spot.at)
            && let Scalar::Text(text) = &value
        {
            let span = self.scan.faults.span(place.0, place.1);
            self.listed.push(Spanned::new(text.clone().into_owned(), span));
        }
        let row = self.builder.row(child, spot.at);
        let column = u16::try_from(Layout::VALUE).unwrap_or(0);
        self.store(Cell::new(child, row, column), value, place);
        self.keep.row(child, row, index, place);
        Ok(())
    }
}
