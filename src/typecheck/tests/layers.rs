//! Packs that change packs.

use super::*;

/// Packs beside the small model, each a name and its items; every one uses those named with it.
fn packs(packs: &[(&str, &str, &str)]) -> Checked {
    let mut files = vec![RuleFile { name: "model/model.rule".into(), text: MODEL.into() }];
    for (name, uses, items) in packs {
        let uses: String = uses.split_whitespace().map(|used| format!("use {used}\n")).collect();
        let text = format!("pack {name} \"A pack\"\n\n{uses}\n{items}");
        files.push(RuleFile { name: format!("{name}/{name}.rule"), text });
    }
    load(files, false, &[])
}

const ADDED: &str = "extend record Measure\n  carbon?: tce\n  stage?: one of stage\n\n\
    vocabulary stage { plan, build }\n\n\
    extend vocabulary action { retrofit \"made cleaner\" }\n\n\
    extend vocabulary indicator { forest: hectare }\n\n\
    extend vocabulary aspect { climate }\n";

#[test]
fn who_uses_a_pack_sees_what_it_adds() {
    let rule = "rule r\n  \"A rule\"\n  for m in plan.measures where m.action is retrofit\n\
                \x20 must m.carbon < 3 tce and m.stage is build and plan.indicators[forest].series is rising\n\
                \x20 otherwise \"no\"\n";
    let checked = packs(&[("green", "model", ADDED), ("user", "green", rule)]);
    assert!(checked.told.is_empty(), "{}", checked.said());
    assert_eq!(checked.program.rules.len(), 1);
}

#[test]
fn who_does_not_use_a_pack_is_told_so() {
    let rule = "source s\n  title \"T\"\n\n\
                provision 1\n  in s at \"1\"\n  says \"so\"\n  strength must\n  aspect climate\n\n\
                rule r\n  \"A rule\"\n  for m in plan.measures where m.action is retrofit\n\
                \x20 must m.carbon < 3 tce and m.cabron < 2 tce and plan.indicators[forest].series is rising\n\
                \x20 otherwise \"no\"\n";
    let checked = packs(&[("green", "model", ADDED), ("user", "model", rule)]);
    insta::assert_snapshot!(checked.said());
}

#[test]
fn an_extension_that_cannot_be_read_silences_what_reads_it() {
    let rule = "rule r\n  \"A rule\"\n  for m in plan.measures where m.action is retrofit\n\
                \x20 must m.carbon < 3 tce\n  otherwise \"no\"\n";
    let broken = "extend record Measure\n  carbon tce\n\nextend vocabulary action { retrofit\n";
    let checked = packs(&[("green", "model", broken), ("user", "green", rule)]);
    assert_eq!(checked.told.len(), 2, "{}", checked.said());
}
