//! The index of a pack's rules, as Markdown: by aspect, and by section of the documents that they
//! answer to.

use super::markdown::{code, link, text};
use super::rule::{checked, severity};
use super::{Pages, own};
use crate::base::{Language, Texts};
use crate::program::{Provision, Rule, RuleId, SourceId, Standing, standings};

const INTRODUCTION: &str = "\
What each page says, `misrule explain RULE` says too, in English or Chinese: what a rule asks, what it reads of a plan, \
a plan that fails and one that passes, what it does not see.
";

/// Of those packs that have rules. The pages of the rules stand beside the index.
pub fn index(pages: &Pages, packs: &[&str]) -> String {
    let has_rules = |pack: &&&str| pages.program.rules.iter().any(|it| it.pack == **pack);
    let parts: Vec<String> =
        packs.iter().filter(has_rules).map(|pack| of_pack(pages, pack)).collect();
    format!("# Rules\n\n{INTRODUCTION}\n{}", parts.join("\n"))
}

fn of_pack(pages: &Pages, pack: &str) -> String {
    let program = pages.program;
    let rules: Vec<&Rule> = program.rules.iter().filter(|rule| rule.pack == pack).collect();
    let title = program.packs.iter().find(|it| it.name == pack).map(|it| &it.title);
    let mut out = format!("## The rules of {}\n\n", code(pack));
    out.push_str(&title.map_or(String::new(), |title| format!("{}.\n\n", in_both(title))));
    let aspects = aspects(pages, &rules);
    let has_aspects = aspects.iter().any(Option::is_some);
    out.push_str(if has_aspects { "### By aspect\n" } else { "" });
    for aspect in aspects {
        let heading = match &aspect {
            Some(aspect) => both(&pages.aspect(aspect)),
            None => "Of no aspect".to_owned(),
        };
        out.push_str(&if has_aspects { format!("\n#### {heading}\n\n") } else { String::new() });
        for rule in rules.iter().filter(|rule| rule.aspect == aspect) {
            let (name, title) = (link(&rule.name), in_both(&rule.title));
            out.push_str(&format!("- {name}, {}: {title}\n", severity(rule).en()));
        }
    }
    out.push_str(&rules_by_section(pages, pack));
    out
}

/// The aspects of rules, in the order of their vocabulary; those without one last.
fn aspects(pages: &Pages, rules: &[&Rule]) -> Vec<Option<String>> {
    let words = pages.program.model.vocabulary_named("aspect").map(|(_, words)| words);
    let rank = |aspect: &Option<String>| match (aspect, words) {
        (None, _) => u32::MAX,
        (Some(aspect), Some(words)) => words.word_named(aspect).map_or(u32::MAX - 1, |id| id.0),
        (Some(_), None) => 0,
    };
    let mut found: Vec<Option<String>> = Vec::new();
    for rule in rules {
        if !found.contains(&rule.aspect) {
            found.push(rule.aspect.clone());
        }
    }
    found.sort_by_key(rank);
    found
}

/// A table for each section of each source: its provisions, how strong they are, and the pack's
/// rules and exceptions that answer to them.
fn rules_by_section(pages: &Pages, pack: &str) -> String {
    let program = pages.program;
    let standings = standings(program);
    let mut out = String::new();
    for (id, source) in (0..).map(SourceId).zip(&program.sources).filter(|(_, it)| it.pack == pack)
    {
        let mut sections: Vec<(&str, Vec<&Standing>)> = Vec::new();
        for standing in standings.iter().filter(|it| it.provision.source == id) {
            let section = section(standing.provision);
            match sections.iter_mut().find(|(name, _)| *name == section) {
                Some((_, all)) => all.push(standing),
                None => sections.push((section, vec![standing])),
            }
        }
        sections.sort_by_key(|(name, _)| numbers(name));
        out.push_str(&format!("\n### By section of {}\n", text(&source.citation(Language::En))));
        for (name, standings) in sections {
            out.push_str(&format!("\n#### {}\n\n", text(name)));
            out.push_str("| provision | strength | what it says | rules |\n");
            out.push_str("| --- | --- | --- | --- |\n");
            for standing in standings {
                let provision = standing.provision;
                let says = text(provision.says.pick(Language::En));
                let strength = provision.strength.as_str();
                let answers = answers(pages, pack, standing);
                out.push_str(&format!("| {} | {strength} | {says} | {answers} |\n", provision.id));
            }
        }
    }
    out
}

/// The rules and exceptions that answer to a provision, and why plans do not show all of it.
fn answers(pages: &Pages, pack: &str, standing: &Standing) -> String {
    let rule =
        |id: &RuleId| pages.program.rules.get(id.0 as usize).filter(|rule| rule.pack == pack);
    let mut parts: Vec<String> =
        standing.rules.iter().filter_map(rule).map(|it| link(&it.name)).collect();
    parts.extend(standing.exceptions.iter().filter_map(|(id, exception)| {
        Some(format!("{} of {}", code(&exception.name), link(&rule(id)?.name)))
    }));
    let why = checked(&standing.provision.checkable);
    parts.extend((!why.is_empty()).then(|| text(why.en())));
    if parts.is_empty() { "none yet".to_owned() } else { parts.join(", ") }
}

/// `3.1` of `3.1 para. 3, third`, `section 2` of `section 2, first`: up to the first number. Of
/// several places, the first.
fn section(provision: &Provision) -> &str {
    let at = provision.at.pick(Language::En);
    let at = at.split(';').next().unwrap_or(at);
    let number = at.find(|c: char| c.is_ascii_digit());
    let end =
        number.and_then(|start| at.get(start..)?.find([' ', ',', ';']).map(|end| start + end));
    at.get(..end.unwrap_or(at.len())).unwrap_or(at)
}

/// Sorts `2.9-a` before `2.10`: numbers by what they are worth.
fn numbers(name: &str) -> Vec<(Option<u32>, String)> {
    let parts = name.split(|c: char| !c.is_alphanumeric());
    parts.map(|part| (part.parse().ok(), part.to_owned())).collect()
}

pub(super) fn in_both(texts: &Texts) -> String {
    both(&own(texts))
}

/// In English and, where it is said in Chinese, in Chinese.
pub(super) fn both(said: &crate::base::Said) -> String {
    match said.en() == said.pick(Language::Zh) {
        true => text(said.en()),
        false => format!("{} · {}", text(said.en()), text(said.pick(Language::Zh))),
    }
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn sections_are_in_the_order_of_their_numbers() {
        let mut names = ["3.10", "intro", "3.9-b", "3.9-a", "t1-06"];
        names.sort_by_key(|name| numbers(name));
        assert_eq!(names, ["intro", "t1-06", "3.9-a", "3.9-b", "3.10"]);
    }
}
