//! Numbers, quantities and ranges as people read them.

use std::cmp::Ordering;

use crate::base::Language;

use super::number::Number;
use super::range::Range;
use super::scale::Scale;
use super::table::{ScaledUnit, UnitTable};
use super::unit::{Atom, Measure, Per, Unit};

/// A decimal of up to so many places is shown as it is.
const EXACT_PLACES: u32 = 4;
/// Significant digits of any other number, unless its limit asks for more.
const ROUNDED_DIGITS: i64 = 3;
/// The powers of ten between which digits are written out.
const WRITTEN_OUT: std::ops::RangeInclusive<i64> = -6..=20;

/// The scale words that amounts are read in, smallest first.
const ENGLISH_STEPS: [Scale; 3] = [Scale::MILLION, Scale::BILLION, Scale::TRILLION];
const CHINESE_STEPS: [Scale; 3] = [Scale::TEN_THOUSAND, Scale::HUNDRED_MILLION, Scale::TRILLION];

/// Writes numbers with the names of one table, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Printer<'t> {
    table: &'t UnitTable,
    language: Language,
}

/// A number in words: its text, and whether it is rounded.
struct Shown {
    text: String,
    rounded: bool,
}

impl Shown {
    fn marked(self, language: Language) -> String {
        match self.rounded {
            true => format!("{}{}", rounded_mark(language), self.text),
            false => self.text,
        }
    }
}

/// What stands before a number that is rounded.
fn rounded_mark(language: Language) -> &'static str {
    language.pick("≈", "约")
}

/// A number as it is shown: exact where it has up to four decimal places, else with three
/// significant digits and `≈`, and with as many more as it takes to stand on the same side of
/// `limit` as the number does. Groups of three are set apart from 10,000 on.
pub fn print_number(number: &Number, limit: Option<&Number>) -> String {
    shown(number, limit).marked(Language::En)
}

fn shown(number: &Number, limit: Option<&Number>) -> Shown {
    let Some(magnitude) = number.magnitude() else {
        return Shown { text: "0".to_owned(), rounded: false };
    };
    if let Some(places) = number.decimal_places().filter(|places| *places <= EXACT_PLACES)
        && magnitude <= *WRITTEN_OUT.end()
    {
        return Shown { text: written_out(number, i64::from(places)), rounded: false };
    }
    let side = limit.map(|limit| (limit, number.cmp(limit)));
    let mut digits = ROUNDED_DIGITS;
    loop {
        let near = rounded(number, digits - 1 - magnitude);
        let true_side = match side {
            // What is exactly at its limit and cannot be written out is on no side of it.
            None | Some((_, Ordering::Equal)) => true,
            Some((limit, ordering)) => near.cmp(limit) == ordering,
        };
        if true_side {
            let exact = near == *number;
            return Shown { text: with_digits(&near, digits), rounded: !exact };
        }
        digits += 1;
    }
}

/// To so many places, halves away from zero.
fn rounded(number: &Number, places: i64) -> Number {
    let half = Number::from_scaled(5.into(), places + 1);
    let size = Number::from_scaled(number.abs().add(&half).scaled_floor(places), places);
    if number.is_negative() { size.neg() } else { size }
}

/// A number of no more than `digits` significant digits.
fn with_digits(number: &Number, digits: i64) -> String {
    let magnitude = number.magnitude().unwrap_or(0);
    if WRITTEN_OUT.contains(&magnitude) {
        return written_out(number, (digits - 1 - magnitude).max(0));
    }
    let front = Number::from_scaled(number.scaled_floor(digits - 1 - magnitude), digits - 1);
    format!("{} × 10^{magnitude}", written_out(&front, digits - 1))
}

/// All digits of a number that has no more than `places` decimal places.
fn written_out(number: &Number, places: i64) -> String {
    let digits = number.abs().scaled_floor(places).to_string();
    let places = usize::try_from(places).unwrap_or(0);
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if number.is_negative() { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(whole))
}

/// Digits in groups of three, from 10,000 on.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

impl<'t> Printer<'t> {
    pub fn new(table: &'t UnitTable, language: Language) -> Printer<'t> {
        Printer { table, language }
    }

    /// A unit as it stands after a number: `million hectare`, `tce per 10 thousand CNY`, `%`;
    /// empty for a plain number.
    pub fn unit(&self, unit: &ScaledUnit) -> String {
        let name = match &unit.unit {
            Unit::Number => String::new(),
            Unit::Percent => self.name(Atom::Percent),
            Unit::PercentagePoint => self.name(Atom::PercentagePoint),
            Unit::Measure(Measure { top, per }) => {
                per.iter().fold(self.name(*top), |name, per| name + &self.per(per))
            }
        };
        match unit.scale {
            None => name,
            Some(scale) => self.joined(self.scale(scale).to_owned(), &name),
        }
    }

    fn scale(&self, scale: Scale) -> &'static str {
        self.language.pick(scale.english(), scale.chinese())
    }

    fn per(&self, per: &Per) -> String {
        let wanted =
            |scale: Scale| self.language.pick(scale.is_one_english_word(), scale.is_chinese_step());
        let (count, scale) = Scale::split(&per.count, wanted);
        let count = if count == Number::ONE { String::new() } else { print_number(&count, None) };
        let scaled = self.joined(count, scale.map_or("", |scale| self.scale(scale)));
        let name = self.joined(scaled, &self.name(per.atom));
        self.language.pick(format!(" per {name}"), format!("/{name}"))
    }

    /// The name of a unit in the printer's script, else its main name.
    fn name(&self, atom: Atom) -> String {
        match atom {
            Atom::Percent => "%".to_owned(),
            Atom::PercentagePoint => self.language.pick("percentage points", "个百分点").to_owned(),
            Atom::Money => self.language.pick("money", "货币").to_owned(),
            Atom::Declared(_) => {
                let chinese = self.language == Language::Zh;
                let names = self.table.naming(atom).map_or(&[][..], |naming| &naming.names);
                let fitting = names.iter().find(|name| name.contains(is_chinese) == chinese);
                fitting.or(names.first()).cloned().unwrap_or_default()
            }
        }
    }

    /// Two words side by side: in Chinese without a space, but before a Latin word.
    fn joined(&self, before: String, after: &str) -> String {
        let close = match self.language {
            Language::En => false,
            Language::Zh => !after.starts_with(|c: char| c.is_ascii_alphabetic()),
        };
        let gap = if close || before.is_empty() || after.is_empty() { "" } else { " " };
        before + gap + after
    }

    /// The unit with the scale word that a reader of so large an amount expects (`million`,
    /// `billion`; `万`, `亿`), where the caller asks for none and no digit is lost by it.
    fn readable(&self, unit: &ScaledUnit, amounts: &[&Number]) -> ScaledUnit {
        let is_measure = matches!(unit.unit, Unit::Measure(_));
        let largest = amounts.iter().map(|amount| amount.abs()).max();
        let (None, true, Some(largest)) = (unit.scale, is_measure, largest) else {
            return unit.clone();
        };
        let steps = self.language.pick(&ENGLISH_STEPS[..], &CHINESE_STEPS[..]);
        let fits = |scale: &&Scale| scale.factor() <= largest;
        let Some(scale) = steps.iter().rev().find(fits) else { return unit.clone() };
        let loses = |amount: &&Number| {
            let is_written_out = |number: &Number| {
                number.decimal_places().is_some_and(|places| places <= EXACT_PLACES)
            };
            let scaled = amount.div(&scale.factor());
            is_written_out(amount) && !scaled.is_some_and(|scaled| is_written_out(&scaled))
        };
        match amounts.iter().any(loses) {
            true => unit.clone(),
            false => ScaledUnit { scale: Some(*scale), unit: unit.unit.clone() },
        }
    }

    /// A number of `unit.unit`, shown in the scaled unit: 120,000,000 of `million hectare` is
    /// `120 million hectare`. The limit is in `unit.unit` too; see [`print_number`]. A large
    /// amount in a unit without a scale is given one, where that loses no digit.
    pub fn quantity(&self, value: &Number, unit: &ScaledUnit, limit: Option<&Number>) -> String {
        let unit = &self.readable(unit, &[value]);
        let number = self.scaled(value, unit, limit).marked(self.language);
        self.with_unit(number, unit)
    }

    fn scaled(&self, value: &Number, unit: &ScaledUnit, limit: Option<&Number>) -> Shown {
        let factor = unit.factor();
        let scaled = |number: &Number| number.div(&factor).unwrap_or_else(|| number.clone());
        shown(&scaled(value), limit.map(scaled).as_ref())
    }

    fn with_unit(&self, number: String, unit: &ScaledUnit) -> String {
        let single = matches!(number.as_str(), "1" | "-1");
        let unit = match (&unit.unit, unit.scale, self.language) {
            (Unit::PercentagePoint, None, Language::En) if single => "percentage point".to_owned(),
            _ => self.unit(unit),
        };
        self.joined(number, &unit)
    }

    /// What is known of a number: `3 hectare`, `between 3 and 5 hectare`, `at least 3 hectare`,
    /// `at most 5 hectare`, `not known`. Ends too near each other to be told apart at the digits
    /// shown are shown as one.
    pub fn range(&self, range: &Range, unit: &ScaledUnit, limit: Option<&Number>) -> String {
        let ends: Vec<&Number> =
            [range.lo().number(), range.hi().number()].into_iter().flatten().collect();
        let unit = &self.readable(unit, &ends);
        let end = |number: &Number| self.scaled(number, unit, limit);
        let marked = |shown: Shown| shown.marked(self.language);
        match (range.lo().number(), range.hi().number()) {
            (Some(lo), Some(hi)) if lo == hi => self.with_unit(marked(end(lo)), unit),
            (Some(lo), Some(hi)) => {
                let (lo, hi) = (end(lo), end(hi));
                if lo.text == hi.text {
                    let near = format!("{}{}", rounded_mark(self.language), lo.text);
                    return self.with_unit(near, unit);
                }
                let (lo, hi) = (marked(lo), self.with_unit(marked(hi), unit));
                self.language.pick(format!("between {lo} and {hi}"), format!("{lo}至{hi}之间"))
            }
            (Some(lo), None) => {
                let lo = self.with_unit(marked(end(lo)), unit);
                self.language.pick(format!("at least {lo}"), format!("至少{lo}"))
            }
            (None, Some(hi)) => {
                let hi = self.with_unit(marked(end(hi)), unit);
                self.language.pick(format!("at most {hi}"), format!("至多{hi}"))
            }
            (None, None) => self.language.pick("not known", "未知").to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::examples::table;

    fn decimal(text: &str) -> Number {
        Number::parse_decimal(text).unwrap()
    }

    #[test]
    fn four_places_are_exact_and_the_rest_is_rounded() {
        let expected = [
            ("0", "0"),
            ("-0.5", "-0.5"),
            ("101.00", "101"),
            ("0.1234", "0.1234"),
            ("0.12345", "≈0.123"),
            ("9.99999", "≈10.0"),
            ("-2.00001", "≈-2.00"),
            ("9999", "9999"),
            ("10000", "10,000"),
            ("-1234567.25", "-1,234,567.25"),
            ("123456.78901", "≈123,000"),
            ("0.0000012345", "≈0.00000123"),
            ("1.5e-9", "1.50 × 10^-9"),
            ("1.2345e-9", "≈1.23 × 10^-9"),
            ("-1e400", "-1.00 × 10^400"),
        ];
        for (number, printed) in expected {
            assert_eq!(print_number(&decimal(number), None), printed, "{number}");
        }
        assert_eq!(print_number(&Number::fraction(-2, 3).unwrap(), None), "≈-0.667");
    }

    #[test]
    fn the_printed_value_is_on_the_true_side_of_its_limit() {
        let expected = [
            ("2.999996", "3", "2.999996", "≈3.00"),
            ("3.00000001", "3", "3.00000001", "≈3.00"),
            ("0.12351", "0.1235", "≈0.124", "≈0.124"),
            ("0.123512", "0.1236", "≈0.1235", "≈0.124"),
            ("0.33333", "0.3334", "≈0.333", "≈0.333"),
        ];
        for (number, limit, printed, alone) in expected {
            let number = decimal(number);
            let with_limit = print_number(&number, Some(&decimal(limit)));
            assert_eq!(with_limit, printed);
            assert_eq!(print_number(&number, None), alone);
        }
        let third = Number::fraction(1, 3).unwrap();
        assert_eq!(print_number(&third, Some(&third)), "≈0.333");
        let close = third.add(&decimal("1e-30"));
        assert_eq!(print_number(&third, Some(&close)), "≈0.333");
        let printed = print_number(&close, Some(&third));
        assert_eq!(printed, "≈0.333333333333333333333333333334");
    }

    #[test]
    fn quantities_read_as_people_say_them() {
        let table = table();
        let (en, zh) = (Printer::new(&table, Language::En), Printer::new(&table, Language::Zh));
        let expected = [
            ("27.7 %", "27.7 %", "27.7%"),
            ("1.2 亿元", "120 million CNY", "1.2亿元"),
            ("1234567 元", "1,234,567 CNY", "123.4567万元"),
            ("200000 CNY per person", "200,000 CNY per person", "20万元/人"),
            ("33.52 万亿元", "33.52 trillion CNY", "33.52万亿元"),
            ("0.54 tce per 10 thousand CNY", "0.54 tce per 10 thousand CNY", "0.54吨标准煤/万元"),
            ("2 day per person", "2 day per person", "2天/人"),
            ("1 个百分点", "1 percentage point", "1个百分点"),
            ("2 个百分点", "2 percentage points", "2个百分点"),
            ("4 EUR", "4 EUR", "4 EUR"),
            ("7", "7", "7"),
        ];
        for (text, english, chinese) in expected {
            let read = table.parse_quantity(text).unwrap();
            let unit = ScaledUnit::from(read.unit);
            assert_eq!(en.quantity(&read.value, &unit, None), english);
            assert_eq!(zh.quantity(&read.value, &unit, None), chinese);
        }
    }

    #[test]
    fn a_scaled_unit_counts_in_its_scale() {
        let table = table();
        let hectare = table.resolve(Some(Scale::MILLION), "hectare", []).unwrap();
        let value = decimal("120000000");
        let en = Printer::new(&table, Language::En);
        assert_eq!(en.quantity(&value, &hectare, None), "120 million hectare");
        let zh = Printer::new(&table, Language::Zh);
        let mu = table.resolve(None, "亿亩", []).unwrap();
        assert_eq!(zh.quantity(&decimal("1.8e9"), &mu, None), "18亿亩");
        // The limit is brought to the scale too.
        let under = decimal("119999999.9999");
        assert_eq!(en.quantity(&under, &hectare, Some(&value)), "119.9999999999 million hectare");
    }

    #[test]
    fn ranges_say_what_is_known() {
        let table = table();
        let (en, zh) = (Printer::new(&table, Language::En), Printer::new(&table, Language::Zh));
        let percent = ScaledUnit::from(Unit::Percent);
        let root = Range::exact(Number::from_i64(2)).sqrt().unwrap();
        let ends =
            |lo, hi| Range::exact(Number::from_i64(lo)).hull(&Range::exact(Number::from_i64(hi)));
        let expected = [
            (ends(3, 3), "3 %", "3%"),
            (ends(3, 5), "between 3 and 5 %", "3至5%之间"),
            (Range::at_least(Number::from_i64(3)), "at least 3 %", "至少3%"),
            (Range::at_most(Number::from_i64(5)), "at most 5 %", "至多5%"),
            (Range::unbounded(), "not known", "未知"),
            (root, "≈1.41 %", "约1.41%"),
        ];
        let hectare = table.resolve(None, "hectare", []).unwrap();
        let land = en.range(&ends(90_000_000, 120_000_000), &hectare, None);
        assert_eq!(land, "between 90 and 120 million hectare");
        for (range, english, chinese) in expected {
            assert_eq!(en.range(&range, &percent, None), english);
            assert_eq!(zh.range(&range, &percent, None), chinese);
        }
    }

    proptest::proptest! {
        #[test]
        fn a_limit_is_never_crossed(num in -9999i128..9999, den in 1i128..9999, step in -9i64..9) {
            let number = Number::fraction(num, den).unwrap();
            let limit = number.add(&Number::from_i64(step).mul(&Number::ten_to(-12)));
            let printed = print_number(&number, Some(&limit));
            let read = decimal(&printed.replace(['≈', ','], ""));
            if printed.starts_with('≈') {
                proptest::prop_assert_ne!(&read, &number);
                if step != 0 {
                    proptest::prop_assert_eq!(read.cmp(&limit), number.cmp(&limit));
                }
            } else {
                proptest::prop_assert_eq!(read, number);
            }
        }
    }
}
