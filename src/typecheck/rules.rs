//! Rules: their clauses in order, their demand, what they show.

use super::checker::Checker;
use super::context::Home;
use super::describe::type_words;
use super::exceptions::Target;
use super::layers::Change;
use super::scope::Binding;
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::PackId;
use crate::program::{ExprId, ExprKind, NamedLet, ProvisionId, Rule, RuleId, Scope, Step};
use crate::syntax::ast::{self, RuleScope};

impl<'a> Checker<'a> {
    /// Every rule, in the order of the items, with its exceptions.
    pub(super) fn check_rules(&mut self) -> Vec<Rule> {
        let items = self.items;
        self.exception_tree();
        let mut made = Vec::new();
        for at in 0..items.rules.entries.len() {
            made.extend(self.check_rule(at));
        }
        self.check_replaced();
        self.check_old_names();
        let rules = items.rules.entries.iter().map(|found| (found.pack, found.name));
        let exceptions = items.exceptions.entries.iter().map(|found| (found.pack, found.name));
        self.no_twins(rules.chain(exceptions), said!("a rule or an exception", "规则或例外"));
        made
    }

    /// Rules that are replaced are checked all the same, each as the pack sees it that writes it.
    fn check_replaced(&mut self) {
        for at in 0..self.items.rules.entries.len() {
            let layers = self.layers.of(Target::Rule(at)).iter();
            let replaced = layers.filter(|layer| matches!(layer.change, Change::Replace(_)));
            let mut writers: Vec<PackId> = replaced.map(|layer| layer.pack).collect();
            if writers.pop().is_some() {
                writers.extend(self.items.rules.get(at).map(|rule| rule.pack));
            }
            for writer in writers {
                self.rule_seen_by(at, writer);
            }
        }
    }

    /// A rule as a pack sees it that does not use all that change it.
    pub(super) fn rule_seen_by(&mut self, at: usize, pack: PackId) -> RuleId {
        let plain = RuleId(u32::try_from(at).unwrap_or(u32::MAX));
        if !self.changes_beyond(at, pack) {
            return plain;
        }
        if let Some(known) = self.seen_by.get(&(at, pack)) {
            return *known;
        }
        let outer = self.view.replace(pack);
        let made = self.check_rule(at);
        self.view = outer;
        let place = self.items.rules.entries.len() + self.unchanged.len();
        let id = RuleId(u32::try_from(place).unwrap_or(u32::MAX));
        self.unchanged.extend(made);
        self.seen_by.insert((at, pack), id);
        id
    }

    /// Whether a pack that is not seen here changes a rule, an exception to it or a parameter.
    fn changes_beyond(&self, at: usize, pack: PackId) -> bool {
        let mut waiting = vec![Target::Rule(at)];
        while let Some(target) = waiting.pop() {
            if self.is_changed_beyond(target, pack) {
                return true;
            }
            for exception in self.exceptions.to(target) {
                let found = self.items.exceptions.get(*exception);
                if found.is_some_and(|found| !self.packs.sees(pack, found.pack)) {
                    return true;
                }
                waiting.push(Target::Exception(*exception));
            }
        }
        self.parameters_beyond(pack)
    }

    /// A rule as it is seen from [`Checker::view`].
    fn check_rule(&mut self, at: usize) -> Option<Rule> {
        let found = self.items.rules.get(at)?;
        let (body, pack, doc, span, name_span) = match self.replacement(at) {
            Some(other) => {
                (&other.item.body, other.pack, &other.doc, other.span, other.item.target.span)
            }
            None => (&found.item.body, found.pack, &found.doc, found.span, found.name.span),
        };
        let (scope, home) = match found.item.scope {
            RuleScope::Plan => (Scope::Plan, Home::PlainRule),
            RuleScope::Portfolio => (Scope::Portfolio, Home::PortfolioRule),
        };
        self.enter(pack, home, name_span);
        let is_replaced = pack != found.pack;
        if let Some(old) = body.formerly.as_ref().filter(|_| is_replaced) {
            self.renames_a_replaced(old);
        }
        let provisions = self.implemented(&body.implements);
        self.check_strength(body, &provisions);
        let aspect = self.aspect_of(&provisions);
        let in_force = body.in_force.as_ref().and_then(|written| self.in_force(written));
        let in_force_step = in_force.map(|(_, condition)| Step::When(condition));
        let clauses = body.clauses.iter().filter_map(|clause| self.clause(clause));
        let steps = clauses.collect::<Vec<_>>();
        let steps = in_force_step.into_iter().chain(steps).collect();
        let demand = self.demand(body);
        let help = body.help.as_ref().map(|help| self.template(help));
        let show = body.show.iter().filter_map(|path| self.shown(path)).collect();
        let replacing = is_replaced.then_some((pack, name_span));
        let (exceptions, disabled_exceptions) = self.exceptions_to(Target::Rule(at), replacing);
        Some(Rule {
            name: found.name.text.clone(),
            pack: self.packs.name(found.pack).to_owned(),
            scope,
            title: body.title.texts(),
            asks: body.asks.as_ref().map(|text| text.texts()),
            doc: doc.clone(),
            provisions,
            stricter: body.stricter.as_ref().map(|because| because.texts()),
            formerly: found.item.body.formerly.as_ref().map(|old| old.text.clone()),
            in_force: in_force.map(|(years, _)| years),
            replaced_by: is_replaced.then(|| self.packs.name(pack).to_owned()),
            disabled: self.disabled(Target::Rule(at)),
            aspect,
            variables: std::mem::take(&mut self.here.variables),
            steps,
            demand,
            help,
            show,
            limits: body.limits.as_ref().map(|text| text.texts()),
            exceptions,
            disabled_exceptions,
            span,
            name_span,
        })
    }

    /// That of the first provision.
    fn aspect_of(&self, provisions: &[ProvisionId]) -> Option<String> {
        let first = provisions.first()?;
        let declared = self.items.provisions.entries.iter();
        let mut ids = declared.zip(&self.provisions);
        let (provision, _) = ids.find(|(_, own)| **own == Some(*first))?;
        Some(provision.item.aspect.text.clone())
    }

    fn renames_a_replaced(&mut self, old: &ast::Name) {
        let message = said!(
            "a rule that replaces another keeps its name, and has no old one",
            "替换规则沿用原规则的名称，不能有旧名",
        );
        let help = said!("take `formerly` out", "请删去 `formerly`");
        self.report(Diagnostic::error(Code::BadChange, message).at(old.span).with_help(help));
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
