//! Whole plans: every part of the model is stated, so that each rule that ships has work.
//!
//! They are the invented province of `examples/invented`, with and without its faults, each with
//! figures of its own.

use crate::generate::{GAPS, MUST};
use crate::json::Json;
use crate::random::Random;

const SHAPES: [&str; 2] = [
    include_str!("../../examples/invented/linhai.json"),
    include_str!("../../examples/invented/linhai-corrected.json"),
];

const SEED: u64 = 0x77_68_6f_6c_65;

/// The two shapes, read once.
pub fn shapes() -> [Json; 2] {
    SHAPES.map(|text| serde_json::from_str(text).expect("the examples are JSON"))
}

/// Whole plan number `number`.
pub fn plan(shapes: &[Json; 2], number: usize) -> Json {
    let mut random = Random::new(SEED.wrapping_add(number as u64).wrapping_mul(0x9e37_79b9));
    let mut plan = shapes[number % 2].clone();
    plan.set("id", format!("whole-{number}"));
    plan.at("region").set("code", format!("XX-{number:05}"));
    vary(&mut plan, None, &mut random);
    plan
}

/// Whole plan number `number` with gaps.
pub fn with_gaps(shapes: &[Json; 2], number: usize) -> Json {
    let mut plan = plan(shapes, number);
    plan.leave_out(GAPS, MUST, &mut Random::new(SEED ^ (number as u64) << 20));
    plan
}

/// Changes one figure in ten, by up to a twentieth; years, and what is no figure, stay.
fn vary(json: &mut Json, key: Option<&str>, random: &mut Random) {
    match json {
        Json::Object(fields) => {
            for (key, value) in fields {
                vary(value, Some(key), random);
            }
        }
        Json::List(items) => items.iter_mut().for_each(|item| vary(item, key, random)),
        Json::Decimal(value) if random.percent(10) => {
            let factor = random.between(95, 105) as f64 / 100.0;
            *value = (*value * factor * 1000.0).round() / 1000.0;
        }
        // `"2025": "27.5 %"`: the digits before the first space, where a year is the key.
        Json::Text(text) if key.is_some_and(is_year) && random.percent(10) => {
            if let Some((figure, unit)) = text.split_once(' ')
                && let Ok(value) = figure.parse::<f64>()
                && value >= 20.0
            {
                *text =
                    format!("{} {unit}", (value * random.between(95, 100) as f64 / 100.0).round());
            }
        }
        Json::Null | Json::Boolean(_) | Json::Integer(_) | Json::Decimal(_) | Json::Text(_) => {}
    }
}

fn is_year(key: &str) -> bool {
    key.len() == 4 && key.bytes().all(|byte| byte.is_ascii_digit())
}
