//! Rounds in which everybody takes a turn, so that a slow minute of the machine is everybody's.

use std::hint::black_box;
use std::time::Instant;

/// Something that is measured: what it is called, and one turn over all plans.
pub struct Contender<'a> {
    pub name: String,
    /// How much of the work of the others one turn does: 0.1 where it is a tenth of the plans.
    pub part: f64,
    turn: Box<dyn FnMut() -> usize + 'a>,
}

impl<'a> Contender<'a> {
    pub fn new(name: impl Into<String>, turn: impl FnMut() -> usize + 'a) -> Contender<'a> {
        Contender { name: name.into(), part: 1.0, turn: Box::new(turn) }
    }

    /// One turn is only a part of the work.
    pub fn part(self, part: f64) -> Contender<'a> {
        Contender { part, ..self }
    }
}

/// Seconds of one turn of each, the median over all rounds; the first round warms up.
pub fn medians(contenders: &mut [Contender], rounds: usize) -> Vec<f64> {
    let mut taken: Vec<Vec<f64>> = contenders.iter().map(|_| Vec::new()).collect();
    for round in 0..=rounds {
        for (contender, taken) in contenders.iter_mut().zip(&mut taken) {
            let start = Instant::now();
            black_box((contender.turn)());
            let seconds = start.elapsed().as_secs_f64() / contender.part;
            if round > 0 {
                taken.push(seconds);
            }
        }
    }
    taken.into_iter().map(median).collect()
}

pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    match all.len() {
        0 => f64::NAN,
        len if len % 2 == 1 => all[len / 2],
        len => f64::midpoint(all[len / 2 - 1], all[len / 2]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_number_lies_between() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
    }
}
