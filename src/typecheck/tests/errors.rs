//! Rules that do not load, and what their author is told. One snapshot a construct.

use super::{check, check_with};

/// A rule around one demand.
fn demand(demand: &str) -> String {
    format!(
        "rule r \"A rule\"\n  for m in plan.measures\n  for i in plan.industries\n  must {demand}\n  otherwise \"no\"\n"
    )
}

/// What is said of each text, one below the other.
fn said(cases: &[String]) -> String {
    let shown = cases.iter().map(|case| {
        let told = check(case).said();
        assert!(!told.is_empty(), "nothing is said of:\n{case}");
        format!("{}\n\n{told}\n", case.trim_end())
    });
    shown.collect::<Vec<_>>().join("\n--------\n\n")
}

fn said_of_demands(demands: &[&str]) -> String {
    let shown = demands.iter().map(|one| {
        let told = check(&demand(one)).said();
        assert!(!told.is_empty(), "nothing is said of: {one}");
        format!("{one}\n\n{told}\n")
    });
    shown.collect::<Vec<_>>().join("\n--------\n\n")
}

macro_rules! demands {
    ($name:ident: $($demand:literal),+ $(,)?) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(said_of_demands(&[$($demand),+]));
        }
    };
}

macro_rules! items {
    ($name:ident: $($item:expr),+ $(,)?) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(said(&[$($item.to_owned()),+]));
        }
    };
}

demands!(names:
    "mm.critical",
    "measures is stated",
    "n > 1",
    "portfolio.level is stated",
    "m.action = clos",
    "some m in plan.measures: m.critical",
    "some plan in plans: plan.id = \"a\"",
);

demands!(fields:
    "m.coverge is stated",
    "m.owner is stated",
    "plan.measures.action is close",
    "m.title.length > 3",
    "i.value_added.baseline > 0",
    "plan.region.cod = \"x\"",
);

demands!(words:
    "m.action is clsoe",
    "m.action is abolish",
    "m.action is one of {close, phaseout}",
    "m.action is one of close",
    "m.grounds is safety",
    "m.title is closed",
    "m.critical is yes",
    "i.code is steel",
    "m.grounds includes {safety}",
    "m.action = m.coverage",
    "m.action = \"close\"",
);

demands!(units:
    "m.share >= 30",
    "m.share - 5 > 0 %",
    "i.quotient > 30 %",
    "i.land > 3 tce",
    "m.budget > 5 million CNY",
    "m.share > 1 hektare",
    "i.land * i.land > 4",
    "square(i.land) > 4",
    "m.start >= 25",
    "m.start + m.end > 2030",
    "m.budget as hectare > 3 hectare",
    "m.budget as EUR > 3 EUR",
    "m.share > i.quotient",
    "m.start as percent > 1",
);

demands!(codes:
    "i.isic_code = isic:1",
    "i.code within isic:99",
    "i.code within isic:2419",
    "i.code within isc:24",
    "i.isic_code.divison = isic:24",
    "i.isic_code = nace:24",
    "i.isic_code within nace:24",
    "i.isic_code within cpc:4",
    "(i.cpc_code as isic) = isic:24",
    "(i.code as tce) = isic:24",
    "m.title within isic:24",
    "i.code within m.title",
    "i.code.kind = isic:24",
    "some c in isic.devision: c within i.code",
);

demands!(conditions:
    "m.action",
    "count of plan.measures",
    "m.targets",
    "m is stated",
    "count of plan.measures is stated",
    "m.title is empty and m.action is empty",
    "m.share is rising",
    "m.title contains m.targets",
    "m.criteria contains \"x\"",
    "m.title includes \"x\"",
    "m.targets includes m",
    "plan.industries = 3",
    "i.value_added > 3",
    "m.title < \"b\"",
);

demands!(lists:
    "some x in m: x.critical",
    "some x in {close, upgrade}: m.action = x",
    "some x in i.value_added: x > 3",
    "at least 1.5 x in plan.measures: x.critical",
    "plan.measures[close-it].critical",
    "m.criteria[1] = \"x\"",
    "i.value_added[2025] > 0",
    "plan.indicators[manufacturing_shar].series is rising",
);

demands!(series:
    "baseline of m.budget > 0",
    "target of plan.measures > 0",
    "i.value_added at 25 > 0",
    "every k in plan.indicators: target of k.series > 3",
    "target of plan.indicators[other].series > 3",
    "change of plan.indicators[manufacturing_share].series > 1 %",
);

items!(portfolio_series:
    "portfolio rule r \"A rule\"\n  let then = sum of baseline of r.output for r in portfolio.reference\n  must every r in portfolio.reference: r.output is rising\n  otherwise \"{then}\"\n",
);

items!(aggregates:
    "rule r \"A rule\"\n  let n = count of plan.measures\n  for m in plan.measures\n  must n <= 8\n  otherwise \"{n}\"\n",
    demand("(sum of m.title for x in plan.measures) > 3"),
    demand("(sum of x.title for x in plan.measures) > 3"),
    demand("(count of x.targets for x in plan.measures) > 3"),
    demand("(sum of x.budget for x in plan.measures by x.share) = 3"),
    demand("(list of x.title for x in plan.measures by x.action) is empty"),
    demand("count of i.value_added > 3"),
    demand("total of plan.measures > 3"),
    demand("(share of x.title for x in plan.measures: x.critical) > 3 %"),
    "rule r \"A rule\"\n  let b = sum of m.budget for m in plan.measures by m.action\n  must b[clos] > 0 money\n  otherwise \"{b}\"\n",
);

items!(lets_and_scope:
    "rule r \"A rule\"\n  for m in plan.measures\n  let m = 3\n  must m > 2\n  otherwise \"no\"\n",
    "parameter limit: number = 3\n\nrule r \"A rule\"\n  let limit = 3\n  must limit > 2\n  otherwise \"no\"\n",
    "portfolio rule r \"A rule\"\n  must plan.measures is stated\n  otherwise \"no\"\n",
    "rule r \"A rule\"\n  let words = {close, upgrade}\n  must count of words > 1\n  otherwise \"no\"\n",
    "rule r \"A rule\"\n  let close = 3\n  for m in plan.measures\n  must m.action = close\n  otherwise \"no\"\n",
    "rule r \"A rule\"\n  let broken = plan.nothing\n  let more = broken + 1\n  must more > broken and m.x is stated\n  otherwise \"{more} {broken}\"\n",
);

items!(messages:
    "rule r \"A rule\"\n  must plan.measures is stated\n",
    "rule r \"A rule\"\n  must all of (plan.measures is stated otherwise \"a\", plan.industries is stated)\n",
    "rule r \"A rule\"\n  must not all of (plan.measures is stated otherwise \"a\")\n  otherwise \"b\"\n",
    "rule r \"A rule\"\n  must any of (all of (plan.measures is stated otherwise \"a\"), plan.industries is stated)\n  otherwise \"b\"\n",
    "rule r \"A rule\"\n  for m in plan.measures\n  must m.critical\n  otherwise \"{m.titel}\"\n    zh: \"{m.tilte}\"\n",
    "rule r \"A rule\"\n  for m in plan.measures\n  must m.critical\n  otherwise \"{m.budget as hectare}\"\n  show m.budget * 2\n",
    "rule r \"A rule\"\n  for k in plan.indicators\n  must k.series is rising\n  otherwise \"{target of k.series}\"\n",
);

items!(defines:
    "define big(m: Measure) = m.budget > 5\n",
    "define same(a: Measure, b: Measure) = a = b\n\nrule r \"A rule\"\n  for m in plan.measures\n  must same(m)\n  otherwise \"no\"\n",
    "define big(m: Measure) = m.critical\n\nrule r \"A rule\"\n  for i in plan.industries\n  must big(i) and bigg(i)\n  otherwise \"no\"\n",
    "define a(n: number): number = b(n)\n\ndefine b(n: number): number = c(n)\n\ndefine c(n: number): number = a(n)\n",
    "define ratio(a: quantity, b: quantity): percent = a / b\n\nrule r \"A rule\"\n  for m in plan.measures\n  must ratio(m.budget, m.budget) > 3 %\n  otherwise \"no\"\n",
    "define half(b: breakdown) = b[close] / 2\n\nrule r \"A rule\"\n  must half(sum of i.quotient for i in plan.industries by i.code) > 3\n  otherwise \"no\"\n",
    "define mine() = plan.measures is stated\n",
    "define share(m: Measure): percent = m.budget\n",
    "define odd(m: Mesure) = m.critical\n",
    "define odd(m: action) = true\n",
    "rule r \"A rule\"\n  must sqrt(1, 2) > 1 and limit(3)\n  otherwise \"no\"\n\nparameter limit: number = 3\n",
    "define big(m: Measure) = m.critical\n\nrule r \"A rule\"\n  for m in plan.measures\n  must big\n  otherwise \"no\"\n",
);

items!(parameters:
    "parameter limit: percent = 30\n",
    "parameter limit: percent from 0 % to 100 % = 130 %\n",
    "parameter limit: integer = 2.5\n",
    "parameter limit: percent from 50 % to 10 % = 20 %\n",
    "parameter limit: hectar = 3 hectare\n",
    "parameter strong: set of action = {close, upgrad}\n",
    "parameter strong: set of code of isic = {isic:24, isic:77}\n",
    "parameter limit: number = 3\n\nparameter limit: number = 4\n",
    "parameter which: Measure = 3\n",
    "parameter limit: percent = 2 % from 2026, 3 % from 2021\n",
    "parameter limit: percent = 2 %, 3 % from 2026\n",
    "parameter limit: percent from 0 % to 5 % = 2 % from 2021, 30 % from 2026\n",
    "parameter first: year = 21\n",
    "parameter day: date = 2025-02-30\n",
    "parameter strong: one of {strong, weak} = strong\n",
);

items!(provisions_and_exceptions:
    "source paper\n  title \"A paper\"\n\nprovision 1-a\n  in papr at \"1\"\n  says \"x\"\n  strength must\n  aspect integrity\n",
    "source paper\n  title \"A paper\"\n\nprovision 1-a\n  in paper at \"1\"\n  says \"x\"\n  strength must\n  aspect integrety\n",
    "source paper\n  title \"A paper\"\n\nprovision 1-a\n  in paper at \"1\"\n  says \"x\"\n  strength must\n  aspect integrity\n\nrule r \"A rule\"\n  implements 1-b, law/1\n  must plan.measures is stated\n  otherwise \"no\"\n",
    "rule no-gap \"A rule\"\n  for m in plan.measures\n  must m.critical\n  otherwise \"no\"\n\nexception e to no-gab\n  when true\n  because \"x\"\n\nexception f to no-gap\n  when m.title\n  because \"x\"\n",
    "exception e to f\n  when true\n  because \"x\"\n\nexception f to e\n  when true\n  because \"x\"\n",
    "rule r \"A rule\"\n  must plan.measures is stated\n  otherwise \"no\"\n\nrule r \"Another\"\n  must plan.measures is stated\n  otherwise \"no\"\n",
);

/// A demand beside two relations that are right.
fn related(by: &str) -> String {
    format!(
        "relation feeds(p: Plan) = from m to n for pair m, n in p.measures\n\n\
         relation kinds(p: Plan, i: Industry) = from m.action to m.action for m in p.measures \
         where m.targets includes i\n\n\
         define near(m: Measure) = m.critical\n\n{}",
        demand(by)
    )
}

items!(relations_asked:
    related("m reaches m by feds(plan)"),
    related("m reaches m by near(m)"),
    related("m reaches m by m"),
    related("m reaches m by 3"),
    related("m reaches m by feeds"),
    related("m reaches m by feeds(plan, plan)"),
    related("m reaches m by feeds(m)"),
    related("m reaches i by feeds(plan)"),
    related("plan.measures reaches m by feeds(plan)"),
    related("count of reach of i by feeds(plan) > 1"),
    related("clos reaches upgrade by kinds(plan, i)"),
    related("m.coverage reaches close by kinds(plan, i)"),
    related("feeds(plan) is stated"),
    related("feeds is stated"),
    related("some feeds in plan.measures: feeds.critical"),
    related("m reaches m by feeds(plan) > 3"),
    demand("m reaches m by feeds(plan)"),
);

items!(relations_declared:
    "relation r(p: Plan) = from m.start to m.end for m in p.measures\n",
    "relation r(p: Plan) = from m to m.targets for m in p.measures\n",
    "relation r(p: Plan) = from m to t for m in p.measures, t in m.targets\n",
    "relation r(p: Plan) = from i to j for i in p.industries, j in p.industries, m in p.measures\n",
    "relation r(p: Plan) = from i to j for pair i, j in p.industry\n",
    "relation r(p: Plan) = from i to j for pair i, j in p.industries where i.quotient\n",
    "relation r(p: Plam) = between i and j for pair i, j in p.industries\n",
    "relation r(q: Plan) = from m to m for m in plan.measures\n",
    "relation r(p: Plan) = from i to j for pair i, j in p.industries\n\nrelation r(p: Plan) = from j to i for pair i, j in p.industries\n\ndefine s(p: Plan) = p.title\n\nrelation s(p: Plan) = from j to i for pair i, j in p.industries\n\nrelation plans = from i to i for i in plan.industries\n",
    "relation r(p: Plan) = from i to j for pair i, j in p.industries where i reaches j by r(p)\n",
    "relation r(p: Plan) = from i to j for pair i, j in p.industries where i reaches j by s(p)\n\nrelation s(p: Plan) = from i to j for pair i, j in p.industries where linked(i, j, p)\n\ndefine linked(i: Industry, j: Industry, p: Plan) = j reaches i by r(p)\n",
    "relation r(p: Plan, c: code) = from i.isic_code to i.isic_code for i in p.industries where i.code within c\n\nrule x \"A rule\"\n  for i in plan.industries\n  must i.code reaches cpc:4 by r(plan, isic:24)\n  otherwise \"no\"\n",
    "relation r(p: Plan, n: quantity) = from i to j for pair i, j in p.industries where i.land > n\n\nrule x \"A rule\"\n  for i in plan.industries\n  must i reaches i by r(plan, 3 tce)\n  otherwise \"no\"\n",
);

items!(tests_of_rules:
    "rule few \"A rule\"\n  must plan.measures is stated\n  otherwise \"no\"\n\ntest t\n  plan {}\n  expect violated fwe\n",
    "rule few \"A rule\"\n  must plan.measures is stated\n  otherwise \"no\"\n\ntest t\n  plan \"bad.json\"\n  expect violated few\n\ntest t\n  plan \"good.json\"\n  as of 2025\n  expect violated few\n",
);

items!(defaults:
    demand("m.share if missing 3 > 2 %"),
    demand("m.share if missing \"low\" > 2 %"),
    demand("m.end if missing 3 % > 2030"),
    demand("m.end if missing 30 > 2030"),
    demand("plan.measures if missing 3 > 2"),
    demand("i.value_added if missing 3 > 2"),
    demand("(count of plan.measures) if missing 0 > 2"),
    demand("(sum of m.share for m in plan.measures) if missing 0 % > 2 %"),
    demand("m.share + (i.quotient if missing m.share) > 2 %"),
    demand("limit if missing 3 > 2") + "\nparameter limit: number = 3\n",
    demand("m if missing m = m"),
    demand("3 if missing 4 > 2"),
    demand("(m.share if missing 3 %) * 2 if missing 4 % > 2 %"),
    demand("(m.action if missing shut) is close"),
    demand("(m.share if missing 3 %) is stated"),
    demand("m.share is stated if missing true"),
    demand("m.share if missing > 2 %"),
);

items!(growth:
    demand("annual growth of m.share > 2 %"),
    demand("annual growth of i.value_added > 2"),
    demand("annual growth of plan.measures > 2 %"),
    demand("annual growth of i.value_added > 2 pp"),
    demand("annual growth i.value_added > 2 %"),
    demand("sum of annual growth of j.value_added for j in plan.industries > 2 %"),
);

#[test]
fn words_of_other_languages() {
    insta::assert_snapshot!(said(&[
        demand("m.end != null"),
        demand("m.action is not none"),
        demand("len(m.targets) > 2"),
        demand("count(m.targets) > 2"),
    ]));
}

#[test]
fn parameters_set_from_outside() {
    let items = "parameter limit: percent from 0 % to 100 % = 30 %\n\n\
                 parameter count_limit: integer = 3\n\n\
                 parameter strong: set of action = {close}\n\n\
                 parameter codes: set of code of isic = {isic:24}\n\n\
                 parameter land: hectare = 3 hectare\n";
    let overrides = [
        ("limits", "3 %"),
        ("limit", "120 %"),
        ("limit", "much"),
        ("limit", "3 hectare"),
        ("count_limit", "2.5"),
        ("strong", "close, upgarde"),
        ("codes", "isic:24, isic:9"),
        ("other/limit", "3"),
        ("land", "3 tce"),
        ("limit", "0.4"),
        ("land", "7"),
    ];
    let said =
        overrides.map(|one| format!("{}={}\n{}", one.0, one.1, check_with(items, &[one]).said()));
    insta::assert_snapshot!(said.join("\n\n"));
}
