//! What the words behind a number multiply it by. A plan writes a few units again and again, and
//! reading their words is many times dearer than the number before them.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::json::number::ShortNumber;
use super::pass::Pass;
use super::places::Keep;
use crate::quantity::{Number, UnitId};

/// Words that are kept: no plan has more but one that was made to.
const MOST: usize = 4_096;

/// `digits / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Factor {
    digits: i64,
    scale: u8,
}

impl Factor {
    fn of(number: &Number) -> Option<Factor> {
        let (digits, scale) = number.as_decimal()?;
        Some(Factor { digits: i64::try_from(digits).ok()?, scale })
    }

    /// The product without zeros at its end; `None` where it is not a short one.
    pub(super) fn times(self, number: ShortNumber) -> Option<ShortNumber> {
        let mut digits = number.digits.checked_mul(self.digits)?;
        let mut scale = number.scale.checked_add(self.scale)?;
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        (scale <= 18 && digits != i64::MIN).then_some(ShortNumber { digits, scale, ..number })
    }
}

/// The factors met so far, by the unit of the field (its number in the guide), the plan's currency
/// where that matters, and the words.
#[derive(Debug, Default)]
pub(super) struct Factors {
    known: HashTable<Known>,
    hasher: DefaultHashBuilder,
}

#[derive(Debug)]
struct Known {
    unit: usize,
    currency: Option<UnitId>,
    words: Box<str>,
    factor: Factor,
}

impl Factors {
    pub(super) fn find(
        &self,
        unit: usize,
        currency: Option<UnitId>,
        words: &str,
    ) -> Option<Factor> {
        let hash = self.hasher.hash_one((unit, words));
        let is_it = |it: &Known| it.unit == unit && it.currency == currency && *it.words == *words;
        self.known.find(hash, is_it).map(|known| known.factor)
    }

    pub(super) fn add(
        &mut self,
        unit: usize,
        currency: Option<UnitId>,
        words: &str,
        factor: Factor,
    ) {
        if self.known.len() < MOST {
            let known = Known { unit, currency, words: words.into(), factor };
            let hash = self.hasher.hash_one((unit, words));
            let hasher = &self.hasher;
            self.known.insert_unique(hash, known, |it| hasher.hash_one((it.unit, &*it.words)));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.known.len()
    }
}

impl<K: Keep> Pass<'_, K> {
    /// What the words behind a short number multiply it by to make it one of the unit; `None` where
    /// they are none that belong here, or make no short factor. They mean the same behind any short
    /// number: more digits, behind whatever mark, are refused after each.
    pub(super) fn factor_of(&mut self, words: &str, unit: usize) -> Option<Factor> {
        let one = format!("1{words}");
        let written = self.model.units.parse_quantity(&one).ok()?;
        let unit = self.guide.units.get(unit)?;
        let factor = self.factor(&written.unit, unit).ok()?;
        Factor::of(&written.value.mul(&factor))
    }
}
