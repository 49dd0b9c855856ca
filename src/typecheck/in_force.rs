//! `in force from … to …`: the last years of the plans that a rule is asked of.

use super::checker::Checker;
use super::context::Home;
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::RecordRole;
use crate::program::{CompareOp, ExprId, ExprKind, InForce, Type};
use crate::quantity::Number;
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// The years of a clause, and the condition that the plan's last year is one of them; nothing
    /// where they cannot be, which is reported.
    pub(super) fn in_force(&mut self, written: &ast::InForce) -> Option<(InForce, ExprId)> {
        let years =
            InForce { from: written.from.value, to: written.to.as_ref().map(|to| to.value) };
        if let Some(to) = years.to.filter(|to| *to < years.from) {
            let from = years.from;
            let message = said!(
                "this is in force to {to}, before it begins in {from}",
                "施行期止于{to}年，早于其开始的{from}年",
            );
            self.report(Diagnostic::error(Code::BadYears, message).at(written.span));
            return None;
        }
        if self.here.home != Home::PlainRule {
            self.no_year_in_force(years, written.span);
            return None;
        }
        let mut tests =
            vec![self.last_year_is(CompareOp::GreaterOrEqual, years.from, written.span)];
        if let Some(to) = years.to {
            tests.push(self.last_year_is(CompareOp::LessOrEqual, to, written.span));
        }
        let condition = match tests.as_slice() {
            [only] => *only,
            _ => self.push(ExprKind::And(tests), Type::Truth, written.span),
        };
        Some((years, condition))
    }

    fn last_year_is(&mut self, op: CompareOp, year: i32, span: Span) -> ExprId {
        let left = self.last_year(span);
        let year = ExprKind::Number(Number::from_i64(i64::from(year)));
        let right = self.push(year, Type::Year, span);
        self.push(ExprKind::Compare { op, left, right }, Type::Truth, span)
    }

    /// The last year of the plan that a rule runs on.
    pub(super) fn last_year(&mut self, span: Span) -> ExprId {
        self.push(ExprKind::LastYear, Type::Year, span)
    }

    /// Plans of a portfolio may end in different years: which are meant is said.
    fn no_year_in_force(&mut self, years: InForce, span: Span) {
        let path = self.last_year_path();
        let from = years.from;
        let test = match years.to {
            Some(to) => format!("is between {from} and {to}"),
            None => format!(">= {from}"),
        };
        let message = said!(
            "a portfolio has no last year for this to be in force in",
            "规划集没有可据以判断施行期的末年",
        );
        self.report(Diagnostic::error(Code::YearNotSaid, message).at(span).with_help(said!(
            "say of which plans: `when every p in plans: p.{path} {test}`",
            "请说明针对哪些规划：`when every p in plans: p.{path} {test}`",
        )));
    }

    /// Where a plan states its last year: `period.last_year`.
    pub(super) fn last_year_path(&self) -> String {
        let Some(mut record) = self.model.plan else { return String::new() };
        let Some(RecordRole::Plan { last_year, .. }) =
            self.model.record(record).map(|plan| &plan.role)
        else {
            return String::new();
        };
        let mut names: Vec<&str> = Vec::new();
        for step in last_year {
            let Some(field) = self.model.field(record, *step) else { break };
            names.push(&field.name);
            if let crate::model::FieldType::Record(inner) = field.ty {
                record = inner;
            }
        }
        names.join(".")
    }
}
