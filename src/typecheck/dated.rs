//! Parameters where they are used: at the plan's last year, or at a year that is said.

use super::checker::Checker;
use super::context::Home;
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Type};
use crate::syntax::ast::{self, Name};

impl<'a> Checker<'a> {
    /// A parameter by its bare name: the value of one with values by year is that at the last year
    /// of the plan the rule runs on.
    pub(super) fn parameter(&mut self, at: usize, name: &Name) -> ExprId {
        if !self.has_years(at) {
            return self.parameter_node(at, name.span, ExprKind::Parameter);
        }
        if self.here.item_home == Home::PortfolioRule {
            return self.no_year(at, name);
        }
        let year = self.last_year(name.span);
        self.parameter_node(at, name.span, |parameter| ExprKind::ParameterAt { parameter, year })
    }

    /// `limit at 2025`
    pub(super) fn parameter_at(
        &mut self,
        at: usize,
        name: &Name,
        year: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let place = year.span;
        let year = self.expr(year, Some(&Type::Year));
        let year =
            self.fit(year, &Type::Year, place, said!("what stands after `at`", "`at` 之后的内容"));
        if !self.has_years(at) {
            let word = name.as_str();
            let message = said!("`{word}` has one value for all years", "`{word}` 各年只有一个值",);
            return self.fail(Diagnostic::error(Code::CannotAsk, message).at(span).with_help(
                said!(
                    "leave out `at`, or give it values by year: `= 2 % from 2021, 3 % from 2026`",
                    "请删去 `at`，或按年份取值：`= 2 % from 2021, 3 % from 2026`",
                ),
            ));
        }
        if self.is_error(year) {
            return self.error(span);
        }
        self.parameter_node(at, span, |parameter| ExprKind::ParameterAt { parameter, year })
    }

    fn parameter_node(
        &mut self,
        at: usize,
        span: Span,
        kind: impl Fn(crate::program::ParameterId) -> ExprKind,
    ) -> ExprId {
        let Some(Some(parameter)) = self.parameters.get(at) else { return self.error(span) };
        let (ty, word) = (parameter.ty.clone(), parameter.name.clone());
        let id = self.push(kind(self.parameter_seen(at)), ty, span);
        self.arena.name(id, &word);
        id
    }

    /// Whether a parameter is declared with values by year, or given such by a pack that is seen.
    /// One that is set for a run as a whole is asked for as before.
    fn has_years(&self, at: usize) -> bool {
        self.gives_years(at).is_some()
    }

    /// Where a parameter is given values by year.
    fn gives_years(&self, at: usize) -> Option<Span> {
        let line = self.parameter_lines.get(at).into_iter().flatten();
        let mut entries =
            std::iter::once(&at).chain(line).filter_map(|at| self.items.parameters.get(*at));
        let dated = entries.find(|found| {
            self.in_view(found.pack) && found.item.values.iter().any(|it| it.from.is_some())
        });
        dated.map(|found| found.name.span)
    }

    fn no_year(&mut self, at: usize, name: &Name) -> ExprId {
        let word = name.as_str();
        let message = said!(
            "`{word}` has values by year, and a portfolio has no last year",
            "`{word}` 按年份取值，而规划集没有末年",
        );
        let path = self.last_year_path();
        let mut diagnostic =
            Diagnostic::error(Code::YearNotSaid, message).at(name.span).with_help(said!(
                "say the year, as in `{word} at 2030`, or of a plan `p` in `{word} at p.{path}`",
                "请说明年份，如 `{word} at 2030`；对规划 `p` 可写 `{word} at p.{path}`",
            ));
        if let Some(declared) = self.gives_years(at) {
            let label = said!("its values are given here", "取值写在此处");
            diagnostic = diagnostic.label(declared, label);
        }
        // A define that is sound by itself is not in a portfolio rule: this is said all the same.
        if let Some(call) = self.here.frames.iter().find_map(|frame| frame.call) {
            diagnostic = diagnostic.label(call, said!("called here", "在此调用"));
        }
        self.report_once(diagnostic);
        self.error(name.span)
    }
}
