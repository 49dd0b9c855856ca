//! Numbers: plain ones in the unit of their field, texts with a unit, years.

use super::expected::{expected, unit_name};
use super::json::number::{ShortNumber, short};
use super::pass::Pass;
use super::places::Keep;
use super::scalar::{Nothing, Spot};
use crate::base::{Said, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::Cell;
use crate::model::FieldType;
use crate::quantity::{Number, Printer, ScaledUnit, Unit, print_number};

/// A number that was read, in the unit of its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// `digits / 10^scale`.
    Decimal {
        digits: i64,
        scale: u8,
    },
    Exact(Number),
}

impl Amount {
    pub(super) fn to_number(&self) -> Number {
        match self {
            Amount::Decimal { digits, scale } => Number::from_digits(i128::from(*digits), *scale),
            Amount::Exact(number) => number.clone(),
        }
    }

    fn is_integer(&self) -> bool {
        match self {
            Amount::Decimal { scale: 0, .. } => true,
            amount => amount.to_number().is_integer(),
        }
    }
}

/// What a number of a type is measured in.
enum Measured<'m> {
    In(&'m Unit),
    /// In whatever unit it states: the number of a free word.
    Free,
}

impl<'a, K: Keep> Pass<'a, K> {
    /// Reads the plain number that begins here.
    pub(super) fn amount(&mut self, spot: &Spot<'a>, ty: &'a FieldType) -> Result<Amount, Nothing> {
        let start = self.scan.at();
        let text = self.scan.number().ok_or(Nothing::Malformed)?;
        let place = (start, self.scan.at());
        let amount = match short(text.as_bytes()) {
            Some(ShortNumber { digits, scale, .. }) => Amount::Decimal { digits, scale },
            None => match Number::parse_decimal(text) {
                Ok(number) => Amount::Exact(number),
                Err(error) => {
                    self.fault(place, || Diagnostic::error(Code::BadQuantity, error.said()));
                    return Err(Nothing::Malformed);
                }
            },
        };
        match self.measured(spot, ty) {
            Measured::In(Unit::Percent) => self.warn_of_fraction(&amount, text, place),
            Measured::In(unit) if unit.has_money() => self.warn_of_no_currency(spot, place),
            Measured::In(_) | Measured::Free => {}
        }
        self.checked(spot, ty, amount, place)
    }

    /// A number in (0, 1] where percent are meant is likely a fraction of one.
    fn warn_of_fraction(&mut self, amount: &Amount, text: &str, place: (usize, usize)) {
        let value = amount.to_number();
        if value.is_negative() || value.is_zero() || value > Number::ONE {
            return;
        }
        let meant = print_number(&value.mul(&Number::from_i64(100)), None);
        self.fault(place, || {
            let message = said!("{text} %: is {meant} % meant?", "{text} %：是否指 {meant} %？");
            Diagnostic::warning(Code::FractionForPercent, message).with_help(said!(
                "write {meant}, or `\"{text} %\"` if it is that little",
                "请写 {meant}；若确实如此之小，请写 `\"{text} %\"`"
            ))
        });
    }

    /// An amount of a plan that does not say which currency it is in, once for the plan: what it
    /// buys is not known, and no portfolio can add it to others.
    fn warn_of_no_currency(&mut self, spot: &Spot<'_>, place: (usize, usize)) {
        if self.head.unsaid_currency || self.currency().is_some() {
            return;
        }
        let root = self.head.record.and_then(|root| self.model.record(root));
        if root.is_none_or(|root| root.field_named("currency").is_none()) {
            return;
        }
        self.head.unsaid_currency = true;
        let subject = spot.subject();
        self.fault(place, || {
            let message = said!(
                "{subject} is an amount, and the plan does not say its currency",
                "{subject}是金额，而规划没有写明币种";
                subject
            );
            Diagnostic::warning(Code::NoCurrency, message).with_help(said!(
                "add `\"currency\": \"…\"` to the head of the plan",
                "请在规划开头加上 `\"currency\": \"…\"`"
            ))
        });
    }

    fn measured(&self, spot: &Spot<'a>, ty: &'a FieldType) -> Measured<'a> {
        match ty {
            FieldType::Number { unit, .. } => Measured::In(unit),
            FieldType::QuantityOf(field) => {
                self.unit_of_word(spot, field.0).map_or(Measured::Free, Measured::In)
            }
            _ => Measured::Free,
        }
    }

    /// The unit of the vocabulary word that another field of the record holds.
    fn unit_of_word(&self, spot: &Spot<'a>, field: u16) -> Option<&'a Unit> {
        let declared = self.model.record(spot.record)?.fields.get(usize::from(field))?;
        let FieldType::Word(vocabulary) = declared.ty else { return None };
        let word = self.builder.id(Cell { field, ..spot.at })?;
        self.model.vocabulary(vocabulary)?.words.get(word as usize)?.unit.as_ref()
    }

    /// Reads a text such as `33.52 trillion CNY`, exactly, into the unit of its field.
    pub(super) fn written_amount(
        &mut self,
        spot: &Spot<'a>,
        ty: &'a FieldType,
        text: &str,
        place: (usize, usize),
    ) -> Result<Amount, Nothing> {
        let written = match self.model.units.parse_quantity(text) {
            Ok(written) => written,
            Err(error) => {
                let (shown, fault) = (visible(text), error.kind.said());
                let message = said!("`{shown}`: {fault}", "`{shown}`：{fault}"; fault);
                // Inside a text without escapes the bytes are those of the file.
                let plain = place.1 - place.0 == text.len() + 2;
                let inside = (place.0 + 1 + error.at.start, place.0 + 1 + error.at.end);
                let place = if plain && inside.0 < inside.1 { inside } else { place };
                self.fault(place, || {
                    let fault = Diagnostic::error(Code::BadQuantity, message);
                    match error.kind.help() {
                        Some(help) => fault.with_help(help),
                        None => fault,
                    }
                });
                return Err(Nothing::Malformed);
            }
        };
        let value = match self.measured(spot, ty) {
            Measured::Free => match self.free_factor(&written.unit) {
                Ok(factor) => written.value.mul(&factor),
                Err(first) => {
                    let wrong = WrongUnit::Dimension;
                    self.wrong_unit(spot, &first, &written.unit, wrong, text, place);
                    return Err(Nothing::Malformed);
                }
            },
            Measured::In(unit) => match self.factor(&written.unit, unit) {
                Ok(factor) => written.value.mul(&factor),
                Err(wrong) => {
                    self.wrong_unit(spot, unit, &written.unit, wrong, text, place);
                    return Err(Nothing::Malformed);
                }
            },
        };
        self.checked(spot, ty, Amount::Exact(value), place)
    }

    /// What a number that no unit is declared for is multiplied by, so that all of its series are
    /// in the unit of the first that names one.
    fn free_factor(&mut self, written: &Unit) -> Result<Number, Unit> {
        let first = self.free_unit.get_or_insert_with(|| written.clone());
        let units = &self.model.units;
        let factor =
            units.same_dimension(written, first).then(|| units.convert_factor(written, first));
        factor.flatten().ok_or_else(|| first.clone())
    }

    /// A unit as it is shown: in the plan's currency, where the head states one.
    fn shown(&mut self, unit: &Unit) -> Unit {
        match unit.has_money().then(|| self.currency()).flatten() {
            Some(currency) => unit.with_currency(currency),
            None => unit.clone(),
        }
    }

    /// What a number of the unit written is multiplied by to be one of the field's.
    pub(super) fn factor(&mut self, written: &Unit, field: &Unit) -> Result<Number, WrongUnit> {
        if written == field {
            return Ok(Number::ONE);
        }
        let units = &self.model.units;
        if !units.same_dimension(written, field) {
            return Err(match written {
                Unit::Number => WrongUnit::None,
                _ => WrongUnit::Dimension,
            });
        }
        if !field.has_money() {
            return units.convert_factor(written, field).ok_or(WrongUnit::Dimension);
        }
        let Some(currency) = self.currency() else { return Err(WrongUnit::NoCurrency) };
        let units = &self.model.units;
        let (own, given) = (field.with_currency(currency), written.with_currency(currency));
        units.convert_factor(&given, &own).ok_or_else(|| {
            let name = units.naming(crate::quantity::Atom::Declared(currency));
            let name = name.and_then(|naming| naming.names.first());
            WrongUnit::Currency(name.cloned().unwrap_or_default())
        })
    }

    fn wrong_unit(
        &mut self,
        spot: &Spot<'_>,
        unit: &Unit,
        written: &Unit,
        wrong: WrongUnit,
        text: &str,
        place: (usize, usize),
    ) {
        let given = unit_name(self.model, written);
        let plain = *unit == Unit::Number;
        let own = unit_name(self.model, &self.shown(unit));
        let text = visible(text);
        let name = &spot.field.name;
        self.fault(place, || match wrong {
            WrongUnit::None => {
                let message = said!("`{text}` has no unit", "`{text}` 没有单位");
                Diagnostic::error(Code::WrongUnit, message).with_help(said!(
                    "`{name}` is in {own}: write `\"{text} {own}\"`",
                    "`{name}` 以{own}计：请写 `\"{text} {own}\"`";
                    own
                ))
            }
            WrongUnit::Dimension => {
                let own = match plain {
                    true => said!("a plain number", "应为无单位的数"),
                    false => said!("in {own}", "应以{own}计"; own),
                };
                let message = said!(
                    "`{text}` is in {given}, and `{name}` is {own}",
                    "`{text}` 以{given}计，而 `{name}` {own}";
                    given, own
                );
                Diagnostic::error(Code::WrongUnit, message)
            }
            WrongUnit::NoCurrency => {
                let message = said!(
                    "`{text}`: the plan does not say which currency it is in",
                    "`{text}`：规划未说明所用币种"
                );
                Diagnostic::error(Code::OtherCurrency, message).with_help(said!(
                    "add `\"currency\": \"…\"` to the head of the plan",
                    "请在规划开头加上 `\"currency\": \"…\"`"
                ))
            }
            WrongUnit::Currency(currency) => {
                let message = said!(
                    "`{text}` is not in {currency}, the plan's currency",
                    "`{text}` 不是规划所用币种 {currency}"
                );
                Diagnostic::error(Code::OtherCurrency, message)
                    .with_note(said!(
                        "currencies are never converted: no rate is without a date",
                        "币种之间不作换算：汇率都有时日"
                    ))
                    .with_help(said!("state the amount in {currency}", "请以 {currency} 填写金额"))
            }
        });
    }

    /// Holds a number to what its field allows.
    fn checked(
        &mut self,
        spot: &Spot<'a>,
        ty: &'a FieldType,
        amount: Amount,
        place: (usize, usize),
    ) -> Result<Amount, Nothing> {
        if let FieldType::Number { integer: true, .. } = ty
            && !amount.is_integer()
        {
            let (subject, expected) = (spot.subject(), expected(self.model, ty));
            let given = print_number(&amount.to_number(), None);
            self.fault(place, || {
                let message = said!(
                    "{subject} {expected}, not {given}",
                    "{subject}应{expected}，而不是 {given}";
                    subject, expected
                );
                Diagnostic::error(Code::WrongType, message)
            });
            return Err(Nothing::Malformed);
        }
        let Some(range) = &spot.field.range else { return Ok(amount) };
        let value = amount.to_number();
        if range.contains(&value) {
            return Ok(amount);
        }
        let unit = match self.measured(spot, ty) {
            Measured::In(unit) => self.shown(unit),
            Measured::Free => Unit::Number,
        };
        // Without a currency there is no word for the unit of an amount.
        let unit = if unit.has_money() { Unit::Number } else { unit };
        let unit = ScaledUnit { scale: None, unit };
        let printer = |language| Printer::new(&self.model.units, language);
        let given = Said::by_language(|it| printer(it).quantity(&value, &unit, None));
        let allowed = Said::by_language(|it| printer(it).range(range, &unit, None));
        let subject = spot.subject();
        self.fault(place, || {
            let message = said!(
                "{subject} is {allowed}, not {given}",
                "{subject}应为{allowed}，而不是{given}";
                subject, allowed, given
            );
            Diagnostic::error(Code::OutOfRange, message)
        });
        Err(Nothing::Malformed)
    }

    /// Reads the year that begins here as a number.
    pub(super) fn year(&mut self, spot: &Spot<'a>) -> Result<Amount, Nothing> {
        let start = self.scan.at();
        let text = self.scan.number().ok_or(Nothing::Malformed)?;
        let place = (start, self.scan.at());
        match text.parse::<i64>() {
            Ok(year @ 1000..=9999) => self.checked(
                spot,
                &FieldType::Year,
                Amount::Decimal { digits: year, scale: 0 },
                place,
            ),
            _ => {
                self.fault(place, || bad_year(text));
                Err(Nothing::Malformed)
            }
        }
    }
}

pub(super) fn bad_year(text: &str) -> Diagnostic {
    let text = visible(text);
    Diagnostic::error(Code::BadYear, said!("`{text}` is not a year", "`{text}` 不是年份"))
        .with_help(said!(
            "a year is a whole number from 1000 to 9999",
            "年份是 1000 至 9999 的整数"
        ))
}

/// Why a unit is none of a field's.
pub(super) enum WrongUnit {
    /// The text names no unit.
    None,
    /// Something else is measured.
    Dimension,
    NoCurrency,
    /// The plan's currency.
    Currency(String),
}
