//! What a rule says of a completed plan, by plain recursion. Nothing here is shared with the
//! evaluator: a completed plan has no gaps, and the only way to be undecided is that something
//! cannot be computed (the least of nothing).

use crate::broken::Broken;
use crate::formula::{
    Aggregate, Count, Formula, InForce, List, OF_BREAKDOWN, Op, Point, Quantifier, Rec, Relation,
    Rule, Term, Test, VARIABLES, Word,
};
use crate::plan::{HEAD, NONE, NOWHERE, Plan, STATED, Written};
use crate::toy::{DAY_YEARS, FIRST_LEAF, Field, HOLDS, MEANT, MS, WS, within};

/// A fraction with a positive denominator; `None` where it cannot be computed.
type Number = Option<(i128, i128)>;
/// `None` only where arithmetic gives nothing.
pub type Truth = Option<bool>;

/// What a variable is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Record(u16),
    Word(u8),
}

impl Bound {
    fn record(record: usize) -> Bound {
        Bound::Record(u16::try_from(record).unwrap())
    }
}

/// A completed plan and what is bound so far.
#[derive(Clone, Copy)]
pub struct World<'a> {
    pub rule: &'a Rule,
    pub plan: &'a Plan,
    /// The choice for each cell.
    pub values: &'a [u16],
    pub vars: [Bound; VARIABLES],
    /// What is wrong in this oracle, on purpose.
    pub broken: Option<Broken>,
}

/// What a verdict rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Where and when.
    Applies,
    /// The demand.
    Holds,
    /// Any exception that is not itself excepted.
    Excepted,
}

impl Part {
    pub const ALL: [Part; 3] = [Part::Applies, Part::Holds, Part::Excepted];
}

pub fn all(parts: impl IntoIterator<Item = Truth>) -> Truth {
    let mut sure = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => sure = None,
            Some(true) => {}
        }
    }
    sure
}

fn any(parts: impl IntoIterator<Item = Truth>) -> Truth {
    not(all(parts.into_iter().map(not)))
}

fn not(truth: Truth) -> Truth {
    truth.map(|holds| !holds)
}

fn ordered(op: Op, order: std::cmp::Ordering) -> bool {
    match op {
        Op::Less => order.is_lt(),
        Op::LessOrEqual => order.is_le(),
        Op::Greater => order.is_gt(),
        Op::GreaterOrEqual => order.is_ge(),
        Op::Equal => order.is_eq(),
        Op::NotEqual => order.is_ne(),
    }
}

fn compared(a: (i128, i128), op: Op, b: (i128, i128)) -> bool {
    ordered(op, (a.0 * b.1).cmp(&(b.0 * a.1)))
}

fn whole(value: impl Into<i128>) -> Number {
    Some((value.into(), 1))
}

fn counted(count: Count, n: u8, held: &[Truth]) -> Truth {
    let sure = held.iter().filter(|one| **one == Some(true)).count();
    let open = held.iter().filter(|one| one.is_none()).count();
    let n = usize::from(n);
    let (low, high) = match count {
        Count::AtLeast => (n, usize::MAX),
        Count::AtMost => (0, n),
        Count::Exactly => (n, n),
    };
    if sure >= low && sure + open <= high {
        Some(true)
    } else if sure > high || sure + open < low {
        Some(false)
    } else {
        None
    }
}

impl<'a> World<'a> {
    /// A part of the rule for a subject, by what its loops bind: those it has come to.
    pub fn part(&self, part: Part, subject: &[usize]) -> Truth {
        let mut world = *self;
        let mut applies = Some(self.is_in_force(self.rule.in_force));
        for (at, (filter, record)) in self.rule.loops.iter().zip(subject).enumerate() {
            world.vars[at] = Bound::record(*record);
            if let (Some(filter), Part::Applies) = (filter, part) {
                applies = all([applies, world.formula(filter)]);
            }
        }
        match part {
            Part::Applies => match &self.rule.when {
                Some(when) if subject.len() == self.rule.loops.len() => {
                    all([applies, world.formula(when)])
                }
                _ => applies,
            },
            Part::Holds => {
                let demand = world.formula(&self.rule.demand);
                if self.rule.negated { not(demand) } else { demand }
            }
            Part::Excepted => any(self.rule.exceptions.iter().map(|exception| {
                let but = match &exception.but {
                    Some(_) if self.is(Broken::ExceptionsOfExceptions) => Some(false),
                    Some(but) => world.formula(but),
                    None => Some(false),
                };
                let in_force = Some(self.is_in_force(exception.in_force));
                all([in_force, world.formula(&exception.when), not(but)])
            })),
        }
    }

    fn is(&self, broken: Broken) -> bool {
        self.broken == Some(broken)
    }

    fn is_in_force(&self, years: Option<InForce>) -> bool {
        let last = || self.at(HEAD, Field::Last);
        let within = |(from, to): InForce| from <= last() && to.is_none_or(|to| last() <= to);
        self.is(Broken::AlwaysInForce) || years.is_none_or(within)
    }

    fn with(&self, var: u8, bound: Bound) -> Self {
        let mut world = *self;
        world.vars[usize::from(var)] = bound;
        world
    }

    /// The choice for a field of a record.
    fn choice(&self, record: usize, field: Field) -> u16 {
        let cell = self.plan.records[record].cells[field as usize];
        self.values[cell.unwrap_or_else(|| panic!("record {record} has no {field:?}"))]
    }

    fn at(&self, record: usize, field: Field) -> u8 {
        (self.choice(record, field) & 0xff) as u8
    }

    /// The record that a reference leads to, where it leads to one.
    fn node(&self, at: u8) -> Option<usize> {
        match at {
            NONE => None,
            NOWHERE => Some(self.plan.nowhere),
            at => Some(self.plan.items.members[usize::from(at)]),
        }
    }

    /// The record, and whether the plan states all that leads to it.
    fn rec(&self, rec: &Rec) -> (Option<usize>, bool) {
        match rec {
            Rec::Head => (Some(HEAD), true),
            Rec::Var(var) => match self.vars[usize::from(*var)] {
                Bound::Record(record) => (Some(usize::from(record)), true),
                Bound::Word(_) => unreachable!("a word has no fields"),
            },
            Rec::Of(rec, field) => {
                let (record, stated) = self.rec(rec);
                let Some(record) = record else { return (None, false) };
                let choice = self.choice(record, *field);
                (self.node((choice & 0xff) as u8), stated && choice & STATED != 0)
            }
            Rec::Item(at) => {
                let items = &self.plan.items;
                let at = usize::from(*at);
                (Some(if at < items.sure { items.members[at] } else { self.plan.lacking }), true)
            }
            Rec::Mark(at) => {
                let marks = &self.plan.marks;
                let key = crate::toy::METRICS[usize::from(*at)];
                let is_it = |member: &&usize| self.plan.records[**member].key == key;
                let found = marks.members[..marks.sure].iter().find(is_it);
                (Some(found.copied().unwrap_or(self.plan.lacking)), true)
            }
        }
    }

    /// A field of a record; nothing where there is no record.
    fn of(&self, rec: &Rec, field: Field) -> Option<u8> {
        Some(self.at(self.rec(rec).0?, field))
    }

    fn word(&self, word: Word) -> u8 {
        match word {
            Word::Is(at) => at,
            Word::Var(var) => match self.vars[usize::from(var)] {
                Bound::Word(word) => word,
                Bound::Record(_) => unreachable!("a record is no word"),
            },
        }
    }

    fn items(&self) -> &'a [usize] {
        let list = &self.plan.items;
        &list.members[..usize::from(self.values[list.length] & 0xff)]
    }

    fn members(&self, list: &List) -> Option<Vec<Bound>> {
        let mask = |mask: u8| (0..7u8).filter(move |at| mask & (1 << at) != 0);
        Some(match list {
            List::Items => self.items().iter().map(|record| Bound::record(*record)).collect(),
            List::Links => self.links().iter().map(|record| Bound::record(*record)).collect(),
            List::Tags(rec) => mask(self.of(rec, Field::Tags)?).map(Bound::Word).collect(),
            List::Colours => (0..3).map(Bound::Word).collect(),
            List::Deps(rec) => {
                let of = |at| self.node(at).map(Bound::record);
                mask(self.of(rec, Field::Deps)?).filter_map(of).collect()
            }
            List::Keys(at) => {
                let parts = self.broken_down(*at)?;
                let has = |colour: &u8| parts.iter().any(|(key, _)| key == colour);
                (0..3).filter(has).map(Bound::Word).collect()
            }
            List::Reach(rec, relation) => {
                let from = self.there(rec)?;
                from.map_or_else(Vec::new, |from| self.reached(from, *relation))
                    .into_iter()
                    .map(Bound::record)
                    .collect()
            }
        })
    }

    fn links(&self) -> &'a [usize] {
        let list = &self.plan.links;
        &list.members[..usize::from(self.values[list.length] & 0xff)]
    }

    /// A record, or that there is none; nothing where it is asked of one that is not there.
    fn there(&self, rec: &Rec) -> Option<Option<usize>> {
        if let Rec::Of(base, _) = rec {
            self.rec(base).0?;
        }
        Some(self.rec(rec).0)
    }

    fn edges(&self, relation: Relation) -> Vec<(usize, usize)> {
        let end = |record: usize, field| self.node(self.at(record, field));
        let of_links = |flag: Option<u8>| {
            let is_one =
                move |link: &&usize| flag.is_none_or(|flag| self.at(**link, Field::Flag) == flag);
            let links = self.links().iter().filter(is_one);
            links.filter_map(move |link| Some((end(*link, Field::A)?, end(*link, Field::B)?)))
        };
        match relation {
            Relation::Feeds => of_links(None).collect(),
            Relation::Flagged if self.is(Broken::EveryEdge) => of_links(None).collect(),
            Relation::Flagged => of_links(Some(1)).collect(),
            Relation::Linked if self.is(Broken::OneWay) => of_links(Some(0)).collect(),
            Relation::Linked => of_links(Some(0)).flat_map(|(a, b)| [(a, b), (b, a)]).collect(),
            Relation::Above => {
                let ups = self.items().iter();
                ups.filter_map(|item| Some((*item, end(*item, Field::Up)?))).collect()
            }
        }
    }

    /// All that one edge or more lead to.
    fn reached(&self, from: usize, relation: Relation) -> Vec<usize> {
        let edges = self.edges(relation);
        let mut reached: Vec<usize> = Vec::new();
        if self.is(Broken::ReachesItself) {
            reached.push(from);
        }
        let mut waiting = vec![from];
        while let Some(at) = waiting.pop() {
            for (_, to) in edges.iter().filter(|(a, _)| *a == at) {
                if !reached.contains(to) {
                    reached.push(*to);
                    if !self.is(Broken::ReachesOneStep) {
                        waiting.push(*to);
                    }
                }
            }
        }
        reached
    }

    /// The members of a breakdown: key and value of each.
    fn broken_down(&self, at: usize) -> Option<Vec<(u8, (i128, i128))>> {
        let breakdown = &self.rule.breakdowns[at];
        let mut found = Vec::new();
        for item in self.items() {
            let world = self.with(OF_BREAKDOWN, Bound::record(*item));
            if breakdown.filter.as_ref().map_or(Some(true), |filter| world.formula(filter))? {
                let value = world.number(*item, breakdown.field);
                found.push((self.at(*item, Field::Colour), value));
            }
        }
        Some(found)
    }

    fn asked(&self, rec: &Rec, field: Field, test: Test) -> Truth {
        let (record, is_led) = self.rec(rec);
        let Some(record) = record else {
            return (test != Test::Empty).then_some(test == Test::Missing);
        };
        let (given, empty) = match field {
            Field::Items => {
                let choice = self.values[self.plan.items.length];
                (choice & STATED != 0, choice & 0xff == 0)
            }
            Field::S0 => {
                let points = Field::SERIES.map(|point| self.choice(record, point) & STATED != 0);
                let empty = !points.contains(&true);
                let series = self.plan.records[record].series;
                (series == Written::Value(0) || series.is_secret(), empty)
            }
            _ => {
                let choice = self.choice(record, field);
                let can = matches!(field, Field::Tags | Field::Text | Field::Deps);
                (choice & STATED != 0, can && choice & 0xff == 0)
            }
        };
        Some(match test {
            Test::Stated => is_led && given && !empty,
            Test::Missing => !(is_led && given && !empty),
            Test::Empty => empty,
        })
    }

    pub fn formula(&self, formula: &Formula) -> Truth {
        match formula {
            Formula::Flag(rec) => Some(self.of(rec, Field::Flag)? == 1),
            Formula::Colour(rec, word, negated) => {
                Some((self.of(rec, Field::Colour)? == self.word(*word)) != *negated)
            }
            Formula::ColourOneOf(rec, mask, negated) => {
                Some((mask & (1 << self.of(rec, Field::Colour)?) != 0) != *negated)
            }
            Formula::Includes(rec, word) => {
                Some(self.of(rec, Field::Tags)? & (1 << self.word(*word)) != 0)
            }
            Formula::Depends(rec, of) => {
                // None is in no list, whatever list that is; and nothing is in one that is empty.
                if self.there(of) == Some(None) {
                    return Some(false);
                }
                let mask = self.of(rec, Field::Deps)?;
                if mask == 0 {
                    return Some(false);
                }
                let of = self.there(of)?;
                let is_it = |at: u8| mask & (1 << at) != 0 && self.node(at) == of;
                Some((0..7u8).any(is_it))
            }
            Formula::Asked(rec, field, test) => {
                let said = self.asked(rec, *field, *test)?;
                Some(said != self.is(Broken::Asked))
            }
            Formula::Within(rec, wholes) => {
                let code = MEANT[usize::from(self.of(rec, Field::Code)?)].1;
                Some(wholes.iter().any(|whole| match self.is(Broken::WithinIsBelow) {
                    true => code != *whole && within(code, *whole),
                    false => within(code, *whole),
                }))
            }
            Formula::CodeIs(rec, code, negated) => {
                let written = MEANT[usize::from(self.of(rec, Field::Code)?)].0;
                Some((written == *code) != *negated)
            }
            Formula::Division(rec, division) => {
                let written = MEANT[usize::from(self.of(rec, Field::Code)?)].0;
                let is_section = written < 2;
                debug_assert!(usize::from(*division) < FIRST_LEAF);
                (!is_section).then(|| within(written, *division))
            }
            Formula::Contains(rec, needle) => {
                let text = usize::from(self.of(rec, Field::Text)?);
                Some(match self.is(Broken::ContainsAsWritten) {
                    true => text == 1 && *needle == 0,
                    false => HOLDS[text][usize::from(*needle)],
                })
            }
            Formula::Day(rec, op, day) => Some(ordered(*op, self.of(rec, Field::Day)?.cmp(day))),
            Formula::Same(a, b, negated) => {
                let same = match (self.there(a), self.there(b)) {
                    // None equals no record, nor none.
                    (Some(None), Some(None)) => self.is(Broken::NoneEqualsNone),
                    (Some(None), _) | (_, Some(None)) => false,
                    (a, b) => a? == b?,
                };
                Some(same != *negated)
            }
            Formula::Reaches(a, b, relation) => {
                let reached = match self.there(a) {
                    Some(None) => return Some(false),
                    Some(Some(a)) => self.reached(a, *relation),
                    None => self.edges(*relation).into_iter().map(|(_, to)| to).collect(),
                };
                match (self.there(a), self.there(b)) {
                    // Where nothing is reached, nothing that cannot be computed is.
                    _ if reached.is_empty() => Some(false),
                    (_, Some(None)) => Some(false),
                    (Some(_), Some(Some(b))) => Some(reached.contains(&b)),
                    (None, Some(Some(b))) if !reached.contains(&b) => Some(false),
                    _ => None,
                }
            }
            Formula::Growth(rec, op, percent) => self.growth(rec, *op, *percent),
            Formula::Rising(rec, up) => {
                let change = self.term(&Term::Change(rec.clone()))?.0;
                Some(match self.is(Broken::EqualIsRising) {
                    true => change == 0 || (change > 0) == *up,
                    false => {
                        if *up {
                            change > 0
                        } else {
                            change < 0
                        }
                    }
                })
            }
            Formula::HasYear(rec, year) => {
                let field = Field::SERIES[usize::from(*year)];
                Some(self.choice(self.rec(rec).0?, field) & STATED != 0)
            }
            Formula::Compare(left, op, right) => {
                let (left, right) = (self.term(left)?, self.term(right)?);
                Some(match (op, self.is(Broken::LessIsLessOrEqual)) {
                    (Op::Less, true) => compared(left, Op::LessOrEqual, right),
                    _ => compared(left, *op, right),
                })
            }
            Formula::Between(term, low, high) => {
                let value = self.term(term)?;
                let above =
                    if self.is(Broken::BetweenLeavesOut) { Op::Less } else { Op::LessOrEqual };
                let low = compared(whole(*low)?, above, value);
                Some(low && compared(value, Op::LessOrEqual, whole(*high)?))
            }
            Formula::Not(inner) => not(self.formula(inner)),
            Formula::And(parts) | Formula::AllOf(parts) => {
                all(parts.iter().map(|part| self.formula(part)))
            }
            Formula::Or(parts) | Formula::AnyOf(parts) => {
                any(parts.iter().map(|part| self.formula(part)))
            }
            Formula::CountOf(count, n, parts) => {
                let held: Vec<Truth> = parts.iter().map(|part| self.formula(part)).collect();
                let n = if self.is(Broken::OneMoreOf) { n + 1 } else { *n };
                counted(*count, n, &held)
            }
            Formula::Quantified(quantifier, var, list, filter, body) => {
                self.quantified(*quantifier, *var, list, filter.as_deref(), body)
            }
            Formula::Share(var, list, filter, part, op, percent) => {
                let (mut within, mut all) = (0, 0);
                for world in self.kept(*var, list, filter.as_deref())? {
                    let value = world.of(&Rec::Var(*var), Field::W)?;
                    let value = WS[usize::from(value)].1;
                    all += value;
                    if world.formula(part)? {
                        within += value;
                    }
                }
                let limit = (i128::from(*percent), 100);
                (all != 0).then(|| compared((within, all), *op, limit))
            }
            Formula::Defined(_, body) => self.formula(body),
        }
    }

    fn quantified(
        &self,
        quantifier: Quantifier,
        var: u8,
        list: &List,
        filter: Option<&Formula>,
        body: &Formula,
    ) -> Truth {
        let worlds = self.members(list)?.into_iter().map(|bound| self.with(var, bound));
        let held: Vec<(Truth, Truth)> = worlds
            .map(|world| {
                (filter.map_or(Some(true), |filter| world.formula(filter)), world.formula(body))
            })
            .collect();
        let both = |(kept, body): &(Truth, Truth)| all([*kept, *body]);
        match quantifier {
            Quantifier::Some => any(held.iter().map(both)),
            Quantifier::No => not(any(held.iter().map(both))),
            Quantifier::Every if self.is(Broken::EveryNeedsOne) && held.is_empty() => Some(false),
            Quantifier::Every => all(held.iter().map(|(kept, body)| any([not(*kept), *body]))),
            Quantifier::Counted(count, n) => {
                let held: Vec<Truth> = held.iter().map(both).collect();
                let n = if self.is(Broken::OneMoreMember) { n + 1 } else { n };
                counted(count, n, &held)
            }
        }
    }

    fn kept(&self, var: u8, list: &List, filter: Option<&Formula>) -> Option<Vec<Self>> {
        let mut kept = Vec::new();
        for bound in self.members(list)? {
            let world = self.with(var, bound);
            if filter.map_or(Some(true), |filter| world.formula(filter))? {
                kept.push(world);
            }
        }
        Some(kept)
    }

    /// A number that a record states; a field that it has not for the count of it.
    fn number(&self, record: usize, field: Field) -> (i128, i128) {
        let at = self.at(record, field);
        match field {
            Field::M => (MS[usize::from(at)].1, 2),
            Field::W => (WS[usize::from(at)].1, 2),
            _ => (i128::from(at), 1),
        }
    }

    fn point(&self, point: Point, rec: &Rec) -> Number {
        let record = self.rec(rec).0?;
        let stated = |field: &Field| self.choice(record, *field) & STATED != 0;
        let field = match point {
            Point::Baseline => Field::SERIES[usize::from(self.at(HEAD, Field::First))],
            Point::Target => Field::SERIES[usize::from(self.at(HEAD, Field::Last))],
            Point::First => Field::SERIES.into_iter().find(stated)?,
            Point::Last => Field::SERIES.into_iter().rev().find(stated)?,
            Point::At(at) => Field::SERIES[usize::from(at)],
        };
        whole(self.at(record, field))
    }

    fn term(&self, term: &Term) -> Number {
        match term {
            Term::Literal(value) => whole(*value),
            Term::One => whole(1),
            Term::Step(at) => {
                let at = at.unwrap_or_else(|| self.at(HEAD, Field::Last));
                whole(if at < 2 || self.is(Broken::FirstStep) { 1 } else { 2 })
            }
            Term::Number(rec, field) => Some(self.number(self.rec(rec).0?, *field)),
            Term::DayYear(rec) => whole(DAY_YEARS[usize::from(self.of(rec, Field::Day)?)] - 2020),
            Term::Sum(a, b) => {
                let (a, b) = (self.term(a)?, self.term(b)?);
                Some((a.0 * b.1 + b.0 * a.1, a.1 * b.1))
            }
            Term::Difference(a, b) => {
                let (a, b) = (self.term(a)?, self.term(b)?);
                Some((a.0 * b.1 - b.0 * a.1, a.1 * b.1))
            }
            Term::Product(a, b) => {
                let (a, b) = (self.term(a)?, self.term(b)?);
                Some((a.0 * b.0, a.1 * b.1))
            }
            Term::Quotient(a, b) => {
                let (a, b) = (self.term(a)?, self.term(b)?);
                if b.0 == 0 {
                    return self.is(Broken::DivisionByZeroIsZero).then_some((0, 1));
                }
                let sign = b.0.signum();
                Some((a.0 * b.1 * sign, a.1 * b.0 * sign))
            }
            Term::Abs(inner) => {
                self.term(inner).map(|(n, d)| match self.is(Broken::AbsOfNothing) {
                    true => (n, d),
                    false => (n.abs(), d),
                })
            }
            Term::Square(inner) => self.term(inner).map(|(n, d)| (n * n, d * d)),
            Term::Point(point, rec) => {
                let other = match point {
                    Point::Baseline => Point::First,
                    Point::Target => Point::Last,
                    Point::First => Point::Last,
                    Point::Last => Point::First,
                    Point::At(at) => Point::At((at + 1) % 3),
                };
                self.point(if self.is(Broken::OtherPoint) { other } else { *point }, rec)
            }
            Term::Change(rec) => {
                let [a, b] = [Point::Baseline, Point::Target].map(|point| self.point(point, rec));
                whole(b?.0 - a?.0)
            }
            Term::Size(rec, field) => whole(self.of(rec, *field)?.count_ones()),
            Term::Aggregate(op, field, var, list, filter) => {
                let kept = self.kept(*var, list, filter.as_deref())?;
                let value = |world: &Self| match world.vars[usize::from(*var)] {
                    Bound::Record(record) if *op != Aggregate::Count => {
                        world.number(usize::from(record), *field)
                    }
                    _ => (0, 1),
                };
                self.aggregate(*op, &kept.iter().map(value).collect::<Vec<_>>())
            }
            Term::Part(at, word) => {
                let word = self.word(*word);
                let parts = self.broken_down(*at)?;
                let of = |(key, _): &&(u8, _)| *key == word;
                let values: Vec<_> = parts.iter().filter(of).map(|(_, value)| *value).collect();
                self.aggregate(self.rule.breakdowns[*at].aggregate, &values)
            }
            Term::Total(at) => {
                let values: Vec<_> = self.broken_down(*at)?.iter().map(|part| part.1).collect();
                self.aggregate(self.rule.breakdowns[*at].aggregate, &values)
            }
            Term::Let(at) => self.term(&self.rule.lets[*at]),
            Term::IfMissing(term, default) => match self.is_missing(term) {
                true if !self.is(Broken::NoDefault) => whole(*default),
                _ => self.term(term),
            },
        }
    }

    /// Whether a value is missing that a number is worked out from.
    fn is_missing(&self, term: &Term) -> bool {
        match term {
            Term::Number(rec, field) => match self.rec(rec) {
                (Some(record), is_led) => !is_led || self.choice(record, *field) & STATED == 0,
                (None, _) => true,
            },
            Term::Sum(a, b)
            | Term::Difference(a, b)
            | Term::Product(a, b)
            | Term::Quotient(a, b) => self.is_missing(a) || self.is_missing(b),
            Term::Literal(_) | Term::One => false,
            other => unreachable!("{other:?} is given no default"),
        }
    }

    /// Whether (target / baseline)^(1 / years) - 1 compares so: both sides to the power of years.
    fn growth(&self, rec: &Rec, op: Op, percent: i8) -> Truth {
        let [from, to] = [Point::Baseline, Point::Target].map(|point| self.point(point, rec));
        let (from, to) = (from?.0, to?.0);
        let years = i32::from(self.at(HEAD, Field::Last)) - i32::from(self.at(HEAD, Field::First));
        let years = u32::try_from(years).ok().filter(|years| *years > 0)?;
        if from <= 0 {
            return None;
        }
        let years = if self.is(Broken::GrowthOfOneYear) { 1 } else { years };
        let limit = 100 + i128::from(percent);
        Some(compared((to, from), op, (limit.pow(years), 100i128.pow(years))))
    }

    fn aggregate(&self, op: Aggregate, values: &[(i128, i128)]) -> Number {
        let size = i128::try_from(values.len()).unwrap();
        let sum = || values.iter().fold((0, 1), |a, b| (a.0 * b.1 + b.0 * a.1, a.1 * b.1));
        let by_size = |a: &&(i128, i128), b: &&(i128, i128)| (a.0 * b.1).cmp(&(b.0 * a.1));
        match op {
            Aggregate::Count => whole(size),
            Aggregate::Sum => Some(sum()),
            Aggregate::Min | Aggregate::Max if values.is_empty() => {
                self.is(Broken::LeastOfNothingIsZero).then_some((0, 1))
            }
            Aggregate::Min => values.iter().min_by(by_size).copied(),
            Aggregate::Max => values.iter().max_by(by_size).copied(),
            Aggregate::Mean if size == 0 => None,
            Aggregate::Mean => Some((sum().0, sum().1 * size)),
        }
    }
}
