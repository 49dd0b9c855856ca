//! China's national targets, one plan for each five-year plan. A plan states a level, a yearly rate
//! or a change over five years, and is written as it states it: nothing is computed from the one to
//! the other.

use super::json::Json;
use super::{Fault, File};

const TABLE: &str = "cn_fyp_targets.csv";
const TABLE_TEXT: &str = include_str!("../../sources/cn_fyp_targets.csv");

/// Five years, and the year before them.
struct FiveYears {
    name: &'static str,
    ordinal: &'static str,
    base: &'static str,
    first: &'static str,
    last: &'static str,
}

const PLANS: [FiveYears; 3] = [
    FiveYears { name: "13FYP", ordinal: "13th", base: "2015", first: "2016", last: "2020" },
    FiveYears { name: "14FYP", ordinal: "14th", base: "2020", first: "2021", last: "2025" },
    FiveYears { name: "15FYP", ordinal: "15th", base: "2025", first: "2026", last: "2030" },
];

/// The table's name of an indicator, and its word in a plan: the model's, or a free one where the
/// model has none (life expectancy), whose unit then stands in the title alone.
const INDICATORS: [(&str, &str); 14] = [
    ("GDP growth", "gross_regional_product"),
    ("Labour productivity", "labour_productivity"),
    ("Core digital economy industries value added share of GDP", "digital_core_share"),
    ("Basic research share of R&D expenditure", "basic_research_share"),
    ("Energy consumption per unit of GDP", "energy_intensity"),
    ("CO2 emissions per unit of GDP", "carbon_intensity"),
    ("Society-wide R&D spending growth", "rd_spending"),
    ("High-value invention patents per 10,000 population", "high_value_patents"),
    ("Invention patents per 10,000 population", "invention_patents"),
    ("Contribution of S&T advances to growth", "science_part_of_growth"),
    ("Surveyed urban unemployment rate", "surveyed_urban_unemployment"),
    ("Permanent urban residents share of population", "urbanisation"),
    ("Average life expectancy", "life_expectancy"),
    ("Basic old-age insurance coverage", "old_age_insurance_coverage"),
];

/// The table's kind of target, and the model's.
const KINDS: [(&str, &str); 6] = [
    ("level", "level"),
    ("min_level", "level"),
    ("max_level", "level"),
    ("min_average", "average_growth"),
    ("cumulative_reduction", "cumulative_change"),
    ("cumulative_increase", "cumulative_change"),
];

#[derive(serde::Deserialize)]
struct Row {
    plan: String,
    indicator: String,
    baseline_year: String,
    baseline: String,
    target_year: String,
    target: String,
    annual_avg_pct: String,
    unit: String,
    target_kind: String,
    binding: String,
    source: String,
}

/// One plan for each five-year plan.
pub fn files() -> Result<Vec<File>, Fault> {
    let rows = csv::Reader::from_reader(TABLE_TEXT.as_bytes())
        .deserialize()
        .collect::<Result<Vec<Row>, _>>()
        .map_err(|why| Fault::new(TABLE, why))?;
    if let Some(row) = rows.iter().find(|row| PLANS.iter().all(|plan| plan.name != row.plan)) {
        return Err(Fault::new(TABLE, format!("`{}` is no plan the maker knows", row.plan)));
    }
    PLANS
        .iter()
        .map(|years| {
            let own = rows.iter().filter(|row| row.plan == years.name);
            let indicators = own.map(indicator).collect::<Result<Vec<_>, _>>()?;
            let path = format!("examples/china/cn-{}.json", years.name.to_lowercase());
            Ok(File { path, text: plan(years, indicators).file() })
        })
        .collect()
}

fn plan(years: &FiveYears, indicators: Vec<Json>) -> Json {
    let FiveYears { name, ordinal, base, first, last } = years;
    Json::Record(vec![
        ("format", Json::text("regional/plan/1")),
        ("id", Json::text(format!("cn-{}", name.to_lowercase()))),
        ("title", Json::text(format!("China: targets of the {ordinal} five-year plan"))),
        ("language", Json::text("en")),
        (
            "document",
            Json::text(format!("Outline of the {ordinal} five-year plan, {first}–{last}")),
        ),
        ("currency", Json::text("CNY")),
        (
            "region",
            Json::Record(vec![
                ("code", Json::text("CN")),
                ("name", Json::text("China")),
                ("level", Json::text("nation")),
            ]),
        ),
        (
            "period",
            Json::Record(vec![
                ("base_year", Json::number(*base)),
                ("first_year", Json::number(*first)),
                ("last_year", Json::number(*last)),
            ]),
        ),
        ("indicators", Json::List(indicators)),
    ])
}

fn indicator(row: &Row) -> Result<Json, Fault> {
    let word = look_up(&INDICATORS, &row.indicator)?;
    let kind = look_up(&KINDS, &row.target_kind)?;

    let mut fields = vec![("id", Json::text(word)), ("title", Json::text(title(row)))];
    match row.binding.as_str() {
        "" => {}
        "binding" => fields.push(("binding", Json::Bool(true))),
        "anticipatory" => fields.push(("binding", Json::Bool(false))),
        other => return Err(Fault::new(TABLE, format!("`{other}` says nothing of binding"))),
    }
    fields.push(("target_kind", Json::text(kind)));

    // Only a level is a point of the indicator itself; a rate or a change is stated of it.
    if kind == "level" {
        let points = [(&row.baseline_year, &row.baseline), (&row.target_year, &row.target)];
        let points = points
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(year, value)| (year.clone(), Json::number(value)));
        fields.push(("series", Json::Series(points.collect())));
    }
    if let Some(growth) = stated_growth(row, kind) {
        fields.push(("stated_growth", Json::number(growth)));
    }
    fields.push(("source", Json::Record(vec![("document", Json::text(&row.source))])));
    Ok(Json::Record(fields))
}

/// The rate a year or the change over the period, where it is one in percent.
fn stated_growth<'a>(row: &'a Row, kind: &str) -> Option<&'a str> {
    if !row.annual_avg_pct.is_empty() {
        return Some(&row.annual_avg_pct);
    }
    (kind == "cumulative_change" && row.unit.starts_with('%')).then_some(row.target.as_str())
}

/// The indicator, and behind it what the table says and no field of a plan can hold: whether the
/// target is a floor or a ceiling, the unit of a level, a change that is not in percent, and the
/// rate that a targeted rate follows.
fn title(row: &Row) -> String {
    let Row { baseline, baseline_year, target, unit, .. } = row;
    let mut notes = Vec::new();
    match row.target_kind.as_str() {
        "min_level" | "min_average" => notes.push("at least".to_owned()),
        "max_level" => notes.push("at most".to_owned()),
        _ => {}
    }
    match row.target_kind.as_str() {
        "level" | "min_level" | "max_level" => notes.push(unit.clone()),
        "min_average" if !baseline.is_empty() => {
            notes.push(format!("{baseline} {unit} in {baseline_year}"));
        }
        "cumulative_increase" => {
            notes.push(format!("{}, up by {target}", unit.trim_end_matches(" (increase)")));
        }
        _ => {}
    }
    if notes.is_empty() {
        row.indicator.clone()
    } else {
        format!("{} ({})", row.indicator, notes.join(", "))
    }
}

fn look_up<'a>(table: &[(&str, &'a str)], name: &str) -> Result<&'a str, Fault> {
    let found = table.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours);
    found.ok_or_else(|| Fault::new(TABLE, format!("`{name}` is not one the maker knows")))
}
