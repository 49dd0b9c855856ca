//! The part of a condition that made it fail, be unknown, or hold.

use super::place::Spot;
use crate::base::Truth;
use crate::evaluate::Eval;
use crate::program::{ExprId, ExprKind, Quantifier};

/// How many members of one list are followed.
const MOST_MEMBERS: usize = 5;

/// A part that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A condition without parts of its own.
    Condition(Spot),
    /// A list, and the quantifier over it that was decided by no single member.
    List { list: Spot, whole: Spot },
}

impl<'a> Eval<'a> {
    fn truth_at(&mut self, spot: Spot) -> Truth {
        self.truths(spot.frame, spot.expr).get(spot.row)
    }

    /// The parts by which a condition has the truth it has, in the order they are written.
    pub(super) fn deciding(&mut self, condition: Spot) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut waiting = vec![condition];
        while let Some(spot) = waiting.pop() {
            let spot = self.at_home(spot);
            let Some(kind) = self.kind(spot.expr) else { continue };
            let truth = self.truth_at(spot);
            match kind {
                ExprKind::And(operands) | ExprKind::Or(operands) => {
                    for operand in operands.iter().rev() {
                        let operand = Spot { expr: *operand, ..spot };
                        if self.truth_at(operand) == truth {
                            waiting.push(operand);
                        }
                    }
                }
                ExprKind::CountOf { of, .. } => {
                    let decided = |own: Truth| truth == Truth::True || own != Truth::True;
                    for operand in of.iter().rev() {
                        let operand = Spot { expr: *operand, ..spot };
                        if decided(self.truth_at(operand)) {
                            waiting.push(operand);
                        }
                    }
                }
                ExprKind::Not(operand) => waiting.push(Spot { expr: *operand, ..spot }),
                ExprKind::Quantified { quantifier, generator, filter, body } => {
                    let list = Spot { expr: generator.list, ..spot };
                    let members = self.deciding_members(spot, *quantifier, *filter, *body, truth);
                    if members.is_empty() {
                        parts.push(Part::List { list, whole: spot });
                    }
                    waiting.extend(members.into_iter().rev());
                }
                _ => parts.push(Part::Condition(spot)),
            }
        }
        parts
    }

    /// The conditions of the members that decided; none where the list as a whole did.
    fn deciding_members(
        &mut self,
        spot: Spot,
        quantifier: Quantifier,
        filter: Option<ExprId>,
        body: ExprId,
        truth: Truth,
    ) -> Vec<Spot> {
        // What a member's condition must be to decide.
        let wanted = match (quantifier, truth) {
            (Quantifier::Counted(..), _) => return Vec::new(),
            (_, Truth::Unknown) => Truth::Unknown,
            (Quantifier::Some, Truth::False)
            | (Quantifier::Every | Quantifier::No, Truth::True) => return Vec::new(),
            (Quantifier::Some, Truth::True) | (Quantifier::No, Truth::False) => Truth::True,
            (Quantifier::Every, Truth::False) => Truth::False,
        };
        let Some(inner) = self.inner(spot) else { return Vec::new() };
        let filters = filter.map(|filter| self.truths(inner.frame, filter));
        let bodies = self.truths(inner.frame, body);
        let mut found = Vec::new();
        for row in inner.rows {
            let of_filter = filters.as_ref().map_or(Truth::True, |filters| filters.get(row));
            let on = |expr| Spot { frame: inner.frame, row, expr };
            let own = bodies.get(row);
            match (wanted, of_filter) {
                (_, Truth::False) => continue,
                // Whether it is one of those meant is not known.
                (Truth::Unknown, Truth::Unknown) => found.extend(filter.map(on)),
                (Truth::Unknown, Truth::True) if own == Truth::Unknown => found.push(on(body)),
                (Truth::True | Truth::False, Truth::True) if own == wanted => found.push(on(body)),
                _ => {}
            }
            if found.len() >= MOST_MEMBERS {
                break;
            }
        }
        found
    }
}
