//! A subject, its verdict and what is behind it, made into a finding.

use super::evidence::Evidence;
use super::finding::{At, Citation, Finding, FindingLabel, Waiting};
use super::fingerprint::{fingerprint, former_fingerprints};
use super::locate::Locator;
use super::message::{all_known, filled, violation};
use super::missing::{Piece, location_of};
use super::show::Show;
use super::texts::{Texts, row_of};
use super::values::{margin_text, value_lines};
use super::words::Words;
use crate::base::{Language, Sources, Truth};
use crate::diagnostic::Severity;
use crate::evaluate::{self, Bound, Explanation, Location, Reading, Value, Verdict};
use crate::facts::Facts;
use crate::model::VocabId;
use crate::program::{Program, Rule, Scope, Type};
use crate::quantity::UnitId;
use crate::read::Reader;

/// Members of a list that a label names; of a longer one it gives the number.
const MOST_NAMED: usize = 3;

/// Makes the findings of one batch.
pub(super) struct Maker<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
    pub sources: &'a Sources,
    pub language: Language,
    pub texts: Texts<'a>,
    pub locator: Locator<'a>,
    /// Index of each plan of the batch among all plans.
    pub plans: &'a [usize],
    /// What the portfolio is called, for fingerprints.
    pub portfolio_id: &'a str,
}

/// A finding, and the evidence it waits for, with the place of each piece.
pub(super) struct Made {
    pub finding: Finding,
    pub waiting: Vec<(Waiting, String)>,
}

impl<'a> Maker<'a> {
    /// For findings on plans that were read. `sources` holds the texts of the rules and of the
    /// plans.
    pub fn new(
        program: &'a Program,
        reader: &'a Reader<'a>,
        sources: &'a Sources,
        language: Language,
        read: &'a Evidence,
    ) -> Maker<'a> {
        let Evidence { facts, indices, files, manifest } = read;
        Maker {
            program,
            facts,
            sources,
            language,
            texts: Texts::new(program, facts, sources, reader, files, *manifest),
            locator: Locator::new(program, facts),
            plans: indices,
            portfolio_id: read.portfolio_id(),
        }
    }

    pub fn make(
        &self,
        rule: &Rule,
        severity: Severity,
        subject: &evaluate::Subject,
        verdict: Verdict,
        explanation: &Explanation,
    ) -> Made {
        let show = self.show(subject.plan);
        let (named, _) = self.locator.subject(rule, subject);
        let missing: Vec<Piece> = match verdict {
            Verdict::Violated | Verdict::Undetermined => self.missing(rule, explanation),
            Verdict::Satisfied | Verdict::NotApplicable | Verdict::Excepted => Vec::new(),
        };
        let labels = self.labels(rule, verdict, explanation, &missing, &show);
        let location = self.location(rule, subject, verdict, explanation);
        let place = match (labels.first(), &location) {
            (Some(label), _) => label.at.clone(),
            (None, Some(location)) => self.at(rule, location),
            (None, None) => {
                let path = named.path.clone();
                At { path, pointer: String::new(), span: None, stated: false }
            }
        };
        let row = location.as_ref().and_then(row_of);
        let note = row.and_then(|(table, row)| {
            let plan = self.locator.location(&Location::Row { table, row }).plan;
            self.texts.note(plan, table, row)
        });
        let id = match rule.scope {
            Scope::Plan => self.plan_id(subject.plan),
            Scope::Portfolio => self.portfolio_id,
        };
        let full_name = rule.full_name();
        let waiting = missing.iter().map(|piece| (piece.waiting.clone(), piece.path())).collect();
        let exception = explanation.exception.and_then(|at| rule.exceptions.get(at));
        let finding = Finding {
            verdict,
            severity,
            strength: rule.demand.strength.as_str(),
            message: self.message(rule, verdict, explanation, &missing, &show),
            help: match verdict {
                Verdict::Violated => {
                    rule.help.as_ref().map(|help| filled(help, explanation, &show))
                }
                // Advice about what is not known yet says nothing.
                Verdict::Undetermined => {
                    let help = rule.help.as_ref();
                    let help = help.filter(|help| all_known(help, explanation, &show));
                    help.map(|help| filled(help, explanation, &show))
                }
                Verdict::Satisfied | Verdict::NotApplicable | Verdict::Excepted => None,
            },
            aspect: rule.aspect.clone(),
            provisions: self.citations(rule),
            plan: subject.plan.and_then(|plan| self.plans.get(plan as usize)).copied(),
            replaced_by: rule.replaced_by.clone(),
            fingerprint: fingerprint(&full_name, id, &named.paths),
            former_fingerprints: former_fingerprints(
                rule.former_name().as_deref(),
                id,
                &named.paths,
            ),
            rule: full_name,
            subject: named,
            place,
            labels,
            missing: missing.into_iter().map(|piece| piece.missing).collect(),
            values: value_lines(explanation, &show, self.sources),
            margin: explanation.margin.as_ref().map(|margin| margin_text(margin, &show)),
            assumed: explanation.assumed.iter().map(|at| self.path(rule, at)).collect(),
            exception: exception.map(|exception| {
                (exception.name.clone(), exception.because.pick(self.language).to_owned())
            }),
            note,
            rule_span: rule.span,
        };
        Made { finding, waiting }
    }

    pub(super) fn show(&self, plan: Option<u32>) -> Show<'a> {
        let currency = match plan {
            Some(plan) => self.currency(plan as usize),
            // Amounts of several currencies are never taken together: the plans' one, if any.
            None => {
                let mut all = (0..self.facts.plans.len()).map(|plan| self.currency(plan));
                let first = all.next().flatten();
                first.filter(|_| all.all(|other| other == first))
            }
        };
        Show { program: self.program, facts: self.facts, language: self.language, currency }
    }

    fn currency(&self, plan: usize) -> Option<UnitId> {
        let symbol = self.facts.plans.get(plan)?.currency?;
        self.program.model.units.currency(self.facts.words.word(symbol))
    }

    fn plan_id(&self, plan: Option<u32>) -> &str {
        let plan = plan.and_then(|plan| self.facts.plans.get(plan as usize));
        plan.map_or("", |plan| plan.id.as_str())
    }

    pub(super) fn words(&self) -> Words {
        Words(self.language)
    }

    fn message(
        &self,
        rule: &Rule,
        verdict: Verdict,
        explanation: &Explanation,
        missing: &[Piece],
        show: &Show,
    ) -> String {
        let title = rule.title.pick(self.language);
        match verdict {
            Verdict::Violated => violation(rule, explanation, show),
            Verdict::Undetermined => {
                let mut why = missing.first().map_or_else(String::new, |it| it.missing.sentence());
                if missing.len() > 1 {
                    why.push_str(&self.words().and_more(missing.len() - 1));
                }
                self.words().not_decided(title, &why)
            }
            Verdict::Satisfied | Verdict::NotApplicable | Verdict::Excepted => title.to_owned(),
        }
    }

    fn citations(&self, rule: &Rule) -> Vec<Citation> {
        let provisions = rule.provisions.iter().filter_map(|id| self.program.provision(*id));
        provisions
            .map(|provision| {
                let source = self.program.source(provision.source);
                Citation {
                    id: provision.id.clone(),
                    at: provision.at.pick(self.language).to_owned(),
                    source: source
                        .map_or_else(String::new, |source| source.citation(self.language)),
                    says: provision.says.pick(self.language).to_owned(),
                }
            })
            .collect()
    }

    /// The path of a location, with the plan before it in a portfolio rule.
    pub(super) fn path(&self, rule: &Rule, location: &Location) -> String {
        self.locator.path(rule, &self.locator.location(location))
    }

    fn at(&self, rule: &Rule, location: &Location) -> At {
        let located = self.locator.location(location);
        self.texts.at(location, located.plan, self.locator.path(rule, &located))
    }

    /// What is pointed at, the place first: for a verdict that waits for evidence, where that
    /// would stand; then the values that were read.
    fn labels(
        &self,
        rule: &Rule,
        verdict: Verdict,
        explanation: &Explanation,
        missing: &[Piece],
        show: &Show,
    ) -> Vec<FindingLabel> {
        let gaps = missing.iter().filter_map(|piece| {
            let at = piece.missing.at.clone().filter(|at| at.span.is_some())?;
            Some(FindingLabel { text: piece.label(), at })
        });
        let read = explanation.labels.iter().filter_map(|reading| {
            let location = reading.location?;
            if matches!(reading.value, Value::Unknown(_)) {
                // Its reasons say where it is missing, and why.
                return None;
            }
            let at = self.at(rule, &location);
            // A default stands nowhere in the plan.
            let shown = at.span.is_some() && at.stated;
            shown.then(|| FindingLabel { text: self.label_text(reading, &at, show), at })
        });
        let ordered: Vec<FindingLabel> = match verdict {
            Verdict::Undetermined => gaps.chain(read).collect(),
            _ => read.chain(gaps).collect(),
        };
        let mut labels: Vec<FindingLabel> = Vec::new();
        for label in ordered {
            match labels.iter_mut().find(|known| known.at.span == label.at.span) {
                Some(known) if known.text.is_empty() => known.text = label.text,
                Some(known) => {
                    if !label.text.is_empty() && !known.text.contains(&label.text) {
                        known.text = format!("{}; {}", known.text, label.text);
                    }
                    // Which of several that a record lacks comes first hangs on the order of lists.
                    if !known.at.stated && !label.at.stated && label.at.path < known.at.path {
                        known.at = label.at;
                    }
                }
                None => labels.push(label),
            }
        }
        labels
    }

    /// What a label says: the text of a vocabulary's word, else the value in words; nothing where
    /// that is what stands there.
    fn label_text(&self, reading: &Reading, at: &At, show: &Show) -> String {
        let written = at.span.map_or("", |span| self.sources.slice(span)).trim_matches('"');
        let text = match &reading.value {
            Value::Word(vocabulary, _) if !self.has_texts(*vocabulary) => String::new(),
            Value::List { members, open: false } if members.len() > MOST_NAMED => {
                self.words().in_all(members.len())
            }
            Value::Text(_) | Value::Truth(Truth::True | Truth::False) => String::new(),
            Value::Series { points, .. } if points.is_empty() => String::new(),
            value => show.value(value, None, None),
        };
        if text == written { String::new() } else { text }
    }

    fn has_texts(&self, vocabulary: VocabId) -> bool {
        let vocabulary = self.program.model.vocabulary(vocabulary);
        vocabulary.is_some_and(|it| it.words.iter().any(|word| !word.text.is_empty()))
    }

    /// Where a finding stands when nothing is labelled: what is missing, the subject, the plan.
    fn location(
        &self,
        rule: &Rule,
        subject: &evaluate::Subject,
        verdict: Verdict,
        explanation: &Explanation,
    ) -> Option<Location> {
        let label = explanation.labels.iter().find_map(|reading| reading.location);
        let reason = explanation.reasons.iter().find_map(location_of);
        let bound = subject.bindings.iter().rev().find_map(|(var, bound)| {
            let variable = rule.variables.get(usize::from(var.0))?;
            match (&variable.ty, bound) {
                (Type::Record(record), Bound::Row(row)) => {
                    Some(Location::Row { table: self.program.layout.of_record(*record), row: *row })
                }
                _ => None,
            }
        });
        let root = || {
            let (record, row) = match subject.plan {
                Some(plan) => (self.program.model.plan?, plan),
                None => (self.program.model.portfolio?, 0),
            };
            Some(Location::Row { table: self.program.layout.of_record(record), row })
        };
        match verdict {
            Verdict::Undetermined => reason.or(label).or(bound).or_else(root),
            _ => label.or(reason).or(bound).or_else(root),
        }
    }
}
