//! Expressions: an arena of nodes, each behind its operands, operands possibly shared.

use serde::{Deserialize, Serialize};

use super::{ParameterId, Type};
use crate::base::Span;
use crate::model::{CodeId, FieldId, Level, SchemeId, VocabId, WordId};
use crate::quantity::Number;

/// Index into [`Program::exprs`](super::Program::exprs).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ExprId(pub u32);

/// A variable of a rule, numbered from 0 in order of binding: index into
/// [`Rule::variables`](super::Rule::variables). Quantifiers and aggregates bind their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VarId(pub u8);

/// A variable's name and type.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Variable {
    pub name: String,
    pub ty: Type,
    pub span: Span,
}

/// A set of variables of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VarMask(pub u128);

impl VarMask {
    pub fn one(var: VarId) -> VarMask {
        VarMask(1u128.checked_shl(u32::from(var.0)).unwrap_or(0))
    }

    #[must_use]
    pub fn with(self, other: VarMask) -> VarMask {
        VarMask(self.0 | other.0)
    }

    #[must_use]
    pub fn without(self, other: VarMask) -> VarMask {
        VarMask(self.0 & !other.0)
    }

    pub fn holds(self, var: VarId) -> bool {
        self.0 & VarMask::one(var).0 != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn intersects(self, other: VarMask) -> bool {
        self.0 & other.0 != 0
    }
}

/// A typed expression.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: Type,
    /// Where it is written: in the rule, or in the define it comes from.
    pub span: Span,
    /// The free variables that it reads, `plan` and `portfolio` apart.
    pub reads: VarMask,
    /// It reads the subject plan (`plan`).
    pub reads_plan: bool,
    /// It goes through lists, series or texts: it is worth finding out first for which rows it is
    /// asked at all.
    pub dear: bool,
    /// The name it was given by a `let`, a parameter or a define, for the values of a finding.
    pub named: Option<String>,
}

/// What an expression does. Unless said otherwise an operand that is not known makes the result
/// unknown, and units have been made equal by [`ExprKind::Scale`] beforehand.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ExprKind {
    /// Reported as an error; never evaluated, since a program with errors does not load.
    Error,
    Truth(bool),
    /// In the unit of the expression's type. Years and dates too (days since 1970-01-01).
    Number(Number),
    Text(String),
    Word(WordId),
    Code(CodeId),
    /// A set written out, or a set parameter's value, of words, codes, texts or numbers.
    SetOf(Vec<ExprId>),
    Parameter(ParameterId),
    /// A parameter with values by year, at a year. Before the first of them it has none.
    ParameterAt {
        parameter: ParameterId,
        year: ExprId,
    },
    Var(VarId),
    /// The plan a rule runs on.
    Plan,
    /// The last year of the plan a rule runs on.
    LastYear,
    /// The manifest of the portfolio.
    Portfolio,
    /// All plans of the portfolio: a list of plans. In a plain rule without a portfolio, the
    /// plan alone, and open.
    Plans,
    /// A field of a record.
    Field {
        base: ExprId,
        field: FieldId,
    },
    /// `plan.indicators[rd_intensity]`: the member of a keyed list with this key.
    Keyed {
        list: ExprId,
        key: ExprId,
    },
    /// `b[k]`: the part of a breakdown with this key.
    Part {
        breakdown: ExprId,
        key: ExprId,
    },
    /// Multiplies by a constant: a conversion of units.
    Scale {
        value: ExprId,
        factor: Number,
    },
    /// The raw result is multiplied by `factor` (`% × Q` gives hundredths).
    Arith {
        op: ArithOp,
        left: ExprId,
        right: ExprId,
        factor: Number,
    },
    Negate(ExprId),
    Abs(ExprId),
    /// The raw result is multiplied by `factor`.
    Square {
        value: ExprId,
        factor: Number,
    },
    Sqrt {
        value: ExprId,
        factor: Number,
    },
    /// The year of a date.
    YearOf(ExprId),
    /// Of numbers, years or dates.
    Compare {
        op: CompareOp,
        left: ExprId,
        right: ExprId,
    },
    /// Equality of words, texts, codes, truths or records; `negated` for `!=` and `is not`.
    Same {
        left: ExprId,
        right: ExprId,
        negated: bool,
    },
    And(Vec<ExprId>),
    Or(Vec<ExprId>),
    Not(ExprId),
    /// `at least n of (…)` and its kin.
    CountOf {
        quota: Quota,
        number: ExprId,
        of: Vec<ExprId>,
    },
    /// The operand is a field, a keyed member, or a series at a year.
    IsStated(ExprId),
    IsEmpty(ExprId),
    /// `is one of`, with a set of words, texts, codes or numbers.
    IsOneOf {
        value: ExprId,
        set: ExprId,
    },
    /// Target above (`rising`) or below baseline.
    IsRising(ExprId),
    IsFalling(ExprId),
    /// Code within a code or within one of a set of codes.
    Within {
        code: ExprId,
        whole: ExprId,
    },
    /// A list or set holds a member.
    Includes {
        list: ExprId,
        member: ExprId,
    },
    /// A text holds another, case and width folded.
    Contains {
        text: ExprId,
        part: ExprId,
    },
    Quantified {
        quantifier: Quantifier,
        generator: Generator,
        /// The `where`.
        filter: Option<ExprId>,
        body: ExprId,
    },
    Aggregate {
        op: AggregateOp,
        generators: Vec<Generator>,
        filter: Option<ExprId>,
        /// What is summed, listed, …; none for a plain count.
        value: Option<ExprId>,
        /// The condition of a share.
        part: Option<ExprId>,
        /// The key of a breakdown.
        by: Option<ExprId>,
    },
    /// The edges of a relation, for what it was called with. An edge that is not sure to be there,
    /// or an end of it that is not known, leaves open what is reached.
    Relation(Relation),
    /// An edge or several, one after another, lead from one to the other.
    Reaches {
        from: ExprId,
        to: ExprId,
        relation: ExprId,
    },
    /// All that an edge or several lead to: a set.
    ReachOf {
        from: ExprId,
        relation: ExprId,
    },
    /// A point of a series.
    Point {
        series: ExprId,
        at: SeriesPoint,
    },
    /// The years a series states, as a list.
    YearsOf(ExprId),
    /// Compound annual growth from baseline to target.
    AnnualGrowth(ExprId),
    /// `x if missing v`.
    IfMissing {
        value: ExprId,
        default: ExprId,
    },
    TotalOf(ExprId),
    KeysOf(ExprId),
    /// All codes of a level of a scheme.
    CodesAt {
        scheme: SchemeId,
        level: Level,
    },
    /// All declared words of a vocabulary.
    WordsOf(VocabId),
    /// `c.division`: the ancestor of a code at the level that its own scheme calls so. A code of a
    /// scheme that is not listed has none.
    Ancestor {
        code: ExprId,
        levels: Vec<(SchemeId, Level)>,
    },
    /// `c as isic`.
    Lift {
        code: ExprId,
        scheme: SchemeId,
    },
}

impl ExprKind {
    /// Whether the work for one row grows with what a plan states, its operands apart.
    pub fn goes_through_members(&self) -> bool {
        matches!(
            self,
            ExprKind::Quantified { .. }
                | ExprKind::Aggregate { .. }
                | ExprKind::Relation(_)
                | ExprKind::Reaches { .. }
                | ExprKind::ReachOf { .. }
                | ExprKind::Keyed { .. }
                | ExprKind::Contains { .. }
                | ExprKind::AnnualGrowth(_)
                | ExprKind::Sqrt { .. }
        )
    }

    /// The operands that are evaluated for the same bindings of variables as the expression
    /// itself. What a quantifier or an aggregate evaluates for each member is not among them.
    pub fn operands(&self) -> Vec<ExprId> {
        match self {
            ExprKind::Error
            | ExprKind::Truth(_)
            | ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Word(_)
            | ExprKind::Code(_)
            | ExprKind::Parameter(_)
            | ExprKind::Var(_)
            | ExprKind::Plan
            | ExprKind::LastYear
            | ExprKind::Portfolio
            | ExprKind::Plans
            | ExprKind::CodesAt { .. }
            | ExprKind::WordsOf(_) => Vec::new(),
            ExprKind::SetOf(of) | ExprKind::And(of) | ExprKind::Or(of) => of.clone(),
            ExprKind::Field { base: one, .. }
            | ExprKind::ParameterAt { year: one, .. }
            | ExprKind::Scale { value: one, .. }
            | ExprKind::Square { value: one, .. }
            | ExprKind::Sqrt { value: one, .. }
            | ExprKind::Ancestor { code: one, .. }
            | ExprKind::Lift { code: one, .. }
            | ExprKind::Negate(one)
            | ExprKind::Abs(one)
            | ExprKind::YearOf(one)
            | ExprKind::Not(one)
            | ExprKind::IsStated(one)
            | ExprKind::IsEmpty(one)
            | ExprKind::IsRising(one)
            | ExprKind::IsFalling(one)
            | ExprKind::YearsOf(one)
            | ExprKind::AnnualGrowth(one)
            | ExprKind::TotalOf(one)
            | ExprKind::KeysOf(one) => vec![*one],
            ExprKind::Keyed { list: a, key: b }
            | ExprKind::Part { breakdown: a, key: b }
            | ExprKind::Arith { left: a, right: b, .. }
            | ExprKind::Compare { left: a, right: b, .. }
            | ExprKind::Same { left: a, right: b, .. }
            | ExprKind::IsOneOf { value: a, set: b }
            | ExprKind::Within { code: a, whole: b }
            | ExprKind::Includes { list: a, member: b }
            | ExprKind::Contains { text: a, part: b }
            | ExprKind::IfMissing { value: a, default: b } => vec![*a, *b],
            ExprKind::CountOf { number, of, .. } => {
                std::iter::once(*number).chain(of.iter().copied()).collect()
            }
            ExprKind::Relation(Relation { generators, .. }) => {
                generators.first().map(|first| first.list).into_iter().collect()
            }
            ExprKind::Reaches { from, to, relation } => vec![*from, *to, *relation],
            ExprKind::ReachOf { from, relation } => vec![*from, *relation],
            ExprKind::Point { series, at: SeriesPoint::At(year) } => vec![*series, *year],
            ExprKind::Point { series, .. } => vec![*series],
            ExprKind::Quantified { quantifier, generator, .. } => match quantifier {
                Quantifier::Counted(_, number) => vec![generator.list, *number],
                Quantifier::Some | Quantifier::Every | Quantifier::No => vec![generator.list],
            },
            ExprKind::Aggregate { generators, .. } => {
                generators.first().map(|first| first.list).into_iter().collect()
            }
        }
    }
}

impl ExprKind {
    /// Every expression that this one is made of, what it evaluates for each member included.
    pub fn children(&self) -> Vec<ExprId> {
        let mut children = self.operands();
        match self {
            ExprKind::Quantified { filter, body, .. } => {
                children.extend(filter.iter().chain([body]));
            }
            ExprKind::Aggregate { generators, filter, value, part, by, .. } => {
                children.extend(generators.iter().skip(1).map(|generator| generator.list));
                children.extend([filter, value, part, by].into_iter().flatten());
            }
            ExprKind::Relation(Relation { generators, filter, from, to, .. }) => {
                children.extend(generators.iter().skip(1).map(|generator| generator.list));
                children.extend(filter.iter().chain([from, to]));
            }
            _ => {}
        }
        children
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ArithOp {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CompareOp {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

/// `at least`, `at most`, `exactly`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Quota {
    AtLeast,
    AtMost,
    Exactly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantifier {
    Some,
    Every,
    No,
    /// The expression is a number that does not read the quantifier's variable.
    Counted(Quota, ExprId),
}

/// `x in E`, or `pair x, y in E`: each unordered pair once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generator {
    pub var: VarId,
    /// The second variable of a `pair`.
    pub pair: Option<VarId>,
    /// A list, set, or named vocabulary or level.
    pub list: ExprId,
    pub span: Span,
}

/// An edge for every combination of what the generators bind that the filter admits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Relation {
    pub generators: Vec<Generator>,
    /// The `where`.
    pub filter: Option<ExprId>,
    pub from: ExprId,
    pub to: ExprId,
    /// `between`: each edge leads both ways.
    pub both_ways: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AggregateOp {
    Count,
    Sum,
    Min,
    Max,
    Mean,
    /// Part over whole; the result is in the unit percent, scaled by 100.
    Share,
    List,
    Set,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SeriesPoint {
    /// At the plan's base year.
    Baseline,
    /// At the plan's last year.
    Target,
    /// The earliest and latest stated.
    First,
    Last,
    At(ExprId),
}
