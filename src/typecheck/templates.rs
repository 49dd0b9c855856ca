//! Messages with holes.

use super::checker::Checker;
use super::describe::type_words;
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, Piece, Template, TemplateText, Type};
use crate::syntax::ast::{self, Message, Part};

impl<'a> Checker<'a> {
    /// A message and its translations; the holes of each are checked.
    pub(super) fn template(&mut self, template: &'a ast::Template) -> Template {
        let first = self.message(&template.default);
        let translations = template.translations.iter();
        let others =
            translations.map(|one| (one.language.text.clone(), self.message(&one.text))).collect();
        Template { first, others }
    }

    fn message(&mut self, message: &'a Message) -> TemplateText {
        let pieces = message.parts.iter().map(|part| match part {
            Part::Text(text) => Piece::Text(text.clone()),
            Part::Hole(expr) => self.hole(expr),
        });
        TemplateText { pieces: pieces.collect(), span: message.span }
    }

    fn hole(&mut self, expr: &'a ast::Expr) -> Piece {
        let (value, unit) = match &expr.kind {
            ast::ExprKind::As { value, scale, unit } => {
                self.conversion(value, scale.as_ref(), unit, expr.span)
            }
            _ => (self.expr(expr, None), None),
        };
        Piece::Hole { value: self.sayable(value, expr.span), unit, span: expr.span }
    }

    /// What can be put into a sentence.
    fn sayable(&mut self, value: ExprId, span: Span) -> ExprId {
        match self.ty(value) {
            Type::Error
            | Type::Truth
            | Type::Text
            | Type::Number(_)
            | Type::Year
            | Type::Date
            | Type::Word(_)
            | Type::Code(_)
            | Type::Record(_)
            | Type::List(_)
            | Type::Set(_)
            | Type::Series(_)
            | Type::SeriesOfAny
            | Type::Relation(_) => value,
            Type::NumberOfAny => self.unit_not_known(span),
            ty @ Type::Breakdown { .. } => {
                let words = type_words(self.model, &ty);
                let message =
                    said!("a message cannot say {words}", "说明文字中不能放入{words}"; words);
                self.fail(Diagnostic::error(Code::WrongKind, message).at(span).with_help(said!(
                    "say a part of it, `{{b[k]}}`, or `{{total of b}}`",
                    "请取其中一组 `{{b[k]}}`，或 `{{total of b}}`"
                )))
            }
        }
    }
}
