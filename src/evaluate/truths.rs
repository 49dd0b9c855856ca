//! A column of truth, as two bit planes: surely true, and surely false.

use std::rc::Rc;

use crate::base::{Bits, Truth};

#[derive(Clone, Debug)]
pub(super) struct Truths(Rc<Planes>);

#[derive(Debug)]
struct Planes {
    sure: Bits,
    never: Bits,
}

impl Truths {
    /// From the rows that are surely true and those that are surely false.
    pub(super) fn new(sure: Bits, never: Bits) -> Truths {
        Truths(Rc::new(Planes { sure, never }))
    }

    pub(super) fn all(truth: Truth, rows: usize) -> Truths {
        let (zeros, ones) = (Bits::zeros(rows), Bits::ones(rows));
        match truth {
            Truth::True => Truths::new(ones, zeros),
            Truth::False => Truths::new(zeros, ones),
            Truth::Unknown => Truths::new(zeros.clone(), zeros),
        }
    }

    /// Of rows that are all known.
    pub(super) fn known(sure: Bits) -> Truths {
        let never = sure.negated();
        Truths::new(sure, never)
    }

    pub(super) fn from_fn(rows: usize, mut truth: impl FnMut(usize) -> Truth) -> Truths {
        let (mut sure, mut never) = (Bits::zeros(rows), Bits::zeros(rows));
        for row in 0..rows {
            match truth(row) {
                Truth::True => sure.set(row, true),
                Truth::False => never.set(row, true),
                Truth::Unknown => {}
            }
        }
        Truths::new(sure, never)
    }

    pub(super) fn sure(&self) -> &Bits {
        &self.0.sure
    }

    pub(super) fn never(&self) -> &Bits {
        &self.0.never
    }

    /// True or unknown.
    pub(super) fn maybe(&self) -> Bits {
        self.0.never.negated()
    }

    pub(super) fn get(&self, row: usize) -> Truth {
        if self.0.sure.get(row) {
            Truth::True
        } else if self.0.never.get(row) {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    #[must_use]
    pub(super) fn and(&self, other: &Truths) -> Truths {
        Truths::new(self.0.sure.and(&other.0.sure), self.0.never.or(&other.0.never))
    }

    #[must_use]
    pub(super) fn or(&self, other: &Truths) -> Truths {
        Truths::new(self.0.sure.or(&other.0.sure), self.0.never.and(&other.0.never))
    }

    #[must_use]
    pub(super) fn negated(&self) -> Truths {
        Truths::new(self.0.never.clone(), self.0.sure.clone())
    }

    /// Unknown where `lost` is set, unchanged elsewhere.
    #[must_use]
    pub(super) fn unless(&self, lost: Option<&Bits>) -> Truths {
        match lost {
            Some(lost) => Truths::new(self.0.sure.without(lost), self.0.never.without(lost)),
            None => self.clone(),
        }
    }

    /// The rows put where bits are set, and unknown elsewhere.
    pub(super) fn spread(&self, to: &Bits) -> Truths {
        let (mut sure, mut never) = (Bits::zeros(to.len()), Bits::zeros(to.len()));
        for (from, to) in to.iter_set().enumerate() {
            sure.set(to, self.0.sure.get(from));
            never.set(to, self.0.never.get(from));
        }
        Truths::new(sure, never)
    }

    pub(super) fn gather(&self, rows: &[u32]) -> Truths {
        let at = |bits: &Bits| Bits::collect(rows.iter().map(|row| bits.get(*row as usize)));
        Truths::new(at(&self.0.sure), at(&self.0.never))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planes_agree_with_single_truths() {
        let all = [Truth::False, Truth::Unknown, Truth::True];
        let left = Truths::from_fn(9, |row| all[row / 3]);
        let right = Truths::from_fn(9, |row| all[row % 3]);
        for row in 0..9 {
            let (a, b) = (all[row / 3], all[row % 3]);
            assert_eq!(left.and(&right).get(row), a.and(b));
            assert_eq!(left.or(&right).get(row), a.or(b));
            assert_eq!(left.negated().get(row), !a);
            assert_eq!(left.maybe().get(row), a != Truth::False);
        }
        let lost = Bits::from_fn(9, |row| row == 8);
        assert_eq!(left.unless(Some(&lost)).get(8), Truth::Unknown);
        assert_eq!(left.gather(&[8, 0]).get(0), Truth::True);
    }
}
