//! Rules: their clauses in order, their demand, what they show.

use super::checker::Checker;
use super::context::Home;
use super::describe::type_words;
use super::items::Declared;
use super::scope::Binding;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, NamedLet, Rule, Scope, Step};
use crate::syntax::ast::{self, RuleScope};

impl<'a> Checker<'a> {
    /// Every rule, in the order of the items, with its exceptions.
    pub(super) fn check_rules(&mut self) -> Vec<Rule> {
        let items = self.items;
        let tree = self.exception_tree();
        let mut made = Vec::new();
        for (at, found) in items.rules.entries.iter().enumerate() {
            made.push(self.check_rule(found, &tree, at));
        }
        let rules = items.rules.entries.iter().map(|found| (found.pack, found.name));
        let exceptions = items.exceptions.entries.iter().map(|found| (found.pack, found.name));
        self.no_twins(rules.chain(exceptions), said!("a rule or an exception", "规则或例外"));
        made
    }

    fn check_rule(
        &mut self,
        found: &Declared<'a, ast::Rule>,
        tree: &super::exceptions::Tree,
        at: usize,
    ) -> Rule {
        let (scope, home) = match found.item.scope {
            RuleScope::Plan => (Scope::Plan, Home::PlainRule),
            RuleScope::Portfolio => (Scope::Portfolio, Home::PortfolioRule),
        };
        self.enter(found.pack, home, found.name.span);
        let body = &found.item.body;
        if let Some(name) = &body.formerly {
            self.not_supported(name.span, "`formerly`");
        }
        if let Some(force) = &body.in_force {
            self.not_supported(force.span, "`in force`");
        }
        let provisions = self.implemented(&body.implements);
        let aspect = provisions.first().and_then(|id| {
            let declared = self.items.provisions.entries.iter();
            let mut ids = declared.zip(&self.provisions);
            let (provision, _) = ids.find(|(_, own)| **own == Some(*id))?;
            Some(provision.item.aspect.text.clone())
        });
        let steps = body.clauses.iter().filter_map(|clause| self.clause(clause)).collect();
        let demand = self.demand(body);
        let help = body.help.as_ref().map(|help| self.template(help));
        let show = body.show.iter().filter_map(|path| self.shown(path)).collect();
        let exceptions = self.exceptions_to(tree, super::exceptions::Target::Rule(at));
        Rule {
            name: found.name.text.clone(),
            pack: self.packs.name(found.pack).to_owned(),
            scope,
            title: body.title.texts(),
            doc: found.doc.clone(),
            provisions,
            aspect,
            variables: std::mem::take(&mut self.here.variables),
            steps,
            demand,
            help,
            show,
            exceptions,
            span: found.span,
            name_span: found.name.span,
        }
    }

    /// A `for`, `let` or `when`; `None` for a `for` whose list is faulty.
    fn clause(&mut self, clause: &'a ast::Clause) -> Option<Step> {
        match clause {
            ast::Clause::For(clause) => {
                let generator = self.generator(&clause.generator);
                let filter = clause.condition.as_ref().map(|condition| self.condition(condition));
                generator.map(|generator| Step::For { generator, filter })
            }
            ast::Clause::Let(clause) => {
                let name = &clause.name;
                let value = self.expr(&clause.value, None);
                let binding = match self.is_error(value) {
                    true => Binding::Faulty,
                    false => Binding::Value(value),
                };
                self.bind(name, binding);
                self.arena.name(value, name.as_str());
                Some(Step::Let(NamedLet { name: name.text.clone(), value, span: clause.span }))
            }
            ast::Clause::When(condition) => Some(Step::When(self.condition(condition))),
        }
    }

    /// A path after `show`.
    fn shown(&mut self, path: &'a ast::Expr) -> Option<ExprId> {
        let id = self.expr(path, None);
        match self.arena.kind(id) {
            ExprKind::Error => None,
            ExprKind::Field { .. }
            | ExprKind::Keyed { .. }
            | ExprKind::Point { .. }
            | ExprKind::Var(_)
            | ExprKind::Plan
            | ExprKind::Plans
            | ExprKind::Portfolio => Some(id),
            _ => {
                let ty = self.ty(id);
                let words = type_words(self.model, &ty);
                self.report(
                    Diagnostic::error(
                        Code::WrongKind,
                        said!(
                            "`show` names places in the plan, and this is {words} worked out",
                            "`show` 指规划中的位置，此处却是计算所得的{words}";
                            words
                        ),
                    )
                    .at(path.span)
                    .with_help(said!(
                        "show a path, such as `m.coverage`",
                        "请写路径，如 `m.coverage`"
                    )),
                );
                None
            }
        }
    }
}
