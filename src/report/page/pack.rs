//! The page of a pack: what it holds, and where more is said of each.

use super::rule::{listed, parameter_entry, section, severity};
use super::{Block, Entry, Page, Pages, disabled, own};
use crate::base::Said;
use crate::program::{PackInfo, Rule, Scope};

impl Pages<'_> {
    /// A pack: its sources, what it uses, how much it holds, its rules and parameters, and what
    /// it declares of a plan.
    pub fn pack(&self, name: &str) -> Option<Page> {
        let program = self.program;
        let pack = program.packs.iter().find(|it| it.name == name)?;
        let rules: Vec<&Rule> = program.rules.iter().filter(|it| it.pack == name).collect();
        let mut blocks = vec![Block::Own(pack.title.clone())];
        blocks.push(Block::Lines { lines: self.counts(pack, &rules), file: None });
        section(&mut blocks, said!("Sources", "文献"), listed(self.sources_of(name)));
        section(&mut blocks, said!("Rules", "规则"), {
            listed(rules.iter().map(|rule| rule_entry(rule)).collect())
        });
        let parameters = program.parameters.iter().filter(|it| it.pack == name);
        section(&mut blocks, said!("Parameters", "参数"), {
            listed(parameters.map(|it| parameter_entry(program, it)).collect())
        });
        let model = &program.model;
        let records = model.records.iter().filter(|it| it.pack == name);
        section(&mut blocks, said!("Records of a plan", "规划的记录"), {
            listed(records.map(|it| Entry::new(&it.name, vec![own(&it.text)])).collect())
        });
        let vocabularies = model.vocabularies.iter().filter(|it| !it.inline && it.pack == name);
        section(&mut blocks, said!("Vocabularies", "词表"), {
            listed(vocabularies.map(|it| Entry::new(&it.name, vec![own(&it.text)])).collect())
        });
        blocks.push(Block::Heading(said!("More of it", "更多内容")));
        blocks.push(Block::Said(said!(
            "`misrule explain NAME` has a page of each of these. `misrule provisions` lists what \
             the sources say and what answers to it, `misrule schema plan --output-format \
             markdown` what a plan states.",
            "`misrule explain NAME` 显示其中任一项的页面；`misrule provisions` \
             列出文献的各条及其对应规则；`misrule schema plan --output-format markdown` \
             列出规划应填写的内容。"
        )));
        Some(Page { name: name.to_owned(), kind: said!("pack", "规则包"), blocks })
    }

    /// What it is of, and how much of what it holds.
    fn counts(&self, pack: &PackInfo, rules: &[&Rule]) -> Vec<(Said, Said)> {
        let program = self.program;
        let mut lines = Vec::new();
        lines.extend(pack.version.as_ref().map(|it| (said!("Version", "版本"), Said::alike(it))));
        let uses: Vec<Said> = pack.uses.iter().map(Said::alike).collect();
        lines.extend(
            (!uses.is_empty()).then(|| (said!("Uses", "引用"), Said::join(&uses, (", ", "、")))),
        );
        let stated = program.provisions.iter().filter(|it| it.pack == pack.name).count();
        lines.extend(
            (stated > 0).then(|| (said!("Provisions", "条款"), said!("{stated}", "{stated}条"))),
        );
        let all = rules.len();
        let between = rules.iter().filter(|it| it.scope == Scope::Portfolio).count();
        lines.extend((all > 0).then(|| {
            let count = match between {
                0 => said!("{all}", "{all}条"),
                between => said!(
                    "{all}, {between} of them on portfolios",
                    "{all}条，其中{between}条针对规划集"
                ),
            };
            (said!("Rules", "规则"), count)
        }));
        lines
    }

    fn sources_of(&self, pack: &str) -> Vec<Entry> {
        let sources = self.program.sources.iter().filter(|it| it.pack == pack);
        let entry = |source: &crate::program::Source| {
            let cited = Said::by_language(|language| source.citation(language));
            let title = source.field("title").map(own).unwrap_or_default();
            Entry::new(&source.name, vec![cited, title])
        };
        sources.map(entry).collect()
    }
}

fn rule_entry(rule: &Rule) -> Entry {
    let (severity, title) = (severity(rule), own(&rule.title));
    let mut lines = vec![said!("{severity}: {title}", "{severity}：{title}"; severity, title)];
    lines.extend(rule.disabled.iter().map(disabled));
    Entry { leads_to: Some(rule.name.clone()), ..Entry::new(&rule.name, lines) }
}
