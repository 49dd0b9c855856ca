//! The page of a rule.

use super::{Block, Entry, Page, Pages, joined, own};
use crate::assess::parameter_text;
use crate::base::{Language, Said, Texts};
use crate::evaluate::Verdict;
use crate::program::{
    Checkable, Disabled, Exception, InForce, Parameter, Piece, Program, Provision, Reads, Rule,
    RuleId, Scope, Template, TemplateText,
};
use crate::report::names::{severity_name, strength_name};
use crate::testing::Example;

impl Pages<'_> {
    /// A rule, with tests that show its verdicts. What there is none of is left out.
    pub fn rule(&self, id: RuleId, examples: &[Example]) -> Option<Page> {
        let rule = self.program.rule(id)?;
        let reads = self.program.reads(rule);
        let mut blocks = vec![Block::Own(rule.title.clone())];
        blocks.extend(rule.asks.clone().map(Block::Own));
        blocks.push(Block::Lines { lines: self.standing(rule), file: self.file(rule.name_span) });
        section(&mut blocks, said!("What it reads of a plan", "读取的规划内容"), {
            listed(self.evidence(&reads))
        });
        for example in examples {
            section(&mut blocks, heading(example.verdict), shown(example));
        }
        section(&mut blocks, said!("Parameters", "参数"), listed(self.parameters(&reads)));
        section(&mut blocks, said!("Exceptions", "例外"), {
            listed(self.exceptions(&rule.exceptions, &rule.disabled_exceptions))
        });
        section(&mut blocks, said!("How to answer it in a plan", "规划中如何回应"), {
            rule.help.iter().map(|help| Block::Own(self.template(help))).collect()
        });
        section(&mut blocks, said!("Limits and false alarms", "局限与误报"), {
            rule.limits.iter().cloned().map(Block::Own).collect()
        });
        section(&mut blocks, said!("Related rules", "相关规则"), listed(self.related(id, rule)));
        blocks.push(Block::Heading(said!("As it is written", "规则原文")));
        blocks.extend((!rule.doc.is_empty()).then(|| Block::Doc(rule.doc.clone())));
        blocks.push(self.written(rule.span));
        self.all_written(&rule.exceptions, &mut blocks);
        let kind = severity(rule);
        let strength = strength_name(rule.demand.strength);
        let kind = said!("{kind} ({strength})", "{kind}（{strength}）"; kind, strength);
        Some(Page { name: rule.full_name(), kind, blocks })
    }

    /// Where it comes from, whether and when it is asked, and what packs change in it.
    fn standing(&self, rule: &Rule) -> Vec<(Said, Said)> {
        let mut lines = Vec::new();
        lines.extend(rule.disabled.iter().map(|it| (said!("Status", "状态"), disabled(it))));
        lines.extend(
            rule.replaced_by
                .iter()
                .map(|by| (said!("Status", "状态"), said!("replaced by {by}", "由{by}替换"))),
        );
        lines.extend(rule.former_name().map(|old| (said!("Formerly", "旧名"), Said::alike(old))));
        lines.extend(rule.in_force.iter().map(|it| (said!("In force", "施行期"), in_force(it))));
        let strict = rule.stricter.as_ref().map(own);
        lines.extend(strict.map(|because| (said!("Stricter", "更严"), because)));
        for provision in rule.provisions.iter().filter_map(|id| self.program.provision(*id)) {
            lines.push((said!("Provision", "依据"), self.provision_line(provision)));
        }
        let aspect = rule.aspect.as_ref().map(|aspect| self.aspect(aspect));
        lines.extend(aspect.map(|aspect| (said!("Aspect", "方面"), aspect)));
        lines
    }

    /// `3.1-i (should), Sheng 2023, 3.1 para. 3, third: old industries are treated case by case`
    fn provision_line(&self, provision: &Provision) -> Said {
        let (id, strength) = (&provision.id, strength_name(provision.strength));
        let (cited, says) = (self.cited(provision), own(&provision.says));
        let line = said!(
            "{id} ({strength}), {cited}: {says}",
            "{id}（{strength}），{cited}：{says}";
            strength, cited, says
        );
        joined(vec![line, checked(&provision.checkable)])
    }

    pub(super) fn aspect(&self, aspect: &str) -> Said {
        aspect_name(self.program, aspect)
    }

    fn parameters(&self, reads: &Reads) -> Vec<Entry> {
        let read = reads.parameters.iter().filter_map(|id| self.program.parameter(*id));
        read.map(|parameter| parameter_entry(self.program, parameter)).collect()
    }

    fn exceptions(&self, exceptions: &[Exception], gone: &[Disabled]) -> Vec<Entry> {
        let mut entries = Vec::new();
        for exception in exceptions {
            let provisions =
                exception.provisions.iter().filter_map(|id| self.program.provision(*id));
            let mut lines = vec![own(&exception.because)];
            lines.extend(exception.in_force.iter().map(in_force));
            lines.extend(provisions.map(|provision| self.provision_line(provision)));
            entries.push(Entry::new(exception.name.clone(), lines));
            for mut below in self.exceptions(&exception.exceptions, &[]) {
                let to = &exception.name;
                below.lines.insert(0, said!("an exception to {to}", "对{to}的例外"));
                entries.push(below);
            }
        }
        entries.extend(gone.iter().map(|it| Entry::new(it.name.clone(), vec![disabled(it)])));
        entries
    }

    fn all_written(&self, exceptions: &[Exception], blocks: &mut Vec<Block>) {
        for exception in exceptions {
            blocks.push(self.written(exception.span));
            self.all_written(&exception.exceptions, blocks);
        }
    }

    /// A message as its author reads it, with its holes as they are written.
    fn template(&self, template: &Template) -> Texts {
        let text = |one: &TemplateText| -> String {
            let piece = |piece: &Piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Hole { span, .. } => format!("{{{}}}", self.sources.slice(*span).trim()),
            };
            one.pieces.iter().map(piece).collect()
        };
        let others = template.others.iter().map(|(language, one)| (language.clone(), text(one)));
        Texts { first: text(&template.first), others: others.collect() }
    }
}

/// An aspect: its word in English, what the word means in Chinese.
pub(in crate::report) fn aspect_name(program: &Program, aspect: &str) -> Said {
    let words = program.model.vocabulary_named("aspect");
    let word = words.and_then(|(_, it)| it.word_named(aspect).and_then(|id| it.word(id)));
    match word.map(|word| own(&word.text)) {
        Some(text) if !text.is_empty() && text.pick(Language::Zh) != aspect => {
            Said::new(aspect, text.pick(Language::Zh))
        }
        _ => Said::alike(aspect),
    }
}

/// A parameter with its value, and what is said of it.
pub(super) fn parameter_entry(program: &Program, parameter: &Parameter) -> Entry {
    let value = Said::by_language(|language| parameter_text(program, parameter, language));
    let name = &parameter.name;
    let name = said!("{name} = {value}", "{name} = {value}"; value);
    Entry::named(name, parameter_lines(parameter))
}

pub(super) fn section(blocks: &mut Vec<Block>, heading: Said, of: Vec<Block>) {
    if !of.is_empty() {
        blocks.push(Block::Heading(heading));
        blocks.extend(of);
    }
}

pub(super) fn listed(entries: Vec<Entry>) -> Vec<Block> {
    if entries.is_empty() { Vec::new() } else { vec![Block::Entries(entries)] }
}

fn heading(verdict: Verdict) -> Said {
    match verdict {
        Verdict::Violated => said!("A plan that fails", "不符合的规划"),
        Verdict::Satisfied => said!("A plan that passes", "符合的规划"),
        Verdict::Undetermined => {
            said!("A plan that leaves it undetermined", "无法判定的规划")
        }
        Verdict::Excepted => said!("A plan that is excepted", "适用例外的规划"),
        Verdict::NotApplicable => said!("A plan that it does not apply to", "不适用的规划"),
    }
}

/// A test, the plan it speaks of where that is elsewhere, and what is said of it.
fn shown(example: &Example) -> Vec<Block> {
    let mut blocks = vec![Block::Written { language: "rule", text: example.text.clone() }];
    match example.plans.as_slice() {
        [] => {}
        [_] => blocks.push(Block::Said(said!(
            "What the rule reads of the plan so given:",
            "规则从所给规划中读取的内容："
        ))),
        _ => blocks.push(Block::Said(said!(
            "What the rule reads of the plans so given:",
            "规则从所给各规划中读取的内容："
        ))),
    }
    let plans = example.plans.iter().cloned();
    blocks.extend(plans.map(|text| Block::Written { language: "json", text }));
    let name = match example.verdict {
        Verdict::Undetermined => said!("Missing", "缺少"),
        _ => said!("Message", "提示"),
    };
    let says = example.says.iter().map(|said| (name.clone(), said.clone()));
    let says: Vec<(Said, Said)> = says.collect();
    let says = (!says.is_empty()).then_some(Block::Lines { lines: says, file: None });
    blocks.extend(says);
    blocks
}

/// What a parameter is, who set it, why it has its value, when that was checked.
fn parameter_lines(parameter: &Parameter) -> Vec<Said> {
    let mut lines = vec![own(&parameter.text)];
    lines.extend(set_by(parameter).map(|by| said!("set by {by}", "由{by}设定"; by)));
    let because = parameter.because.as_ref().map(own);
    lines.extend(because.map(|because| said!("because {because}", "理由：{because}"; because)));
    let date = parameter.checked_on.as_ref();
    lines.extend(date.map(|date| said!("checked on {date}", "核对于{date}")));
    lines
}

/// How far plans show whether a provision is kept, where it is not the whole way.
pub(super) fn checked(checkable: &Checkable) -> Said {
    match checkable {
        Checkable::Wholly => Said::default(),
        Checkable::Partly(because) => {
            said!("plans show it in part: {why}", "规划只能体现一部分：{why}"; why = own(because))
        }
        Checkable::Not(because) => {
            said!("no plan can show it: {why}", "规划无法体现：{why}"; why = own(because))
        }
    }
}

/// Who gives a parameter a value that its declaration does not.
pub(super) fn set_by(parameter: &Parameter) -> Option<Said> {
    match (&parameter.overridden, &parameter.set_by) {
        (Some(_), _) => Some(said!("for this run", "本次运行指定")),
        (None, by) => by.clone().map(Said::alike),
    }
}

pub(in crate::report) fn severity(rule: &Rule) -> Said {
    let severity = severity_name(rule.severity());
    match rule.scope {
        Scope::Plan => severity,
        Scope::Portfolio => said!("{severity} (portfolio)", "{severity}（规划集）"; severity),
    }
}

pub(in crate::report) fn disabled(it: &Disabled) -> Said {
    let (by, because) = (&it.by, own(&it.because));
    said!("disabled by {by}: {because}", "由{by}停用：{because}"; because)
}

/// `from 2021 to 2025`, of the last years of plans.
pub(in crate::report) fn years(years: &InForce) -> Said {
    let from = years.from;
    match years.to {
        Some(to) => said!("from {from} to {to}", "{from}年至{to}年"),
        None => said!("from {from}", "{from}年起"),
    }
}

fn in_force(it: &InForce) -> Said {
    said!("{years}, by the plan's last year", "{years}（按规划末年）"; years = years(it))
}
