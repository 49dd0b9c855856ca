//! The types of fields.

use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldId, FieldType, RecordId, VocabId};
use crate::packs::PackId;
use crate::quantity::Unit;
use crate::syntax::ast;

use super::Builder;
use super::extend::Written;
use super::names::{BUILT_IN, Found, Kind};

/// The field whose type is made.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    /// The pack that writes it.
    pub(super) pack: PackId,
    /// The name of its record.
    pub(super) record: &'a str,
    /// All fields of the record.
    pub(super) siblings: &'a [Written<'a, ast::Field>],
    pub(super) field: &'a ast::Field,
}

/// Where a type stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Field,
    ListMember,
    SetMember,
    Point,
}

impl Place {
    fn holds(self, ty: &FieldType) -> bool {
        match (self, ty) {
            (Place::Field, _) => true,
            (
                Place::ListMember,
                FieldType::Text
                | FieldType::Word(_)
                | FieldType::Code(_)
                | FieldType::Ref { or_none: false, .. }
                | FieldType::Record(_),
            ) => true,
            (Place::SetMember, FieldType::Text | FieldType::Word(_) | FieldType::Code(_)) => true,
            (Place::Point, FieldType::Number { .. } | FieldType::QuantityOf(_)) => true,
            (Place::ListMember | Place::SetMember | Place::Point, _) => false,
        }
    }

    fn rule(self) -> Said {
        match self {
            Place::Field => Said::default(),
            Place::ListMember => said!(
                "members of a list are texts, words, codes, references or records",
                "列表的成员是文本、词、代码、引用或记录"
            ),
            Place::SetMember => {
                said!("members of a set are texts, words or codes", "集合的成员是文本、词或代码")
            }
            Place::Point => said!("the values of a series are numbers", "数列的值是数"),
        }
    }
}

impl Builder<'_> {
    /// The type of a field; `None` where it has a mistake, which has been said.
    pub(super) fn field_type(&mut self, site: Site<'_>) -> Option<FieldType> {
        self.type_in(site, &site.field.ty, Place::Field)
    }

    fn type_in(&mut self, site: Site<'_>, ty: &ast::Type, place: Place) -> Option<FieldType> {
        let made = match &ty.kind {
            ast::TypeKind::Words(words) => FieldType::Word(self.words_of(site, words, ty.span)?),
            ast::TypeKind::SetOfWords(words) => {
                let vocabulary = self.words_of(site, words, ty.span)?;
                FieldType::Set(Box::new(FieldType::Word(vocabulary)))
            }
            ast::TypeKind::OneOf(name) => FieldType::Word(self.vocabulary_of(site.pack, name)?),
            ast::TypeKind::SetOf(member) => {
                FieldType::Set(Box::new(self.type_in(site, member, Place::SetMember)?))
            }
            ast::TypeKind::ListOf(member) => {
                FieldType::List(Box::new(self.type_in(site, member, Place::ListMember)?))
            }
            ast::TypeKind::Series(Some(value)) => {
                FieldType::Series(Box::new(self.type_in(site, value, Place::Point)?))
            }
            ast::TypeKind::Quantity(Some(field)) => {
                FieldType::QuantityOf(self.sibling(site, field)?)
            }
            ast::TypeKind::Code(None) => FieldType::Code(None),
            ast::TypeKind::Code(Some(name)) => FieldType::Code(Some(self.scheme(site.pack, name)?)),
            ast::TypeKind::Ref { record, or_none } => {
                FieldType::Ref { record: self.record_of(site.pack, record)?, or_none: *or_none }
            }
            ast::TypeKind::Named(unit) => self.named_type(site, unit, place)?,
            ast::TypeKind::Series(None) => {
                return self.not_a_field(
                    ty.span,
                    "series",
                    said!(
                        "say of what: `series of percent`",
                        "请说明是什么的数列：`series of percent`"
                    ),
                );
            }
            ast::TypeKind::Quantity(None) => {
                return self.not_a_field(ty.span, "quantity", said!("name its unit", "请写明单位"));
            }
            ast::TypeKind::Breakdown => {
                return self.not_a_field(
                    ty.span,
                    "breakdown",
                    said!("a plan states a list of records", "规划写的是记录列表"),
                );
            }
            ast::TypeKind::WordOf(name) => {
                let name = &name.text;
                let help = said!("write `one of {name}`", "请写 `one of {name}`");
                return self.not_a_field(ty.span, "word of", help);
            }
        };
        if place.holds(&made) {
            return Some(made);
        }
        self.error(Diagnostic::error(Code::BadFieldType, place.rule()).at(ty.span));
        None
    }

    fn not_a_field(&mut self, span: Span, what: &str, help: Said) -> Option<FieldType> {
        let message = said!(
            "`{what}` is a type of parameters, not of fields",
            "`{what}` 是参数的类型，不是字段的类型"
        );
        self.error(Diagnostic::error(Code::BadFieldType, message).at(span).with_help(help));
        None
    }

    fn words_of(&mut self, site: Site<'_>, words: &[ast::Word], span: Span) -> Option<VocabId> {
        let name = format!("{}.{}", site.record, site.field.name.text);
        self.inline_vocabulary(site.pack, name, words, span)
    }

    fn vocabulary_of(&mut self, pack: PackId, name: &ast::Name) -> Option<VocabId> {
        let diagnostic = match self.names.find(pack, name.as_str()) {
            Found::As(Kind::Vocabulary) => {
                return self.model.vocabulary_named(name.as_str()).map(|(id, _)| id);
            }
            Found::NotUsed(kind, there) => Some(self.names.not_used(name, kind, there)),
            Found::As(_) | Found::Nowhere => {
                self.names.unknown(pack, name, &[Kind::Vocabulary], &said!("vocabulary", "词表"))
            }
        };
        self.diagnostics.extend(diagnostic);
        None
    }

    fn record_of(&mut self, pack: PackId, name: &ast::Name) -> Option<RecordId> {
        let diagnostic = match self.names.find(pack, name.as_str()) {
            Found::As(Kind::Record) => {
                return self.model.record_named(name.as_str()).map(|(id, _)| id);
            }
            Found::NotUsed(kind, there) => Some(self.names.not_used(name, kind, there)),
            Found::As(_) | Found::Nowhere => {
                self.names.unknown(pack, name, &[Kind::Record], &said!("record", "记录"))
            }
        };
        self.diagnostics.extend(diagnostic);
        None
    }

    /// Another field of the record, by name. What it must be is checked once all fields are there.
    fn sibling(&mut self, site: Site<'_>, name: &ast::Name) -> Option<FieldId> {
        let mut names = site.siblings.iter().map(|written| written.of.name.as_str());
        if let Some(at) = names.position(|field| field == name.text) {
            return u16::try_from(at).ok().map(FieldId);
        }
        let known = site.siblings.iter().map(|written| written.of.name.as_str());
        let diagnostic = super::path::no_field(site.record, name, known);
        self.error(diagnostic);
        None
    }

    /// A built-in type, a record, a vocabulary (of members) or else a unit.
    fn named_type(
        &mut self,
        site: Site<'_>,
        written: &ast::UnitExpr,
        place: Place,
    ) -> Option<FieldType> {
        let number = |unit| FieldType::Number { unit, integer: false };
        let Some(name) = written.single() else {
            return self.plain_unit(site.pack, written).map(number);
        };
        let built_in = match name.as_str() {
            "text" => Some(FieldType::Text),
            "boolean" => Some(FieldType::Boolean),
            "integer" => Some(FieldType::Number { unit: Unit::Number, integer: true }),
            "number" => Some(number(Unit::Number)),
            "year" => Some(FieldType::Year),
            "date" => Some(FieldType::Date),
            _ => None,
        };
        debug_assert_eq!(built_in.is_some(), BUILT_IN.contains(&name.as_str()));
        if built_in.is_some() {
            return built_in;
        }
        if self.model.is_faulty(name.as_str()) {
            return None;
        }
        let (text, is_member) = (&name.text, matches!(place, Place::ListMember | Place::SetMember));
        let diagnostic = match self.names.find(site.pack, name.as_str()) {
            Found::As(Kind::Record) => {
                return self.record_of(site.pack, name).map(FieldType::Record);
            }
            Found::As(Kind::Vocabulary) if is_member => {
                return self.vocabulary_of(site.pack, name).map(FieldType::Word);
            }
            Found::As(Kind::Vocabulary) => {
                let message =
                    said!("`{text}` is a vocabulary, not a type", "`{text}` 是词表，不是类型");
                let diagnostic = Diagnostic::error(Code::BadFieldType, message).at(name.span);
                Some(diagnostic.with_help(said!(
                    "write `one of {text}` or `set of {text}`",
                    "请写 `one of {text}` 或 `set of {text}`"
                )))
            }
            Found::As(Kind::Classification) => {
                let message =
                    said!("`{text}` is a classification, not a type", "`{text}` 是分类，不是类型");
                let diagnostic = Diagnostic::error(Code::BadFieldType, message).at(name.span);
                Some(diagnostic.with_help(said!("write `code of {text}`", "请写 `code of {text}`")))
            }
            Found::NotUsed(kind, there) => Some(self.names.not_used(name, kind, there)),
            // A unit, or a word that is a scale and a unit.
            Found::As(Kind::Unit | Kind::Dimension) => {
                return self.plain_unit(site.pack, written).map(number);
            }
            Found::Nowhere if self.model.units.scaled_atom(name.as_str()).is_some() => {
                return self.plain_unit(site.pack, written).map(number);
            }
            Found::Nowhere => {
                let kinds = [Kind::Unit, Kind::Record, Kind::Vocabulary];
                let what = said!("unit, record or vocabulary", "单位、记录或词表");
                self.names.unknown(site.pack, name, &kinds, &what)
            }
        };
        self.diagnostics.extend(diagnostic);
        None
    }
}
