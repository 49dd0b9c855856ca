//! Amounts of money of plans in several currencies: what mixes them cannot be computed.

use std::rc::Rc;

use super::Eval;
use super::column::{Column, Ids};
use super::frame::FrameId;
use crate::base::{Bits, Symbol};
use crate::facts::ABSENT;
use crate::program::{ExprId, Type, VarId, VarMask};

/// The currency of what some rows read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Currency {
    /// Nothing of a plan.
    None,
    /// Of one plan that states no currency.
    Unstated(u32),
    Stated(Symbol),
    Several,
}

impl Currency {
    pub(super) fn with(self, other: Currency) -> Currency {
        match (self, other) {
            (Currency::None, one) | (one, Currency::None) => one,
            (a, b) if a == b => a,
            _ => Currency::Several,
        }
    }
}

impl<'a> Eval<'a> {
    /// The rows in which expressions with amounts of money are of plans in several currencies.
    pub(super) fn currencies_clash(
        &mut self,
        frame: FrameId,
        together: &[ExprId],
    ) -> Option<Rc<Bits>> {
        if !self.several_currencies {
            return None;
        }
        let money: Vec<ExprId> = together.iter().copied().filter(|id| self.is_money(*id)).collect();
        if money.len() < 2 {
            return None;
        }
        let currencies = self.currencies(frame, &money);
        let clash = Bits::collect(currencies.iter().map(|one| *one == Currency::Several));
        clash.any().then(|| Rc::new(clash))
    }

    pub(super) fn is_money(&self, id: ExprId) -> bool {
        match self.program.expr(id).map(|expr| &expr.ty) {
            Some(Type::Number(unit) | Type::Series(unit)) => unit.has_money(),
            _ => false,
        }
    }

    /// The currency of the plans that some expressions read, by row.
    pub(super) fn currencies(&mut self, frame: FrameId, of: &[ExprId]) -> Vec<Currency> {
        let rows = self.frame(frame).rows;
        let program = self.program;
        let exprs: Vec<_> = of.iter().filter_map(|id| program.expr(*id)).collect();
        let reads = exprs.iter().fold(VarMask::default(), |mask, expr| mask.with(expr.reads));
        let mut found = vec![Currency::None; rows];
        for var in (0..128).map(VarId).filter(|var| reads.holds(*var)) {
            let plans = self.plans_of(frame, var);
            self.add_currencies(&mut found, plans.as_ref());
        }
        if exprs.iter().any(|expr| expr.reads_plan) {
            let plans = self.plans_on(frame);
            self.add_currencies(&mut found, Some(&plans));
        }
        found
    }

    fn add_currencies(&self, found: &mut [Currency], plans: Option<&Ids<'a>>) {
        let Some(plans) = plans else { return };
        for (row, currency) in found.iter_mut().enumerate() {
            *currency = currency.with(self.currency_of(plans.get(row)));
        }
    }

    fn currency_of(&self, plan: u32) -> Currency {
        match self.facts.plans.get(plan as usize) {
            Some(found) => found.currency.map_or(Currency::Unstated(plan), Currency::Stated),
            None => Currency::None,
        }
    }

    /// The plan of the record that a variable is bound to, by row of a frame.
    fn plans_of(&mut self, frame: FrameId, var: VarId) -> Option<Ids<'a>> {
        let column = self.variable(frame, var)?;
        let Column::Rows(rows) = column else { return None };
        if rows.table == self.plan_table() {
            return Some(rows.at);
        }
        let table = self.facts.table(rows.table)?;
        let count = self.frame(frame).rows;
        let plan = |row| table.plan.get(rows.at.get(row) as usize).copied().unwrap_or(ABSENT);
        Some(Ids::Each((0..count).map(plan).collect::<Vec<_>>().into()))
    }

    /// A variable's column on a frame, wherever it was bound.
    pub(super) fn variable(&self, frame: FrameId, var: VarId) -> Option<Column<'a>> {
        let known = self.frame(frame);
        if let Some(column) = known.binding(var) {
            return Some(column.clone());
        }
        Some(self.variable(known.parent?, var)?.gather(&known.parents()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_plans_without_a_currency_may_differ() {
        let (one, two) = (Currency::Unstated(0), Currency::Unstated(1));
        assert_eq!(one.with(one), one);
        assert_eq!(one.with(two), Currency::Several);
        assert_eq!(Currency::None.with(two), two);
        let euro = Currency::Stated(Symbol(4));
        assert_eq!(euro.with(euro), euro);
        assert_eq!(euro.with(one), Currency::Several);
    }
}
