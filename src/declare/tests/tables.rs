//! Tables of classifications.

use super::*;

#[test]
fn a_table_is_put_into_tree_order() {
    let made = made("classification c \"C\" from \"c.csv\"\n");
    assert_eq!(told(&made), [] as [&str; 0]);
    let scheme = &made.model.schemes[0];
    let codes: Vec<&str> = scheme.codes.rows.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes, ["C", "24", "241", "A", "01"]);
    assert_eq!(scheme.levels, ["section", "division", "group"]);
    let id = |code: &str| scheme.code_named(code).unwrap();
    assert_eq!(scheme.row(id("C")).unwrap().last, id("241"));
    assert_eq!(scheme.row(id("241")).unwrap().parent, Some(id("24")));
    assert!(scheme.within(id("241"), id("C")) && !scheme.within(id("01"), id("C")));
    let division = scheme.level_named("division").unwrap();
    assert_eq!(scheme.ancestor(id("241"), division), Some(id("24")));
    assert_eq!(scheme.ancestor(id("C"), division), None);
    let title = scheme.title(id("C")).unwrap();
    assert_eq!((title.pick(Language::En), title.pick(Language::Zh)), ("Manufacturing", "制造业"));
}

fn table(csv: &str) -> Vec<String> {
    let text = "pack m \"M\"\nclassification c \"C\" from \"c.csv\"\n";
    told(&build_files(&[("m.rule", text)], &[("c.csv", csv)]))
}

#[test]
fn mistakes_of_a_table_are_said_at_their_line() {
    assert_eq!(
        table(
            "code,level,parent,title_en\nA,section,,Top\nA,section,,Again\nB,division\n,section,,No code\n\
             D,division,Z,Lost\nE,division,F,x\nF,division,E,y\nG,section,A,same\n"
        ),
        [
            "B,division: `c.csv`: a row of 2 columns where the head has 4 | put a text that holds a comma in quotes",
            ",section,,No code: `c.csv`: a row without a code",
            "A,section,,Again: `c.csv`: the code `A` stands twice",
            "D,division,Z,Lost: `c.csv`: the parent `Z` of the code `D` is not there",
            "E,division,F,x: `c.csv`: the code `E` stands below itself",
            "A,section,,Top: `c.csv`: the level `section` stands above and below another",
        ]
    );
    let help = "the first row names the columns: code, level, parent, title_en";
    let missing = |column: &str| format!("`c.csv` has no column `{column}` | {help}");
    assert_eq!(
        table("Code,level\nA,b\n"),
        ["code", "parent", "title_en"].map(|column| format!("Code,level: {}", missing(column)))
    );
    assert_eq!(
        table(""),
        ["code", "level", "parent", "title_en"].map(|column| format!(": {}", missing(column)))
    );
}

#[test]
fn a_missing_table_is_said_at_its_name() {
    assert_eq!(
        told(&build_files(
            &[(
                "m.rule",
                "pack m \"M\"\nclassification c \"C\" from \"d.csv\"\nrecord R\n  a: code of c\n"
            )],
            &[]
        )),
        ["\"d.csv\": the file `d.csv` is not there | it is looked for beside this rule file"]
    );
}

#[test]
fn many_mistakes_of_a_table_are_counted() {
    let rows: String = (0..100).map(|_| "A,x,,t\n").collect();
    let text = "pack m \"M\"\nclassification c \"C\" from \"c.csv\"\n";
    let made =
        build_files(&[("m.rule", text)], &[("c.csv", &format!("code,level,parent,title\n{rows}"))]);
    assert_eq!(made.diagnostics.len(), 20);
    assert_eq!(made.diagnostics[19].notes[0].en(), "`c.csv` has 79 more mistakes");
}

#[test]
fn codes_refer_to_codes_of_another_scheme() {
    let text = "pack m \"M\"\n\
        classification c \"C\" from \"c.csv\" refers to d by d_ref\n\
        classification d \"D\" from \"d.csv\" refers to d by own\n";
    let made = build_files(
        &[("m.rule", text)],
        &[
            ("c.csv", "code,level,parent,title_en,d_ref\n1,x,,t,A\n2,x,,t,\n3,x,,t,Q\n"),
            ("d.csv", "code,level,parent,title_en,own\nA,x,,t,\n"),
        ],
    );
    assert_eq!(
        told(&made),
        ["3,x,,t,Q: `c.csv`: `d` has no code `Q`", "d: `d` cannot refer to itself"]
    );
    let (c, d) = (&made.model.schemes[0], made.model.scheme_named("d").unwrap());
    assert_eq!(c.lift(c.code_named("1").unwrap(), d), Some(CodeId(3)));
    assert_eq!(c.lift(c.code_named("2").unwrap(), d), None);
}

mod hostile {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Whatever a table holds, the codes that come of it are a tree in order.
        #[test]
        fn any_table_makes_a_tree(
            rows in proptest::collection::vec(("[A-E]?", "[xyz]", "[A-E\",]?", "[a\"\n,é]{0,3}"), 0..12)
        ) {
            let mut csv = String::from("code,level,parent,title_en\n");
            for (code, level, parent, title) in rows {
                csv.push_str(&format!("{code},{level},{parent},{title}\n"));
            }
            let text = "pack m \"M\"\nclassification c \"C\" from \"c.csv\"\n";
            let made = build_files(&[("m.rule", text)], &[("c.csv", &csv)]);
            for scheme in &made.model.schemes {
                for (at, row) in (scheme.first..).map(CodeId).zip(&scheme.codes.rows) {
                    prop_assert!(row.last >= at && scheme.contains(row.last));
                    prop_assert!(row.parent.is_none_or(|parent| parent < at
                        && scheme.within(at, parent)));
                    prop_assert_eq!(scheme.code_named(&row.code), Some(at));
                }
            }
        }

        #[test]
        fn any_text_of_a_table_is_answered(csv in "\\PC{0,60}") {
            table(&csv);
        }
    }
}
