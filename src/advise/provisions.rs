//! Rules against the provisions that they answer to.

use std::collections::BTreeMap;

use super::Desk;
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Provision, SourceId, Status, standings};
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

    /// Said once for all provisions of a source, at the source; or at the first of them, where the
    /// source is another pack's.
    pub(super) fn provisions_without_rules(&mut self) {
        let program = self.rules.program;
        let mut unanswered: BTreeMap<u16, Vec<&Provision>> = BTreeMap::new();
        for standing in standings(program) {
            let provision = standing.provision;
            if standing.status == Status::NotYet && self.is_given(&provision.pack) {
                unanswered.entry(provision.source.0).or_default().push(provision);
            }
        }
        let advice = unanswered.into_iter().filter_map(|(source, left)| {
            let source = SourceId(source);
            let place = self.place_of(source, &left)?;
            let all = program.provisions.iter().filter(|it| it.source == source).count();
            let ids: Vec<&str> = left.iter().map(|it| it.id.as_str()).collect();
            let name = program.source(source).map_or("", |it| it.name.as_str());
            let id = ids.first()?;
            Some(
                Diagnostic::warning(Code::ProvisionWithoutRule, without_rule(name, all, &ids))
                    .at(place)
                    .with_help(said!(
                        "write `implements {id}` in a rule, or end the provision with `not checkable because \"…\"`; `misrule provisions` lists how all of them stand",
                        "在规则中写 `implements {id}`，或在条款末尾写 `not checkable because \"…\"`；`misrule provisions` 列出全部条款的落实情况"
                    )),
            )
        });
        let advice: Vec<Diagnostic> = advice.collect();
        self.advice.extend(advice);
    }

    fn place_of(&self, source: SourceId, left: &[&Provision]) -> Option<Span> {
        let source = self.rules.program.source(source)?;
        let item = match self.is_given(&source.pack) {
            true => source.span,
            false => left.first()?.span,
        };
        match &self.item_at(item)?.kind {
            ItemKind::Source(written) => Some(written.name.span),
            ItemKind::Provision(written) => Some(written.id.span),
            _ => None,
        }
    }
}

/// How many ids of provisions are written out.
const IDS: usize = 3;

/// That no rule answers to some of a source's provisions, the first ids of them and how many.
fn without_rule(source: &str, all: usize, ids: &[&str]) -> Said {
    if let [id] = ids {
        return said!(
            "no rule answers to the provision `{id}` of `{source}`",
            "没有规则落实 `{source}` 的条款 `{id}`"
        );
    }
    let left = ids.len();
    let quoted: Vec<String> = ids.iter().take(IDS).map(|id| format!("`{id}`")).collect();
    let list = Said::new(quoted.join(", "), quoted.join("、"));
    let list = match left.saturating_sub(IDS) {
        0 => list,
        more => said!("{list} and {more} more", "{list}等（另有{more}条）"; list),
    };
    said!(
        "no rule answers to {left} of the {all} provisions of `{source}`: {list}",
        "`{source}` 的{all}条条款中，有{left}条没有规则落实：{list}"; list
    )
}
