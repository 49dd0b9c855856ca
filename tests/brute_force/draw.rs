//! Random rules of the toy model.

use crate::formula::{
    Aggregate, Breakdown, Count, Exception, Formula, InForce, List, OF_BREAKDOWN, Op, Point,
    Quantifier, Rec, Relation, Rule, Term, Test, Word,
};
use crate::random::Random;
use crate::toy::Field;

/// What a variable in scope is bound to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Item,
    Link,
    Word,
}

/// What a formula may read.
#[derive(Clone, Default)]
pub struct Scope {
    pub vars: Vec<Kind>,
    /// The plan itself is a name.
    pub plan: bool,
    pub breakdowns: Vec<Aggregate>,
    pub lets: usize,
    /// The one variable that a define may read.
    pub only: Option<u8>,
}

impl Scope {
    fn with(&self, kind: Kind) -> (u8, Scope) {
        let mut inner = self.clone();
        inner.vars.push(kind);
        (u8::try_from(self.vars.len()).unwrap(), inner)
    }

    fn of(&self, kind: Kind) -> Vec<u8> {
        let vars = (0..).zip(&self.vars);
        let seen = |var: u8| self.only.is_none_or(|only| only == var);
        vars.filter(|(var, of)| **of == kind && seen(*var)).map(|(var, _)| var).collect()
    }

    fn is_full(&self) -> bool {
        self.vars.len() >= usize::from(OF_BREAKDOWN)
    }
}

pub fn rule(random: &mut Random) -> Rule {
    let portfolio = false;
    rule_of(random, portfolio)
}

fn rule_of(random: &mut Random, portfolio: bool) -> Rule {
    let mut scope = Scope { plan: !portfolio, ..Scope::default() };
    let breakdowns: Vec<Breakdown> = match random.chance(20) {
        true => vec![breakdown(random, &scope)],
        false => Vec::new(),
    };
    let lets = match random.chance(25) {
        true => vec![term(random, &scope, 2)],
        false => Vec::new(),
    };
    scope.breakdowns = breakdowns.iter().map(|breakdown| breakdown.aggregate).collect();
    scope.lets = lets.len();
    let mut loops = Vec::new();
    for _ in 0..random.pick(&[0, 0, 0, 1, 1, 1, 2]) {
        scope.vars.push(Kind::Item);
        loops.push(random.chance(50).then(|| formula(random, &scope, 1)));
    }
    let when = random.chance(25).then(|| formula(random, &scope, 1));
    let demand = formula(random, &scope, 3);
    let exceptions = (0..random.pick(&[0, 0, 0, 1, 2]))
        .map(|_| Exception {
            in_force: in_force(random),
            when: formula(random, &scope, 1),
            but: random.chance(40).then(|| formula(random, &scope, 1)),
        })
        .collect();
    let negated = random.chance(15);
    let in_force = in_force(random);
    Rule { portfolio, in_force, breakdowns, lets, loops, when, negated, demand, exceptions }
}

fn in_force(random: &mut Random) -> Option<InForce> {
    random.chance(12).then(|| random.pick(&[(1, None), (2, None), (0, Some(1)), (1, Some(1))]))
}

fn breakdown(random: &mut Random, scope: &Scope) -> Breakdown {
    let mut inner = scope.clone();
    inner.vars = vec![Kind::Link; usize::from(OF_BREAKDOWN)];
    inner.vars.push(Kind::Item);
    inner.only = Some(OF_BREAKDOWN);
    Breakdown {
        aggregate: aggregate(random),
        field: number_field(random),
        filter: random.chance(30).then(|| plain_atom(random, &inner)),
    }
}

fn aggregate(random: &mut Random) -> Aggregate {
    random.pick(&[
        Aggregate::Count,
        Aggregate::Count,
        Aggregate::Sum,
        Aggregate::Sum,
        Aggregate::Min,
        Aggregate::Max,
        Aggregate::Mean,
    ])
}

pub fn op(random: &mut Random) -> Op {
    random.pick(&[
        Op::Less,
        Op::LessOrEqual,
        Op::Greater,
        Op::GreaterOrEqual,
        Op::Equal,
        Op::NotEqual,
    ])
}

fn count(random: &mut Random) -> (Count, u8) {
    random.pick(&[
        (Count::AtLeast, 2),
        (Count::AtMost, 1),
        (Count::Exactly, 1),
        (Count::AtLeast, 1),
        (Count::Exactly, 2),
        (Count::AtMost, 0),
        (Count::AtLeast, 0),
    ])
}

fn quantifier(random: &mut Random) -> Quantifier {
    match random.below(6) {
        0 | 1 => Quantifier::Some,
        2 | 3 => Quantifier::Every,
        4 => Quantifier::No,
        _ => {
            let (count, n) = count(random);
            Quantifier::Counted(count, n)
        }
    }
}

fn number_field(random: &mut Random) -> Field {
    random.pick(&[Field::N, Field::N, Field::W, Field::M])
}

/// A record that has the common fields.
fn rec(random: &mut Random, scope: &Scope) -> Rec {
    let items = scope.of(Kind::Item);
    let links = scope.of(Kind::Link);
    if scope.only.is_none() && scope.plan {
        match random.below(20) {
            0 => return Rec::Item(random.small(3)),
            1 => {
                let field = random.pick(&[Field::To, Field::Up]);
                return Rec::Of(Box::new(rec(random, scope)), field);
            }
            2 | 3 if !links.is_empty() => {
                let link = Rec::Var(random.pick(&links));
                return Rec::Of(Box::new(link), random.pick(&[Field::A, Field::B]));
            }
            4..9 => return Rec::Head,
            _ => {}
        }
    }
    match items.as_slice() {
        [] => Rec::Head,
        some => Rec::Var(random.pick(some)),
    }
}

/// A record that is one: of a reference that may lead to none nothing can be computed.
fn sure_rec(random: &mut Random, scope: &Scope) -> Rec {
    std::iter::repeat_with(|| rec(random, scope)).find(|on| !on.may_be_none()).unwrap()
}

/// A record whose lists are asked of, now and then one that may be none. Where what is missing
/// must not matter but in one way, it is one that is surely there.
fn listed_rec(random: &mut Random, scope: &Scope) -> Rec {
    match scope.only {
        None if random.chance(25) => rec(random, scope),
        None | Some(_) => sure_rec(random, scope),
    }
}

/// A record that items are compared with.
fn item(random: &mut Random, scope: &Scope) -> Rec {
    match rec(random, scope) {
        Rec::Head => Rec::Of(Box::new(Rec::Head), random.pick(&[Field::To, Field::Up])),
        other => other,
    }
}

fn relation(random: &mut Random) -> Relation {
    random.pick(&[Relation::Feeds, Relation::Flagged, Relation::Linked, Relation::Above])
}

fn word(random: &mut Random, scope: &Scope) -> Word {
    match scope.of(Kind::Word).as_slice() {
        [] => Word::Is(random.small(3)),
        _ if random.chance(30) => Word::Is(random.small(3)),
        some => Word::Var(random.pick(some)),
    }
}

/// A list, and what its members are.
fn list(random: &mut Random, scope: &Scope) -> (List, Kind) {
    if scope.only.is_some() || !scope.plan {
        return match random.below(3) {
            0 if scope.only.is_none() => (List::Items, Kind::Item),
            1 => (List::Colours, Kind::Word),
            _ => (List::Tags(listed_rec(random, scope)), Kind::Word),
        };
    }
    match random.below(12) {
        0 => (List::Links, Kind::Link),
        1 => (List::Tags(listed_rec(random, scope)), Kind::Word),
        2 => (List::Colours, Kind::Word),
        3 | 4 => (List::Deps(listed_rec(random, scope)), Kind::Item),
        7 => (List::Reach(item(random, scope), relation(random)), Kind::Item),
        5 | 6 if !scope.breakdowns.is_empty() => {
            (List::Keys(random.below(scope.breakdowns.len())), Kind::Word)
        }
        _ => (List::Items, Kind::Item),
    }
}

/// So many of some conditions, or as near to that as can be met and can be missed.
pub fn count_of(count: Count, n: u8, parts: Vec<Formula>) -> Formula {
    let all = u8::try_from(parts.len()).unwrap();
    let n = match count {
        Count::AtLeast => n.clamp(1, all),
        Count::AtMost => n.min(all - 1),
        Count::Exactly => n.min(all),
    };
    Formula::CountOf(count, n, parts)
}

/// A formula; `fuel` bounds its height.
pub fn formula(random: &mut Random, scope: &Scope, fuel: u32) -> Formula {
    if fuel == 0 || random.chance(25) {
        return atom(random, scope, fuel);
    }
    let parts = |random: &mut Random| -> Vec<Formula> {
        (0..2 + random.below(2)).map(|_| formula(random, scope, fuel - 1)).collect()
    };
    match random.below(9) {
        0 => Formula::Not(Box::new(formula(random, scope, fuel - 1))),
        1 => Formula::And(parts(random)),
        2 => Formula::Or(parts(random)),
        3 => Formula::AllOf(parts(random)),
        4 => Formula::AnyOf(parts(random)),
        5 if random.chance(50) => {
            let (count, n) = count(random);
            count_of(count, n, parts(random))
        }
        6 if !scope.is_full() && scope.only.is_none() && random.chance(50) => {
            let (var, inner) = scope.with(Kind::Item);
            let filter = random.chance(40).then(|| Box::new(plain_atom(random, &inner)));
            let part = Box::new(plain_atom(random, &inner));
            let percent = random.pick(&[0, 25, 50, 60, 100]);
            Formula::Share(var, List::Items, filter, part, op(random), percent)
        }
        7 if random.chance(30) && scope.only.is_none() => defined(random, scope, fuel - 1),
        _ if !scope.is_full() => quantified(random, scope, fuel - 1),
        _ => atom(random, scope, fuel),
    }
}

/// A define of one of the items in scope.
fn defined(random: &mut Random, scope: &Scope, fuel: u32) -> Formula {
    match scope.of(Kind::Item).as_slice() {
        [] => atom(random, scope, fuel),
        items => {
            let var = random.pick(items);
            let inner = Scope {
                only: Some(var),
                plan: false,
                breakdowns: Vec::new(),
                lets: 0,
                ..scope.clone()
            };
            Formula::Defined(var, Box::new(formula(random, &inner, fuel)))
        }
    }
}

fn quantified(random: &mut Random, scope: &Scope, fuel: u32) -> Formula {
    let (list, kind) = list(random, scope);
    let (var, mut inner) = scope.with(kind);
    // A define may read what it binds itself; this generator has it read the one variable alone.
    if scope.only.is_some() {
        inner.only = scope.only;
    }
    let filter = random.chance(40).then(|| Box::new(formula(random, &inner, 0)));
    let body = Box::new(formula(random, &inner, fuel));
    Formula::Quantified(quantifier(random), var, list, filter, body)
}

fn atom(random: &mut Random, scope: &Scope, fuel: u32) -> Formula {
    let links = scope.of(Kind::Link);
    if !links.is_empty() && scope.only.is_none() && random.chance(40) {
        let link = Rec::Var(random.pick(&links));
        let end = Rec::Of(Box::new(link.clone()), random.pick(&[Field::A, Field::B]));
        return match random.below(3) {
            0 => Formula::Flag(link),
            1 => Formula::Asked(link, random.pick(&[Field::Flag, Field::A]), presence(random)),
            _ => Formula::Same(end, item(random, scope), random.chance(30)),
        };
    }
    if scope.plan && scope.only.is_none() && random.chance(6) {
        let mark = Rec::Mark(random.small(2));
        return match random.below(3) {
            0 => Formula::Flag(mark),
            1 => Formula::Asked(mark, random.pick(&[Field::Flag, Field::N]), presence(random)),
            _ => Formula::Compare(
                Term::Number(mark, Field::N),
                op(random),
                Term::Literal(random.small(3)),
            ),
        };
    }
    let on = rec(random, scope);
    match random.below(27) {
        24 | 25 if scope.plan && scope.only.is_none() => {
            Formula::Reaches(item(random, scope), item(random, scope), relation(random))
        }
        0 | 1 => Formula::Flag(on),
        2 | 3 => Formula::Colour(on, word(random, scope), random.chance(40)),
        4 => Formula::ColourOneOf(on, random.pick(&[5, 2, 3]), random.chance(40)),
        5 => Formula::Includes(on, word(random, scope)),
        6 | 7 => asked(random, scope, on),
        8 => Formula::Within(on, codes(random)),
        9 => match random.chance(50) {
            true => Formula::CodeIs(on, random.small(14), random.chance(30)),
            false => Formula::Division(on, 2 + random.small(4)),
        },
        10 => Formula::Contains(on, random.small(2)),
        11 => Formula::Day(on, op(random), random.small(3)),
        12 | 13 if scope.plan && scope.only.is_none() => {
            Formula::Same(item(random, scope), item(random, scope), random.chance(30))
        }
        14 | 15 if scope.plan && scope.only.is_none() => Formula::Depends(on, item(random, scope)),
        16 => match random.chance(50) {
            true => Formula::Rising(on, random.chance(50)),
            false if random.chance(50) => Formula::HasYear(on, random.small(3)),
            false => Formula::Growth(on, op(random), random.pick(&[-100, -50, 0, 41, 100])),
        },
        26 => Formula::Growth(on, op(random), random.pick(&[-100, -50, 0, 41, 100])),
        17 => Formula::Between(term(random, scope, fuel), random.small(2), 1 + random.small(2)),
        _ => {
            let left = term(random, scope, fuel.max(1));
            let right = term(random, scope, fuel.saturating_sub(1));
            Formula::Compare(left, op(random), right)
        }
    }
}

fn presence(random: &mut Random) -> Test {
    random.pick(&[Test::Stated, Test::Missing])
}

fn asked(random: &mut Random, scope: &Scope, on: Rec) -> Formula {
    if scope.plan && scope.only.is_none() && random.chance(15) {
        let test = random.pick(&[Test::Stated, Test::Missing, Test::Empty]);
        return Formula::Asked(Rec::Head, Field::Items, test);
    }
    let empty = [Field::Tags, Field::Text, Field::Deps, Field::S0];
    match random.chance(25) {
        true => Formula::Asked(on, random.pick(&empty), Test::Empty),
        false => {
            let mut fields = Field::COMMON.to_vec();
            fields.push(Field::S0);
            Formula::Asked(on, random.pick(&fields), presence(random))
        }
    }
}

pub fn codes(random: &mut Random) -> Vec<u8> {
    match random.chance(60) {
        true => vec![random.small(14)],
        false => random.pick(&[vec![2, 12], vec![0, 4], vec![6, 7, 1]]),
    }
}

/// A condition that can always be computed: what decides whether a member is summed up. (A member
/// whose condition cannot be computed is an unsure one, which a plan without gaps does not have.)
fn plain_atom(random: &mut Random, scope: &Scope) -> Formula {
    let on = sure_rec(random, scope);
    match random.below(7) {
        0 => Formula::Flag(on),
        1 => Formula::Colour(on, word(random, scope), random.chance(40)),
        2 => Formula::Asked(on, random.pick(&Field::COMMON), presence(random)),
        3 => Formula::Within(on, codes(random)),
        4 => Formula::Includes(on, word(random, scope)),
        _ => {
            let field = number_field(random);
            Formula::Compare(Term::Number(on, field), op(random), Term::Literal(random.small(3)))
        }
    }
}

/// A number; `fuel` bounds its height.
pub fn term(random: &mut Random, scope: &Scope, fuel: u32) -> Term {
    if fuel == 0 || random.chance(25) {
        return match random.below(12) {
            0..5 => Term::Literal(random.small(4)),
            5 => Term::One,
            6 if scope.only.is_none() => Term::Step(random.pick(&[None, None, Some(1), Some(2)])),
            _ => Term::Number(rec(random, scope), number_field(random)),
        };
    }
    let pair = |random: &mut Random| {
        let one = Box::new(term(random, scope, fuel - 1));
        (one, Box::new(term(random, scope, fuel - 1)))
    };
    match random.below(15) {
        0 => {
            let (a, b) = pair(random);
            Term::Sum(a, b)
        }
        1 => {
            let (a, b) = pair(random);
            Term::Difference(a, b)
        }
        2 => {
            let (a, b) = pair(random);
            Term::Product(a, b)
        }
        3 => {
            let (a, b) = pair(random);
            Term::Quotient(a, b)
        }
        4 | 14 => match random.chance(60) {
            true => Term::Abs(Box::new(term(random, scope, fuel - 1))),
            false => Term::Square(Box::new(term(random, scope, fuel - 1))),
        },
        5 => {
            let points = [
                Point::Baseline,
                Point::Target,
                Point::First,
                Point::Last,
                Point::At(0),
                Point::At(1),
                Point::At(2),
            ];
            Term::Point(random.pick(&points), rec(random, scope))
        }
        6 => match random.below(3) {
            0 => Term::Change(rec(random, scope)),
            1 => Term::DayYear(rec(random, scope)),
            _ => Term::Size(listed_rec(random, scope), random.pick(&[Field::Tags, Field::Deps])),
        },
        7 | 8 if !scope.breakdowns.is_empty() => {
            let at = random.below(scope.breakdowns.len());
            match random.chance(60) {
                true => Term::Part(at, word(random, scope)),
                false => Term::Total(at),
            }
        }
        10 => defaulted(random, scope),
        9 if scope.lets > 0 => Term::Let(random.below(scope.lets)),
        _ if !scope.is_full() && scope.only.is_none() => aggregated(random, scope),
        _ => Term::Number(rec(random, scope), number_field(random)),
    }
}

/// A number with a default: one that is stated, or one worked out from two such.
fn defaulted(random: &mut Random, scope: &Scope) -> Term {
    let one = |random: &mut Random| {
        let on = rec(random, scope);
        Box::new(Term::Number(on, number_field(random)))
    };
    let term = match random.below(6) {
        0 => Term::Sum(one(random), one(random)),
        1 => Term::Quotient(one(random), one(random)),
        2 => Term::Quotient(Box::new(Term::One), one(random)),
        _ => *one(random),
    };
    Term::IfMissing(Box::new(term), random.small(3))
}

fn aggregated(random: &mut Random, scope: &Scope) -> Term {
    let (list, kind) = list(random, scope);
    let (var, inner) = scope.with(kind);
    // What is reached twice is summed once, or twice; words and links have no numbers.
    let op = match (&list, kind) {
        (List::Items, _) | (List::Deps(_), _) => aggregate(random),
        _ => Aggregate::Count,
    };
    let filter = random.chance(60).then(|| {
        Box::new(match kind {
            Kind::Link => Formula::Flag(Rec::Var(var)),
            Kind::Item | Kind::Word => plain_atom(random, &inner),
        })
    });
    Term::Aggregate(op, number_field(random), var, list, filter)
}
