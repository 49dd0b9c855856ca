//! The floor: the same twenty rules as a programmer writes them by hand, over serde structs.
//!
//! It knows two answers only: it is run on plans that state what the rules read.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

/// A violation: the number of the rule in [`crate::generate::RULES`], and the path of its subject.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    pub rule: usize,
    pub subject: String,
}

#[derive(Deserialize)]
struct Plan<'a> {
    period: Period,
    #[serde(borrow)]
    priorities: Vec<Priority<'a>>,
    indicators: Vec<Indicator<'a>>,
    industries: Vec<Industry<'a>>,
    measures: Vec<Measure<'a>>,
    projects: Vec<Project<'a>>,
    links: Vec<Link<'a>>,
}

#[derive(Deserialize)]
struct Period {
    base_year: i32,
    last_year: i32,
}

#[derive(Deserialize)]
struct Priority<'a> {
    id: &'a str,
    #[serde(borrow)]
    industries: Vec<&'a str>,
}

#[derive(Deserialize)]
struct Indicator<'a> {
    id: &'a str,
    series: Series,
}

#[derive(Deserialize)]
struct Industry<'a> {
    id: &'a str,
    code: &'a str,
    #[serde(borrow)]
    roles: Vec<&'a str>,
    strategy: &'a str,
    value_added: Series,
    output: Series,
    location_quotient: f64,
    technology_tier: &'a str,
    energy_intensive: bool,
}

#[derive(Deserialize)]
struct Measure<'a> {
    id: &'a str,
    action: &'a str,
    #[serde(borrow)]
    targets: Vec<&'a str>,
    coverage: Option<&'a str>,
    #[serde(borrow)]
    criteria: Option<Vec<&'a str>>,
    instrument: &'a str,
    side: &'a str,
    start: i32,
    end: i32,
    budget: f64,
    jobs_lost: Option<f64>,
}

#[derive(Deserialize)]
struct Project<'a> {
    id: &'a str,
    industry: &'a str,
    investment: f64,
    funds: Vec<Fund>,
    jobs_added: f64,
}

#[derive(Deserialize)]
struct Fund {
    amount: f64,
}

#[derive(Deserialize)]
struct Link<'a> {
    id: &'a str,
    critical: bool,
    #[serde(borrow)]
    alternatives: Vec<&'a str>,
    reserve: f64,
}

/// Values by year, in the order of the file.
struct Series(Vec<(i32, f64)>);

impl Series {
    fn at(&self, year: i32) -> Option<f64> {
        self.0.iter().find(|(own, _)| *own == year).map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Series {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Series, D::Error> {
        struct Points;

        impl<'de> Visitor<'de> for Points {
            type Value = Series;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("values by year")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Series, A::Error> {
                let mut points = Vec::with_capacity(2);
                while let Some(point) = map.next_entry()? {
                    points.push(point);
                }
                Ok(Series(points))
            }
        }

        deserializer.deserialize_map(Points)
    }
}

fn ends(measure: &Measure) -> bool {
    matches!(measure.action, "close" | "phase_out")
}

/// Reads a plan and runs the rules.
pub fn check(text: &str) -> Result<Vec<Violation>, serde_json::Error> {
    Ok(rules(&serde_json::from_str(text)?))
}

fn rules(plan: &Plan) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut violated = |rule: usize, list: &str, key: &str| {
        let subject = if list.is_empty() { String::new() } else { format!("{list}[{key}]") };
        found.push(Violation { rule, subject });
    };
    let base = plan.period.base_year;
    let last = plan.period.last_year;
    let industry = |id: &str| plan.industries.iter().find(|it| it.id == id);
    let indicator = |id: &str| plan.indicators.iter().find(|it| it.id == id);

    if plan.priorities.len() > 8 {
        violated(0, "", "");
    }
    for m in plan.measures.iter().filter(|m| ends(m)) {
        if !matches!(m.coverage, Some("by_criteria" | "named")) {
            violated(1, "measures", m.id);
        }
        if m.coverage == Some("by_criteria") && m.criteria.as_ref().is_none_or(Vec::is_empty) {
            violated(2, "measures", m.id);
        }
    }
    for m in &plan.measures {
        if m.end < m.start {
            violated(3, "measures", m.id);
        }
        if m.end > last {
            violated(4, "measures", m.id);
        }
    }
    for i in &plan.industries {
        let upgrades = |m: &Measure| {
            matches!(m.action, "upgrade" | "support" | "research") && m.targets.contains(&i.id)
        };
        if i.strategy == "upgrade" && !plan.measures.iter().any(upgrades) {
            violated(5, "industries", i.id);
        }
        let demands = |m: &Measure| m.side == "demand" && m.targets.contains(&i.id);
        if i.roles.contains(&"pillar") && !plan.measures.iter().any(demands) {
            violated(6, "industries", i.id);
        }
        if i.value_added.at(base) > i.output.at(base) {
            violated(7, "industries", i.id);
        }
    }
    let budgets: f64 = plan.measures.iter().map(|m| m.budget).sum();
    let grants = plan.measures.iter().filter(|m| m.instrument == "grant");
    if grants.map(|m| m.budget).sum::<f64>() * 100.0 > 40.0 * budgets {
        violated(8, "", "");
    }
    for p in &plan.projects {
        if p.funds.iter().map(|f| f.amount).sum::<f64>() != p.investment {
            violated(9, "projects", p.id);
        }
    }
    for p in &plan.priorities {
        let is_strong = |id: &&str| industry(id).is_some_and(|i| i.location_quotient >= 1.0);
        if !p.industries.iter().any(is_strong) {
            violated(10, "priorities", p.id);
        }
    }
    if let Some(s) = indicator("manufacturing_share").map(|it| &it.series)
        && let (Some(from), Some(to)) = (s.at(base), s.at(last))
        && to < from - 1.0
    {
        violated(11, "", "");
    }
    if let Some(s) = indicator("energy_intensity").map(|it| &it.series)
        && s.at(last) >= s.at(base)
    {
        violated(12, "", "");
    }
    for i in &plan.industries {
        if i.code.starts_with("24") && !i.energy_intensive {
            violated(13, "industries", i.id);
        }
        if i.roles.contains(&"future") && !matches!(i.technology_tier, "high" | "leading") {
            violated(14, "industries", i.id);
        }
    }
    for l in plan.links.iter().filter(|l| l.critical) {
        if l.reserve < 15.0 && l.alternatives.is_empty() {
            violated(15, "links", l.id);
        }
    }
    for p in &plan.projects {
        if industry(p.industry).is_some_and(|i| i.strategy == "phase_out") {
            violated(16, "projects", p.id);
        }
    }
    if plan.measures.iter().filter(|m| m.side == "demand").count() < 3 {
        violated(17, "", "");
    }
    for m in plan.measures.iter().filter(|m| m.action == "close") {
        let is_pillar = |id: &&str| industry(id).is_some_and(|i| i.roles.contains(&"pillar"));
        if m.targets.iter().any(is_pillar) {
            violated(18, "measures", m.id);
        }
    }
    let added: f64 = plan.projects.iter().map(|p| p.jobs_added).sum();
    let lost = plan.measures.iter().filter(|m| ends(m)).filter_map(|m| m.jobs_lost);
    if added < lost.sum() {
        violated(19, "", "");
    }
    found
}
