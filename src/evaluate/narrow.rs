//! Narrowing: what is decided already is not looked at.
//!
//! A condition that goes through lists is evaluated only for the rows on which something still
//! hangs on it: those that a `where` keeps, or that the cheaper operands of an `and` leave open.
//! Kleene's logic has the same results either way. An explanation looks at every operand, and does
//! not narrow.

use super::Eval;
use super::column::gather_bits;
use super::frame::{Frame, FrameId};
use super::truths::Truths;
use crate::base::Bits;
use crate::program::ExprId;

/// Members of groups, of which those that surely do not count may have been left out.
pub(super) struct Counting {
    pub(super) frame: FrameId,
    /// Where the members of each group begin.
    pub(super) offsets: Vec<u32>,
    /// Whether each counts.
    pub(super) holds: Truths,
}

impl<'a> Eval<'a> {
    /// Whether an expression is worth narrowing a frame for: it is dear, and hangs on what the
    /// frame binds.
    pub(super) fn is_dear(&self, frame: FrameId, id: ExprId) -> bool {
        let (Some(expr), Some(frame)) = (self.program.expr(id), self.frames.get(frame.0 as usize))
        else {
            return false;
        };
        let hangs = match frame.is_of_plans() {
            true => expr.reads_plan,
            false => expr.reads.intersects(frame.new),
        };
        expr.dear && hangs
    }

    /// The frame that has only some rows of another. What hangs on nothing that the other binds is
    /// evaluated further out, but for what is asked of plans: that is asked of these alone.
    pub(super) fn narrowed(&mut self, frame: FrameId, keep: &Bits) -> FrameId {
        let known = self.frame(frame);
        let mut rows = Vec::with_capacity(keep.count());
        let mut offsets = Vec::with_capacity(known.rows + 1);
        offsets.push(0);
        for row in 0..u32::try_from(known.rows).unwrap_or(u32::MAX) {
            if keep.get(row as usize) {
                rows.push(row);
            }
            offsets.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        }
        self.room.take(offsets.len() + rows.len());
        let bindings = known.bindings().map(|(var, column)| (var, column.gather(&rows))).collect();
        let mut narrowed = Frame::base(rows.len(), bindings).under(frame, offsets);
        narrowed.unsure = gather_bits(known.unsure.as_deref(), &rows);
        narrowed.narrows = true;
        self.add_frame(narrowed)
    }

    /// Leaves out members that surely do not count, where something dear is to be asked of them.
    pub(super) fn counting(
        &mut self,
        members: Counting,
        asked: impl IntoIterator<Item = ExprId>,
    ) -> Counting {
        let never = members.holds.never();
        let all = never.len();
        if !self.narrows || never.count() * 2 < all || all == 0 {
            return members;
        }
        if !asked.into_iter().any(|id| self.is_dear(members.frame, id)) {
            return members;
        }
        let keep = members.holds.maybe();
        let frame = self.narrowed(members.frame, &keep);
        let known = self.frame(frame);
        let kept_before = |at: &u32| known.offsets.get(*at as usize).copied().unwrap_or(0);
        Counting {
            frame,
            offsets: members.offsets.iter().map(kept_before).collect(),
            holds: members.holds.gather(&known.parents()),
        }
    }
}
