//! Loading packs through their texts.

use super::*;
use crate::base::Sources;
use crate::diagnostic::{Code, Diagnostic};

fn files(texts: &[(&str, &str)]) -> Vec<RuleFile> {
    let file =
        |(name, text): &(&str, &str)| RuleFile { name: (*name).into(), text: (*text).into() };
    texts.iter().map(file).collect()
}

fn load(texts: &[(&str, &str)]) -> (Packs, Sources, Vec<Diagnostic>) {
    Packs::load(files(texts), false, &|_, _| None)
}

fn messages(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.message.en()).collect()
}

fn names(packs: &Packs) -> Vec<&str> {
    packs.iter().map(|(_, pack)| pack.name.as_str()).collect()
}

#[test]
fn the_embedded_packs_load_without_a_mistake_and_in_order() {
    let (packs, sources, diagnostics) = Packs::load(Vec::new(), true, &|_, _| None);
    let shown: Vec<String> = diagnostics
        .iter()
        .map(|d| {
            let place = d.place().map_or(String::new(), |span| {
                format!("{}:{}", sources.name(span.file), sources.line_column(span).line)
            });
            format!("{place}: {}", d.message.en())
        })
        .collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    assert_eq!(names(&packs), ["prelude", "regional", "sheng2023"]);
    let (id, regional) = packs.named("regional").unwrap();
    assert_eq!(regional.origin, Origin::Embedded);
    assert_eq!(regional.version.as_deref(), Some("1.0"));
    assert_eq!(regional.title.pick(crate::base::Language::Zh), "区域产业规划的内容");
    let (prelude, _) = packs.named("prelude").unwrap();
    let (sheng, _) = packs.named("sheng2023").unwrap();
    assert!(packs.sees(id, prelude) && packs.sees(sheng, prelude) && !packs.sees(prelude, id));
    let classifications = packs.items().find_map(|at| match &at.item.kind {
        ast::ItemKind::Classification(scheme) if scheme.name.text == "isic" => Some(at.file),
        _ => None,
    });
    let table = packs.companion(classifications.unwrap(), "isic4.csv").unwrap();
    assert!(sources.text(table).starts_with("code,level,parent"));
    assert_eq!(sources.name(table), "rules/prelude/isic4.csv");
}

#[test]
fn embedded_packs_without_their_tests_are_the_same_packs() {
    let with = Packs::load(Vec::new(), true, &|_, _| None);
    let without = Packs::load_untested(Vec::new(), true, &|_, _| None);
    assert_eq!(messages(&without.2), [] as [&str; 0]);
    assert!(without.0.is_whole());
    let is_test = |item: &ast::Item| matches!(item.kind, ast::ItemKind::Test(_));
    for ((_, whole), (_, pack)) in with.0.iter().zip(without.0.iter()) {
        assert_eq!((&pack.name, &pack.sha256), (&whole.name, &whole.sha256));
        for (whole, file) in whole.files.iter().zip(&pack.files) {
            assert_eq!((file.id, &file.name), (whole.id, &whole.name));
            let items: Vec<_> = whole.tree.items.iter().filter(|it| !is_test(it)).collect();
            assert_eq!(file.tree.items.iter().collect::<Vec<_>>(), items);
        }
    }
    assert!(with.0.items().any(|at| is_test(at.item)), "there are tests to pass over");
}

#[test]
fn the_tests_of_files_given_are_read_whatever_becomes_of_others() {
    let own = files(&[("a.rule", "pack mine \"Mine\"\nuse regional\ntest t\n  plan {,}\n")]);
    let (packs, _, diagnostics) = Packs::load_untested(own, true, &|_, _| None);
    assert_eq!(diagnostics.len(), 1, "{:?}", messages(&diagnostics));
    assert!(!packs.is_whole());
}

#[test]
fn the_hash_of_an_embedded_pack_is_over_its_rule_files_and_all_that_these_name() {
    let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
    for (_, pack) in packs.iter() {
        let named = packs
            .companions
            .iter()
            .filter(|((file, _), _)| pack.files.iter().any(|own| own.id == *file));
        let ids = named.map(|(_, id)| *id).chain(pack.files.iter().map(|file| file.id));
        let mut texts: Vec<_> = ids.map(|id| (sources.name(id), sources.text(id))).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(pack.sha256, digest::digest(texts.iter().map(|(_, text)| *text)));
    }
}

#[test]
fn an_embedded_pack_is_loaded_where_a_use_leads_to_it() {
    let (packs, _, diagnostics) = load(&[("a.rule", "pack mine \"Mine\"\nuse regional\n")]);
    assert_eq!(messages(&diagnostics), [] as [&str; 0]);
    assert_eq!(names(&packs), ["prelude", "regional", "mine"]);
    let (packs, _, _) = load(&[("a.rule", "pack mine \"Mine\"\n")]);
    assert_eq!(names(&packs), ["mine"]);
}

#[test]
fn a_given_pack_replaces_the_embedded_one_whole() {
    let own = files(&[("a/x.rule", "pack prelude \"Units\"\ndimension area\n")]);
    let (packs, _, _) = Packs::load(own, true, &|_, _| None);
    let (_, prelude) = packs.named("prelude").unwrap();
    assert_eq!(prelude.origin, Origin::InPlaceOfEmbedded);
    assert_eq!(prelude.files.len(), 1);
    assert_eq!(names(&packs), ["prelude", "regional", "sheng2023"]);
}

#[test]
fn files_of_a_folder_are_one_pack_whose_hash_stays_when_the_folder_moves() {
    let pack = |folder: &str, text: &str| {
        let (one, two) = (format!("{folder}one.rule"), format!("{folder}two.rule"));
        let head = "pack p \"P\"\n";
        let (packs, _, diagnostics) =
            load(&[(&two, &format!("{head}{text}")), (&one, &format!("{head}version \"1\"\n"))]);
        assert_eq!(messages(&diagnostics).len(), 1, "`version` stands in column 1");
        assert_eq!(packs.len(), 1);
        packs.get(PackId(0)).unwrap().clone()
    };
    let (here, there) = (pack("", "dimension area"), pack("far/away/", "dimension area"));
    assert_eq!(here.sha256, there.sha256);
    assert_eq!(here.files.iter().map(|f| &*f.name).collect::<Vec<_>>(), ["one.rule", "two.rule"]);
    assert_ne!(here.sha256, pack("", "dimension mass").sha256);
}

#[test]
fn companions_are_fetched_once_each_from_beside_the_rule_file_and_are_part_of_the_hash() {
    let text = "pack p \"P\"\n\
        classification c \"C\" from \"c.csv\"\n\
        test t\n  plan \"good.json\"\n  expect violated r\n\
        test u\n  plan \"good.json\"\n  expect violated r\n";
    let asked = std::cell::RefCell::new(Vec::new());
    let load = |csv: &str| {
        Packs::load(files(&[("x/p.rule", text)]), false, &|rule, wanted| {
            asked.borrow_mut().push(format!("{rule} {wanted}"));
            (wanted == "c.csv").then(|| csv.to_owned())
        })
    };
    let (packs, sources, diagnostics) = load("code");
    assert_eq!(messages(&diagnostics), [] as [&str; 0]);
    let file = packs.get(PackId(0)).unwrap().files[0].id;
    assert_eq!(sources.name(packs.companion(file, "c.csv").unwrap()), "x/c.csv");
    assert_eq!(packs.companion(file, "good.json"), None);
    assert_eq!(asked.borrow()[..2], ["x/p.rule c.csv", "x/p.rule good.json"]);
    let (other, _, _) = load("code,level");
    assert_ne!(packs.get(PackId(0)).unwrap().sha256, other.get(PackId(0)).unwrap().sha256);
}

#[test]
fn heads_that_do_not_fit_together_are_said() {
    let (_, _, diagnostics) = load(&[
        ("a/one.rule", "pack p \"P\" version \"1.0\"\n"),
        ("a/two.rule", "pack p \"Q\" version \"1.1\"\n"),
        ("b/one.rule", "pack p \"P\"\n"),
        ("b/none.rule", "dimension area\n"),
        ("c.rule", "dimension mass\npack c \"C\"\npack d \"D\"\n"),
    ]);
    assert_eq!(
        messages(&diagnostics),
        [
            "the files of the pack `p` give it two titles",
            "the version of the pack `p` stands in two files",
            "`b/none.rule` does not say which pack it belongs to",
            "the pack `p` is in two folders",
            "`pack` stands first in a file",
            "a file belongs to one pack",
        ]
    );
}

#[test]
fn a_head_that_cannot_be_read_is_not_missing_too() {
    let (packs, _, diagnostics) = load(&[("a.rule", "pack p \"P\ndimension area\n")]);
    assert_eq!(diagnostics.len(), 1, "{:?}", messages(&diagnostics));
    assert_ne!(diagnostics[0].code, Code::NoPackHead);
    assert!(packs.is_empty());
}

#[test]
fn circles_are_named_and_the_rest_is_loaded() {
    let (packs, _, diagnostics) = load(&[
        ("a.rule", "pack a \"A\"\nuse b\n"),
        ("b.rule", "pack b \"B\"\nuse c\n"),
        ("c.rule", "pack c \"C\"\nuse a\nuse c\n"),
        ("d.rule", "pack d \"D\"\nuse a\n"),
    ]);
    assert_eq!(
        messages(&diagnostics),
        ["packs use each other in a circle: a → b → c → a", "the pack `c` uses itself"]
    );
    assert_eq!(names(&packs), ["c", "b", "a", "d"]);
    for (id, pack) in packs.iter() {
        assert!(pack.uses.iter().all(|used| *used < id));
    }
}

#[test]
fn an_unknown_pack_is_answered_with_the_nearest_and_silences_unknown_names() {
    let (packs, _, diagnostics) = load(&[
        ("a.rule", "pack a \"A\"\nuse regionel\nuse regionel\n"),
        ("b.rule", "pack b \"B\"\nuse a\nrecrd Lost\n  x: text\n"),
    ]);
    let unknown: Vec<_> = diagnostics.iter().filter(|d| d.code == Code::UnknownPack).collect();
    assert_eq!(unknown[0].message.en(), "no pack is named `regionel`");
    assert_eq!(unknown[0].help.as_ref().map(|help| help.en()), Some("did you mean `regional`?"));
    let (a, _) = packs.named("a").unwrap();
    let (b, _) = packs.named("b").unwrap();
    assert!(packs.may_declare(a, "anything") && packs.may_declare(b, "anything"));
    let (packs, _, _) = load(&[("b.rule", "pack b \"B\"\nrecord Lost\n  x text\n")]);
    assert!(packs.may_declare(PackId(0), "Lost") && !packs.may_declare(PackId(0), "Other"));
    let (packs, _, _) =
        load(&[("b.rule", "pack b \"B\"\n"), ("c.rule", "record Lost key id\n  id: text\n")]);
    assert!(packs.may_declare(PackId(0), "Lost") && !packs.is_whole());
}
