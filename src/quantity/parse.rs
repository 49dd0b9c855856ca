//! Reading a quantity that a plan gives as text: `27.7 %`, `33.52 trillion CNY`, `1.2 亿元`.

use std::ops::Range as Bytes;

use super::bound::bound;
use super::decimal::NumberError;
use super::number::Number;
use super::scale::Scale;
use super::table::{PerWords, ResolveError, ScaledUnit, UnitTable, UnknownUnit};
use super::unit::Unit;
use crate::base::{Said, did_you_mean};

/// A quantity as a text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenQuantity<'t> {
    /// The number as it was written, without scale and unit.
    pub digits: &'t str,
    /// In `unit`: the scale is counted in.
    pub value: Number,
    /// [`Unit::Number`] where the text names none.
    pub unit: Unit,
}

/// Why a text is no quantity, and which of its bytes are at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityError {
    pub at: Bytes<usize>,
    pub kind: QuantityFault,
}

/// What is wrong with the text of a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityFault {
    /// The text does not begin with a number.
    NoNumber,
    Number(NumberError),
    /// `20 %以上`, `at least 20 %`: the quantity without its bound.
    Bound {
        plain: String,
    },
    /// Full-width digits or marks; the whole text as it should be.
    FullWidth {
        instead: String,
    },
    /// `1,000`: the number without its separators.
    Separator {
        instead: String,
    },
    /// `27,7`: the number with a point.
    DecimalComma {
        instead: String,
    },
    /// `tce/万元`: the words with `per`.
    Slash {
        instead: String,
    },
    Unit(UnknownUnit),
    /// Scale words that make no scale together.
    Scale,
    /// The count after `per` is not above zero.
    Count,
    /// `per` with no unit before or after it.
    MissingUnit,
    /// The quantity ends here and the text goes on.
    Trailing,
}

impl QuantityFault {
    /// One line; the text at fault is for the caller to show.
    pub fn said(&self) -> Said {
        match self {
            QuantityFault::NoNumber => {
                said!("a quantity begins with a number", "数量应以数字开头")
            }
            QuantityFault::Number(error) => error.said(),
            QuantityFault::Bound { .. } => {
                said!("a bound or an approximation is not a number", "界限和约数不是一个确定的数")
            }
            QuantityFault::FullWidth { .. } => {
                said!("digits and marks of a quantity are half-width", "数量的数字和符号应为半角")
            }
            QuantityFault::Separator { .. } => {
                said!("a number is written without thousands separators", "数字不写千位分隔符")
            }
            QuantityFault::DecimalComma { .. } => {
                said!("a number has a decimal point", "小数用点号")
            }
            QuantityFault::Slash { .. } => {
                said!("a compound unit is written with `per`", "复合单位用 `per` 书写")
            }
            QuantityFault::Unit(unknown) => {
                let word = &unknown.word;
                said!("unknown unit `{word}`", "未知单位 `{word}`")
            }
            QuantityFault::Scale => {
                said!("these scale words make no scale together", "这些数量级词不能连用")
            }
            QuantityFault::Count => {
                said!("the number after `per` must be above 0", "`per` 之后的数必须大于0")
            }
            QuantityFault::MissingUnit => said!("a unit is missing", "缺少单位"),
            QuantityFault::Trailing => {
                said!("the quantity ends before this", "数量到此之前已结束")
            }
        }
    }

    /// What to write instead, where that can be said.
    pub fn help(&self) -> Option<Said> {
        match self {
            QuantityFault::FullWidth { instead }
            | QuantityFault::Separator { instead }
            | QuantityFault::DecimalComma { instead }
            | QuantityFault::Slash { instead } => {
                Some(said!("write `{instead}`", "请写 `{instead}`"))
            }
            QuantityFault::Bound { plain } => Some(said!(
                "write the number alone, `{plain}`, and keep the words of the plan in `source`, \
                 as its `quote`",
                "请只写数字 `{plain}`，规划原文可写入 `source` 的 `quote`"
            )),
            QuantityFault::Unit(UnknownUnit { near: Some(near), .. }) => Some(did_you_mean(near)),
            QuantityFault::Unit(UnknownUnit { near: None, .. })
            | QuantityFault::NoNumber
            | QuantityFault::Number(_)
            | QuantityFault::Scale
            | QuantityFault::Count
            | QuantityFault::MissingUnit
            | QuantityFault::Trailing => None,
        }
    }
}

/// The half-width form of a full-width character, where it has one.
fn half_width(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' => Some(' '),
        '\u{2212}' => Some('-'),
        _ => None,
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '_' | '\'' | '\u{2019}' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// A word of the text and where it stands.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    start: usize,
}

impl Word<'_> {
    fn bytes(&self) -> Bytes<usize> {
        self.start..self.start + self.text.len()
    }
}

fn words(text: &str, from: usize) -> impl Iterator<Item = Word<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        let rest = rest.trim_start();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        at = start + length;
        (length > 0).then(|| Word { text: rest.get(..length).unwrap_or(""), start })
    })
}

fn fault(at: Bytes<usize>, kind: QuantityFault) -> QuantityError {
    QuantityError { at, kind }
}

fn full_width(text: &str) -> Option<QuantityError> {
    let wide = |c: char| half_width(c).is_some();
    let start = text.find(wide)?;
    let (last, c) = text.char_indices().rev().find(|(_, c)| wide(*c))?;
    let instead = text.chars().map(|c| half_width(c).unwrap_or(c)).collect();
    Some(fault(start..last + c.len_utf8(), QuantityFault::FullWidth { instead }))
}

/// What is wrong where the number `text[start..end]` is followed by more digits behind a
/// separator, if it can be told what was meant.
fn separated(text: &str, start: usize, end: usize) -> Option<QuantityError> {
    let number = text.get(start..end)?;
    let rest = text.get(end..)?;
    let part_of_it = |c: char| c.is_ascii_digit() || c == '.' || is_separator(c);
    let length = rest.find(|c| !part_of_it(c)).unwrap_or(rest.len());
    let more = rest.get(..length)?.trim_end_matches(is_separator);
    if !more.starts_with(is_separator) {
        return None;
    }
    let in_threes = |groups: &str, separator: fn(char) -> bool| {
        groups.split(separator).skip(1).all(|group| group.len() == 3)
    };
    let decimal_comma = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = more.split_once('.').unwrap_or((more, ""));
    let kind = if number.contains('.') {
        // `1.234,5`.
        let digits = more.strip_prefix(',').filter(|digits| decimal_comma(digits))?;
        in_threes(number, |c| c == '.').then_some(())?;
        QuantityFault::DecimalComma { instead: format!("{}.{digits}", number.replace('.', "")) }
    } else if in_threes(whole, is_separator) && decimal_comma(fraction) {
        let instead = format!("{number}{more}").replace(is_separator, "");
        QuantityFault::Separator { instead }
    } else {
        let digits = more.strip_prefix(',').filter(|digits| decimal_comma(digits))?;
        QuantityFault::DecimalComma { instead: format!("{number}.{digits}") }
    };
    Some(fault(start..end + more.len(), kind))
}

/// The number that starts at a byte of the text, and where it ends.
fn read_number(text: &str, start: usize) -> Result<(Number, usize), QuantityError> {
    let rest = text.get(start..).unwrap_or("");
    let (number, length) =
        Number::parse_prefix(rest).map_err(|error| number_fault(rest, start, error))?;
    let end = start + length;
    if let Some(separated) = separated(text, start, end) {
        return Err(separated);
    }
    let after = text.get(end..).unwrap_or("");
    let goes_on = after.trim_start_matches(is_separator);
    if after.starts_with(['.', '+', '-']) || goes_on.starts_with(|c: char| c.is_ascii_digit()) {
        let length = after.chars().next().map_or(0, char::len_utf8);
        let error = NumberError::Trailing { at: end - start };
        return Err(fault(end..end + length, QuantityFault::Number(error)));
    }
    Ok((number, end))
}

fn number_fault(rest: &str, start: usize, error: NumberError) -> QuantityError {
    let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let whole = start..start + word;
    let starts_like_one = rest.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    match error {
        NumberError::Empty | NumberError::NoDigit { .. } if !starts_like_one => {
            fault(whole, QuantityFault::NoNumber)
        }
        error => fault(whole, QuantityFault::Number(error)),
    }
}

impl UnitTable {
    /// Reads a quantity: a number by the grammar of JSON, then perhaps scale words, then perhaps
    /// a unit, as in `0.54 tce per 10 thousand CNY`. The number may touch what follows it.
    pub fn parse_quantity<'t>(&self, text: &'t str) -> Result<WrittenQuantity<'t>, QuantityError> {
        self.read_quantity(text).map_err(|error| match bound(text) {
            Some((at, plain)) => fault(at, QuantityFault::Bound { plain: plain.to_owned() }),
            None => error,
        })
    }

    fn read_quantity<'t>(&self, text: &'t str) -> Result<WrittenQuantity<'t>, QuantityError> {
        if let Some(wide) = full_width(text) {
            return Err(wide);
        }
        let start = text.len() - text.trim_start().len();
        let (number, end) = read_number(text, start)?;
        let words: Vec<Word<'t>> = words(text, end).collect();
        let ScaledUnit { scale, unit } = self.read_unit(text, &words)?;
        let value = scale.map_or(number.clone(), |scale| number.mul(&scale.factor()));
        Ok(WrittenQuantity { digits: text.get(start..end).unwrap_or(""), value, unit })
    }

    fn read_unit(&self, text: &str, words: &[Word<'_>]) -> Result<ScaledUnit, QuantityError> {
        let mut rest = words.iter().copied().peekable();
        let (mut scale, mut first) = (None, rest.next());
        while let Some(word) = first
            && let Some(next) = Scale::from_word(word.text)
        {
            scale = Some(combined(scale, next, word)?);
            first = rest.next();
        }
        let Some(top) = first else { return Ok(ScaledUnit { scale, unit: Unit::Number }) };
        if top.text == "per" {
            return Err(fault(top.bytes(), QuantityFault::MissingUnit));
        }
        let (mut named, mut per) = (vec![top], Vec::new());
        while let Some(word) = rest.next() {
            if word.text != "per" {
                return Err(self.trailing(word, top));
            }
            let missing = || fault(word.bytes(), QuantityFault::MissingUnit);
            let mut next = rest.next().ok_or_else(missing)?;
            let mut count = None;
            if next.text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
                let (number, end) = read_number(text, next.start)?;
                count = Some(number);
                next = match next.text.get(end - next.start..) {
                    None | Some("") => rest.next().ok_or_else(missing)?,
                    Some(glued) => Word { text: glued, start: end },
                };
            }
            let mut scale = None;
            while let Some(step) = Scale::from_word(next.text) {
                scale = Some(combined(scale, step, next)?);
                next = rest.next().ok_or_else(missing)?;
            }
            named.push(next);
            per.push(PerWords { count, scale, word: next.text });
        }
        self.resolve(scale, top.text, per).map_err(|error| {
            let word = named.get(error.index()).copied().unwrap_or(top);
            let kind = match error {
                ResolveError::Unknown(unknown) if unknown.word.contains('/') => {
                    QuantityFault::Slash { instead: unknown.word.replace('/', " per ") }
                }
                ResolveError::Unknown(unknown) => QuantityFault::Unit(unknown),
                ResolveError::Scale { .. } => QuantityFault::Scale,
                ResolveError::Count { .. } => QuantityFault::Count,
            };
            fault(word.bytes(), kind)
        })
    }

    /// Words after a whole unit; where the unit is itself unknown, that is the fault to name.
    fn trailing(&self, word: Word<'_>, top: Word<'_>) -> QuantityError {
        match self.scaled_atom(top.text) {
            Some(_) => fault(word.bytes(), QuantityFault::Trailing),
            None => {
                let near = self.nearest_name(top.text);
                let unknown = UnknownUnit { index: 0, word: top.text.to_owned(), near };
                fault(top.bytes(), QuantityFault::Unit(unknown))
            }
        }
    }
}

fn combined(before: Option<Scale>, next: Scale, word: Word<'_>) -> Result<Scale, QuantityError> {
    match before {
        None => Ok(next),
        Some(before) => before.times(next).ok_or_else(|| fault(word.bytes(), QuantityFault::Scale)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::examples::table;

    fn read(text: &str) -> Result<(&str, Number, Unit), QuantityError> {
        table().parse_quantity(text).map(|read| (read.digits, read.value, read.unit))
    }

    fn unit(word: &str) -> Unit {
        Unit::of(table().atom(word).unwrap())
    }

    #[test]
    fn quantities_are_read_exactly() {
        let decimal = |text| Number::parse_decimal(text).unwrap();
        let per_ten_thousand = |top: &str, word: &str| {
            unit(top).per(decimal("10000"), table().atom(word).unwrap()).unwrap()
        };
        let expected = [
            ("27.7 %", "27.7", "27.7", Unit::Percent),
            ("27.7%", "27.7", "27.7", Unit::Percent),
            ("33.52 trillion CNY", "33.52", "33520000000000", unit("CNY")),
            ("1.2 亿元", "1.2", "120000000", unit("CNY")),
            ("1.2亿元", "1.2", "120000000", unit("CNY")),
            ("1.2 亿 元", "1.2", "120000000", unit("CNY")),
            ("3 万亿元", "3", "3000000000000", unit("CNY")),
            ("18亿亩", "18", "1800000000", unit("mu")),
            ("5万吨标准煤", "5", "50000", unit("tce")),
            ("5千瓦", "5", "5", unit("kW")),
            ("5万千瓦", "5", "50000", unit("kW")),
            ("180 day", "180", "180", unit("day")),
            ("  -3e2  ", "-3e2", "-300", Unit::Number),
            ("120 million", "120", "120000000", Unit::Number),
            ("2 million thousand CNY", "2", "2000000000", unit("CNY")),
            ("0.54 tce per 10 thousand CNY", "0.54", "0.54", per_ten_thousand("tce", "CNY")),
            ("0.54 吨标准煤 per 万元", "0.54", "0.54", per_ten_thousand("tce", "CNY")),
            ("0.54 tce per 1万元", "0.54", "0.54", per_ten_thousand("tce", "CNY")),
            ("3 money", "3", "3", Unit::money()),
        ];
        for (text, digits, value, unit) in expected {
            assert_eq!(read(text), Ok((digits, decimal(value), unit)), "{text}");
        }
    }

    fn refused(text: &str) -> (&str, QuantityFault) {
        let error = read(text).unwrap_err();
        (&text[error.at], error.kind)
    }

    #[test]
    fn what_was_meant_is_said() {
        let expected = [
            ("２７.7 %", "２７", "27.7 %"),
            ("27.7 ％", "％", "27.7 %"),
            ("−5 %", "−", "-5 %"),
            ("1,000 CNY", "1,000", "1000"),
            ("12,345,678.9 CNY", "12,345,678.9", "12345678.9"),
            ("1 000 CNY", "1 000", "1000"),
            ("1\u{202f}000 CNY", "1\u{202f}000", "1000"),
            ("1_000", "1_000", "1000"),
            ("1'000", "1'000", "1000"),
            ("27,7 %", "27,7", "27.7"),
            ("1.234,5 CNY", "1.234,5", "1234.5"),
            ("3 tce per 10,000 CNY", "10,000", "10000"),
            ("3 tce per 10 000 CNY", "10 000", "10000"),
            ("3 tce/万元", "tce/万元", "tce per 万元"),
        ];
        for (text, at, instead) in expected {
            let (place, kind) = refused(text);
            assert_eq!(place, at, "{text}");
            assert_eq!(
                kind.help().map(|help| help.en().to_owned()),
                Some(format!("write `{instead}`"))
            );
        }
    }

    #[test]
    fn bounds_and_approximations_are_no_numbers() {
        let expected = [
            ("20 %以上", "以上", "20 %"),
            ("20%及以上", "及以上", "20%"),
            (" 20%以下 ", "以下", "20%"),
            ("1.2 亿元左右", "左右", "1.2 亿元"),
            ("约20%", "约", "20%"),
            ("大约 20 %", "大约", "20 %"),
            ("不低于20%", "不低于", "20%"),
            ("超过 3 万吨标准煤", "超过", "3 万吨标准煤"),
            ("At least 20 %", "At least", "20 %"),
            ("over 20 %", "over", "20 %"),
            ("about -5 %", "about", "-5 %"),
            (">= 20 %", ">=", "20 %"),
            (">20 %", ">", "20 %"),
            ("≥ 20 %", "≥", "20 %"),
            ("＞20%", "＞", "20%"),
            ("~20%", "~", "20%"),
            ("20 % or more", "or more", "20 %"),
            ("20%+", "+", "20%"),
        ];
        for (text, at, plain) in expected {
            let plain = plain.to_owned();
            assert_eq!(refused(text), (at, QuantityFault::Bound { plain }), "{text}");
        }
        for text in ["约", "以上", "over", "about half", "tens 以上"] {
            assert!(!matches!(refused(text).1, QuantityFault::Bound { .. }), "{text}");
        }
    }

    #[test]
    fn faults_are_named_at_their_place() {
        let trailing = |at| QuantityFault::Number(NumberError::Trailing { at });
        let unknown = |index, word: &str, near: Option<&str>| {
            let near = near.map(str::to_owned);
            QuantityFault::Unit(UnknownUnit { index, word: word.to_owned(), near })
        };
        let expected = [
            ("", "", QuantityFault::NoNumber),
            ("roundabout 5 %", "roundabout", QuantityFault::NoNumber),
            ("over5 %", "over5", QuantityFault::NoNumber),
            ("+5 %", "+5", QuantityFault::Number(NumberError::PlusSign)),
            (".5 %", ".5", QuantityFault::Number(NumberError::NoDigit { at: 0 })),
            ("5-10 %", "-", trailing(1)),
            ("1.2 3 CNY", " ", trailing(3)),
            ("1.2\u{a0}3 CNY", "\u{a0}", trailing(3)),
            ("3 tce per 1.2.3 CNY", ".", trailing(3)),
            ("1,2,3", ",", trailing(1)),
            ("1.2.3", ".", trailing(3)),
            ("3 hectares", "hectares", unknown(0, "hectares", Some("hectare"))),
            ("3 cny", "cny", unknown(0, "cny", Some("CNY"))),
            ("3 公里", "公里", unknown(0, "公里", None)),
            ("3 tce per hektare", "hektare", unknown(1, "hektare", Some("hectare"))),
            ("3 foo bar", "foo", unknown(0, "foo", None)),
            ("3 CNY yearly", "yearly", QuantityFault::Trailing),
            ("3 tce per", "per", QuantityFault::MissingUnit),
            ("3 per day", "per", QuantityFault::MissingUnit),
            ("3 tce per 10", "per", QuantityFault::MissingUnit),
            ("3 tce per 0 CNY", "CNY", QuantityFault::Count),
            ("3 billion trillion CNY", "trillion", QuantityFault::Scale),
            ("3 trillion 亿元", "亿元", QuantityFault::Scale),
        ];
        for (text, at, kind) in expected {
            assert_eq!(refused(text), (at, kind), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_answered(text in "[-+0-9., e％%万亿元千瓦a-z/per]{0,16}") {
            if let Err(error) = read(&text) {
                proptest::prop_assert!(text.get(error.at).is_some());
            }
        }
    }
}
