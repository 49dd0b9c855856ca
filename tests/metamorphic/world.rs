//! Rules, plans, and what is found, without what says where in a text it stands.

use misrule::assess::{self, Amount, Portfolio, Request, Selection};
use misrule::base::{Language, Sources};
use misrule::diagnostic::Severity;
use misrule::packs::{Packs, RuleFile};
use misrule::program::Program;
use misrule::{declare, typecheck};

pub struct World {
    pub program: Program,
    sources: Sources,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    pub plan: String,
    pub rule: String,
    pub subjects: Vec<String>,
    pub verdict: &'static str,
    pub message: String,
    pub help: Option<String>,
    pub place: String,
    pub labels: Vec<String>,
    /// In the order of the alphabet: a list that is left out has no other.
    pub missing: Vec<String>,
    pub values: Vec<String>,
    pub margin: Option<Margin>,
    pub fingerprint: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Margin {
    /// Exact decimals, or nothing.
    pub value: Option<String>,
    pub limit: Option<String>,
    pub unit: String,
}

/// Loads rule files, which must be without error, with parameters set.
pub fn load(
    files: &[RuleFile],
    embedded: bool,
    companion: &dyn Fn(&str, &str) -> Option<String>,
    set: &[(String, String)],
) -> World {
    let (packs, sources, mut told) = Packs::load(files.to_vec(), embedded, companion);
    let (model, more) = declare::build(&packs, &sources);
    told.extend(more);
    let (program, _, more) = typecheck::compile(&packs, model, set);
    told.extend(more);
    let errors: Vec<_> = told.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    World { program, sources }
}

impl World {
    /// What is found in some plans, each for itself, or together as a portfolio.
    pub fn check(&self, plans: &[String], together: bool) -> Vec<Seen> {
        let mut sources = self.sources.clone();
        let plans: Vec<_> = plans
            .iter()
            .enumerate()
            .map(|(at, text)| sources.add(format!("{at}.json"), text.as_str()))
            .collect();
        let selection = Selection::all(&self.program);
        let found = assess::check(&Request {
            program: &self.program,
            sources: &sources,
            plans: &plans,
            portfolio: if together { Portfolio::Whole } else { Portfolio::None },
            selection: &selection,
            language: Language::En,
            everything: true,
        })
        .found;
        assert_eq!(found.plans.len(), plans.len());
        let exact = |amount: &Amount| match amount {
            Amount::Exact(text) => Some(text.clone()),
            Amount::Between { .. } => None,
        };
        let seen = found.findings.iter().map(|finding| {
            let mut missing: Vec<String> =
                finding.missing.iter().map(assess::Missing::sentence).collect();
            missing.sort();
            Seen {
                plan: finding.plan.map_or_else(String::new, |at| found.plans[at].id.clone()),
                rule: finding.rule.clone(),
                subjects: finding.subject.paths.clone(),
                verdict: finding.verdict.as_str(),
                message: finding.message.clone(),
                help: finding.help.clone(),
                place: finding.place.path.clone(),
                labels: finding
                    .labels
                    .iter()
                    .map(|one| format!("{} {}", one.at.path, one.text))
                    .collect(),
                missing,
                values: finding.values.clone(),
                margin: finding.margin.as_ref().map(|margin| Margin {
                    value: exact(&margin.value),
                    limit: exact(&margin.limit),
                    unit: margin.unit.clone(),
                }),
                fingerprint: finding.fingerprint.clone(),
            }
        });
        let mut seen: Vec<Seen> = seen.collect();
        seen.sort();
        seen
    }
}

/// Two lists of findings are the same; says the first that differs.
pub fn assert_same(before: &[Seen], after: &[Seen], what: &str) {
    for (one, other) in before.iter().zip(after) {
        assert_eq!(one, other, "{what} has changed a finding");
    }
    assert_eq!(before.len(), after.len(), "{what} has changed how many findings there are");
}
