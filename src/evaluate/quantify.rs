//! `some`, `every`, `no` and counted quantifiers over the members of a list.

use super::Eval;
use super::column::Column;
use super::compare::compare_numbers;
use super::frame::{Frame, FrameId};
use super::logic::quota_op;
use super::narrow::Counting;
use super::reduce::{Groups, any_in, count};
use super::truths::Truths;
use crate::base::Bits;
use crate::program::{ExprId, Generator, Quantifier};

impl<'a> Frame<'a> {
    /// Whether each row is a member of its list: true or unknown.
    pub(super) fn membership(&self) -> Truths {
        let sure = match &self.unsure {
            Some(unsure) => unsure.negated(),
            None => Bits::ones(self.rows),
        };
        Truths::new(sure, Bits::zeros(self.rows))
    }
}

impl<'a> Eval<'a> {
    pub(super) fn quantified(
        &mut self,
        frame: FrameId,
        id: ExprId,
        quantifier: Quantifier,
        generator: &Generator,
        filter: Option<ExprId>,
        body: ExprId,
    ) -> Column<'a> {
        if let Some(truths) = self.by_marks(frame, quantifier, generator, filter, body) {
            return Column::Truths(truths);
        }
        let inner = self.expand(frame, generator, None);
        self.expansions.insert((frame, id), inner);
        let members = self.frame(inner);
        let mut holds = members.membership();
        if let Some(filter) = filter {
            holds = holds.and(&self.truths(inner, filter));
        }
        let offsets = members.offsets.clone();
        let Counting { frame: inner, offsets, holds } =
            self.counting(Counting { frame: inner, offsets, holds }, [body]);
        let body = self.truths(inner, body);
        let (offsets, open) = (&offsets, members.open.as_deref());
        Column::Truths(match quantifier {
            Quantifier::Some => some(offsets, &holds.and(&body), open),
            Quantifier::No => some(offsets, &holds.and(&body), open).negated(),
            Quantifier::Every => some(offsets, &holds.and(&body.negated()), open).negated(),
            Quantifier::Counted(quota, number) => {
                let lost = members.lost.as_deref();
                let groups = Groups { offsets, holds: &holds.and(&body), open, lost };
                let number = self.numbers(frame, number);
                compare_numbers(quota_op(quota), &count(&groups), &number, groups.len())
            }
        })
    }
}

/// True where some member surely holds, false where surely none does and the list is complete.
fn some(offsets: &[u32], holds: &Truths, open: Option<&Bits>) -> Truths {
    let never = any_in(offsets, &holds.maybe()).negated();
    let never = match open {
        Some(open) => never.without(open),
        None => never,
    };
    Truths::new(any_in(offsets, holds.sure()), never)
}
