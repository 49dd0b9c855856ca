//! Units as types: what a number counts.

use serde::{Deserialize, Serialize};

use super::number::Number;

/// A dimension of a [`UnitTable`](super::UnitTable).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DimensionId(pub u16);

/// A declared unit of a [`UnitTable`](super::UnitTable), percent and percentage point aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitId(pub u16);

/// What one unit word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Atom {
    /// The plan's currency, whichever it is.
    Money,
    Percent,
    PercentagePoint,
    Declared(UnitId),
}

/// The unit of a number. Equal units are the same unit, however they were written; units that
/// convert into each other need not be equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// A plain number counts nothing.
    Number,
    Percent,
    PercentagePoint,
    Measure(Measure),
}

/// A declared unit or money, or a compound such as `tce per 10 thousand CNY`. Made by
/// [`Unit::of`] and [`Unit::per`], which keep it in one form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Measure {
    pub(super) top: Atom,
    /// Ordered by unit.
    pub(super) per: Vec<Per>,
}

/// `per 10 thousand CNY`: how many of what.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Per {
    pub(super) atom: Atom,
    /// Above zero.
    pub(super) count: Number,
}

impl Unit {
    pub fn of(atom: Atom) -> Unit {
        Unit::measure(atom, Vec::new())
    }

    /// The plan's currency.
    pub fn money() -> Unit {
        Unit::of(Atom::Money)
    }

    /// This unit per `count` of another. `None` for a plain number, and for a count that is not
    /// above zero.
    pub fn per(self, count: Number, atom: Atom) -> Option<Unit> {
        if count.is_zero() || count.is_negative() {
            return None;
        }
        let (top, mut per) = match self {
            Unit::Number => return None,
            Unit::Percent => (Atom::Percent, Vec::new()),
            Unit::PercentagePoint => (Atom::PercentagePoint, Vec::new()),
            Unit::Measure(Measure { top, per }) => (top, per),
        };
        per.push(Per { atom, count });
        Some(Unit::measure(top, per))
    }

    pub(super) fn measure(top: Atom, mut per: Vec<Per>) -> Unit {
        per.sort_by(|a, b| (a.atom, &a.count).cmp(&(b.atom, &b.count)));
        match (top, per.is_empty()) {
            (Atom::Percent, true) => Unit::Percent,
            (Atom::PercentagePoint, true) => Unit::PercentagePoint,
            _ => Unit::Measure(Measure { top, per }),
        }
    }

    /// Whether the plan's currency stands in it.
    pub fn has_money(&self) -> bool {
        match self {
            Unit::Number | Unit::Percent | Unit::PercentagePoint => false,
            Unit::Measure(measure) => {
                measure.top == Atom::Money || measure.per.iter().any(|per| per.atom == Atom::Money)
            }
        }
    }

    /// The unit with the plan's currency in the place of `money`.
    #[must_use]
    pub fn with_currency(&self, currency: UnitId) -> Unit {
        let put = |atom: Atom| if atom == Atom::Money { Atom::Declared(currency) } else { atom };
        match self {
            Unit::Number | Unit::Percent | Unit::PercentagePoint => self.clone(),
            Unit::Measure(measure) => {
                let per = measure.per.iter();
                let per = per.map(|per| Per { atom: put(per.atom), count: per.count.clone() });
                Unit::measure(put(measure.top), per.collect())
            }
        }
    }
}
