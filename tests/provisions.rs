//! The paper's statements, as the rulebook gives them: none is lost, each says what it says once,
//! and what is theirs (strength, aspect, how far plans show them) stays so.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};

use misrule::base::{Language, Texts};
use misrule::declare;
use misrule::packs::Packs;
use misrule::program::{Checkable, Program, Provision};
use misrule::typecheck;

const PACK: &str = "sheng2023";

fn program() -> Program {
    let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
    let (model, _) = declare::build(&packs, &sources);
    typecheck::compile(&packs, model, &[]).0
}

fn of_the_paper(program: &Program) -> Vec<&Provision> {
    program.provisions.iter().filter(|it| it.pack == PACK).collect()
}

fn counted<'p>(words: impl Iterator<Item = &'p str>) -> BTreeMap<&'p str, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn why(it: &Provision) -> Option<&Texts> {
    match &it.checkable {
        Checkable::Wholly => None,
        Checkable::Partly(why) | Checkable::Not(why) => Some(why),
    }
}

#[test]
fn every_statement_of_the_paper_is_there_once() {
    let program = program();
    let all = of_the_paper(&program);
    let ids: BTreeSet<&str> = all.iter().map(|it| it.id.as_str()).collect();
    assert_eq!((all.len(), ids.len()), (193, 193));
    // Ids run on within a section: a to z, then aa.
    let letters = |id: &str| -> Option<usize> {
        let (_, run) = id.rsplit_once('-')?;
        match run.as_bytes() {
            [one] => Some(usize::from(one - b'a')),
            [b'a', two] => Some(26 + usize::from(two - b'a')),
            _ => None,
        }
    };
    let sections = [
        ("0", 4),
        ("1.1", 25),
        ("1.2", 28),
        ("2.1", 18),
        ("2.2", 20),
        ("3", 1),
        ("3.1", 18),
        ("3.2", 25),
        ("3.3", 25),
        ("3.4", 18),
    ];
    for (section, many) in sections {
        let own = ids.iter().filter(|id| id.rsplit_once('-').unwrap().0 == section);
        let run: BTreeSet<usize> = own.map(|id| letters(id).unwrap()).collect();
        assert_eq!(run, (0..many).collect(), "section {section}");
    }
    let table: BTreeSet<String> = (1..=11).map(|row| format!("t1-{row:02}")).collect();
    assert!(table.iter().all(|id| ids.contains(id.as_str())), "rows of table 1");
    let in_sections: usize = sections.iter().map(|(_, many)| many).sum();
    assert_eq!(in_sections + table.len(), all.len());
}

#[test]
fn strength_aspect_and_what_plans_show_are_the_papers() {
    let program = program();
    let all = of_the_paper(&program);
    let strengths = counted(all.iter().map(|it| it.strength.as_str()));
    let wanted = [("could", 2), ("must", 23), ("should", 156), ("should not", 12)];
    assert_eq!(strengths, BTreeMap::from(wanted));
    let aspects = counted(all.iter().map(|it| it.aspect.as_str()));
    let wanted = [
        ("evidence", 18),
        ("foundation", 32),
        ("green", 8),
        ("integrated", 23),
        ("integrity", 18),
        ("intelligent", 6),
        ("security", 33),
        ("sophistication", 55),
    ];
    assert_eq!(aspects, BTreeMap::from(wanted));
    let shown = counted(all.iter().map(|it| match it.checkable {
        Checkable::Wholly => "yes",
        Checkable::Partly(_) => "partly",
        Checkable::Not(_) => "no",
    }));
    // One market and chains in step show in part: what a plan lists of barriers and of links is not the whole of them.
    assert_eq!(shown, BTreeMap::from([("no", 8), ("partly", 41), ("yes", 144)]));
    let musts: BTreeSet<&str> =
        all.iter().filter(|it| it.strength.as_str() == "must").map(|it| it.id.as_str()).collect();
    let wanted = "1.1-o 1.1-p 1.1-q 1.2-h 1.2-i 1.2-j 1.2-k 1.2-l 1.2-m 1.2-n 1.2-p 1.2-r 1.2-s 1.2-t 1.2-v \
                  2.2-f 3-a 3.1-a 3.1-p 3.1-q 3.2-r 3.3-a 3.3-b";
    assert_eq!(musts, wanted.split_whitespace().collect());
    // Each says of section 2.1 that it is evidence, and of none else.
    let evidence = all.iter().filter(|it| it.aspect == "evidence");
    assert!(evidence.clone().all(|it| it.id.starts_with("2.1-")));
    assert_eq!(evidence.count(), 18);
}

#[test]
fn each_speaks_both_languages_in_words_of_its_own() {
    let program = program();
    let all = of_the_paper(&program);
    let texts = all.iter().flat_map(|it| {
        let why = why(it).map(|text| (it, "why", text));
        [(it, "says", &it.says)].into_iter().chain(why)
    });
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (it, part, text) in texts {
        let (en, zh) = (text.pick(Language::En), text.pick(Language::Zh));
        let id = it.id.as_str();
        assert!(!en.chars().any(is_han) && en.split_whitespace().count() > 3, "{id} {part}: {en}");
        assert!(zh.chars().any(is_han), "{id} {part}: {zh}");
        // Punctuation between Chinese words is full-width.
        assert!(!zh.contains([',', ';', ':', '?', '!', '(', ')']), "{id} {part}: {zh}");
        assert!(!en.ends_with('.') && !zh.ends_with('。'), "{id} {part} ends in a full stop");
        for words in [en, zh] {
            let other = seen.insert(words, id);
            assert!(other.is_none(), "{id} and {other:?} share: {words}");
        }
    }
    for it in &all {
        let (en, zh) = (it.at.pick(Language::En), it.at.pick(Language::Zh));
        let plain = en.chars().all(|c| c.is_ascii_digit() || ".; ".contains(c));
        assert!(plain || zh.chars().any(is_han), "{}: no place in Chinese: {zh}", it.id);
    }
}

/// What says the same as others says it of provisions that say it themselves: a reader who follows
/// the reference arrives.
#[test]
fn references_lead_to_provisions_that_refer_no_further() {
    let program = program();
    let all = of_the_paper(&program);
    let refers = |it: &Provision| it.same_as.is_some() || !it.together.is_empty();
    let referring: Vec<_> = all.iter().filter(|it| refers(it)).collect();
    assert_eq!(referring.len(), 23);
    for it in referring {
        for id in it.same_as.iter().chain(&it.together) {
            let other = program.provision(*id).unwrap();
            assert!(!refers(other), "{} refers to {}, which refers on", it.id, other.id);
        }
    }
}

/// What is doubtful in the paper is said where a reader of the provision finds it.
#[test]
fn doubts_stand_at_the_provisions_they_touch() {
    let files: Vec<&str> = misrule::packs::EMBEDDED
        .iter()
        .filter(|it| it.name.starts_with("rules/sheng2023/provisions-"))
        .map(|it| it.text)
        .collect();
    let documentation = |id: &str| -> String {
        let head = format!("\nprovision {id}\n");
        let text = files.iter().find_map(|text| text.split_once(&head)).unwrap().0;
        let lines: Vec<&str> = text.lines().rev().take_while(|it| it.starts_with("///")).collect();
        lines.into_iter().rev().map(|it| it.trim_start_matches("///")).collect()
    };
    let doubts = [
        ("2.1-e", "Unusable"),
        ("2.1-e", "8,997"),
        ("2.1-g", "no base year"),
        ("2.1-f", "footnote 7"),
        ("2.1-n", "installed"),
        ("2.1-b", "structure"),
        ("2.1-d", "overlap"),
        ("2.1-f", "132"),
        ("3.2-r", "complete portfolio"),
        ("3.3-a", "supply"),
        ("2.2-n", "industry"),
        ("2.2-b", "idle"),
        ("3.1-c", "counted once"),
        ("3.2-h", "stock"),
        ("2.1-m", "list"),
        ("1.1-n", "virtual economy"),
        ("2.1-k", "cereals"),
        ("2.2-g", "smart transformation"),
        ("3.3-h", "financial services"),
        ("2.1-h", "parks"),
        ("2.2-e", "steel and foundry"),
        ("0-b", "Politburo"),
        ("t1-04", "ingenuity"),
        ("1.2-g", "Liu Zhenzhong"),
        ("1.2-a", "2019b"),
        ("1.2-f", "two ways"),
        ("3.3-m", "3.3-x"),
        ("1.2-n", "3.4-f"),
        ("3.4-f", "1.2-n"),
        ("1.2-u", "cost"),
        ("t1-01", "3.1-i"),
    ];
    for (id, word) in doubts {
        let said = documentation(id);
        assert!(said.contains(word), "{id} does not tell of {word:?}: {said}");
    }
}
