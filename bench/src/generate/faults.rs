//! The fault that each rule is there to find.

use super::RULES;
use crate::json::Json;
use crate::random::Random;

/// Breaks one rule of a plan.
pub fn plant(plan: &mut Json, rule: usize, random: &mut Random) {
    match RULES[rule] {
        "few-priorities" => {
            let priorities = plan.at("priorities").items();
            for at in priorities.len()..11 {
                let mut more = priorities[0].clone();
                more.set("id", format!("priority-{at}"));
                priorities.push(more);
            }
        }
        "endings-choose-their-plants" => plan.at("measures").items()[0].set("coverage", "all"),
        "criteria-are-given" => plan.at("measures").items()[1].remove("criteria"),
        "measures-end-after-they-start" => {
            let measures = plan.at("measures").items();
            let at = random.below(measures.len());
            measures[at].set("start", 2029);
            measures[at].set("end", 2027);
        }
        "measures-end-with-the-plan" => {
            let measures = plan.at("measures").items();
            let at = random.below(measures.len());
            measures[at].set("end", 2033);
        }
        "upgrades-have-a-measure" => {
            for measure in plan.at("measures").items().iter_mut() {
                if ["upgrade", "support", "research"].contains(&measure.at("action").text()) {
                    measure.set("action", "demonstrate");
                }
            }
        }
        "pillars-have-demand" => {
            for measure in plan.at("measures").items().iter_mut() {
                if measure.at("action").text() == "procure" {
                    measure.set("side", "supply");
                }
            }
        }
        "value-added-is-within-output" => {
            let industries = plan.at("industries").items();
            let at = random.below(industries.len());
            industries[at].at("output").set("2025", 1_000_000);
        }
        "grants-are-a-part" => {
            for measure in plan.at("measures").items().iter_mut().skip(3) {
                measure.set("instrument", "grant");
            }
            plan.at("measures").items()[3].set("budget", 9_000_000_000_000_i64);
        }
        "funds-add-up" => {
            let projects = plan.at("projects").items();
            let at = random.below(projects.len());
            projects[at].set("investment", 999_999);
        }
        "priorities-rest-on-strengths" => {
            plan.at("industries").items()[0].set("location_quotient", 0.6);
        }
        "manufacturing-keeps-its-share" => indicator(plan, "manufacturing_share", 11),
        "energy-per-product-falls" => indicator(plan, "energy_intensity", 1),
        "metals-are-listed" => {
            let industry = &mut plan.at("industries").items()[4];
            industry.set("code", "2431");
            industry.set("energy_intensive", false);
        }
        "the-future-is-of-high-technology" => {
            plan.at("industries").items()[1].set("technology_tier", "low");
        }
        "critical-links-hold" => {
            let links = plan.at("links").items();
            let at = random.below(links.len());
            links[at].set("critical", true);
            links[at].set("alternatives", Json::List(Vec::new()));
            links[at].set("reserve", 3);
        }
        "projects-are-of-what-stays" => {
            let ended = plan.at("industries").items()[2].at("id").text().to_owned();
            let projects = plan.at("projects").items();
            let at = random.below(projects.len());
            projects[at].set("industry", ended);
        }
        "demand-has-its-measures" => {
            for measure in plan.at("measures").items().iter_mut() {
                if measure.at("action").text() != "procure" {
                    measure.set("side", "supply");
                }
            }
            let procuring = plan.at("measures").items().iter_mut();
            let mut procuring =
                procuring.filter(|it| it.get("action").is_some_and(|it| it.text() == "procure"));
            procuring.by_ref().take(2).count();
            procuring.for_each(|measure| measure.set("side", "supply"));
        }
        "closures-spare-pillars" => {
            let pillar = plan.at("industries").items()[0].at("id").text().to_owned();
            plan.at("measures").items()[2].set("targets", vec![pillar]);
        }
        "jobs-come-back" => plan.at("measures").items()[0].set("jobs_lost", 900_000),
        other => panic!("no fault is known for `{other}`"),
    }
}

fn indicator(plan: &mut Json, id: &str, target: i64) {
    let indicators = plan.at("indicators").items().iter_mut();
    for indicator in indicators.filter(|it| it.get("id").is_some_and(|own| own.text() == id)) {
        indicator.at("series").set("2030", target);
    }
}
