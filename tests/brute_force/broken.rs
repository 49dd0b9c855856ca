//! Constructs that are wrong on purpose. An oracle that is wrong about one must disagree with the
//! engine on some case, or the cases would not see the engine being wrong about it.

use crate::judge::{Asked, judge};
use crate::random::Random;
use crate::{Draw, drawn};

macro_rules! broken {
    ($($name:ident,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Broken {
            $($name,)*
        }

        const ALL: &[Broken] = &[$(Broken::$name,)*];
    };
}

broken! {
    Asked,
    WithinIsBelow,
    ContainsAsWritten,
    EqualIsRising,
    LessIsLessOrEqual,
    BetweenLeavesOut,
    OneMoreOf,
    EveryNeedsOne,
    OneMoreMember,
    DivisionByZeroIsZero,
    AbsOfNothing,
    OtherPoint,
    LeastOfNothingIsZero,
    ExceptionsOfExceptions,
    EveryEdge,
    OneWay,
    ReachesItself,
    ReachesOneStep,
    NoneEqualsNone,
    NoDefault,
    AlwaysInForce,
    FirstStep,
    GrowthOfOneYear,
}

#[test]
fn every_broken_construct_is_seen() {
    let mut unseen = ALL.to_vec();
    for seed in 0..16 {
        let draw =
            Draw { seed, exact: false, faults: false, rules: 64, plans: 64, rounds: 0, most: 12 };
        let drawn = drawn(draw, 0);
        unseen.retain(|broken| !is_seen(&drawn, *broken));
        if unseen.is_empty() {
            return;
        }
    }
    panic!("the oracle was wrong about {unseen:?}, and nothing was seen");
}

fn is_seen(drawn: &crate::Drawn, broken: Broken) -> bool {
    let mut random = Random(1);
    drawn.cases().any(|(rule, text, plan, verdicts)| {
        let asked = Asked { rule, text, exact: false, most: 12, broken: Some(broken) };
        judge(&asked, plan, verdicts, &mut random).is_err()
    })
}
