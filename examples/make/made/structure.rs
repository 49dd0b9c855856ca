//! Rules that compare the structure of the German states, computed by the measures of the pack
//! `regional`, with what other programs printed. The printed values stay data; here they become the
//! limits of rules.

use super::germany::STATES;
use super::{Fault, File};

const INDICES: &str = "oracle_de_states_wz17_2015.csv";
const INDICES_TEXT: &str = include_str!("../../../tests/data/oracle_de_states_wz17_2015.csv");
const QUOTIENTS: &str = "de_states_wz17_2015_lq_REAT.csv";
const QUOTIENTS_TEXT: &str = include_str!("../../../tests/data/de_states_wz17_2015_lq_REAT.csv");

const HEAD: &str = include_str!("structure_head.rule");

/// Decimals to which the indices are printed, zeros at the end left out.
const INDEX_DECIMALS: usize = 10;

/// Significant digits to which the location quotients are printed.
const QUOTIENT_DIGITS: usize = 15;

#[derive(serde::Deserialize)]
struct Indices {
    geo: String,
    #[serde(rename = "hhi_REAT")]
    hhi: String,
    #[serde(rename = "krugman_REAT")]
    krugman: String,
    #[serde(rename = "cosine_similarity_to_total_PYTHON")]
    cosine: String,
}

#[derive(serde::Deserialize)]
struct Quotient {
    j_region: String,
    i_industry: String,
    #[serde(rename = "LQ")]
    printed: String,
}

/// The rule file: its head, then one rule for each state.
pub fn files() -> Result<Vec<File>, Fault> {
    let indices = rows::<Indices>(INDICES, INDICES_TEXT)?;
    let quotients = rows::<Quotient>(QUOTIENTS, QUOTIENTS_TEXT)?;
    let mut text = HEAD.to_owned();
    for (code, name) in STATES {
        let Some(indices) = indices.iter().find(|row| row.geo == code) else {
            return Err(Fault::new(INDICES, format!("`{code}` is not in it")));
        };
        let own = quotients.iter().filter(|row| row.j_region == code);
        text.push_str(&rule(code, name, indices, own)?);
    }
    Ok(vec![File { path: "tests/data/structure.rule".to_owned(), text }])
}

fn rows<T: serde::de::DeserializeOwned>(source: &'static str, text: &str) -> Result<Vec<T>, Fault> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(|why| Fault::new(source, why))
}

fn rule<'a>(
    code: &str,
    name: &str,
    indices: &Indices,
    quotients: impl Iterator<Item = &'a Quotient>,
) -> Result<String, Fault> {
    let mut items = Vec::new();
    for (value, printed) in [
        ("hhi(own)", &indices.hhi),
        ("krugman(own, nation)", &indices.krugman),
        ("similarity(own, nation)", &indices.cosine),
    ] {
        let limits = half_unit(printed)
            .ok_or_else(|| Fault::new(INDICES, format!("`{printed}` is no decimal")))?;
        items.push(format!("{value} {limits}"));
    }
    for Quotient { i_industry, printed, .. } in quotients {
        let limits = one_unit(printed)
            .ok_or_else(|| Fault::new(QUOTIENTS, format!("`{printed}` is no decimal")))?;
        let section = i_industry.trim_start_matches("WZ08-");
        items.push(format!("location_quotient(own, nation, isic:{section}) {limits}"));
    }
    let items = items.iter().map(|item| format!("    {item},\n")).collect::<String>();
    let id = code.to_lowercase();
    Ok(format!(
        r#"
portfolio rule structure-{id}
  "{name}"
  let nation = sum of last of i.employment for q in plans, i in q.industries
    by (i.code as isic).section
  for p in plans where p.region.code = "DE-{code}"
  let own = employment_by_section(p)
  must all of (
{items}  )
  otherwise "The structure of {{p.region.name}} is not the published one"
"#
    ))
}

/// An index: half a unit of its last decimal up or down, what rounding may have moved.
fn half_unit(printed: &str) -> Option<String> {
    between(printed, INDEX_DECIMALS + 1, 5)
}

/// A location quotient: a whole unit of its last digit, since binary fractions moved some of them
/// by more than half a unit. An exact zero is one.
fn one_unit(printed: &str) -> Option<String> {
    let (whole, fraction) = printed.split_once('.')?;
    let whole = whole.trim_start_matches('0');
    let zeros = fraction.len() - fraction.trim_start_matches('0').len();
    if whole.is_empty() && zeros == fraction.len() {
        return Some("= 0".to_owned());
    }
    let decimals = QUOTIENT_DIGITS.checked_sub(whole.len())?;
    between(printed, if whole.is_empty() { decimals + zeros } else { decimals }, 1)
}

/// The condition that a value differs by at most so many units of the last of `decimals` from the
/// one printed; none where that is not a decimal of so many places, and greater than the units.
fn between(printed: &str, decimals: usize, units: u128) -> Option<String> {
    let (whole, fraction) = printed.split_once('.')?;
    let zeros = decimals.checked_sub(fraction.len())?;
    let digits = format!("{whole}{fraction}{}", "0".repeat(zeros)).parse::<u128>().ok()?;
    let spell = |digits: u128| {
        let text = format!("{digits:0width$}", width = decimals + 1);
        let (whole, fraction) = text.split_at_checked(text.len() - decimals)?;
        Some(format!("{whole}.{fraction}"))
    };
    let (low, high) = (digits.checked_sub(units)?, digits.checked_add(units)?);
    Some(format!("is between {} and {}", spell(low)?, spell(high)?))
}
