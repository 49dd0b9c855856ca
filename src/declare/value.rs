//! The ranges and defaults of fields.

use crate::base::{Language, Nearest, Said, Span, did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CodeId, DefaultValue, FieldType, SchemeId, VocabId, WordId};
use crate::quantity::{Bound, Number, Printer, Range, ScaledUnit, Unit};
use crate::syntax::ast;

use super::Builder;
use super::quantity::quantity;
use super::types::Site;

/// What a number of a field is counted in.
#[derive(Clone, Copy, PartialEq)]
enum Counted<'a> {
    In(&'a Unit),
    Years,
    /// In a unit that depends on a word: only 0 can be written.
    Any,
}

fn counted(ty: &FieldType) -> Option<Counted<'_>> {
    match ty {
        FieldType::Number { unit, .. } => Some(Counted::In(unit)),
        FieldType::QuantityOf(_) => Some(Counted::Any),
        FieldType::Year => Some(Counted::Years),
        FieldType::Series(value) => counted(value),
        FieldType::Text
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Word(_)
        | FieldType::Code(_)
        | FieldType::Ref { .. }
        | FieldType::Record(_)
        | FieldType::List(_)
        | FieldType::Set(_) => None,
    }
}

fn bad_default(message: Said, span: Span) -> Diagnostic {
    Diagnostic::error(Code::BadDefault, message).at(span)
}

impl Builder<'_> {
    /// The range of a field, in its unit; `None` where it has none, or has a mistake, which has
    /// been said.
    pub(super) fn field_range(&mut self, site: Site<'_>, ty: &FieldType) -> Option<Range> {
        let written = site.field.range.as_ref()?;
        let Some(counted) = counted(ty) else {
            let message =
                said!("only numbers, years and series have a range", "只有数、年份和数列有范围");
            self.error(Diagnostic::error(Code::BadRange, message).at(written.span));
            return None;
        };
        let from = self.bound(site, &written.from, counted);
        let to = written.to.as_ref().map(|to| self.bound(site, to, counted));
        let (lo, hi) = match to {
            None => (Bound::At(from?), Bound::Above),
            Some(to) => (Bound::At(from?), Bound::At(to?)),
        };
        let range = Range::new(lo, hi);
        if range.is_none() {
            let message = said!(
                "the range holds nothing: its lower end is above its upper end",
                "范围为空：下限高于上限"
            );
            self.error(Diagnostic::error(Code::BadRange, message).at(written.span));
        }
        range
    }

    fn bound(&mut self, site: Site<'_>, end: &ast::Expr, counted: Counted<'_>) -> Option<Number> {
        self.counted_number(
            site,
            end,
            counted,
            Code::BadRange,
            &said!("an end of a range", "范围的一端"),
        )
    }

    /// The number of a literal, in what the field is counted in.
    fn counted_number(
        &mut self,
        site: Site<'_>,
        literal: &ast::Expr,
        counted: Counted<'_>,
        code: Code,
        what: &Said,
    ) -> Option<Number> {
        let (negative, written) = match &literal.kind {
            ast::ExprKind::Quantity(written) => (false, written),
            ast::ExprKind::Negate(inner) => match &inner.kind {
                ast::ExprKind::Quantity(written) => (true, written),
                _ => return self.not_a_number(literal.span, code, what),
            },
            _ => return self.not_a_number(literal.span, code, what),
        };
        if let Some(unit) = &written.unit
            && !self.knows_unit(site.pack, unit)
        {
            return None;
        }
        let (value, unit) = match quantity(&self.model.units, written) {
            Ok(made) => made,
            Err(diagnostic) => {
                self.error(diagnostic);
                return None;
            }
        };
        let value = if negative { value.neg() } else { value };
        if value.is_zero() && written.unit.is_none() {
            return Some(value);
        }
        let number = &written.number.text;
        let sign = if negative { "-" } else { "" };
        let units = &self.model.units;
        let write = |text: &str| Some(said!("write `{text}`", "请写 `{text}`"));
        let (message, help) = match counted {
            Counted::In(of) => match self.model.units.compare(of, &unit) {
                Ok(aligned) => return Some(value.mul(&aligned.right_factor)),
                Err(_) => {
                    let unit = ScaledUnit::from(of.clone());
                    let wanted = Printer::new(units, Language::En).unit(&unit);
                    match (of, written.unit.is_some()) {
                        (Unit::Number, _) => (
                            said!("the field is a number without a unit", "此字段是无单位的数"),
                            write(&format!("{sign}{number}")),
                        ),
                        (_, false) => (
                            said!(
                                "the field is in `{wanted}`, and this says no unit",
                                "此字段以 `{wanted}` 计，此处没有写单位"
                            ),
                            write(&format!("{sign}{number} {wanted}")),
                        ),
                        (_, true) => (
                            said!(
                                "the field is in `{wanted}`, and this is not",
                                "此字段以 `{wanted}` 计，此处却不是"
                            ),
                            None,
                        ),
                    }
                }
            },
            Counted::Years if unit == Unit::Number && value.is_integer() => return Some(value),
            Counted::Years => (
                said!("this is no year", "这不是年份"),
                Some(said!("write it as `2025`", "请这样写：`2025`")),
            ),
            Counted::Any => (
                said!("the unit of the field depends on a word", "此字段的单位取决于词"),
                Some(said!("0 alone fits every unit", "只有0适合任何单位")),
            ),
        };
        let diagnostic = Diagnostic::error(code, message).at(literal.span);
        self.error(help.into_iter().fold(diagnostic, Diagnostic::with_help));
        None
    }

    fn not_a_number(&mut self, span: Span, code: Code, what: &Said) -> Option<Number> {
        self.error(
            Diagnostic::error(code, said!("{what} is a number", "{what}应为数"; what)).at(span),
        );
        None
    }

    /// What a plan that leaves a field out is taken to say; `None` where nothing is declared, or
    /// what is declared has a mistake, which has been said.
    pub(super) fn field_default(
        &mut self,
        site: Site<'_>,
        ty: &FieldType,
        range: Option<&Range>,
    ) -> Option<DefaultValue> {
        let written = site.field.default.as_ref()?;
        if site.field.optional {
            let name = &site.field.name.text;
            let message = said!(
                "`{name}?` may be left out unsaid, so it has no default",
                "`{name}?` 可以略去，因此没有默认值"
            );
            self.error(bad_default(message, written.span).with_help(said!(
                "write `{name}:` without `?`, or take the default out",
                "请写不带 `?` 的 `{name}:`，或删去默认值"
            )));
            return None;
        }
        let value = match (ty, &written.kind) {
            (FieldType::Boolean, ast::ExprKind::Boolean(value)) => DefaultValue::Boolean(*value),
            (FieldType::Number { .. } | FieldType::QuantityOf(_) | FieldType::Year, _) => {
                let counted = counted(ty)?;
                let what = &said!("the default of this field", "此字段的默认值");
                let value = self.counted_number(site, written, counted, Code::BadDefault, what)?;
                let whole = matches!(ty, FieldType::Number { integer: true, .. } | FieldType::Year);
                if whole && !value.is_integer() {
                    self.error(bad_default(
                        said!("the default is not a whole number", "默认值不是整数"),
                        written.span,
                    ));
                    return None;
                }
                if let Some(range) = range.filter(|range| !range.contains(&value)) {
                    let unit = match ty {
                        FieldType::Number { unit, .. } => unit.clone(),
                        _ => Unit::Number,
                    };
                    let (units, unit) = (&self.model.units, ScaledUnit::from(unit));
                    let range =
                        Said::by_language(|it| Printer::new(units, it).range(range, &unit, None));
                    let message = said!(
                        "the default is outside the field's own range, {range}",
                        "默认值超出此字段自身的范围（{range}）";
                        range
                    );
                    self.error(bad_default(message, written.span));
                    return None;
                }
                DefaultValue::Number(value)
            }
            (FieldType::Word(vocabulary), ast::ExprKind::Name(word)) => {
                DefaultValue::Word(self.word_in(*vocabulary, word)?)
            }
            (FieldType::Code(scheme), ast::ExprKind::Code(code)) => {
                DefaultValue::Code(self.code_in(site, *scheme, code)?)
            }
            (FieldType::List(_) | FieldType::Set(_), ast::ExprKind::Set(members))
                if members.is_empty() =>
            {
                DefaultValue::Empty
            }
            (FieldType::Set(member), ast::ExprKind::Set(members)) => {
                let FieldType::Word(vocabulary) = **member else {
                    return self.no_such_default(ty, written.span);
                };
                let mut words = Vec::with_capacity(members.len());
                for member in members {
                    let ast::ExprKind::Name(word) = &member.kind else {
                        return self.no_such_default(ty, member.span);
                    };
                    words.push(self.word_in(vocabulary, word)?);
                }
                words.sort_unstable();
                words.dedup();
                DefaultValue::Words(words)
            }
            _ => return self.no_such_default(ty, written.span),
        };
        Some(value)
    }

    fn no_such_default(&mut self, ty: &FieldType, span: Span) -> Option<DefaultValue> {
        let (message, help) = match ty {
            FieldType::Boolean => (
                said!(
                    "the default of this field is true or false",
                    "此字段的默认值是 true 或 false"
                ),
                None,
            ),
            FieldType::Word(_) => (
                said!("the default of this field is one of its words", "此字段的默认值是其词之一"),
                None,
            ),
            FieldType::Code(_) => (
                said!("the default of this field is a code", "此字段的默认值是代码"),
                Some(said!("as in `isic:24`", "如 `isic:24`")),
            ),
            FieldType::Set(member) if matches!(**member, FieldType::Word(_)) => (
                said!(
                    "the default of this field is a set of its words",
                    "此字段的默认值是其词的集合"
                ),
                Some(said!("as in `{{a, b}}`", "如 `{{a, b}}`")),
            ),
            FieldType::List(_) | FieldType::Set(_) => (
                said!("the only default of this field is the empty one", "此字段的默认值只能为空"),
                Some(said!("write `= {{}}`", "请写 `= {{}}`")),
            ),
            FieldType::Text
            | FieldType::Number { .. }
            | FieldType::QuantityOf(_)
            | FieldType::Year
            | FieldType::Date
            | FieldType::Ref { .. }
            | FieldType::Record(_)
            | FieldType::Series(_) => (
                said!("a field of this type has no default", "这种类型的字段没有默认值"),
                Some(said!("make it optional: `name?`", "请写成可选的：`name?`")),
            ),
        };
        let diagnostic = bad_default(message, span);
        self.error(help.into_iter().fold(diagnostic, |said, help| said.with_help(help)));
        None
    }

    fn word_in(&mut self, id: VocabId, word: &ast::Name) -> Option<WordId> {
        let vocabulary = self.model.vocabulary(id)?;
        if let Some(found) = vocabulary.word_named(word.as_str()) {
            return Some(found);
        }
        let known = vocabulary.words.iter().map(|word| word.name.as_str());
        let help = match nearest(word.as_str(), known.clone()) {
            Nearest::One(near) => did_you_mean(near),
            Nearest::None => {
                let words = self.model.word_list(id);
                said!("the words are {words}", "可用的词有{words}"; words)
            }
        };
        let text = &word.text;
        let message = said!("`{text}` is no word of this field", "`{text}` 不是此字段的词");
        self.error(Diagnostic::error(Code::UnknownName, message).at(word.span).with_help(help));
        None
    }

    fn code_in(
        &mut self,
        site: Site<'_>,
        wanted: Option<SchemeId>,
        written: &ast::CodeLiteral,
    ) -> Option<CodeId> {
        let id = self.scheme(site.pack, &written.scheme)?;
        let scheme = self.model.scheme(id)?;
        if let Some(wanted) = wanted.filter(|wanted| *wanted != id) {
            let wanted = self.model.scheme(wanted).map_or("", |scheme| &scheme.name);
            let message =
                said!("the field takes codes of `{wanted}`", "此字段只取 `{wanted}` 代码");
            self.error(bad_default(message, written.scheme.span));
            return None;
        }
        if let Some(code) = scheme.code_named(written.code.as_str()) {
            return Some(code);
        }
        if !self.model.is_faulty(&scheme.name) {
            let (name, code) = (&scheme.name, &written.code.text);
            let message = said!("`{name}` has no code `{code}`", "`{name}` 中没有代码 `{code}`");
            let known = scheme.codes.rows.iter().map(|row| row.code.as_str());
            let diagnostic = Diagnostic::error(Code::UnknownName, message).at(written.code.span);
            let diagnostic = match nearest(written.code.as_str(), known) {
                Nearest::One(near) => diagnostic.with_help(did_you_mean(near)),
                Nearest::None => diagnostic,
            };
            self.error(diagnostic);
        }
        None
    }
}
