//! Figures between two ends, each of which may belong or not.

use crate::program::CompareOp;
use crate::quantity::{Bound, Number, Range};

#[derive(Clone, Debug)]
pub(super) struct Interval {
    lo: Bound,
    /// The lower end does not belong.
    above: bool,
    hi: Bound,
    below: bool,
}

impl Interval {
    pub(super) fn of(range: &Range) -> Interval {
        Interval { lo: range.lo().clone(), above: false, hi: range.hi().clone(), below: false }
    }

    /// Leaves out what does not compare so with a limit. One figure alone is not left out: it
    /// would part the interval.
    pub(super) fn narrow(&mut self, op: CompareOp, limit: Number) {
        let limit = Bound::At(limit);
        match op {
            CompareOp::Less => self.end(limit, true),
            CompareOp::LessOrEqual => self.end(limit, false),
            CompareOp::Greater => self.begin(limit, true),
            CompareOp::GreaterOrEqual => self.begin(limit, false),
            CompareOp::Equal => {
                self.begin(limit.clone(), false);
                self.end(limit, false);
            }
            CompareOp::NotEqual => {}
        }
    }

    fn begin(&mut self, limit: Bound, above: bool) {
        if limit > self.lo {
            (self.lo, self.above) = (limit, above);
        } else if limit == self.lo {
            self.above |= above;
        }
    }

    fn end(&mut self, limit: Bound, below: bool) {
        if limit < self.hi {
            (self.hi, self.below) = (limit, below);
        } else if limit == self.hi {
            self.below |= below;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lo > self.hi || (self.lo == self.hi && (self.above || self.below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_empty_where_no_figure_is_left() {
        let narrowed = |steps: &[(CompareOp, i64)]| {
            let mut interval = Interval::of(&Range::at_least(Number::ZERO));
            for (op, limit) in steps {
                interval.narrow(*op, Number::from(*limit));
            }
            interval.is_empty()
        };
        assert!(!narrowed(&[]));
        assert!(narrowed(&[(CompareOp::Less, 0)]));
        assert!(!narrowed(&[(CompareOp::LessOrEqual, 0)]));
        assert!(narrowed(&[(CompareOp::LessOrEqual, 5), (CompareOp::Greater, 5)]));
        assert!(!narrowed(&[(CompareOp::LessOrEqual, 5), (CompareOp::GreaterOrEqual, 5)]));
        assert!(narrowed(&[(CompareOp::Equal, 5), (CompareOp::Equal, 6)]));
        assert!(!narrowed(&[(CompareOp::Equal, 5), (CompareOp::NotEqual, 5)]));
    }
}
