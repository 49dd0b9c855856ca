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

fn bad_default(message: impl Into<Said>, span: Span) -> Diagnostic {
    Diagnostic::error(Code::BadDefault, message).at(span)
}

impl Builder<'_> {
    /// The range of a field, in its unit; `None` where it has none, or has a mistake, which has
    /// been said.
    pub(super) fn field_range(&mut self, site: Site<'_>, ty: &FieldType) -> Option<Range> {
        let written = site.field.range.as_ref()?;
        let Some(counted) = counted(ty) else {
            let message = "only numbers, years and series have a range";
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
            let message = "the range holds nothing: its lower end is above its upper end";
            self.error(Diagnostic::error(Code::BadRange, message).at(written.span));
        }
        range
    }

    fn bound(&mut self, site: Site<'_>, end: &ast::Expr, counted: Counted<'_>) -> Option<Number> {
        self.counted_number(site, end, counted, Code::BadRange, "an end of a range")
    }

    /// The number of a literal, in what the field is counted in.
    fn counted_number(
        &mut self,
        site: Site<'_>,
        literal: &ast::Expr,
        counted: Counted<'_>,
        code: Code,
        what: &str,
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
        let printer = Printer::new(&self.model.units, Language::En);
        let (message, help) = match counted {
            Counted::In(of) => match self.model.units.compare(of, &unit) {
                Ok(aligned) => return Some(value.mul(&aligned.right_factor)),
                Err(_) => {
                    let wanted = printer.unit(&ScaledUnit::from(of.clone()));
                    match (of, written.unit.is_some()) {
                        (Unit::Number, _) => (
                            "the field is a number without a unit".to_owned(),
                            Some(format!("write `{sign}{number}`")),
                        ),
                        (_, false) => (
                            format!("the field is in `{wanted}`, and this says no unit"),
                            Some(format!("write `{sign}{number} {wanted}`")),
                        ),
                        (_, true) => (format!("the field is in `{wanted}`, and this is not"), None),
                    }
                }
            },
            Counted::Years if unit == Unit::Number && value.is_integer() => return Some(value),
            Counted::Years => ("this is no year".to_owned(), Some("write it as `2025`".to_owned())),
            Counted::Any => (
                "the unit of the field depends on a word".to_owned(),
                Some("0 alone fits every unit".to_owned()),
            ),
        };
        let diagnostic = Diagnostic::error(code, message).at(literal.span);
        self.error(help.into_iter().fold(diagnostic, Diagnostic::with_help));
        None
    }

    fn not_a_number(&mut self, span: Span, code: Code, what: &str) -> Option<Number> {
        self.error(Diagnostic::error(code, format!("{what} is a number")).at(span));
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
            let message = format!("`{name}?` may be left out unsaid, so it has no default");
            self.error(
                bad_default(message, written.span)
                    .with_help(format!("write `{name}:` without `?`, or take the default out")),
            );
            return None;
        }
        let value = match (ty, &written.kind) {
            (FieldType::Boolean, ast::ExprKind::Boolean(value)) => DefaultValue::Boolean(*value),
            (FieldType::Number { .. } | FieldType::QuantityOf(_) | FieldType::Year, _) => {
                let counted = counted(ty)?;
                let what = "the default of this field";
                let value = self.counted_number(site, written, counted, Code::BadDefault, what)?;
                let whole = matches!(ty, FieldType::Number { integer: true, .. } | FieldType::Year);
                if whole && !value.is_integer() {
                    self.error(bad_default("the default is not a whole number", written.span));
                    return None;
                }
                if let Some(range) = range.filter(|range| !range.contains(&value)) {
                    let unit = match ty {
                        FieldType::Number { unit, .. } => unit.clone(),
                        _ => Unit::Number,
                    };
                    let printer = Printer::new(&self.model.units, Language::En);
                    let range = printer.range(range, &ScaledUnit::from(unit), None);
                    let message = format!("the default is outside the field's own range, {range}");
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
            FieldType::Boolean => ("the default of this field is true or false", None),
            FieldType::Word(_) => ("the default of this field is one of its words", None),
            FieldType::Code(_) => ("the default of this field is a code", Some("as in `isic:24`")),
            FieldType::Set(member) if matches!(**member, FieldType::Word(_)) => {
                ("the default of this field is a set of its words", Some("as in `{a, b}`"))
            }
            FieldType::List(_) | FieldType::Set(_) => {
                ("the only default of this field is the empty one", Some("write `= {}`"))
            }
            FieldType::Text
            | FieldType::Number { .. }
            | FieldType::QuantityOf(_)
            | FieldType::Year
            | FieldType::Date
            | FieldType::Ref { .. }
            | FieldType::Record(_)
            | FieldType::Series(_) => {
                ("a field of this type has no default", Some("make it optional: `name?`"))
            }
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
        let message = format!("`{}` is no word of this field", word.text);
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
            let message = format!("the field takes codes of `{wanted}`");
            self.error(bad_default(message, written.scheme.span));
            return None;
        }
        if let Some(code) = scheme.code_named(written.code.as_str()) {
            return Some(code);
        }
        if !self.model.is_faulty(&scheme.name) {
            let message = format!("`{}` has no code `{}`", scheme.name, written.code.text);
            let known = scheme.rows.iter().map(|row| row.code.as_str());
            let diagnostic = Diagnostic::error(Code::UnknownName, message).at(written.code.span);
            let diagnostic = match nearest(written.code.as_str(), known) {
                Nearest::One(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
                Nearest::None => diagnostic,
            };
            self.error(diagnostic);
        }
        None
    }
}
