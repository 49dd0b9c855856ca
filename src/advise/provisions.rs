//! Rules against the provisions that they answer to.

use rustc_hash::FxHashSet;

use super::Desk;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Checkable, Exception, Provision, ProvisionId, Rule};
use crate::syntax::ast::ItemKind;

impl<'a> Desk<'a> {
    pub(super) fn strengths(&mut self) {
        let mut advice = Vec::new();
        for rule in self.given_rules() {
            let Some(body) = self.body_of(rule.span) else { continue };
            let implemented =
                rule.provisions.iter().filter_map(|id| self.rules.program.provision(*id));
            let Some(strongest) = implemented.max_by_key(|it| it.strength.rank()) else { continue };
            let (own, theirs) = (rule.demand.strength, strongest.strength);
            let (id, word, said_there) = (&strongest.id, own.as_str(), theirs.as_str());
            let place = body.demand.modal.span;
            if own.rank() > theirs.rank() && body.stricter.is_none() {
                let message = said!(
                    "`{word}` is stricter than the provision `{id}`, which says `{said_there}`",
                    "`{word}` 严于条款 `{id}`，该条款的措辞为 `{said_there}`"
                );
                advice.push(
                    Diagnostic::warning(Code::StricterThanProvision, message).at(place).with_help(
                        said!(
                            "say why, below `implements`: `stricter because \"…\"`",
                            "在 `implements` 之下说明理由：`stricter because \"…\"`"
                        ),
                    ),
                );
            } else if own.rank() < theirs.rank() {
                let message = said!(
                    "`{word}` is weaker than the provision `{id}`, which says `{said_there}`",
                    "`{word}` 弱于条款 `{id}`，该条款的措辞为 `{said_there}`"
                );
                let positive = said_there.trim_end_matches(" not");
                advice.push(
                    Diagnostic::warning(Code::WeakerThanProvision, message)
                        .at(place)
                        .with_help(said!("write `{positive}`", "请写 `{positive}`")),
                );
            }
        }
        self.advice.extend(advice);
    }

    pub(super) fn provisions_without_rules(&mut self) {
        let answered = self.answered();
        let mut advice = Vec::new();
        for item in self.given_items() {
            let ItemKind::Provision(written) = &item.kind else { continue };
            let mut all = self.rules.program.provisions.iter();
            let Some(at) = all.position(|it| it.span == item.span) else { continue };
            if !answered.contains(&at) {
                let id = written.id.as_str();
                advice.push(
                    Diagnostic::warning(
                        Code::ProvisionWithoutRule,
                        said!("no rule answers to the provision `{id}`", "没有规则落实条款 `{id}`"),
                    )
                    .at(written.id.span)
                    .with_help(said!(
                        "write `implements {id}` in a rule, or end the provision with `not checkable because \"…\"`",
                        "在规则中写 `implements {id}`，或在条款末尾写 `not checkable because \"…\"`"
                    )),
                );
            }
        }
        self.advice.extend(advice);
    }

    /// The provisions that a rule or an exception implements, that no plan can show, or that say
    /// the same as one of these.
    fn answered(&self) -> FxHashSet<usize> {
        let provisions = &self.rules.program.provisions;
        let index = |id: ProvisionId| id.0 as usize;
        let mut answered: FxHashSet<usize> = FxHashSet::default();
        for rule in &self.rules.program.rules {
            answered.extend(implemented(rule).map(index));
        }
        let settled =
            |(at, it): (usize, &Provision)| matches!(it.checkable, Checkable::Not(_)).then_some(at);
        answered.extend(provisions.iter().enumerate().filter_map(settled));
        // `same as` counts both ways; each round carries it one step further.
        loop {
            let before = answered.len();
            for (at, provision) in provisions.iter().enumerate() {
                let Some(same) = provision.same_as.map(index) else { continue };
                if answered.contains(&at) || answered.contains(&same) {
                    answered.extend([at, same]);
                }
            }
            if answered.len() == before {
                return answered;
            }
        }
    }
}

/// The provisions of a rule and of all exceptions below it.
fn implemented(rule: &Rule) -> impl Iterator<Item = ProvisionId> {
    let mut found = rule.provisions.clone();
    let mut waiting: Vec<&Exception> = rule.exceptions.iter().collect();
    while let Some(exception) = waiting.pop() {
        found.extend(&exception.provisions);
        waiting.extend(&exception.exceptions);
    }
    found.into_iter()
}
