//! Rounds in which everybody takes a turn, so that a slow minute of the machine is everybody's.

use std::hint::black_box;

use cpu_time::ThreadTime;

/// Something that is measured: what it is called, and one turn over all plans.
pub struct Contender<'a> {
    pub name: String,
    /// How much of the work of the others one turn does: 0.1 where it is a tenth of the plans.
    part: f64,
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

/// What came of measuring one contender.
#[derive(Clone, Debug)]
pub struct Taken {
    pub name: String,
    /// Seconds of the processor for one turn: the median over the rounds.
    pub seconds: f64,
    /// Beside the first contender: the median of the ratios within a round.
    pub ratio: f64,
}

/// Everybody takes a turn in each round; a round before the first warms up. A turn runs on the
/// thread that calls, whose own time is taken: what else the machine does is not counted.
pub fn rounds(contenders: &mut [Contender], rounds: usize) -> Vec<Taken> {
    let mut taken: Vec<Vec<f64>> = contenders.iter().map(|_| Vec::new()).collect();
    for round in 0..=rounds {
        for (contender, taken) in contenders.iter_mut().zip(&mut taken) {
            let start = ThreadTime::now();
            black_box((contender.turn)());
            let seconds = start.elapsed().as_secs_f64() / contender.part;
            if round > 0 {
                taken.push(seconds);
            }
        }
    }
    let first = taken.first().cloned().unwrap_or_default();
    let measured = contenders.iter().zip(taken).map(|(contender, taken)| Taken {
        name: contender.name.clone(),
        ratio: median(taken.iter().zip(&first).map(|(own, first)| own / first)),
        seconds: median(taken),
    });
    measured.collect()
}

/// The seconds that one thing takes, the median over some rounds.
pub fn seconds(rounds: usize, turn: impl FnMut() -> usize) -> f64 {
    self::rounds(&mut [Contender::new("", turn)], rounds)[0].seconds
}

pub fn median(all: impl IntoIterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = all.into_iter().collect();
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
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]), 2.5);
    }
}
