//! Formulas of the toy model: what a rule is made of.

use crate::toy::Field;

/// A record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rec {
    Head,
    /// What a variable is bound to, by its number.
    Var(u8),
    /// What a reference of another leads to.
    Of(Box<Rec>, Field),
    /// `plan.items["i0"]`.
    Item(u8),
    /// `plan.marks[alpha]`.
    Mark(u8),
}

impl Rec {
    /// It goes through a reference that may lead to none.
    pub fn may_be_none(&self) -> bool {
        match self {
            Rec::Of(rec, field) => *field == Field::Up || rec.may_be_none(),
            Rec::Head | Rec::Var(_) | Rec::Item(_) | Rec::Mark(_) => false,
        }
    }
}

/// A word of the vocabulary of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Is(u8),
    Var(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    Stated,
    Missing,
    Empty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    AtLeast,
    AtMost,
    Exactly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    Some,
    Every,
    No,
    Counted(Count, u8),
}

/// What quantifiers and aggregates go through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    Items,
    Links,
    Tags(Rec),
    Colours,
    Deps(Rec),
    /// The keys of a breakdown of the rule.
    Keys(usize),
    /// What is reached of a record.
    Reach(Rec, Relation),
}

/// A relation of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// From `a` to `b` of each link.
    Feeds,
    /// Of those whose flag is set.
    Flagged,
    /// Both ways, of those whose flag is not.
    Linked,
    /// From each item to its `up`.
    Above,
}

#[derive(Clone, Debug)]
pub enum Formula {
    Flag(Rec),
    Colour(Rec, Word, bool),
    ColourOneOf(Rec, u8, bool),
    Includes(Rec, Word),
    /// `deps includes`.
    Depends(Rec, Rec),
    Asked(Rec, Field, Test),
    Within(Rec, Vec<u8>),
    CodeIs(Rec, u8, bool),
    Division(Rec, u8),
    Contains(Rec, u8),
    Day(Rec, Op, u8),
    Same(Rec, Rec, bool),
    Rising(Rec, bool),
    HasYear(Rec, u8),
    Compare(Term, Op, Term),
    Between(Term, u8, u8),
    Not(Box<Formula>),
    And(Vec<Formula>),
    Or(Vec<Formula>),
    AllOf(Vec<Formula>),
    AnyOf(Vec<Formula>),
    CountOf(Count, u8, Vec<Formula>),
    /// Binds the variable of the given number.
    Quantified(Quantifier, u8, List, Option<Box<Formula>>, Box<Formula>),
    /// Of `w` over a list (where the first holds), the part where the second does, compared with
    /// a percentage.
    Share(u8, List, Option<Box<Formula>>, Box<Formula>, Op, u8),
    Reaches(Rec, Rec, Relation),
    /// The compound growth of the series, compared with a percentage.
    Growth(Rec, Op, i8),
    /// A define of one item.
    Defined(u8, Box<Formula>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    Count,
    Sum,
    Min,
    Max,
    Mean,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    Baseline,
    Target,
    First,
    Last,
    At(u8),
}

#[derive(Clone, Debug)]
pub enum Term {
    Literal(u8),
    /// The parameter, which is 1.
    One,
    /// The parameter with values by year: at the plan's last year, or at another.
    Step(Option<u8>),
    Number(Rec, Field),
    DayYear(Rec),
    Sum(Box<Term>, Box<Term>),
    Difference(Box<Term>, Box<Term>),
    Product(Box<Term>, Box<Term>),
    Quotient(Box<Term>, Box<Term>),
    Abs(Box<Term>),
    Square(Box<Term>),
    Point(Point, Rec),
    Change(Rec),
    /// `count of x.tags`, `.deps`.
    Size(Rec, Field),
    /// Of a field over a list; binds the variable of the given number.
    Aggregate(Aggregate, Field, u8, List, Option<Box<Formula>>),
    /// `b[k]`, `total of b`, of a breakdown of the rule.
    Part(usize, Word),
    Total(usize),
    /// A `let` of the rule.
    Let(usize),
    /// A number that is stated, or else the default.
    IfMissing(Box<Term>, u8),
}

/// `let b = AGGREGATE of v9.FIELD for v9 in plan.items where FILTER by v9.colour`.
#[derive(Clone, Debug)]
pub struct Breakdown {
    pub aggregate: Aggregate,
    pub field: Field,
    pub filter: Option<Formula>,
}

/// The variable that a breakdown binds.
pub const OF_BREAKDOWN: u8 = 6;
/// One more than the greatest number of a variable.
pub const VARIABLES: usize = 7;

#[derive(Clone, Debug)]
pub struct Exception {
    pub in_force: Option<InForce>,
    pub when: Formula,
    /// What excepts it.
    pub but: Option<Formula>,
}

/// The first year and the last, by number.
pub type InForce = (u8, Option<u8>);

/// A rule: `for v0 in plan.items where FILTER for v1 in plan.items where FILTER`, by how many
/// filters there are; then `when`.
#[derive(Clone, Debug)]
pub struct Rule {
    /// In a portfolio rule `plans` are the items.
    pub portfolio: bool,
    pub in_force: Option<InForce>,
    pub breakdowns: Vec<Breakdown>,
    pub lets: Vec<Term>,
    pub loops: Vec<Option<Formula>>,
    pub when: Option<Formula>,
    /// `must not`.
    pub negated: bool,
    pub demand: Formula,
    pub exceptions: Vec<Exception>,
}
