//! Single values: what stands in a field, or as a member of a list.

use std::borrow::Cow;

use super::amount::Amount;
use super::expected::expected;
use super::json::Kind;
use super::pass::{Pass, Reference};
use super::placeholder::{is_idle, is_placeholder};
use super::places::Keep;
use crate::base::{Said, Symbol, visible, write};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Cell, GapKind};
use crate::model::{Field, FieldType, RecordId, RecordRole};

/// The field a value belongs to.
#[derive(Clone, Copy)]
pub(super) struct Spot<'m> {
    pub(super) field: &'m Field,
    /// The record that the field is one of, and its row.
    pub(super) record: RecordId,
    pub(super) at: Cell,
    /// The value is a member of the field's list, or a point of its series.
    pub(super) part: Option<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Member,
    Point,
}

impl Spot<'_> {
    /// Whether the field must be stated.
    pub(super) fn must(&self) -> bool {
        !self.field.optional && self.field.default.is_none()
    }

    /// How a message begins that says what belongs here.
    pub(super) fn subject(&self) -> Said {
        let name = &self.field.name;
        match self.part {
            None => said!("`{name}`", "`{name}` "),
            Some(Part::Member) => said!("a member of `{name}`", "`{name}` 的每项"),
            Some(Part::Point) => said!("a value of `{name}`", "`{name}` 的每个值"),
        }
    }
}

/// A single value that was read.
#[derive(Debug)]
pub(super) enum Scalar<'t> {
    Text(Cow<'t, str>),
    Boolean(bool),
    Amount(Amount),
    Word(u32),
    Code(u32),
    Ref(RecordId, Symbol),
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nothing {
    Null,
    Placeholder,
    /// A fault was noted.
    Malformed,
}

impl Nothing {
    /// The gap it leaves; `None` where it is as if the field were left out.
    pub(super) fn gap(self) -> Option<GapKind> {
        match self {
            Nothing::Null => None,
            Nothing::Placeholder => Some(GapKind::Placeholder),
            Nothing::Malformed => Some(GapKind::Malformed),
        }
    }
}

/// The year of a month or a day such as `2026-01`.
fn year_of(text: &str) -> Option<&str> {
    let (year, rest) = text.trim().split_at_checked(4)?;
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
    (is_year && rest.starts_with(['-', '/', '.', '年'])).then_some(year)
}

impl<'a, K: Keep> Pass<'a, K> {
    /// Reads a single value of a type.
    pub(super) fn scalar(
        &mut self,
        spot: &Spot<'a>,
        ty: &'a FieldType,
    ) -> Result<Scalar<'a>, Nothing> {
        let kind = self.scan.kind();
        match (ty, kind) {
            (_, Kind::Null) => {
                self.scan.word(kind);
                Err(Nothing::Null)
            }
            (FieldType::Boolean, Kind::True | Kind::False) => {
                self.scan.word(kind);
                Ok(Scalar::Boolean(kind == Kind::True))
            }
            (FieldType::Number { .. } | FieldType::QuantityOf(_), Kind::Number) => {
                self.amount(spot, ty).map(Scalar::Amount)
            }
            (FieldType::Year, Kind::Number) => self.year(spot).map(Scalar::Amount),
            (FieldType::Code(scheme), Kind::Number) => Err(self.number_for_code(*scheme)),
            (_, Kind::Text) => self.written(spot, ty),
            (_, kind) => Err(self.wrong_type(spot, ty, kind)),
        }
    }

    fn written(&mut self, spot: &Spot<'a>, ty: &'a FieldType) -> Result<Scalar<'a>, Nothing> {
        let start = self.scan.at();
        let text = self.scan.text().ok_or(Nothing::Malformed)?;
        let place = (start, self.scan.at());
        if self.is_no_answer(spot, ty, &text) {
            self.placeholder(spot, place, &text);
            return Err(Nothing::Placeholder);
        }
        if text.trim().is_empty() && !matches!(ty, FieldType::Text | FieldType::Ref { .. }) {
            self.empty_text(spot, ty, place);
            return Err(Nothing::Malformed);
        }
        match ty {
            FieldType::Text if text.trim().is_empty() => {
                self.idle_text(spot, place)?;
                Ok(Scalar::Text(Cow::Borrowed("")))
            }
            FieldType::Text => {
                self.check_format(spot, &text, place);
                Ok(Scalar::Text(text))
            }
            FieldType::Number { .. } | FieldType::QuantityOf(_) => {
                self.written_amount(spot, ty, &text, place).map(Scalar::Amount)
            }
            FieldType::Date => self.date(&text, place).map(Scalar::Amount),
            FieldType::Word(vocabulary) => self.word(spot, *vocabulary, &text, place),
            FieldType::Code(scheme) => self.code(*scheme, &text, place),
            FieldType::Ref { record, .. } => {
                Ok(Scalar::Ref(*record, self.builder.words.intern(&text)))
            }
            FieldType::Boolean
            | FieldType::Year
            | FieldType::Record(_)
            | FieldType::List(_)
            | FieldType::Set(_)
            | FieldType::Series(_) => {
                self.text_for_other(spot, ty, &text, place);
                Err(Nothing::Malformed)
            }
        }
    }

    /// A file of another format is read all the same, and said to be one.
    fn check_format(&mut self, spot: &Spot<'_>, text: &str, place: (usize, usize)) {
        let read = match self.model.record(spot.record).map(|record| &record.role) {
            Some(RecordRole::Plan { .. }) => self.model.plan_format.as_deref(),
            Some(RecordRole::Portfolio) => self.model.portfolio_format.as_deref(),
            Some(RecordRole::Part) | None => None,
        };
        let Some(read) = read.filter(|read| spot.field.name == "format" && *read != text) else {
            return;
        };
        self.fault(place, || {
            let text = visible(text);
            let message = said!(
                "`{text}` is not a format that these rules read",
                "`{text}` 不是这些规则所读的格式"
            );
            Diagnostic::error(Code::OtherFormat, message).with_help(said!(
                "they read `{read}`; the file was read as one",
                "规则读取 `{read}`；已按此格式读取"
            ))
        });
    }

    /// A text with nothing in it, where a figure, a word or the like belongs.
    fn empty_text(&mut self, spot: &Spot<'_>, ty: &FieldType, place: (usize, usize)) {
        let code = match ty {
            FieldType::Number { .. } | FieldType::QuantityOf(_) => Code::BadQuantity,
            FieldType::Date => Code::BadDate,
            FieldType::Word(_) => Code::UnknownWord,
            _ => Code::WrongType,
        };
        let expected = expected(self.model, ty);
        self.fault(place, || {
            let message = said!(
                "{subject} {expected}, and an empty text stands here",
                "{subject}应{expected}，此处却是空文本";
                subject = spot.subject(), expected
            );
            Diagnostic::error(code, message).with_help(said!(
                "leave the field out where nothing is said: it then counts as missing",
                "没有内容时请不写该字段：它会算作缺失"
            ))
        });
    }

    /// A text where another kind of value belongs.
    fn text_for_other(
        &mut self,
        spot: &Spot<'_>,
        ty: &FieldType,
        text: &str,
        place: (usize, usize),
    ) {
        let shown = visible(text).chars().take(40).collect::<String>();
        let help = match ty {
            FieldType::Boolean => match text.trim().to_lowercase().as_str() {
                "true" | "yes" | "是" => Some(write("true")),
                "false" | "no" | "否" => Some(write("false")),
                _ => None,
            },
            FieldType::Year if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) => {
                Some(said!("write {text} without quotes", "请写 {text}，不加引号"))
            }
            FieldType::Year => year_of(text)
                .map(|year| said!("write the year alone: {year}", "请只写年份：{year}")),
            FieldType::List(_) | FieldType::Set(_) if is_idle(text) => Some(said!(
                "the empty list `[]` says that there are none; leave the field out where it is \
                 not known",
                "空列表 `[]` 表示没有；尚不清楚时请不写该字段"
            )),
            FieldType::List(_) | FieldType::Set(_) => Some(write(&format!("[\"{shown}\"]"))),
            _ => None,
        };
        let expected = expected(self.model, ty);
        self.fault(place, || {
            let message = said!(
                "{subject} {expected}, and a text stands here",
                "{subject}应{expected}，此处却是文本";
                subject = spot.subject(), expected
            );
            let fault = Diagnostic::error(Code::WrongType, message);
            match help {
                Some(help) => fault.with_help(help),
                None => fault,
            }
        });
    }

    /// Another kind of value than belongs here: said, and read over.
    pub(super) fn wrong_type(&mut self, spot: &Spot<'_>, ty: &FieldType, kind: Kind) -> Nothing {
        if kind == Kind::Other {
            self.scan.not_a_value();
            return Nothing::Malformed;
        }
        if kind == Kind::Text {
            let start = self.scan.at();
            let Some(text) = self.scan.text() else { return Nothing::Malformed };
            let place = (start, self.scan.at());
            if is_placeholder(&text) {
                self.placeholder(spot, place, &text);
                return Nothing::Placeholder;
            }
            self.text_for_other(spot, ty, &text, place);
            return Nothing::Malformed;
        }
        let start = self.scan.at();
        self.scan.skip();
        let end = match kind {
            // The whole of it would be much to underline.
            Kind::Object | Kind::Array => start + 1,
            _ => self.scan.at(),
        };
        let expected = expected(self.model, ty);
        let help = match (ty, kind) {
            (FieldType::Text, Kind::Number) => {
                Some(write(&format!("\"{}\"", self.scan.slice(start, end))))
            }
            (FieldType::List(_) | FieldType::Set(_), Kind::Number | Kind::True | Kind::False) => {
                Some(write(&format!("[{}]", self.scan.slice(start, end))))
            }
            (FieldType::List(_), Kind::Object) => Some(said!(
                "put the records into a list: `[ {{ … }}, {{ … }} ]`",
                "请把记录放入列表：`[ {{ … }}, {{ … }} ]`"
            )),
            (FieldType::Record(_), Kind::Array) => Some(said!(
                "there is one only: write it without the brackets `[ ]`",
                "只有一个：请去掉方括号 `[ ]`"
            )),
            _ => None,
        };
        self.fault((start, end), || {
            let message = said!(
                "{subject} {expected}, and {kind} stands here",
                "{subject}应{expected}，此处却是{kind}";
                subject = spot.subject(), expected, kind = kind.words()
            );
            let fault = Diagnostic::error(Code::WrongType, message);
            match help {
                Some(help) => fault.with_help(help),
                None => fault,
            }
        });
        Nothing::Malformed
    }

    fn date(&mut self, text: &str, place: (usize, usize)) -> Result<Amount, Nothing> {
        // jiff takes other forms too, such as `20240229`.
        let form = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let date = text.parse::<jiff::civil::Date>().ok().filter(|_| form);
        let Some(date) = date else {
            self.fault(place, || {
                let text = visible(text);
                match form {
                    true => Diagnostic::error(
                        Code::BadDate,
                        said!("`{text}` is not a day of the calendar", "日历上没有 `{text}`"),
                    ),
                    false => Diagnostic::error(
                        Code::BadDate,
                        said!("`{text}` is not written as a date", "`{text}` 不是日期的写法"),
                    )
                    .with_help(said!(
                        "write year, month and day: 2025-06-30",
                        "请写年、月、日：2025-06-30"
                    )),
                }
            });
            return Err(Nothing::Malformed);
        };
        let days = date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24;
        Ok(Amount::Decimal { digits: days, scale: 0 })
    }

    /// Writes a value to a cell of a column of its type.
    pub(super) fn store(&mut self, at: Cell, value: Scalar<'a>, place: (usize, usize)) {
        match value {
            Scalar::Text(text) => {
                let symbol = self.builder.words.intern(&text);
                self.builder.set_id(at, symbol.0);
            }
            Scalar::Boolean(value) => self.builder.set_boolean(at, value),
            Scalar::Amount(Amount::Decimal { digits, scale }) => {
                self.builder.set_decimal(at, digits, scale);
            }
            Scalar::Amount(Amount::Exact(value)) => self.builder.set_number(at, value),
            Scalar::Word(id) | Scalar::Code(id) => self.builder.set_id(at, id),
            Scalar::Ref(target, key) => {
                let table = self.table(target);
                self.builder.set_ref(at, table, key);
                self.refs.push(Reference { target, key, place });
            }
        }
    }
}
