//! The nodes of all rules, each behind its operands.

use crate::base::Span;
use crate::program::{
    Expr, ExprId, ExprKind, Generator, Quantifier, Relation, SeriesPoint, Type, VarMask,
};

/// Grows only; what a node reads is worked out as it is added.
#[derive(Default)]
pub(super) struct Arena {
    exprs: Vec<Expr>,
}

/// What a node reads: variables, and whether the subject plan.
#[derive(Clone, Copy, Default)]
struct Reads {
    variables: VarMask,
    plan: bool,
}

impl Arena {
    pub(super) fn push(&mut self, kind: ExprKind, ty: Type, span: Span, plan: bool) -> ExprId {
        let reads = self.reads_of(&kind);
        let id = ExprId(u32::try_from(self.exprs.len()).unwrap_or(u32::MAX));
        let dear = kind.goes_through_members()
            || kind.operands().iter().any(|id| self.get(*id).is_some_and(|expr| expr.dear));
        self.exprs.push(Expr {
            kind,
            ty,
            span,
            reads: reads.variables,
            reads_plan: reads.plan || plan,
            dear,
            named: None,
        });
        id
    }

    pub(super) fn ty(&self, id: ExprId) -> &Type {
        self.get(id).map_or(&Type::Error, |expr| &expr.ty)
    }

    pub(super) fn kind(&self, id: ExprId) -> &ExprKind {
        self.get(id).map_or(&ExprKind::Error, |expr| &expr.kind)
    }

    pub(super) fn reads(&self, id: ExprId) -> VarMask {
        self.get(id).map_or(VarMask::default(), |expr| expr.reads)
    }

    pub(super) fn span(&self, id: ExprId) -> Option<Span> {
        self.get(id).map(|expr| expr.span)
    }

    /// Gives a node its name, where it has none yet.
    pub(super) fn name(&mut self, id: ExprId, name: &str) {
        if let Some(expr) = self.exprs.get_mut(id.0 as usize) {
            expr.named.get_or_insert_with(|| name.to_owned());
        }
    }

    pub(super) fn len(&self) -> usize {
        self.exprs.len()
    }

    pub(super) fn into_exprs(self) -> Vec<Expr> {
        self.exprs
    }

    fn get(&self, id: ExprId) -> Option<&Expr> {
        self.exprs.get(id.0 as usize)
    }

    fn of(&self, ids: impl IntoIterator<Item = ExprId>) -> Reads {
        let known = ids.into_iter().filter_map(|id| self.get(id));
        known.fold(Reads::default(), |all, expr| Reads {
            variables: all.variables.with(expr.reads),
            plan: all.plan || expr.reads_plan,
        })
    }

    /// What is read by an expression that binds variables of its own.
    fn of_binder(&self, generators: &[Generator], inner: Vec<ExprId>) -> Reads {
        let lists = generators.iter().map(|generator| generator.list);
        let reads = self.of(lists.chain(inner));
        let bound = generators.iter().fold(VarMask::default(), |mask, generator| {
            let pair = generator.pair.map_or(VarMask::default(), VarMask::one);
            mask.with(VarMask::one(generator.var)).with(pair)
        });
        Reads { variables: reads.variables.without(bound), plan: reads.plan }
    }

    fn reads_of(&self, kind: &ExprKind) -> Reads {
        match kind {
            ExprKind::Error
            | ExprKind::Truth(_)
            | ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Word(_)
            | ExprKind::Code(_)
            | ExprKind::Parameter(_)
            | ExprKind::Portfolio
            | ExprKind::Plans
            | ExprKind::CodesAt { .. }
            | ExprKind::WordsOf(_) => Reads::default(),
            ExprKind::Plan | ExprKind::LastYear => {
                Reads { variables: VarMask::default(), plan: true }
            }
            ExprKind::Var(var) => Reads { variables: VarMask::one(*var), plan: false },
            ExprKind::SetOf(members) | ExprKind::And(members) | ExprKind::Or(members) => {
                self.of(members.iter().copied())
            }
            ExprKind::Field { base: one, .. }
            | ExprKind::ParameterAt { year: one, .. }
            | ExprKind::Scale { value: one, .. }
            | ExprKind::Negate(one)
            | ExprKind::Abs(one)
            | ExprKind::Square { value: one, .. }
            | ExprKind::Sqrt { value: one, .. }
            | ExprKind::YearOf(one)
            | ExprKind::Not(one)
            | ExprKind::IsStated(one)
            | ExprKind::IsEmpty(one)
            | ExprKind::IsRising(one)
            | ExprKind::IsFalling(one)
            | ExprKind::YearsOf(one)
            | ExprKind::AnnualGrowth(one)
            | ExprKind::TotalOf(one)
            | ExprKind::KeysOf(one)
            | ExprKind::Ancestor { code: one, .. }
            | ExprKind::Lift { code: one, .. } => self.of([*one]),
            ExprKind::Keyed { list: one, key: two }
            | ExprKind::Part { breakdown: one, key: two }
            | ExprKind::Arith { left: one, right: two, .. }
            | ExprKind::Compare { left: one, right: two, .. }
            | ExprKind::Same { left: one, right: two, .. }
            | ExprKind::IsOneOf { value: one, set: two }
            | ExprKind::Within { code: one, whole: two }
            | ExprKind::Includes { list: one, member: two }
            | ExprKind::Contains { text: one, part: two }
            | ExprKind::IfMissing { value: one, default: two } => self.of([*one, *two]),
            ExprKind::CountOf { number, of, .. } => {
                self.of(of.iter().copied().chain(std::iter::once(*number)))
            }
            ExprKind::Point { series, at } => match at {
                SeriesPoint::At(year) => self.of([*series, *year]),
                SeriesPoint::Baseline
                | SeriesPoint::Target
                | SeriesPoint::First
                | SeriesPoint::Last => self.of([*series]),
            },
            ExprKind::Quantified { quantifier, generator, filter, body } => {
                let number = match quantifier {
                    Quantifier::Counted(_, number) => Some(*number),
                    Quantifier::Some | Quantifier::Every | Quantifier::No => None,
                };
                let inner = filter.iter().copied().chain([*body]).chain(number).collect();
                self.of_binder(std::slice::from_ref(generator), inner)
            }
            ExprKind::Aggregate { generators, filter, value, part, by, .. } => {
                let inner = [filter, value, part, by].into_iter().filter_map(|one| *one).collect();
                self.of_binder(generators, inner)
            }
            ExprKind::Relation(Relation { generators, filter, from, to, .. }) => {
                let inner = filter.iter().copied().chain([*from, *to]).collect();
                self.of_binder(generators, inner)
            }
            ExprKind::Reaches { from, to, relation } => self.of([*from, *to, *relation]),
            ExprKind::ReachOf { from, relation } => self.of([*from, *relation]),
        }
    }
}
