//! Fourteen Czech regions: the priorities of their smart specialisation strategies, with what
//! they produce and what they spend on research. The strategies state no targets that could be
//! read by machine, so no indicator has a point in the period's last year. Four regions name no
//! codes: there the field is left out. One names a division 34 that NACE Rev. 2 does not have: it
//! stands as it is.
//!
//! For the pack `smart`, which has a field for it, the plan of a region whose annex says who manages
//! the strategy is made a second time, with that; the table has it of one region.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::json::Json;
use super::portfolio::{Manifest, slug};
use super::{Fault, File};

const PRIORITIES: &str = "cz_ris3_regional_priorities.csv";
const PRIORITIES_TEXT: &str = include_str!("../../sources/cz_ris3_regional_priorities.csv");
const BODIES: &str = "cz_ris3_bodies.csv";
const BODIES_TEXT: &str = include_str!("../../sources/cz_ris3_bodies.csv");
const RESEARCH: &str = "cz_regions_rd_spending_2024.json";
const RESEARCH_TEXT: &str = include_str!("../../sources/cz_regions_rd_spending_2024.json");
const ACCOUNTS: &str = "cz_regions_gdp_population_2019_2024.json";
const ACCOUNTS_TEXT: &str = include_str!("../../sources/cz_regions_gdp_population_2019_2024.json");

const DOCUMENT: &str = "Národní výzkumná a inovační strategie pro inteligentní specializaci \
                        České republiky 2021–2027, Příloha 2, verze 08 (prosinec 2025)";
const ACCOUNTS_DOCUMENT: &str = "ČSÚ, Regionální účty, časová řada 1995-2024";
const POPULATION_DOCUMENT: &str = "ČSÚ, databáze KROK, ukazatel 030101 (stav obyvatel k 31.12.)";
const RESEARCH_DOCUMENT: &str = "ČSÚ, výdaje na výzkum a vývoj podle krajů, 2024";

/// The year of the figures on research, the latest of the accounts: the period's base.
const BASE_YEAR: &str = "2024";

#[derive(Deserialize)]
struct Research {
    /// By NUTS 3 code.
    kraje: BTreeMap<String, ResearchOfRegion>,
}

#[derive(Deserialize)]
struct ResearchOfRegion {
    nazev: String,
    celkem_mil_kc_2024: Box<RawValue>,
    intenzita_hdp_2024: Box<RawValue>,
    podnikatelsky_mil_kc: Box<RawValue>,
    vladni_mil_kc: Box<RawValue>,
    vysokoskolsky_mil_kc: Box<RawValue>,
}

#[derive(Deserialize)]
struct Accounts {
    /// By name.
    kraje: BTreeMap<String, AccountsOfRegion>,
}

#[derive(Deserialize)]
struct AccountsOfRegion {
    hdp_mil_kc: BTreeMap<String, Box<RawValue>>,
    populace: BTreeMap<String, Box<RawValue>>,
}

struct Priority {
    number: String,
    title: String,
    /// Divisions as the annex lists them; none where it names none.
    divisions: Vec<String>,
}

/// Who answers for the strategy of a region.
struct Body {
    name: String,
    roles: Vec<String>,
    /// What the annex says, in its words.
    statement: String,
}

/// Fourteen plans and their manifest, by NUTS 3 code; those that say who manages the strategy a
/// second time, with a manifest of all fourteen beside them.
pub fn files() -> Result<Vec<File>, Fault> {
    let mut priorities = priorities()?;
    let mut bodies = bodies()?;
    let research: Research =
        serde_json::from_str(RESEARCH_TEXT).map_err(|why| Fault::new(RESEARCH, why))?;
    let accounts: Accounts =
        serde_json::from_str(ACCOUNTS_TEXT).map_err(|why| Fault::new(ACCOUNTS, why))?;

    let mut files = Vec::new();
    let mut listed = Vec::new();
    let mut listed_with_bodies = Vec::new();
    for (code, research) in &research.kraje {
        let name = research.nazev.as_str();
        let missing = |source| Fault::new(source, format!("`{name}` is not in it"));
        let accounts = accounts.kraje.get(name).ok_or_else(|| missing(ACCOUNTS))?;
        let priorities = priorities.remove(name).ok_or_else(|| missing(PRIORITIES))?;
        let file = format!("{}-{}.json", code.to_lowercase(), slug(name));
        let text = plan(code, research, accounts, &priorities, &[]).file();
        files.push(File { path: format!("examples/czech/{file}"), text });
        match bodies.remove(name) {
            Some(bodies) => {
                let text = plan(code, research, accounts, &priorities, &bodies).file();
                files.push(File { path: format!("examples/smart/czech/{file}"), text });
                listed_with_bodies.push((code.as_str(), file.clone()));
            }
            None => listed_with_bodies.push((code.as_str(), format!("../../czech/{file}"))),
        }
        listed.push((code.as_str(), file));
    }
    if let Some(name) = priorities.keys().chain(bodies.keys()).next() {
        return Err(Fault::new(RESEARCH, format!("`{name}` is not in it")));
    }
    for (folder, listed) in [("czech", &listed), ("smart/czech", &listed_with_bodies)] {
        let manifest = Manifest {
            id: "cz",
            title: "Česko: domény specializace 14 krajů",
            covers: "Česko",
            plans: listed.iter().map(|(code, file)| (*code, file.as_str())).collect(),
        };
        files.push(File {
            path: format!("examples/{folder}/portfolio.json"),
            text: manifest.json().file(),
        });
    }
    Ok(files)
}

/// The priorities by region, each region's in the annex's order.
fn priorities() -> Result<BTreeMap<String, Vec<Priority>>, Fault> {
    let mut regions: BTreeMap<String, Vec<Priority>> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(PRIORITIES_TEXT.as_bytes());
    for row in reader.deserialize::<(String, String, String, String)>() {
        let (region, number, title, division) = row.map_err(|why| Fault::new(PRIORITIES, why))?;
        let list = regions.entry(region).or_default();
        let divisions = (!division.is_empty()).then_some(division);
        match list.last_mut() {
            Some(last) if last.number == number => last.divisions.extend(divisions),
            _ => list.push(Priority { number, title, divisions: divisions.into_iter().collect() }),
        }
    }
    Ok(regions)
}

/// Who manages the strategies, by region, in the table's order.
fn bodies() -> Result<BTreeMap<String, Vec<Body>>, Fault> {
    let mut regions: BTreeMap<String, Vec<Body>> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(BODIES_TEXT.as_bytes());
    for row in reader.deserialize::<(String, String, String, String)>() {
        let (region, name, roles, statement) = row.map_err(|why| Fault::new(BODIES, why))?;
        let roles = roles.split(' ').map(str::to_owned).collect();
        regions.entry(region).or_default().push(Body { name, roles, statement });
    }
    Ok(regions)
}

fn plan(
    code: &str,
    research: &ResearchOfRegion,
    accounts: &AccountsOfRegion,
    priorities: &[Priority],
    bodies: &[Body],
) -> Json {
    let name = research.nazev.as_str();
    let mut fields = vec![
        ("format", Json::text("regional/plan/1")),
        ("id", Json::text(code.to_lowercase())),
        ("title", Json::text(format!("{name}: domény specializace"))),
        ("language", Json::text("cs")),
        ("document", Json::text(DOCUMENT)),
        ("currency", Json::text("CZK")),
        ("classification", Json::text("nace")),
        (
            "region",
            Json::Record(vec![
                ("code", Json::text(code)),
                ("name", Json::text(name)),
                ("level", Json::text("province")),
                ("parent", Json::text("CZ")),
                ("population", series(&accounts.populace, |text| Json::number(text))),
                ("source", source(POPULATION_DOCUMENT)),
            ]),
        ),
        (
            "period",
            Json::Record(vec![
                ("base_year", Json::number(BASE_YEAR)),
                ("first_year", Json::number("2021")),
                ("last_year", Json::number("2027")),
            ]),
        ),
        ("priorities", Json::List(priorities.iter().map(priority).collect())),
        (
            "indicators",
            Json::List(vec![
                Json::Record(vec![
                    ("id", Json::text("gross_regional_product")),
                    ("title", Json::text("Hrubý domácí produkt v běžných cenách")),
                    ("target_kind", Json::text("level")),
                    ("series", series(&accounts.hdp_mil_kc, million_crowns)),
                    ("source", source(ACCOUNTS_DOCUMENT)),
                ]),
                Json::Record(vec![
                    ("id", Json::text("rd_intensity")),
                    ("title", Json::text("Výdaje na výzkum a vývoj v poměru k HDP")),
                    ("target_kind", Json::text("level")),
                    ("series", base_year(&research.intenzita_hdp_2024, percent)),
                    ("source", source(RESEARCH_DOCUMENT)),
                ]),
            ]),
        ),
        ("innovation", innovation(research)),
    ];
    if !bodies.is_empty() {
        fields.push(("bodies", Json::List(bodies.iter().map(body).collect())));
    }
    Json::Record(fields)
}

fn body(body: &Body) -> Json {
    Json::Record(vec![
        ("id", Json::text(slug(&body.name))),
        ("name", Json::text(&body.name)),
        ("roles", Json::Values(body.roles.iter().map(Json::text).collect())),
        (
            "source",
            Json::Record(vec![
                ("document", Json::text(DOCUMENT)),
                ("quote", Json::text(&body.statement)),
            ]),
        ),
    ])
}

fn priority(priority: &Priority) -> Json {
    let mut fields = vec![
        ("id", Json::text(format!("p{}", priority.number))),
        ("title", Json::text(&priority.title)),
    ];
    if !priority.divisions.is_empty() {
        let codes = priority.divisions.iter().map(Json::text).collect();
        fields.push(("codes", Json::Values(codes)));
    }
    Json::Record(fields)
}

fn innovation(research: &ResearchOfRegion) -> Json {
    let by_performer = [
        ("firm", &research.podnikatelsky_mil_kc),
        ("university", &research.vysokoskolsky_mil_kc),
        ("government", &research.vladni_mil_kc),
    ];
    let rd = by_performer.map(|(performer, amount)| {
        Json::Record(vec![
            ("performer", Json::text(performer)),
            ("amount", base_year(amount, million_crowns)),
        ])
    });
    Json::Record(vec![
        ("rd_total", base_year(&research.celkem_mil_kc_2024, million_crowns)),
        ("rd", Json::List(rd.into())),
        ("source", source(RESEARCH_DOCUMENT)),
    ])
}

fn series(points: &BTreeMap<String, Box<RawValue>>, write: fn(&str) -> Json) -> Json {
    Json::Series(points.iter().map(|(year, value)| (year.clone(), write(value.get()))).collect())
}

fn base_year(value: &RawValue, write: fn(&str) -> Json) -> Json {
    Json::Series(vec![(BASE_YEAR.to_owned(), write(value.get()))])
}

fn million_crowns(number: &str) -> Json {
    Json::text(format!("{number} million CZK"))
}

fn percent(number: &str) -> Json {
    Json::text(format!("{number} %"))
}

fn source(document: &str) -> Json {
    Json::Record(vec![("document", Json::text(document))])
}
