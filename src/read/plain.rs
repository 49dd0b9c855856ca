//! Values that stand as they should, as nearly all do: read without a detour. Whatever is not so
//! is left where it stands for the code that reads with all care and finds the words for it.

use super::amount::Amount;
use super::guide::{Figure, Holds};
use super::json::number::{ShortNumber, short};
use super::pass::Pass;
use super::placeholder::is_idle;
use super::places::Keep;
use crate::facts::Cell;
use crate::quantity::Unit;

impl<K: Keep> Pass<'_, K> {
    /// Reads the value that begins here into a cell. False, and nothing read, where anything about
    /// it needs a second look.
    pub(super) fn plain(&mut self, holds: &Holds, at: Cell) -> bool {
        self.plain_value(holds, at).is_some()
    }

    #[inline]
    fn plain_value(&mut self, holds: &Holds, at: Cell) -> Option<()> {
        let end = match holds {
            Holds::Text => {
                let (text, end) = self.scan.plain_text()?;
                if is_idle(text) {
                    return None;
                }
                let symbol = self.builder.words.intern(text);
                self.builder.set_id(at, symbol.0);
                end
            }
            Holds::Word(vocabulary) => {
                let (text, end) = self.scan.plain_text()?;
                let word = self.guide.word(*vocabulary, text)?;
                self.builder.set_id(at, word);
                end
            }
            Holds::Figure(figure) => {
                let Amount::Decimal { digits, scale } = self.plain_amount(figure)? else {
                    return None;
                };
                self.builder.set_decimal(at, digits, scale);
                return Some(());
            }
            Holds::Boolean => {
                let (value, length) = match self.scan.kind() {
                    super::json::Kind::True => (true, 4),
                    super::json::Kind::False => (false, 5),
                    _ => return None,
                };
                self.builder.set_boolean(at, value);
                self.scan.at() + length
            }
            Holds::Other => return None,
        };
        self.scan.go_to(end);
        Some(())
    }

    /// Reads a number, plain or with its unit. `None`, and nothing read, where anything about it
    /// needs a second look.
    pub(super) fn plain_amount(&mut self, figure: &Figure) -> Option<Amount> {
        let unit = self.guide.units.get(figure.unit)?;
        let (number, end) = match self.scan.plain_text() {
            Some((text, end)) => (self.plain_quantity(text, figure.unit)?, end),
            None => {
                let (number, end) = self.scan.plain_number()?;
                let maybe_fraction = *unit == Unit::Percent && {
                    let one = 10i64.checked_pow(u32::from(number.scale))?;
                    (1..=one).contains(&number.digits)
                };
                if maybe_fraction || (unit.has_money() && self.currency().is_none()) {
                    return None;
                }
                (number, end)
            }
        };
        let ShortNumber { digits, scale, .. } = number;
        let below = figure.least.is_some_and(|least| least.compare(digits, scale).is_lt());
        let above = figure.most.is_some_and(|most| most.compare(digits, scale).is_gt());
        if below || above || (figure.integer && scale > 0) {
            return None;
        }
        self.scan.go_to(end);
        Some(Amount::Decimal { digits, scale })
    }

    /// The number of a text such as `33.52 trillion CNY` in the unit of its field.
    fn plain_quantity(&mut self, text: &str, unit: usize) -> Option<ShortNumber> {
        let number = short(text.as_bytes())?;
        let (_, words) = text.split_at_checked(number.length)?;
        let money = self.guide.units.get(unit)?.has_money();
        let currency = if money { self.currency() } else { None };
        let factor = match self.factors.find(unit, currency, words) {
            Some(known) => known,
            None => {
                let found = self.factor_of(words, unit)?;
                self.factors.add(unit, currency, words, found);
                found
            }
        };
        factor.times(number)
    }
}
