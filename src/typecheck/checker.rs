//! The checker: what it knows, where it stands, how it reports, and the walk over expressions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::arena::Arena;
use super::context::{Context, Home};
use super::defines::Signature;
use super::describe::{type_words, unit_code};
use super::exceptions::Tree;
use super::items::{Items, with_help};
use super::layers::Layers;
use super::scope::Binding;
use crate::base::{FileId, Said, Span, write};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Model, RecordId};
use crate::packs::{PackId, Packs};
use crate::program::{
    ExprId, ExprKind, Parameter, ProvisionId, Rule, RuleId, SourceId, Type, VarId, Variable,
};
use crate::quantity::{Unit, UnitError, print_number};
use crate::syntax::ast;

/// Most variables of a rule: what a [`VarMask`](crate::program::VarMask) holds.
const MOST_VARIABLES: usize = 128;
/// Most expressions of a rule, once its defines are written out.
const MOST_EXPRESSIONS: usize = 20_000;
/// How deep a rule may be nested, once its defines are written out.
const DEEPEST: usize = 256;

pub(super) struct Checker<'a> {
    pub(super) packs: &'a Packs,
    pub(super) items: &'a Items<'a>,
    pub(super) model: &'a Model,
    pub(super) arena: Arena,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// By the items' order; `None` for one whose type is faulty.
    pub(super) parameters: Vec<Option<Parameter>>,
    /// Of each parameter those that set it, in line, by the items' order.
    pub(super) parameter_lines: Vec<Vec<usize>>,
    /// Parameters before the last in line set them, numbered behind the others, and where those
    /// of each begin.
    pub(super) unchanged_parameters: Vec<Parameter>,
    pub(super) parameters_unchanged: FxHashMap<usize, usize>,
    pub(super) sources: Vec<SourceId>,
    pub(super) provisions: Vec<Option<ProvisionId>>,
    /// The records that a plan is made of.
    pub(super) in_plans: FxHashSet<RecordId>,
    /// The types that defines declare, by the items' order.
    pub(super) defines: Vec<Signature>,
    /// Those of relations, which have no result.
    pub(super) relations: Vec<Signature>,
    /// What packs change in the packs they use.
    pub(super) layers: Layers<'a>,
    pub(super) exceptions: Tree,
    /// The pack that rules are seen from: what packs change that it does not use does not count.
    /// None: everything counts.
    pub(super) view: Option<PackId>,
    /// Rules as some packs see them, numbered behind the others, and which they are.
    pub(super) unchanged: Vec<Rule>,
    pub(super) seen_by: FxHashMap<(usize, PackId), RuleId>,
    pub(super) here: Context,
}

impl<'a> Checker<'a> {
    pub(super) fn new(packs: &'a Packs, items: &'a Items<'a>, model: &'a Model) -> Checker<'a> {
        let nowhere = Span::new(FileId(0), 0, 0);
        Checker {
            packs,
            items,
            model,
            arena: Arena::default(),
            diagnostics: Vec::new(),
            parameters: Vec::new(),
            parameter_lines: Vec::new(),
            unchanged_parameters: Vec::new(),
            parameters_unchanged: FxHashMap::default(),
            sources: Vec::new(),
            provisions: Vec::new(),
            in_plans: super::series::records_of_plans(model),
            defines: Vec::new(),
            relations: Vec::new(),
            layers: Layers::default(),
            exceptions: Tree::default(),
            view: None,
            unchanged: Vec::new(),
            seen_by: FxHashMap::default(),
            here: Context::new(PackId(0), Home::Literal, nowhere, 0),
        }
    }

    // ---- where an item begins

    /// Leaves the item before and starts one.
    pub(super) fn enter(&mut self, pack: PackId, home: Home, item: Span) {
        self.here = Context::new(pack, home, item, self.arena.len());
    }

    /// Whether what a pack of this name declares is in scope.
    pub(super) fn sees(&self, pack: &str) -> bool {
        self.packs.named(pack).is_some_and(|(id, _)| self.packs.sees(self.here.pack, id))
    }

    // ---- reporting

    /// Reports, unless the mistake is in a define that is checked by itself. In one that is not,
    /// the call is shown too.
    pub(super) fn report(&mut self, mut diagnostic: Diagnostic) {
        if self.here.frames.iter().any(|frame| frame.silent) {
            return;
        }
        if let Some(call) = self.here.frames.iter().find_map(|frame| frame.call) {
            diagnostic = diagnostic.label(call, said!("called here", "在此调用"));
        }
        if let Some(borrowed) = &self.here.borrowed {
            diagnostic = borrowed.explain(diagnostic);
        }
        self.report_once(diagnostic);
    }

    pub(super) fn report_once(&mut self, diagnostic: Diagnostic) {
        let told = self.diagnostics.iter().any(|earlier| {
            earlier.code == diagnostic.code
                && earlier.place() == diagnostic.place()
                && earlier.message == diagnostic.message
        });
        if !told {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports, and gives the node that silences what follows.
    pub(super) fn fail(&mut self, diagnostic: Diagnostic) -> ExprId {
        let place = diagnostic.place().unwrap_or(self.here.item);
        self.report(diagnostic);
        self.error(place)
    }

    // ---- making nodes

    pub(super) fn push(&mut self, kind: ExprKind, ty: Type, span: Span) -> ExprId {
        if !self.here.over && self.arena.len() - self.here.first > MOST_EXPRESSIONS {
            let message = said!(
                "more than {MOST_EXPRESSIONS} expressions in one rule",
                "一条规则中的表达式超过{MOST_EXPRESSIONS}个"
            );
            self.pass_limit(message, split_the_rule());
        }
        // Without a portfolio, `plans` is the plan of the rule alone.
        let plan = matches!(kind, ExprKind::Plans) && self.here.home != Home::PortfolioRule;
        self.arena.push(kind, ty, span, plan)
    }

    pub(super) fn error(&mut self, span: Span) -> ExprId {
        self.arena.push(ExprKind::Error, Type::Error, span, false)
    }

    pub(super) fn ty(&self, id: ExprId) -> Type {
        self.arena.ty(id).clone()
    }

    pub(super) fn is_error(&self, id: ExprId) -> bool {
        *self.arena.ty(id) == Type::Error
    }

    fn pass_limit(&mut self, message: Said, help: Said) {
        self.here.over = true;
        let place = self.here.item;
        self.report_once(Diagnostic::error(Code::RuleTooLarge, message).at(place).with_help(help));
    }

    // ---- names given

    /// A variable of the rule. One beyond the limit is reported and numbered anyhow.
    pub(super) fn variable(&mut self, name: &str, ty: Type, span: Span) -> VarId {
        let number = self.here.variables.len();
        if number >= MOST_VARIABLES && !self.here.over {
            let message = said!(
                "more than {MOST_VARIABLES} variables in one rule",
                "一条规则中的变量超过{MOST_VARIABLES}个"
            );
            self.pass_limit(message, split_the_rule());
        }
        self.here.variables.push(Variable { name: name.to_owned(), ty, span });
        VarId(u8::try_from(number.min(MOST_VARIABLES - 1)).unwrap_or(0))
    }

    /// Gives a name, which must be free.
    pub(super) fn bind(&mut self, name: &ast::Name, binding: Binding) {
        self.claim(name);
        self.here.scope.add(name.as_str(), binding, name.span);
    }

    fn claim(&mut self, name: &ast::Name) {
        let word = name.as_str();
        let earlier = self.here.scope.find(word).map(|local| Some(local.span));
        let earlier = earlier.or_else(|| {
            let items = self.items;
            let define = items.defines.find(self.packs, self.here.pack, word);
            let define = define.and_then(|at| items.defines.get(at)).map(|found| found.name.span);
            let relation = items.relations.find(self.packs, self.here.pack, word);
            let relation = relation.and_then(|at| items.relations.get(at));
            let parameter = items.parameters.find(self.packs, self.here.pack, word);
            let parameter = parameter.and_then(|at| items.parameters.get(at));
            define
                .or(relation.map(|found| found.name.span))
                .or(parameter.map(|found| found.name.span))
                .map(Some)
        });
        let earlier = earlier.or(["plan", "plans", "portfolio"].contains(&word).then_some(None));
        let Some(earlier) = earlier else { return };
        let mut diagnostic = Diagnostic::error(
            Code::NameInUse,
            said!("`{word}` is the name of something else here", "`{word}` 在此已是别的名称"),
        )
        .at(name.span)
        .with_help(said!(
            "no name hides another: choose a different one",
            "名称不得互相遮盖：请另取一个"
        ));
        if let Some(span) = earlier {
            diagnostic = diagnostic.label(span, said!("this has the name", "此处已用该名"));
        }
        self.report(diagnostic);
    }

    // ---- expressions

    /// The condition of a `where`, a demand, an operand of `and`.
    pub(super) fn condition(&mut self, expr: &'a ast::Expr) -> ExprId {
        let id = self.expr(expr, Some(&Type::Truth));
        match self.ty(id) {
            Type::Truth | Type::Error => id,
            ty => {
                let words = type_words(self.model, &ty);
                let help = match ty {
                    Type::Word(_) => said!(
                        "write which word it must be: `… is WORD`",
                        "请写明应为哪个词：`… is WORD`"
                    ),
                    Type::List(_) | Type::Set(_) | Type::Series(_) | Type::SeriesOfAny => {
                        said!(
                            "ask something of it: `… is stated`, `some x in …: …`",
                            "请对它提问：`… is stated`、`some x in …: …`"
                        )
                    }
                    Type::Number(_) | Type::NumberOfAny | Type::Year | Type::Date => {
                        said!("compare it with a limit: `… >= …`", "请与限值比较：`… >= …`")
                    }
                    Type::Error
                    | Type::Truth
                    | Type::Text
                    | Type::Code(_)
                    | Type::Record(_)
                    | Type::Breakdown { .. }
                    | Type::Relation(_) => said!(
                        "ask something of it: `… is stated`, `… = …`",
                        "请对它提问：`… is stated`、`… = …`"
                    ),
                };
                self.fail(
                    Diagnostic::error(
                        Code::NotACondition,
                        said!(
                            "a condition belongs here, and this is {words}",
                            "此处应为条件，却是{words}";
                            words
                        ),
                    )
                    .at(expr.span)
                    .with_help(help),
                )
            }
        }
    }

    /// An expression. `expected` is what the place takes, where it is known: it tells bare words
    /// and numbers without a unit what they are, and is not checked here.
    pub(super) fn expr(&mut self, expr: &'a ast::Expr, expected: Option<&Type>) -> ExprId {
        if self.here.over {
            return self.error(expr.span);
        }
        self.here.depth += 1;
        let id = if self.here.depth > DEEPEST {
            let message =
                said!("the rule is nested deeper than {DEEPEST} levels", "规则嵌套超过{DEEPEST}层");
            let help = said!("give a part of it a name with `let`", "请用 `let` 为其中一部分命名");
            self.pass_limit(message, help);
            self.error(expr.span)
        } else {
            self.dispatch(expr, expected)
        };
        self.here.depth -= 1;
        id
    }

    fn dispatch(&mut self, expr: &'a ast::Expr, expected: Option<&Type>) -> ExprId {
        use ast::ExprKind as E;
        let span = expr.span;
        match &expr.kind {
            E::Quantity(quantity) => self.quantity(quantity, span, expected),
            E::Date(text) => self.date(text, span),
            E::Text(text) => self.push(ExprKind::Text(text.clone()), Type::Text, span),
            E::Boolean(value) => self.push(ExprKind::Truth(*value), Type::Truth, span),
            E::Code(literal) => self.code(literal, span),
            E::Name(name) => self.name(name, expected),
            E::Set(members) => self.set(members, span, expected),
            E::Call { name, arguments } => self.call(name, arguments, span),
            E::Field { base, field } => self.field(base, field, span),
            E::Index { base, key } => self.index(base, key, span),
            E::At { base, year } => self.at_year(base, year, span),
            E::Negate(value) => self.negate(value, span, expected),
            E::Not(value) => {
                let value = self.condition(value);
                self.push(ExprKind::Not(value), Type::Truth, span)
            }
            E::And(operands) => {
                let operands = operands.iter().map(|one| self.condition(one)).collect();
                self.push(ExprKind::And(operands), Type::Truth, span)
            }
            E::Or(operands) => {
                let operands = operands.iter().map(|one| self.condition(one)).collect();
                self.push(ExprKind::Or(operands), Type::Truth, span)
            }
            E::Arithmetic { operator, left, right } => self.arithmetic(operator, left, right, span),
            E::Compare { operator, left, right } => self.compare(operator, left, right, span),
            E::Is { operand, negated, test } => self.is_test(operand, *negated, test, span),
            E::IfMissing { value, default } => self.if_missing(value, default, span, expected),
            E::As { value, scale, unit } => self.conversion(value, scale.as_ref(), unit, span).0,
            E::Of { function, operand } => self.short_of(function, operand, span),
            E::Aggregate { function, value, generators, condition, by } => {
                let condition = condition.as_deref();
                self.aggregate(function, value, generators, condition, by.as_deref(), span)
            }
            E::Members { function, generator, condition, by } => {
                self.members(function, generator, condition.as_deref(), by.as_deref(), span)
            }
            E::Share { value, generators, condition, part } => {
                self.share(value, generators, condition.as_deref(), part, span)
            }
            E::Quantified { quantifier, generator, condition, body } => {
                self.quantified(quantifier, generator, condition.as_deref(), body, span)
            }
            E::Listed { listing, items } => self.listed(listing, items, span),
            E::Reaches { from, to, relation } => self.reaches(from, to, relation, span),
            E::Reach { from, relation } => self.reach_of(from, relation, span),
        }
    }

    // ---- what fits what

    /// Makes a value fit a place: converts units, else reports. `what` says what the place is.
    pub(super) fn fit(&mut self, id: ExprId, expected: &Type, span: Span, what: Said) -> ExprId {
        let ty = self.ty(id);
        if let (Type::Number(from), Type::Number(to)) = (&ty, expected) {
            return self.align(id, from, to, span);
        }
        if fits(&ty, expected) {
            return id;
        }
        let message = said!(
            "{what} is {wanted}, and this is {given}",
            "{what}应为{wanted}，此处却是{given}";
            what, wanted = type_words(self.model, expected), given = type_words(self.model, &ty)
        );
        let diagnostic = Diagnostic::error(Code::WrongKind, message).at(span);
        let help = (*expected == Type::Year)
            .then(|| said!("a year is written with four digits", "年份写四位数字"));
        self.fail(with_help(diagnostic, help))
    }

    /// Brings a figure to another unit of its dimension.
    fn align(&mut self, id: ExprId, from: &Unit, to: &Unit, span: Span) -> ExprId {
        match self.model.units.compare(to, from) {
            Ok(aligned) => self.scaled(id, &aligned.right_factor, to.clone(), span),
            Err(error) => {
                let code = unit_code(self.model, to);
                let help = match (self.arena.kind(id), from) {
                    (ExprKind::Number(number), Unit::Number) => {
                        Some(write(&format!("{} {code}", print_number(number, None))))
                    }
                    _ if error == UnitError::NumberLike => {
                        Some(said!("convert it: `(…) as {code}`", "请转换：`(…) as {code}`"))
                    }
                    _ => None,
                };
                let words = |unit: &Unit| type_words(self.model, &Type::Number(unit.clone()));
                let message = said!(
                    "{wanted} belongs here, and this is {given}",
                    "此处应为{wanted}，却是{given}";
                    wanted = words(to), given = words(from)
                );
                let diagnostic = Diagnostic::error(Code::UnitMismatch, message).at(span);
                self.fail(with_help(diagnostic, help))
            }
        }
    }
}

fn split_the_rule() -> Said {
    said!(
        "defines count as often as they are called: split the rule",
        "定义每调用一次计一次：请拆分规则"
    )
}

/// Whether a value of one type can stand where another is expected, units aside.
pub(super) fn fits(ty: &Type, expected: &Type) -> bool {
    match (ty, expected) {
        (Type::Error, _) | (_, Type::Error) | (Type::Code(Some(_)), Type::Code(None)) => true,
        (Type::List(a) | Type::Set(a), Type::List(b) | Type::Set(b)) => fits(a, b),
        _ => ty == expected,
    }
}
