//! Plans of some 20 KB, with faults planted so that each of the twenty rules fires on some plans
//! and is kept by others.

mod faults;
mod words;

use crate::json::Json;
use crate::object;
use crate::random::Random;
use faults::plant;
use words::{
    BODIES, ENDOWMENTS, GROUNDS, INDUSTRIES, INSTRUMENTS, ROLES, SENTENCES, STRATEGIES, TIERS,
};

/// The seed of every plan: plan `n` is the same whatever was generated before it.
const SEED: u64 = 20_26_11_24;

/// The percentage of optional fields that plans with gaps leave out.
pub const GAPS: u64 = 12;

/// Fields that the model does not let a plan leave out.
pub const MUST: &[&str] = &[
    "format",
    "id",
    "title",
    "region",
    "code",
    "name",
    "level",
    "base_year",
    "first_year",
    "last_year",
    "input",
    "user",
    "place",
    "what",
    "heading",
    "source",
    "technology",
    "product",
    "item",
    "period",
    "performer",
    "kind",
    "priorities",
    "industries",
    "measures",
    "endowments",
    "classification",
    "currency",
    "projects",
    "links",
    "indicators",
];

/// The twenty rules, in the order of `rules/bench.rule`.
pub const RULES: [&str; 20] = [
    "few-priorities",
    "endings-choose-their-plants",
    "criteria-are-given",
    "measures-end-after-they-start",
    "measures-end-with-the-plan",
    "upgrades-have-a-measure",
    "pillars-have-demand",
    "value-added-is-within-output",
    "grants-are-a-part",
    "funds-add-up",
    "priorities-rest-on-strengths",
    "manufacturing-keeps-its-share",
    "energy-per-product-falls",
    "metals-are-listed",
    "the-future-is-of-high-technology",
    "critical-links-hold",
    "projects-are-of-what-stays",
    "demand-has-its-measures",
    "closures-spare-pillars",
    "jobs-come-back",
];

/// How many rows the lists of a plan have.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub industries: usize,
    /// Measures beside those that rules ask for.
    pub measures: usize,
    pub projects: usize,
    pub links: usize,
    pub sections: usize,
}

impl Size {
    /// Some 20 KB, pretty.
    pub const USUAL: Size =
        Size { industries: 10, measures: 4, projects: 4, links: 5, sections: 2 };

    /// Every list so many times as long.
    pub fn times(self, factor: usize) -> Size {
        Size {
            industries: self.industries * factor,
            measures: self.measures * factor,
            projects: self.projects * factor,
            links: self.links * factor,
            sections: self.sections * factor,
        }
    }
}

/// Plan number `number`, of the usual size, with three faults.
pub fn plan(number: usize) -> Json {
    plan_of(number, Size::USUAL)
}

/// Plan number `number` with gaps.
pub fn with_gaps(number: usize) -> Json {
    let mut plan = plan(number);
    plan.leave_out(GAPS, MUST, &mut Random::new(SEED ^ (number as u64) << 20));
    plan
}

/// The same plan with keys in another order.
pub fn shuffled(number: usize) -> Json {
    let mut plan = plan(number);
    plan.shuffle(&mut Random::new(SEED ^ (number as u64) << 24));
    plan
}

pub fn plan_of(number: usize, size: Size) -> Json {
    let mut random =
        Random::new(SEED.wrapping_add(number as u64).wrapping_mul(0x2545_f491_4f6c_dd1d));
    let mut plan = Draft { random: &mut random, number, size }.plan();
    let first = random.below(RULES.len());
    // Three faults that are not neighbours, so that all pairs of rules come together in time.
    for step in [0, 7, 12] {
        plant(&mut plan, (first + step) % RULES.len(), &mut random);
    }
    plan
}

struct Draft<'a> {
    random: &'a mut Random,
    number: usize,
    size: Size,
}

impl Draft<'_> {
    fn plan(mut self) -> Json {
        let number = self.number;
        let industries = self.industries();
        let ids: Vec<String> =
            industries.iter().map(|it| it.get("id").map_or("", Json::text).to_owned()).collect();
        let measures = self.measures(&industries, &ids);
        let lost = 400 * 3;
        let projects = self.projects(&industries, lost);
        let priorities = self.priorities(&industries, 6);
        let mut links = Vec::new();
        for at in 0..self.size.links {
            links.push(self.link(at, &ids));
        }
        let share = self.random.between(24, 33);
        object! {
            "format": "regional/plan/1",
            "id": format!("plan-{number}"),
            "title": format!("Industrial plan of region {number}, 2026–2030 第{number}号地区产业规划"),
            "language": "en",
            "status": *self.random.pick(&["draft", "consultation", "adopted"]),
            "issued_by": "Development Commission (invented) 发展和改革委员会（虚构）",
            "date": format!("2026-{:02}-{:02}", self.random.between(1, 12), self.random.between(1, 28)),
            "currency": "CNY",
            "classification": "isic",
            "region": self.region(),
            "period": object! { "base_year": 2025, "first_year": 2026, "last_year": 2030, "review": 2028 },
            "priorities": priorities,
            "indicators": self.indicators(share),
            "industries": industries,
            "measures": measures,
            "projects": projects,
            "links": links,
            "narrative": self.narrative(&ids),
        }
    }

    fn region(&mut self) -> Json {
        let number = self.number;
        let mut endowments = Vec::new();
        for (kind, en, zh) in ENDOWMENTS {
            endowments.push(object! { "id": kind.replace('_', "-"), "kind": *kind, "what": format!("{en} {zh}") });
        }
        object! {
            "code": format!("XX-{number:06}"),
            "name": format!("Region {number} 第{number}号地区"),
            "level": *self.random.pick(&["province", "prefecture", "county"]),
            "parent": "XX",
            "population": object! { "2025": format!("{} 万人", self.random.between(80, 4000)) },
            "area": self.random.between(200_000, 9_000_000),
            "endowments": endowments,
        }
    }

    fn indicators(&mut self, share: i64) -> Json {
        let growing = [
            ("gross_regional_product", 800_000_000_000, "Gross regional product 地区生产总值"),
            ("rd_spending", 20_000_000_000, "Research and development 研发经费支出"),
            ("exports", 90_000_000_000, "Exports 出口额"),
            ("employment", 4_000_000, "Persons employed 就业人数"),
            ("green_factories", 60, "Green factories 绿色工厂"),
            ("arable_land", 900_000, "Arable land 耕地保有量"),
        ];
        let mut all = Vec::new();
        for (id, base, title) in growing {
            let from = base / 100 * self.random.between(80, 120).max(1);
            let to = from + from / 100 * self.random.between(5, 40);
            all.push(object! {
                "id": id, "title": title, "target_kind": "level", "binding": false,
                "series": object! { "2025": from.max(1), "2030": to.max(2) },
            });
        }
        all.push(object! {
            "id": "manufacturing_share", "title": "Manufacturing 制造业增加值占比", "binding": false,
            "series": object! { "2025": share, "2030": share + self.random.between(-1, 2) },
        });
        all.push(object! {
            "id": "energy_intensity", "title": "Energy per product 单位生产总值能耗", "binding": true,
            "series": object! { "2025": 0.42, "2030": 0.36 }, "aspects": vec!["green"],
        });
        Json::List(all)
    }

    fn industries(&mut self) -> Vec<Json> {
        let mut order: Vec<usize> = (0..INDUSTRIES.len()).collect();
        self.random.shuffle(&mut order);
        let mut all = Vec::new();
        for at in 0..self.size.industries {
            let (id, en, zh, code) = INDUSTRIES[order[at % order.len()]];
            let round = at / order.len();
            let id = if round == 0 { id.to_owned() } else { format!("{id}-{round}") };
            // The first two are there for what rules ask for; one is brought to an end.
            let role = match at {
                0 => "pillar",
                1 => "future",
                2 => "traditional",
                _ => *self.random.pick(ROLES),
            };
            let strategy = match at {
                2 => "phase_out",
                3 => "upgrade",
                _ => *self.random.pick(STRATEGIES),
            };
            let tier = if role == "future" { "high" } else { *self.random.pick(TIERS) };
            let output = 1_000_000 * self.random.between(2_000, 90_000);
            let value = output / 100 * self.random.between(18, 42);
            all.push(object! {
                "id": id,
                "name": format!("{en} {zh}"),
                "code": code,
                "roles": vec![role],
                "strategy": strategy,
                "value_added": object! { "2025": value, "2030": value / 10 * self.random.between(9, 14) },
                "output": object! { "2025": output, "2030": output / 10 * self.random.between(9, 14) },
                "employment": object! { "2025": self.random.between(1_000, 90_000) },
                "location_quotient": self.random.between(100, 240) as f64 / 100.0,
                "technology_tier": tier,
                "energy_intensive": code.starts_with("24") || self.random.percent(20),
                "lead_firms": vec![format!("{en} Works (invented) {zh}集团（虚构）")],
            });
        }
        all
    }

    fn priorities(&mut self, industries: &[Json], number: usize) -> Vec<Json> {
        let mut all = Vec::new();
        for at in 0..number {
            let industry = &industries[at % industries.len()];
            let text = |key: &str| industry.get(key).map_or("", Json::text).to_owned();
            all.push(object! {
                "id": format!("priority-{at}"),
                "title": format!("Leading: {}", text("name")),
                "codes": vec![text("code")],
                "industries": vec![text("id")],
                "endowments": vec!["industrial-base"],
            });
        }
        all
    }

    /// What rules ask for first: three endings, demand for pillars, a measure for each upgrade.
    fn measures(&mut self, industries: &[Json], ids: &[String]) -> Vec<Json> {
        let text = |at: usize, key: &str| industries[at].get(key).map_or("", Json::text).to_owned();
        let is = |it: &Json, key: &str, word: &str| match it.get(key) {
            Some(Json::List(items)) => items.iter().any(|item| item.text() == word),
            Some(other) => other.text() == word,
            None => false,
        };
        let spared: Vec<usize> =
            (0..ids.len()).filter(|at| !is(&industries[*at], "roles", "pillar")).collect();
        let mut all = Vec::new();
        for (action, coverage) in
            [("close", "named"), ("phase_out", "by_criteria"), ("close", "named")]
        {
            let at = if all.is_empty() { 2 } else { *self.random.pick(&spared) };
            let mut measure =
                self.measure(all.len(), action, vec![ids[at].clone()], &text(at, "name"));
            measure.set("coverage", coverage);
            if coverage == "by_criteria" {
                measure.set("criteria", vec!["kilns below 2,000 t a day 日产2000吨以下的窑"]);
            }
            measure.set("jobs_lost", self.random.between(100, 400));
            measure.set("side", "supply");
            all.push(measure);
        }
        for at in 0..ids.len() {
            if is(&industries[at], "roles", "pillar") {
                let mut measure =
                    self.measure(all.len(), "procure", vec![ids[at].clone()], &text(at, "name"));
                measure.set("side", "demand");
                all.push(measure);
            }
            if is(&industries[at], "strategy", "upgrade") {
                let action = *self.random.pick(&["upgrade", "support", "research"]);
                let mut measure =
                    self.measure(all.len(), action, vec![ids[at].clone()], &text(at, "name"));
                measure.set("side", "supply");
                all.push(measure);
            }
        }
        for _ in 0..self.size.measures {
            let (one, other) = (self.random.below(ids.len()), self.random.below(ids.len()));
            let targets = if one == other {
                vec![ids[one].clone()]
            } else {
                vec![ids[one].clone(), ids[other].clone()]
            };
            let action =
                *self.random.pick(&["attract", "train", "regulate", "standardise", "cooperate"]);
            let mut measure = self.measure(all.len(), action, targets, &text(one, "name"));
            measure.set("side", "demand");
            all.push(measure);
        }
        if let Some(granted) = all.get_mut(3) {
            granted.set("instrument", "grant");
            granted.set("budget", 1_000_000);
        }
        all
    }

    fn measure(&mut self, at: usize, action: &str, targets: Vec<String>, name: &str) -> Json {
        let (body, body_zh) = *self.random.pick(BODIES);
        let start = self.random.between(2026, 2028);
        object! {
            "id": format!("measure-{at}"),
            "title": format!("{} for {name}", action.replace('_', " ")),
            "action": action,
            "targets": targets,
            "grounds": vec![*self.random.pick(GROUNDS)],
            "instrument": *self.random.pick(INSTRUMENTS),
            "side": "supply",
            "responsible": format!("{body} (invented) {body_zh}（虚构）"),
            "start": start,
            "end": self.random.between(start, 2030),
            "budget": 1_000_000 * self.random.between(5, 900),
            "aspects": vec![*self.random.pick(&["green", "security", "intelligent", "integrity"])],
        }
    }

    fn projects(&mut self, industries: &[Json], lost: i64) -> Vec<Json> {
        let stays: Vec<usize> = (0..industries.len())
            .filter(|at| industries[*at].get("strategy").is_none_or(|it| it.text() != "phase_out"))
            .collect();
        let mut all = Vec::new();
        for at in 0..self.size.projects {
            let industry = &industries[*self.random.pick(&stays)];
            let text = |key: &str| industry.get(key).map_or("", Json::text).to_owned();
            let parts: Vec<i64> =
                (0..3).map(|_| 1_000_000 * self.random.between(10, 4_000)).collect();
            let origins = [
                ("state", "government", "research"),
                ("loans", "bank", "equipment"),
                ("own", "own", "building"),
            ];
            let funds: Vec<Json> = origins
                .iter()
                .zip(&parts)
                .map(|((id, origin, purpose), amount)| {
                    object! { "id": *id, "origin": *origin, "purpose": *purpose, "amount": *amount }
                })
                .collect();
            all.push(object! {
                "id": format!("project-{at}"),
                "title": format!("Works for {}", text("name")),
                "kind": *self.random.pick(&["capacity", "technology", "green", "research"]),
                "industry": text("id"),
                "tier": *self.random.pick(TIERS),
                "investment": parts.iter().sum::<i64>(),
                "funds": funds,
                "jobs_added": if at == 0 { lost } else { self.random.between(50, 900) },
                "start": 2026,
                "end": self.random.between(2027, 2030),
            });
        }
        all
    }

    fn link(&mut self, at: usize, ids: &[String]) -> Json {
        let (supplier, user) = (self.random.pick(ids).clone(), self.random.pick(ids).clone());
        let is_scarce = self.random.percent(50);
        let alternatives = if is_scarce {
            vec!["the same from the next province 邻省同类产品"]
        } else {
            vec![]
        };
        object! {
            "id": format!("link-{at}"),
            "input": format!("part {at} of {supplier} 投入品{at}"),
            "supplier": supplier,
            "user": user,
            "critical": self.random.percent(60),
            "coefficient": self.random.between(1, 40) as f64 / 100.0,
            "alternatives": alternatives,
            "reserve": if is_scarce { self.random.between(1, 14) } else { self.random.between(15, 90) },
        }
    }

    fn narrative(&mut self, ids: &[String]) -> Vec<Json> {
        let mut all = Vec::new();
        for at in 0..self.size.sections {
            let mut text = String::new();
            for _ in 0..4 {
                let (en, zh) = *self.random.pick(SENTENCES);
                text.push_str(en);
                text.push_str(zh);
            }
            all.push(object! {
                "id": format!("section-{at}"),
                "heading": format!("Section {at} 第{at}节"),
                "text": text,
                "industries": vec![self.random.pick(ids).clone()],
            });
        }
        all
    }
}
