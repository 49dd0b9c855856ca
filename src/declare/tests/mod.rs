//! Models through the text of rule files.

mod extend;
mod fields;
mod records;
mod tables;
mod units;

use super::*;
use crate::base::Language;
use crate::model::{CodeId, DefaultValue, FieldId, FieldType, RecordRole};
use crate::packs::RuleFile;
use crate::quantity::{Bound, Number, Printer, ScaledUnit, Unit};

/// What every model here can build on.
const UNITS: &str = "pack units \"Units\"\n\
    dimension area\ndimension money\n\
    unit mu, 亩 of area never negative\n\
    unit hectare, 公顷 = 15 mu never negative\n\
    unit CNY, 元 of money\n\
    unit percent, % = 0.01\n";

const CODES: &str = "code,level,parent,title_en,title_zh\n\
    24,division,C,Basic metals,\n\
    C,section,,Manufacturing,制造业\n\
    A,section,,Agriculture,\n\
    241,group,24,Iron and steel,\n\
    01,division,A,Crops,\n";

struct Made {
    model: Model,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

fn build_files(texts: &[(&str, &str)], csv: &[(&str, &str)]) -> Made {
    let files =
        texts.iter().map(|(name, text)| RuleFile { name: (*name).into(), text: (*text).into() });
    let table = |_: &str, wanted: &str| {
        csv.iter().find(|(name, _)| *name == wanted).map(|(_, text)| (*text).to_owned())
    };
    let (packs, sources, mut diagnostics) = Packs::load(files.collect(), false, &table);
    let (model, found) = build(&packs, &sources);
    diagnostics.extend(found);
    Made { model, sources, diagnostics }
}

/// The model of one pack that uses the units above, and may name the table `c.csv`.
fn made(text: &str) -> Made {
    let text = format!("pack m \"M\"\nuse units\n{text}");
    build_files(&[("m.rule", &text), ("u/units.rule", UNITS)], &[("c.csv", CODES)])
}

/// Each message with the text that it points at and the help.
fn told(made: &Made) -> Vec<String> {
    let one = |d: &Diagnostic| {
        let place = d.place().map_or("nowhere", |span| made.sources.slice(span));
        let help = d.help.as_ref().map_or(String::new(), |help| format!(" | {}", help.en()));
        format!("{place}: {}{help}", d.message.en())
    };
    made.diagnostics.iter().map(one).collect()
}

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(told(&made(text)), expected);
}

#[test]
fn the_embedded_model_is_whole() {
    let (packs, sources, diagnostics) = Packs::load(Vec::new(), true, &|_, _| None);
    let (model, found) = build(&packs, &sources);
    let made = Made { model, sources, diagnostics: [diagnostics, found].concat() };
    assert_eq!(told(&made), [] as [&str; 0]);
    let model = made.model;
    assert_eq!(model.plan_format.as_deref(), Some("regional/plan/1"));
    assert_eq!(model.portfolio_format.as_deref(), Some("regional/portfolio/1"));
    let (_, plan) = model.record_named("Plan").unwrap();
    let RecordRole::Plan { base_year, last_year } = &plan.role else { panic!() };
    assert_eq!((base_year.len(), last_year.len()), (2, 2));
    let isic = model.scheme(model.scheme_named("isic").unwrap()).unwrap();
    assert_eq!(isic.levels, ["section", "division", "group", "class"]);
    let steel = isic.code_named("241").unwrap();
    assert!(isic.within(steel, isic.code_named("C").unwrap()));
    let nace = model.scheme(model.scheme_named("nace").unwrap()).unwrap();
    let lifted = nace.lift(nace.code_named("24.1").unwrap(), model.scheme_named("isic").unwrap());
    assert_eq!(lifted, Some(steel));
    let gbt = model.scheme(model.scheme_named("gbt").unwrap()).unwrap();
    assert_eq!(gbt.title(gbt.code_named("A").unwrap()).unwrap().first, "农、林、牧、渔业");
    assert!(model.faulty.is_empty());
}

#[test]
fn no_name_hides_another() {
    let made = made(
        "unit mu, 亩 of area\nvocabulary hectare { a }\nrecord text\n  x: text\n\
         dimension mass\nunit mass of mass\nrecord R\n  a: hectare\n",
    );
    assert_eq!(
        told(&made),
        [
            "mu: `mu` is declared already, as a unit | choose another name: no name may hide another",
            "hectare: `hectare` is declared already, as a unit | choose another name: no name may hide another",
            "text: `text` is a type of the language | choose another name",
        ]
    );
    let labels: Vec<&str> =
        made.diagnostics[0].labels.iter().map(|label| made.sources.name(label.span.file)).collect();
    assert_eq!(labels, ["m.rule", "u/units.rule"]);
    assert_eq!(made.diagnostics[0].notes[0].en(), "the first one is of the pack `units`");
}

#[test]
fn names_of_a_pack_that_is_not_used_are_out_of_sight() {
    let made = build_files(
        &[
            ("u/units.rule", UNITS),
            ("b.rule", "pack b \"B\"\nuse units\nrecord B key id\n  id: text\n"),
            ("c.rule", "pack c \"C\"\nrecord C\n  a: hectare\n  b: B\n  c: 万亩\n"),
            ("d.rule", "pack d \"D\"\nuse b\nrecord D\n  a: hectare\n  b: B\n"),
        ],
        &[],
    );
    assert_eq!(
        told(&made),
        [
            "hectare: `hectare` is a unit of the pack `units`, which this pack does not use | add `use units`",
            "B: `B` is a record of the pack `b`, which this pack does not use | add `use b`",
            "万亩: `万亩` is a unit of the pack `units`, which this pack does not use | add `use units`",
        ]
    );
    assert!(made.model.is_faulty_field("C", "a"));
}

#[test]
fn one_mistake_is_said_once() {
    // An item that cannot be read, a unit that cannot stand, a field that has no type: what reads
    // them is not wrong for that.
    let made = made(
        "record Lost key id\n  id text\n\
         unit u = 2 nonesuch\nvocabulary v { a: u }\nrecord R key x\n  x: u\n  y: list of Lost\n  z: Lost\n",
    );
    let told = told(&made);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert_eq!(told[1], "nonesuch: `nonesuch` is no unit");
    assert!(made.model.is_faulty("u") && made.model.is_faulty_field("R", "x"));
}
