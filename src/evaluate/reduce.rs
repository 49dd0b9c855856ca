//! From the values of members to one value a group: the aggregates' kernels.
//!
//! Members that are not known to count, and lists not known to be complete, widen the result so
//! that whatever the truth is, it lies within.

use std::rc::Rc;

use super::column::either;
use super::number::{ABOVE, BELOW, Ends, Fixed, Numbers, finite};
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::quantity::{Bound, Number, Range};

/// Members, one after another, in groups.
pub(super) struct Groups<'g> {
    /// Where each group begins; one entry more than there are groups.
    pub(super) offsets: &'g [u32],
    /// Whether each member counts.
    pub(super) holds: &'g Truths,
    /// By group: there may be other members.
    pub(super) open: Option<&'g Bits>,
    /// By group: the list that the members are of may not exist, and then nothing can be computed.
    pub(super) lost: Option<&'g Bits>,
}

impl Groups<'_> {
    pub(super) fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    fn ranges(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let ends = self.offsets.iter().skip(1);
        self.offsets.iter().zip(ends).map(|(start, end)| *start as usize..*end as usize)
    }

    fn is_open(&self, group: usize) -> bool {
        self.open.is_some_and(|open| open.get(group))
    }

    /// The members of a group that surely or maybe count.
    fn counting(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = (usize, bool)> + '_ {
        let holds = self.holds;
        range.filter(|row| !holds.never().get(*row)).map(|row| (row, holds.sure().get(row)))
    }
}

/// The groups that hold a row whose bit is set.
pub(super) fn any_in(offsets: &[u32], bits: &Bits) -> Bits {
    let mut found = Bits::zeros(offsets.len().saturating_sub(1));
    let mut ends = offsets.iter().skip(1).enumerate();
    let mut current = ends.next();
    for row in bits.iter_set() {
        while let Some((_, end)) = current
            && *end as usize <= row
        {
            current = ends.next();
        }
        if let Some((group, _)) = current {
            found.set(group, true);
        }
    }
    found
}

/// How many members count.
pub(super) fn count(groups: &Groups) -> Numbers<'static> {
    let (mut least, mut most) = (vec![0; groups.len()], vec![0; groups.len()]);
    for (group, range) in groups.ranges().enumerate() {
        let (mut sure, mut maybe) = (0i64, 0i64);
        for (_, surely) in groups.counting(range) {
            maybe += 1;
            sure += i64::from(surely);
        }
        if let (Some(least), Some(most)) = (least.get_mut(group), most.get_mut(group)) {
            *least = sure;
            *most = if groups.is_open(group) { ABOVE } else { maybe };
        }
    }
    let most = (least != most).then_some(most);
    Numbers::fixed(0, least, most).with_undefined(lost(groups, None))
}

/// The groups whose list may not exist, or in which a member that may count has no value.
fn lost(groups: &Groups, values: Option<&Numbers>) -> Option<Rc<Bits>> {
    let without_list = groups.lost.map(|lost| Rc::new(lost.clone()));
    let undefined = values.and_then(|values| values.undefined.as_ref());
    let without_value = undefined
        .map(|undefined| Rc::new(any_in(groups.offsets, &undefined.without(groups.holds.never()))));
    either(without_list.as_ref(), without_value.as_ref()).filter(|lost| lost.any())
}

/// The sum. What may be missing from an open list is at least zero where `never_negative`.
pub(super) fn sum(groups: &Groups, values: &Numbers, never_negative: bool) -> Numbers<'static> {
    let fixed = match &values.ends {
        Ends::Fixed(fixed) => sum_fixed(groups, fixed, never_negative),
        Ends::One(_) | Ends::Exact(_) => None,
    };
    fixed
        .unwrap_or_else(|| sum_exact(groups, values, never_negative))
        .with_undefined(lost(groups, Some(values)))
}

/// A sum of ends, one of which may be infinite.
#[derive(Clone, Copy, Default)]
struct End {
    sum: i128,
    infinite: bool,
}

impl End {
    fn add(&mut self, value: i64) {
        match finite(value) {
            Some(value) => self.sum = self.sum.saturating_add(i128::from(value)),
            None => self.infinite = true,
        }
    }

    fn digits(self, infinite: i64) -> Option<i64> {
        if self.infinite {
            return Some(infinite);
        }
        i64::try_from(self.sum).ok().and_then(finite)
    }
}

fn sum_fixed(groups: &Groups, values: &Fixed, never_negative: bool) -> Option<Numbers<'static>> {
    let (mut least, mut most) = (Vec::with_capacity(groups.len()), Vec::new());
    for (group, range) in groups.ranges().enumerate() {
        let (mut lo, mut hi) = (End::default(), End::default());
        for (row, surely) in groups.counting(range) {
            let (low, high) = (values.lo.get(row), values.hi().get(row));
            lo.add(if surely { low } else { low.min(0) });
            hi.add(if surely { high } else { high.max(0) });
        }
        if groups.is_open(group) {
            hi.infinite = true;
            lo.infinite |= !never_negative;
        }
        least.push(lo.digits(BELOW)?);
        most.push(hi.digits(ABOVE)?);
    }
    let most = (least != most).then_some(most);
    Some(Numbers::fixed(values.scale, least, most))
}

fn sum_exact(groups: &Groups, values: &Numbers, never_negative: bool) -> Numbers<'static> {
    let zero = Range::exact(Number::ZERO);
    let sums = groups.ranges().enumerate().map(|(group, range)| {
        let mut sum = zero.clone();
        for (row, surely) in groups.counting(range) {
            let value = values.range(row);
            sum = sum.add(&if surely { value } else { value.hull(&zero) });
        }
        match (groups.is_open(group), never_negative) {
            (false, _) => sum,
            (true, true) => sum.add(&Range::at_least(Number::ZERO)),
            (true, false) => Range::unbounded(),
        }
    });
    Numbers::exact(sums.collect(), None)
}

/// Which end of the values an aggregate takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extreme {
    Least,
    Greatest,
}

/// The least or greatest value; undefined where no member surely counts.
pub(super) fn extreme(groups: &Groups, values: &Numbers, which: Extreme) -> Numbers<'static> {
    let (made, nothing) = match &values.ends {
        Ends::Fixed(fixed) => {
            let ends = |row| (fixed.lo.get(row), fixed.hi().get(row));
            let (found, nothing) = extremes(groups, which, (BELOW, ABOVE), ends);
            let (lo, hi): (Vec<i64>, Vec<i64>) = found.into_iter().unzip();
            let hi = (lo != hi).then_some(hi);
            (Numbers::fixed(fixed.scale, lo, hi), nothing)
        }
        Ends::One(_) | Ends::Exact(_) => {
            let ends = |row| {
                let range = values.range(row);
                (range.lo().clone(), range.hi().clone())
            };
            let (found, nothing) = extremes(groups, which, (Bound::Below, Bound::Above), ends);
            let ranges = found.into_iter().map(|(lo, hi)| Range::new(lo, hi));
            let ranges = ranges.map(|range| range.unwrap_or_else(Range::unbounded));
            (Numbers::exact(ranges.collect(), None), nothing)
        }
    };
    made.with_undefined(either(nothing.as_ref(), lost(groups, Some(values)).as_ref()))
}

/// The ends of each group's extreme, and the groups without one.
fn extremes<T: Ord + Clone>(
    groups: &Groups,
    which: Extreme,
    infinite: (T, T),
    ends: impl Fn(usize) -> (T, T),
) -> (Vec<(T, T)>, Option<Rc<Bits>>) {
    let mut nothing = Bits::zeros(groups.len());
    let mut found = Vec::with_capacity(groups.len());
    for (group, range) in groups.ranges().enumerate() {
        let mut any: Option<(T, T)> = None;
        let mut sure: Option<(T, T)> = None;
        for (row, surely) in groups.counting(range) {
            let (lo, hi) = ends(row);
            let nearer = |so_far: Option<(T, T)>| match (so_far, which) {
                (None, _) => (lo.clone(), hi.clone()),
                (Some((a, b)), Extreme::Least) => (a.min(lo.clone()), b.min(hi.clone())),
                (Some((a, b)), Extreme::Greatest) => (a.max(lo.clone()), b.max(hi.clone())),
            };
            any = Some(nearer(any));
            if surely {
                sure = Some(nearer(sure));
            }
        }
        let open = groups.is_open(group);
        found.push(match (any, sure, which) {
            (Some((least, _)), Some((_, hi)), Extreme::Least) => {
                (if open { infinite.0.clone() } else { least }, hi)
            }
            (Some((_, most)), Some((lo, _)), Extreme::Greatest) => {
                (lo, if open { infinite.1.clone() } else { most })
            }
            _ => {
                nothing.set(group, true);
                infinite.clone()
            }
        });
    }
    (found, nothing.any().then(|| Rc::new(nothing)))
}

/// The mean; undefined where it may be that nothing counts, unknown where it is not known what
/// counts.
pub(super) fn mean(groups: &Groups, values: &Numbers) -> Numbers<'static> {
    let sums = sum(groups, values, false);
    let mut nothing = Bits::zeros(groups.len());
    let mut means = Vec::with_capacity(groups.len());
    for (group, range) in groups.ranges().enumerate() {
        let (mut members, mut some, mut unsure) = (0i64, false, groups.is_open(group));
        for (_, surely) in groups.counting(range) {
            members += 1;
            some |= surely;
            unsure |= !surely;
        }
        nothing.set(group, !some);
        let divided = || sums.range(group).div(&Range::exact(Number::from_i64(members))).ok();
        let mean = if unsure { None } else { divided() };
        means.push(mean.unwrap_or_else(Range::unbounded));
    }
    let nothing = nothing.any().then(|| Rc::new(nothing));
    Numbers::exact(means, either(nothing.as_ref(), sums.undefined.as_ref()))
}

/// The share, in percent, that the members with `part` have in the sum of all; undefined where
/// the whole is nothing. Of values that may be negative nothing is known.
pub(super) fn share(groups: &Groups, values: Option<&Numbers>, part: &Truths) -> Numbers<'static> {
    let zero = Range::exact(Number::ZERO);
    let mut nothing = Bits::zeros(groups.len());
    let mut shares = Vec::with_capacity(groups.len());
    for (group, range) in groups.ranges().enumerate() {
        let (mut with, mut without) = (zero.clone(), zero.clone());
        let mut negative = false;
        for (row, surely) in groups.counting(range) {
            let value =
                values.map_or_else(|| Range::exact(Number::ONE), |values| values.range(row));
            negative |= *value.lo() < Bound::At(Number::ZERO);
            let truth = part.get(row);
            for (side, truth) in [(&mut with, truth), (&mut without, !truth)] {
                match (truth, surely) {
                    (Truth::False, _) => {}
                    (Truth::True, true) => *side = side.add(&value),
                    (Truth::True, false) | (Truth::Unknown, _) => {
                        *side = side.add(&value.hull(&zero));
                    }
                }
            }
        }
        let whole = with.add(&without);
        if !groups.is_open(group) && whole.exact_value().is_some_and(Number::is_zero) {
            nothing.set(group, true);
        }
        shares.push(match (negative, groups.is_open(group)) {
            (true, _) => Range::unbounded(),
            (false, true) => percent(Bound::At(Number::ZERO), Bound::At(Number::ONE)),
            (false, false) => percent(
                part_of(with.lo(), without.hi(), Number::ZERO),
                part_of(with.hi(), without.lo(), Number::ONE),
            ),
        });
    }
    let nothing = nothing.any().then(|| Rc::new(nothing));
    let lost = lost(groups, values);
    Numbers::exact(shares, either(nothing.as_ref(), lost.as_ref()))
}

fn percent(lo: Bound, hi: Bound) -> Range {
    let hundred = Range::exact(Number::from_i64(100));
    Range::new(lo, hi).map_or_else(Range::unbounded, |range| range.mul(&hundred))
}

/// `part / (part + rest)` of ends that are not negative; `of_nothing` where both are zero.
fn part_of(part: &Bound, rest: &Bound, of_nothing: Number) -> Bound {
    let (part, rest) = match (part, rest) {
        (Bound::At(part), Bound::At(rest)) => (part, rest),
        // Without a rest an unlimited part is all there is; an unlimited rest leaves it nothing.
        (Bound::At(_) | Bound::Below, _) => return Bound::At(Number::ZERO),
        (Bound::Above, _) => return Bound::At(Number::ONE),
    };
    // The other side may be nothing, and then this one is all or nothing.
    if rest.is_zero() && part.is_zero() {
        return Bound::At(of_nothing);
    }
    part.div(&part.add(rest)).map_or(Bound::At(Number::ONE), Bound::At)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A member: whether it counts, the ends of its value, whether it has the part.
    type Member = (Truth, i64, i64, Truth);

    fn truth() -> impl Strategy<Value = Truth> {
        prop_oneof![3 => Just(Truth::True), 1 => Just(Truth::False), 2 => Just(Truth::Unknown)]
    }

    fn member() -> impl Strategy<Value = Member> {
        (truth(), 0i64..4, 0i64..3, truth())
            .prop_map(|(holds, lo, width, part)| (holds, lo, lo + width, part))
    }

    fn ways(truth: Truth) -> Vec<bool> {
        match truth {
            Truth::True => vec![true],
            Truth::False => vec![false],
            Truth::Unknown => vec![true, false],
        }
    }

    /// Every way the members may turn out: the values of those that count, and whether each has
    /// the part. To an open list up to two others may come.
    fn completions(members: &[Member], open: bool) -> Vec<Vec<(i64, bool)>> {
        let mut all: Vec<Vec<(i64, bool)>> = vec![Vec::new()];
        for (holds, lo, hi, part) in members {
            let mut next = Vec::new();
            for so_far in &all {
                for counts in ways(*holds) {
                    if !counts {
                        next.push(so_far.clone());
                        continue;
                    }
                    for value in *lo..=*hi {
                        for part in ways(*part) {
                            next.push([so_far.as_slice(), &[(value, part)]].concat());
                        }
                    }
                }
            }
            all = next;
        }
        if !open {
            return all;
        }
        let others: [&[(i64, bool)]; 5] =
            [&[], &[(0, true)], &[(5, true)], &[(3, false)], &[(1, false), (9, true)]];
        all.iter().flat_map(|one| others.iter().map(|more| [one, *more].concat())).collect()
    }

    fn number(value: i64) -> Number {
        Number::from_i64(value)
    }

    fn quotient(part: i64, whole: i64) -> Option<Number> {
        number(part).div(&number(whole))
    }

    /// Three groups: the members, none, and the members again, so that segments are seen to be
    /// kept apart. `exact` gives the values as ranges instead of digits.
    fn check(members: &[Member], open: bool, exact: bool) -> Result<(), TestCaseError> {
        let count_of = u32::try_from(members.len()).unwrap();
        let twice: Vec<Member> = [members, members].concat();
        let offsets = [0, count_of, count_of, 2 * count_of];
        let holds = Truths::from_fn(twice.len(), |row| twice[row].0);
        let part = Truths::from_fn(twice.len(), |row| twice[row].3);
        let open_bits = Bits::from_fn(3, |group| open && group != 1);
        let groups =
            Groups { offsets: &offsets, holds: &holds, open: Some(&open_bits), lost: None };
        let digits = Numbers::fixed(
            0,
            twice.iter().map(|member| member.1).collect(),
            Some(twice.iter().map(|member| member.2).collect()),
        );
        let values = match exact {
            true => Numbers::exact((0..twice.len()).map(|row| digits.range(row)).collect(), None),
            false => digits,
        };
        let all = completions(members, open);
        type Real = fn(&[(i64, bool)]) -> Option<Number>;
        let aggregates: [(&str, Numbers, Real, bool); 6] = [
            ("count", count(&groups), |of| Some(number(of.len() as i64)), true),
            (
                "sum",
                sum(&groups, &values, true),
                |of| Some(number(of.iter().map(|m| m.0).sum())),
                true,
            ),
            (
                "min",
                extreme(&groups, &values, Extreme::Least),
                |of| of.iter().map(|m| number(m.0)).min(),
                true,
            ),
            (
                "max",
                extreme(&groups, &values, Extreme::Greatest),
                |of| of.iter().map(|m| number(m.0)).max(),
                true,
            ),
            (
                "mean",
                mean(&groups, &values),
                |of| quotient(of.iter().map(|m| m.0).sum(), of.len() as i64),
                false,
            ),
            (
                "share",
                share(&groups, Some(&values), &part),
                |of| {
                    let with: i64 = of.iter().filter(|m| m.1).map(|m| m.0).sum();
                    quotient(100 * with, of.iter().map(|m| m.0).sum())
                },
                false,
            ),
        ];
        for (name, made, real, is_exact) in aggregates {
            let values: Vec<Option<Number>> = all.iter().map(|one| real(one)).collect();
            let known: Vec<&Number> = values.iter().flatten().collect();
            for group in [0, 2] {
                let range = made.range(group);
                for value in &known {
                    prop_assert!(range.contains(value), "{name}: {value:?} not in {range:?}");
                }
                let defined = !made.is_undefined(group);
                // What never has a value is undefined, and what surely has one is not.
                if known.is_empty() {
                    prop_assert!(!defined, "{name} has no value");
                }
                if name != "min" && name != "max" {
                    prop_assert!(defined || known.len() < values.len(), "{name} has a value");
                }
                if is_exact && defined && !open && known.len() == values.len() {
                    let ends = (range.lo().number(), range.hi().number());
                    let (least, most) = (known.iter().min(), known.iter().max());
                    prop_assert_eq!(ends, (least.copied(), most.copied()), "{}", name);
                }
            }
            let of_none = real(&[]);
            prop_assert_eq!(made.is_undefined(1), of_none.is_none(), "{} of nothing", name);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn every_completion_lies_within(
            members in proptest::collection::vec(member(), 0..4),
            open in prop::bool::weighted(0.2),
            exact in any::<bool>(),
        ) {
            check(&members, open, exact)?;
        }
    }

    #[test]
    fn bits_fall_into_segments() {
        let bits = Bits::from_fn(6, |row| row == 2 || row == 5);
        let found = any_in(&[0, 2, 2, 3, 5, 6], &bits);
        assert_eq!(found.iter_set().collect::<Vec<_>>(), [2, 4]);
    }
}
