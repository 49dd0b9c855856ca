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

// ---- rules replaced and disabled, parameters set

const BASE: &str = "parameter limit: integer from 0 to 20 = 8\n  because \"a count\"\n\n\
    rule few\n  \"Few\"\n  formerly not-many\n  let n = count of plan.measures\n  must n <= limit\n  otherwise \"{n}\"\n\n\
    rule dated\n  \"Ends\"\n  for m in plan.measures\n  must m.end is stated\n  otherwise \"no\"\n\n\
    exception research to dated\n  when m.action is research\n  because \"open\"\n\n\
    portfolio rule all\n  \"All\"\n  must count of plans <= limit\n  otherwise \"no\"\n\n\
    test nine\n  plan {}\n  expect undetermined few\n";

const REPLACED: &str = "rule few\n  \"Fewer\"\n  let n = count of plan.measures\n  must n <= limit + 1\n  otherwise \"{n}\"\n";

/// The base pack and others beside it.
fn beside_base(others: &[(&str, &str, &str)]) -> Checked {
    let mut all = vec![("base", "model", BASE)];
    all.extend(others);
    packs(&all)
}

/// What is said of each set of packs, one below the other.
fn said_beside_base(cases: &[&[(&str, &str, &str)]]) -> String {
    let shown = cases.iter().map(|case| {
        let told = beside_base(case).said();
        assert!(!told.is_empty(), "nothing is said of {case:?}");
        let packs =
            case.iter().map(|(name, uses, items)| format!("// {name} uses {uses}\n{items}"));
        format!("{}\n{told}\n", packs.collect::<Vec<_>>().join("\n"))
    });
    shown.collect::<Vec<_>>().join("\n--------\n\n")
}

fn rule<'p>(program: &'p Program, name: &str) -> &'p crate::program::Rule {
    program.rules.iter().find(|rule| rule.full_name() == name).unwrap()
}

#[test]
fn a_rule_is_replaced_whole_and_keeps_its_name_and_exceptions() {
    let replaced = "replace rule base/dated\n  \"All ends are dated\"\n  for m in plan.measures where m.critical\n  should m.start is stated\n  otherwise \"{m.title}\"\n\n\
        test t\n  plan {}\n  expect undetermined base/dated\n";
    let checked = beside_base(&[("own", "base", replaced)]);
    assert!(checked.errors().is_empty(), "{}", checked.said());
    let program = &checked.program;
    let dated = rule(program, "base/dated");
    assert_eq!(dated.replaced_by.as_deref(), Some("own"));
    assert_eq!(dated.title.first, "All ends are dated");
    assert_eq!(dated.exceptions[0].name, "research");
    assert_eq!(checked.tests[1].expectations[0].rule, crate::program::RuleId(1));
    // Those who do not use the pack have the rule as it was.
    assert_eq!(program.unchanged.len(), 1);
    let before = &program.unchanged[0];
    assert_eq!((before.full_name().as_str(), before.replaced_by.as_deref()), ("base/dated", None));
}

#[test]
fn tests_of_a_pack_speak_of_its_own_rules() {
    let changes = format!(
        "disable base/dated because \"not here\"\n\nparameter limit: integer = 10\n\nreplace {REPLACED}"
    );
    let checked = beside_base(&[("own", "base", &changes)]);
    assert!(checked.errors().is_empty(), "{}", checked.said());
    let program = &checked.program;
    let few = checked.tests[0].expectations[0].rule;
    assert_eq!(program.rule(few).unwrap().title.first, "Few");
    assert_ne!(rule(program, "base/few").title.first, "Few");
    assert!(rule(program, "base/dated").disabled.is_some());
    let limit = |id: crate::program::ExprId| {
        let inside = program.exprs[..=id.0 as usize].iter().rev();
        let mut parameters = inside.filter_map(|expr| match expr.kind {
            crate::program::ExprKind::Parameter(id) => program.parameter(id),
            _ => None,
        });
        let crate::program::ParameterValue::Number(number) = &parameters.next().unwrap().value
        else {
            panic!()
        };
        number.to_i128().unwrap()
    };
    assert_eq!(limit(program.rule(few).unwrap().demand.condition), 8);
    assert_eq!(limit(rule(program, "base/few").demand.condition), 10);
    assert_eq!(limit(rule(program, "base/all").demand.condition), 10);
}

#[test]
fn the_later_of_two_in_line_counts() {
    let disabled = "disable few because \"too strict\"\n\nparameter limit: integer = 9\n";
    let again = format!("replace {REPLACED}\nparameter limit: integer = 10\n");
    let checked = beside_base(&[("one", "base", disabled), ("two", "one", &again)]);
    assert!(checked.errors().is_empty(), "{}", checked.said());
    let few = rule(&checked.program, "base/few");
    assert_eq!((few.replaced_by.as_deref(), few.disabled.is_some()), (Some("two"), false));
    let checked = beside_base(&[("two", "base", &again), ("one", "two", disabled)]);
    let few = rule(&checked.program, "base/few");
    assert_eq!(few.disabled.as_ref().unwrap().by, "one");
    let set = &checked.program.parameters;
    let of = |pack: &str| set.iter().find(|it| it.pack == pack).unwrap();
    assert_eq!(of("base").set_by.as_deref(), Some("one"));
    assert_eq!(of("base").value, of("two").value);
    assert_eq!(of("base").value, of("one").value);
}

#[test]
fn an_exception_that_is_disabled_falls_away() {
    let checked = beside_base(&[("own", "base", "disable research because \"no leave\"\n")]);
    assert!(checked.errors().is_empty(), "{}", checked.said());
    let dated = rule(&checked.program, "base/dated");
    assert!(dated.exceptions.is_empty());
    assert_eq!(dated.disabled_exceptions[0].name, "base/research");
}

#[test]
fn changes_that_cannot_be_are_said() {
    let replaced = format!("replace {REPLACED}");
    let exception_lost =
        "replace rule dated\n  \"Ends\"\n  must plan.measures is stated\n  otherwise \"no\"\n";
    insta::assert_snapshot!(said_beside_base(&[
        &[("own", "model", "disable base/few because \"x\"\n")],
        &[(
            "own",
            "base",
            "disable fewer because \"x\"\n\nreplace rule base/nine\n  \"A\"\n  must plan.id = \"a\"\n  otherwise \"no\"\n"
        )],
        &[(
            "own",
            "base",
            "rule mine\n  \"M\"\n  must plan.id = \"a\"\n  otherwise \"no\"\n\ndisable mine because \"x\"\n\nreplace rule own/mine\n  \"A\"\n  must plan.id = \"a\"\n  otherwise \"no\"\n"
        )],
        &[(
            "own",
            "base",
            "replace portfolio rule few\n  \"A\"\n  must count of plans > 1\n  otherwise \"no\"\n\nreplace rule all\n  \"A\"\n  must plan.id = \"a\"\n  otherwise \"no\"\n"
        )],
        &[("one", "base", "disable few because \"x\"\n"), ("two", "base", &replaced)],
        &[("one", "base", "disable few because \"x\"\n\ndisable base/few because \"y\"\n")],
        &[(
            "one",
            "base",
            "disable few because \"x\"\n\ntest t\n  plan {}\n  expect satisfied few\n"
        )],
        &[("own", "base", exception_lost)],
        &[(
            "own",
            "base",
            "replace rule few\n  \"A\"\n  formerly some\n  must plan.id = \"a\"\n  otherwise \"no\"\n"
        )],
    ]));
}

#[test]
fn parameters_that_packs_set_fit() {
    insta::assert_snapshot!(said_beside_base(&[
        &[("own", "base", "parameter limit: percent = 10 %\n")],
        &[("own", "base", "parameter limit: integer = 30\n")],
        &[
            ("one", "base", "parameter limit: integer = 9\n"),
            ("two", "base", "parameter limit: integer = 10\n")
        ],
        &[("own", "base", "parameter limit: integer = 9 from 2021, 10 from 2026\n")],
    ]));
}

#[test]
fn a_parameter_set_for_a_run_is_set_in_every_pack_in_line() {
    let own = format!("parameter limit: integer = 9\n\nreplace {REPLACED}");
    let mut files = vec![RuleFile { name: "model/model.rule".into(), text: MODEL.into() }];
    for (name, text) in [("base", BASE), ("own", own.as_str())] {
        let used = if name == "base" { "model" } else { "base" };
        let text = format!("pack {name} \"A pack\"\nuse {used}\n{text}");
        files.push(RuleFile { name: format!("{name}/{name}.rule"), text });
    }
    for name in ["limit", "base/limit", "own/limit"] {
        let checked = load(files.clone(), false, &[(name.to_owned(), "3".to_owned())]);
        assert!(checked.errors().is_empty(), "{}", checked.said());
        let Program { parameters, unchanged_parameters, .. } = &checked.program;
        for parameter in parameters.iter().chain(unchanged_parameters) {
            assert_eq!(parameter.overridden.as_deref(), Some("3"), "{name}");
        }
    }
}

// ---- old names, years, strengths

#[test]
fn an_old_name_leads_to_the_rule_and_is_noted() {
    let own = "exception e to base/not-many\n  when n = 1\n  because \"x\"\n\ndisable not-many because \"x\"\n\n\
               test t\n  plan {}\n  expect undetermined not-many\n";
    let checked = beside_base(&[("own", "base", own)]);
    insta::assert_snapshot!(checked.said());
    assert!(rule(&checked.program, "base/few").disabled.is_some());
    assert_eq!(rule(&checked.program, "base/few").former_name().as_deref(), Some("base/not-many"));
}

#[test]
fn old_names_clash_with_no_name() {
    let of = |name: &str, old: &str| {
        format!(
            "rule {name}\n  \"R\"\n  formerly {old}\n  must plan.id = \"a\"\n  otherwise \"no\"\n\n"
        )
    };
    let items = of("a", "b")
        + &of("b", "c")
        + &of("d", "c")
        + &of("e", "e")
        + &of("f", "x")
        + "exception x to a\n  when true\n  because \"x\"\n";
    insta::assert_snapshot!(check(&items).said());
}

#[test]
fn years_are_said_as_they_must_be() {
    let dated = "parameter g: percent = 2 % from 2021, 3 % from 2026\n\nparameter h: percent = 2 %\n\n\
        define big(m: Measure) = m.share > g\n\n";
    let items = [
        "rule r\n  \"R\"\n  in force from 2026 to 2021\n  must plan.id = \"a\"\n  otherwise \"no\"\n",
        "portfolio rule r\n  \"R\"\n  in force from 2021\n  must count of plans > 1\n  otherwise \"no\"\n",
        "portfolio rule r\n  \"R\"\n  must count of plans > 1\n  otherwise \"no\"\n\nexception e to r\n  in force from 2021 to 2025\n  when true\n  because \"x\"\n",
        "portfolio rule r\n  \"R\"\n  for p in plans\n  for m in p.measures\n  must m.share > g\n  otherwise \"no\"\n",
        "portfolio rule r\n  \"R\"\n  for p in plans\n  must some m in p.measures: big(m)\n  otherwise \"no\"\n",
        "rule r\n  \"R\"\n  for m in plan.measures\n  must m.share > h at 2025 and m.share > g at m.title\n  otherwise \"no\"\n",
        "test t\n  plan {}\n  as of 2025\n  as of 2026\n  expect satisfied r\n\nrule r\n  \"R\"\n  must plan.id = \"a\"\n  otherwise \"no\"\n",
    ];
    let said = items.map(|item| {
        let told = check(&format!("{dated}{item}")).said();
        assert!(!told.is_empty(), "nothing is said of {item}");
        format!("{item}\n{told}\n")
    });
    insta::assert_snapshot!(said.join("\n--------\n\n"));
}

#[test]
fn a_parameter_with_years_is_read_at_one() {
    let program = right(
        "parameter g: percent = 2 % from 2021, 3 % from 2026\n\n\
         define big(m: Measure) = m.share > g\n\n\
         rule r\n  \"R\"\n  for m in plan.measures\n  must big(m) and m.share > g at 2025 and m.share > g at m.end\n  otherwise \"no\"\n\n\
         portfolio rule s\n  \"S\"\n  for p in plans\n  must some m in p.measures: m.share > g at p.last_year\n  otherwise \"no\"\n",
    );
    assert_eq!(program.parameters[0].by_year.len(), 2);
}

#[test]
fn strengths_are_held_against_provisions() {
    let provisions = "source s\n  title \"T\"\n\n\
        provision 1\n  in s at \"1\"\n  says \"so\"\n  strength should\n  aspect integrity\n\n\
        provision 2\n  in s at \"2\"\n  says \"so\"\n  strength could\n  aspect integrity\n\n";
    let rule = |clauses: &str, demand: &str| {
        format!(
            "{provisions}rule r\n  \"R\"\n{clauses}  {demand} plan.id = \"a\"\n  otherwise \"no\"\n"
        )
    };
    let stricter = "  stricter because \"the law\"\n";
    for (clauses, demand) in [
        ("  implements 1, 2\n", "should"),
        ("  implements 2, 1\n", "should not"),
        ("  implements 1\n", "could"),
        (&format!("  implements 2, 1\n{stricter}"), "must"),
        // What gives no reason is a matter of advice.
        ("  implements 2, 1\n", "must"),
        ("", "must"),
    ] {
        let told = check(&rule(clauses, demand)).said();
        assert_eq!(told, "", "{clauses} {demand}");
    }
    let wrong = [
        rule(&format!("  implements 1\n{stricter}"), "should"),
        rule(&format!("  implements 2, 1\n{stricter}"), "could"),
        rule(stricter, "must"),
    ];
    let said = wrong.map(|text| {
        let told = check(&text).said();
        assert!(!told.is_empty(), "nothing is said of {text}");
        format!("{}\n{told}\n", &text[provisions.len()..])
    });
    insta::assert_snapshot!(said.join("\n--------\n\n"));
    // A provision that is not there may be the strongest.
    assert_eq!(check(&rule(&format!("  implements 2, 9\n{stricter}"), "could")).told.len(), 1);
}
