//! Every fault of a plan: its message, its place, its help. Each snapshot lists small plans and
//! what is said of them.

use misrule::base::FileId;
use misrule::facts::Root;
use misrule::read::decode;

use crate::sample::{plan, read, read_as};

/// What is said of each text, one after another.
fn said<'a>(texts: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let all = texts.into_iter().map(|(shown, text)| {
        let report = read(&text).report();
        format!("{shown}\n{}\n", if report.is_empty() { "  nothing".to_owned() } else { report })
    });
    all.collect::<Vec<_>>().join("\n")
}

fn said_of_fields(fields: &[&str]) -> String {
    said(fields.iter().map(|fields| (*fields, plan(fields))))
}

fn said_of_texts(texts: &[&str]) -> String {
    said(texts.iter().map(|text| (*text, (*text).to_owned())))
}

#[test]
fn no_plan_at_all() {
    insta::assert_snapshot!(said_of_texts(&[
        "",
        "  \n ",
        "[]",
        "[{\"id\": \"p\"}]",
        "42",
        "\"plan\"",
        "hello",
        "{}",
        "{\"name\": \"left-pad\", \"version\": \"1.0\"}",
        "{\"x-note\": 1}",
        "\u{feff}{\"format\": \"sample/plan/1\", \"id\": \"p\", \"title\": \"P\"}",
        "{\"format\": \"sample/plan/1\", \"id\": \"p\", \"title\": \"P\"} {}",
    ]));
}

#[test]
fn bytes_that_are_no_text() {
    let said = [&b"\xff\xfe{\x00}\x00"[..], b"{\"id\": \"\xd6\xd0\"}"].map(|bytes| {
        let decoded = decode(bytes.to_vec());
        let fault = decoded.fault.unwrap().diagnostic(FileId(0));
        crate::sample::report(&decoded.text, &[fault])
    });
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn broken_json() {
    insta::assert_snapshot!(said_of_fields(&[
        "\"growth\": 1,",
        "\"growth\": 1,, \"places\": 2",
        "\"growth\": 1 \"places\": 2",
        "\"growth\" 1",
        "\"growth\" = 1",
        "\"growth\": , \"places\": 2",
        "\"growth\": 1 // as of May\n",
        "\"growth\": /* as of May */ 1",
        "growth: 1",
        "'words': ['a', 'b']",
        "“words”：[“a”，“b”]",
        "\"budget\": 1,000",
        "\"growth\": NaN, \"places\": -Infinity",
        "\"growth\": +1",
        "\"growth\": .5",
        "\"growth\": 1.",
        "\"growth\": 01",
        "\"growth\": 1_000",
        "\"growth\": 12 %",
        "\"binding\": True",
        "\"binding\": None",
        "\"words\": [steel, \"dyeing\"]",
        "\"words\": [\"a\tb\"]",
        "\"words\": [\"a\nb\", \"c\"]",
        "\"words\": [\"a, \"b\"],\n\"growth\": 1",
        "\"words\": [\"a\\qb\", \"\\u12\", \"\\ud800\", \"\\ud83d\\u0041\"]",
        "\"words\": [\"a\", \"b\"}, \"growth\": 1",
        "\"period\": { \"base_year\": 2020, \"last_year\": 2030 ], \"growth\": 1",
        "\u{a0}\"growth\": 1",
        "\"growth\": @, \"places\": 3",
        "\"words\": [\"a\", , \"b\"]",
    ]));
    insta::assert_snapshot!(said_of_texts(&[
        "{\"id\": \"p\", \"title\": \"P\", \"measures\": [{\"id\": \"a\", \"action\": \"close\"",
        "{\"id\": \"p\", \"title\": \"P",
    ]));
}

#[test]
fn wrong_types() {
    insta::assert_snapshot!(said_of_fields(&[
        "\"region\": [{\"code\": \"a\"}]",
        "\"region\": \"Linhai\"",
        "\"measures\": {\"close\": {}}",
        "\"words\": \"steel\"",
        "\"words\": 3",
        "\"words\": [3, \"a\", {\"b\": 1}]",
        "\"binding\": \"yes\"",
        "\"binding\": 1",
        "\"growth\": true",
        "\"places\": 2.5",
        "\"places\": \"2.5\"",
        "\"revised\": \"2025\"",
        "\"revised\": 25",
        "\"revised\": 2025.5",
        "\"date\": 20250630",
        "\"date\": \"20250630\"",
        "\"date\": \"2025-02-29\"",
        "\"date\": \"2025-06\"",
        "\"measures\": [\"close\", 3]",
        "\"indicators\": [{\"id\": \"gross_product\", \"series\": [1, 2]}]",
        "\"indicators\": [{\"id\": \"gross_product\", \"series\": {\"20\": 1, \"2025\": true}}]",
        "\"source\": 31",
        "\"source\": {\"document\": \"d\", \"pages\": 3}",
    ]));
}

#[test]
fn fields_and_keys() {
    insta::assert_snapshot!(said_of_fields(&[
        "\"mesures\": []",
        "\"shading\": 1",
        "\"$schema\": \"s\", \"x-note\": {\"any\": [1]}, \"source\": {\"page\": 31}",
        "\"growth\": 1, \"growth\": 2",
        "\"measures\": [{\"id\": \"a\"}, {\"id\": \"a\"}, {\"title\": \"B\"}, {\"id\": \" \"}]",
        "\"region\": {\"name\": \"Linhai\"}",
        "\"region\": {\"name\": \"Linhai\", \"code\": null}",
        "\"indicators\": [{\"id\": \"gross_product\", \"series\": {\"2025\": 1, \"2020\": 2, \"2025\": 3}}]",
    ]));
    insta::assert_snapshot!(said_of_texts(&["{\"id\": \"p\"}"]));
}

#[test]
fn references() {
    let industries = "\"industries\": [{\"id\": \"dyeing\"}, {\"id\": \"steel\"}]";
    let said = [
        "\"targets\": [\"dying\", \"steel\", \"steel\"]",
        "\"targets\": [\"steel\"], \"lead\": \"chips\"",
        "\"targets\": [3]",
    ]
    .map(|fields| {
        let text = plan(&format!("\"measures\": [{{\"id\": \"m\", {fields}}}],\n{industries}"));
        format!("{fields}\n{}\n", read(&text).report())
    });
    insta::assert_snapshot!(said.join("\n"));
    insta::assert_snapshot!(said_of_fields(&["\"measures\": [{\"id\": \"m\", \"lead\": \"x\"}]"]));
}

#[test]
fn words_and_codes() {
    insta::assert_snapshot!(said_of_fields(&[
        "\"measures\": [{\"id\": \"m\", \"action\": \"phase_otu\"}]",
        "\"measures\": [{\"id\": \"m\", \"action\": \"Phase out\"}]",
        "\"measures\": [{\"id\": \"m\", \"action\": \"关停\"}]",
        "\"measures\": [{\"id\": \"m\", \"action\": \"abolish\"}]",
        "\"measures\": [{\"id\": \"m\", \"coverage\": \"some\"}]",
        "\"measures\": [{\"id\": \"m\", \"also\": [\"close\", \"close\", \"burn\"]}]",
        "\"indicators\": [{\"id\": \"manufacturing_shar\"}, {\"id\": \"tea_culture\"}]",
        "\"industries\": [{\"id\": \"a\", \"code\": \"isic:2499\"}]",
        "\"industries\": [{\"id\": \"a\", \"code\": \"isic:1\"}]",
        "\"industries\": [{\"id\": \"a\", \"code\": \"isci:24\"}]",
        "\"industries\": [{\"id\": \"a\", \"code\": \"naics:24\"}]",
        "\"industries\": [{\"id\": \"a\", \"code\": \"24\"}]",
        "\"industries\": [{\"id\": \"a\", \"code\": 1}], \"classification\": \"isic\"",
        "\"industries\": [{\"id\": \"a\", \"code\": 24}]",
        "\"industries\": [{\"id\": \"a\", \"isic_code\": \"nace:24\"}]",
        "\"industries\": [{\"id\": \"a\", \"isic_code\": \"Z\"}]",
        "\"industries\": [{\"id\": \"a\", \"code\": \"24\"}], \"classification\": \"isic\"",
    ]));
}

#[test]
fn numbers_and_units() {
    insta::assert_snapshot!(said_of_fields(&[
        "\"share\": 0.277",
        "\"share\": 1",
        "\"share\": \"0.277 %\"",
        "\"share\": 127",
        "\"share\": \"27.7\"",
        "\"share\": \"27.7 个百分点\"",
        "\"growth\": \"3 %\"",
        "\"growth\": 1e999",
        "\"places\": -3",
        "\"land\": \"3 t\"",
        "\"land\": \"3 hectares\"",
        "\"land\": \"about 3 hectare\"",
        "\"land\": \"1,000 hectare\"",
        "\"land\": \"-1 hectare\"",
        "\"budget\": \"5 million CNY\"",
        "\"budget\": \"5 million EUR\", \"currency\": \"CNY\"",
        "\"budget\": \"5 million\", \"currency\": \"CNY\"",
        "\"indicators\": [{\"series\": {\"2025\": \"0.5 t\", \"2020\": 0.3}, \"id\": \"manufacturing_share\"}]",
        "\"industries\": [{\"id\": \"a\", \"value_added\": {\"2025\": -1}}]",
    ]));
    let long = format!("\"growth\": 1.{}1", "0".repeat(600));
    insta::assert_snapshot!(read(&plan(&long)).reading.diagnostics[0].message.en());
}

#[test]
fn bounds_are_no_numbers() {
    insta::assert_snapshot!(said_of_fields(&[
        "\"share\": \"20 %以上\"",
        "\"land\": \"at least 3 hectare\"",
        "\"share\": \"约20%\"",
    ]));
}

#[test]
fn a_plan_ends_after_its_base_year() {
    insta::assert_snapshot!(said_of_fields(&[
        "\"period\": {\"base_year\": 2030, \"last_year\": 2025}",
        "\"period\": {\"last_year\": 2025, \"base_year\": 2030}",
        "\"period\": {\"base_year\": 2025, \"last_year\": 2025}",
    ]));
}

#[test]
fn what_is_absent() {
    insta::assert_snapshot!(said_of_fields(&[
        "\"growth\": null",
        "\"growth\": \"n/a\"",
        "\"words\": [\"待定\", null, \"a\"]",
        "\"indicators\": [{\"id\": \"gross_product\", \"series\": {\"2025\": \"—\", \"2020\": null}}]",
        "\"growth\": {\"absent\": \"withheld\", \"because\": \"under review\"}",
        "\"region\": {\"absent\": \"unknown\"}",
        "\"measures\": {\"because\": \"not yet written\", \"absent\": \"not_applicable\"}",
        "\"growth\": {\"absent\": \"secret\"}",
        "\"indicators\": [{\"id\": \"gross_product\", \"series\": {\"2025\": {\"absent\": \"unknown\"}}}]",
        "\"growth\": {\"absent\": \"unknwon\", \"why\": 3}",
        "\"growth\": {\"because\": \"no idea\"}",
        "\"region\": {\"code\": {\"absent\": \"unknown\"}, \"name\": \"-\"}",
        "\"words\": [{\"absent\": \"unknown\"}]",
        "\"words\": \"无\"",
        "\"words\": [\" \", \"none\"]",
        "\"industries\": [{\"id\": \"a\", \"name\": \"\"}]",
    ]));
}

#[test]
fn a_manifest_has_its_own_words() {
    let text = "{\"id\": \"w\", \"plan\": [\"a.json\"], \"regions\": \"A\"}";
    insta::assert_snapshot!(read_as(Root::Manifest, text).report());
    insta::assert_snapshot!(read_as(Root::Manifest, "[]").report());
}

#[test]
fn faults_beyond_counting_are_counted() {
    let many = vec!["{\"id\": 3}"; 3_000].join(",");
    let read = read(&plan(&format!("\"measures\": [{many}]")));
    let last = read.reading.diagnostics.last().unwrap();
    assert_eq!(last.message.en(), "2000 more faults are not shown");
}

#[test]
fn nesting_has_a_limit() {
    let deep = format!("\"x-deep\": {}1{}", "[".repeat(500), "]".repeat(500));
    insta::assert_snapshot!(read(&plan(&deep)).report());
}
