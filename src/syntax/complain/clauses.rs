//! The clauses of items: their order, which must be there, what each looks like.

/// A step in the order of an item's clauses.
pub(super) struct Clause {
    /// The words a clause of this step begins with.
    pub words: &'static [&'static str],
    /// What an item that lacks it has none of; empty where it may be left out.
    pub required: &'static str,
    /// May stand more than once.
    pub repeats: bool,
    /// What it looks like.
    pub form: &'static str,
}

const fn clause(words: &'static [&'static str], form: &'static str) -> Clause {
    Clause { words, required: "", repeats: false, form }
}

const RULE: &[Clause] = &[
    clause(&["implements"], "implements 2.2-e, other-pack/t1-06"),
    clause(&["stricter"], "stricter because \"…\""),
    clause(&["formerly"], "formerly old-name"),
    clause(&["in"], "in force from 2023 to 2025"),
    Clause {
        words: &["for", "let", "when"],
        required: "",
        repeats: true,
        form: "for m in plan.measures where m.action is close",
    },
    Clause {
        words: &["must", "should", "could"],
        required: "demand",
        repeats: false,
        form: "must count of plan.priorities <= 8",
    },
    clause(&["otherwise"], "otherwise \"{m.title} has no criteria\""),
    clause(&["help"], "help \"State the criteria.\""),
    clause(&["show"], "show m.coverage, m.targets"),
];

const PROVISION: &[Clause] = &[
    Clause {
        words: &["in"],
        required: "place",
        repeats: false,
        form: "in paper at \"3.1 para. 3\"",
    },
    Clause { words: &["says"], required: "`says`", repeats: false, form: "says \"…\"" },
    Clause {
        words: &["strength"],
        required: "`strength`",
        repeats: false,
        form: "strength should not",
    },
    Clause { words: &["aspect"], required: "`aspect`", repeats: false, form: "aspect integrity" },
    clause(&["same"], "same as 2.2-e"),
    clause(&["not"], "not checkable because \"…\""),
];

const EXCEPTION: &[Clause] = &[
    Clause {
        words: &["to"],
        required: "rule it is to",
        repeats: false,
        form: "exception name to rule-name",
    },
    clause(&["implements"], "implements 2.2-p"),
    clause(&["in"], "in force from 2023"),
    Clause {
        words: &["when"],
        required: "`when`",
        repeats: false,
        form: "when m.grounds includes safety",
    },
    Clause { words: &["because"], required: "`because`", repeats: false, form: "because \"…\"" },
];

const PARAMETER: &[Clause] =
    &[clause(&["because"], "because \"…\""), clause(&["checked"], "checked on 2026-11-24")];

const TEST: &[Clause] = &[
    Clause {
        words: &["plan", "portfolio", "as"],
        required: "plan",
        repeats: true,
        form: "plan \"good.json\" changed by { \"period\": null }",
    },
    Clause {
        words: &["expect"],
        required: "`expect`",
        repeats: true,
        form: "expect violated rule-name at \"measures[close-dyeing]\"",
    },
];

const DISABLE: &[Clause] = &[Clause {
    words: &["because"],
    required: "`because`",
    repeats: false,
    form: "disable pack/rule-name because \"…\"",
}];

/// The clauses of an item, in order.
pub(super) fn clauses(item: &str) -> &'static [Clause] {
    match item {
        "rule" | "portfolio" | "replace" => RULE,
        "provision" => PROVISION,
        "exception" => EXCEPTION,
        "parameter" => PARAMETER,
        "test" => TEST,
        "disable" => DISABLE,
        _ => &[],
    }
}

/// What an item looks like.
pub(super) fn item_form(item: &str) -> &'static str {
    match item {
        "pack" => "pack name \"title\" version \"1.0\"",
        "use" => "use regional",
        "source" => "source paper title \"…\" author \"…\" year 2023",
        "provision" => {
            "provision 3.1-i in paper at \"…\" says \"…\" strength should aspect integrity"
        }
        "dimension" => "dimension area",
        "unit" => "unit hectare, 公顷 = 15 mu",
        "classification" => "classification isic \"…\" from \"isic4.csv\"",
        "open" | "vocabulary" => "vocabulary ground { safety, environment \"…\" }",
        "extend" => "extend record Measure budget?: money",
        "record" => "record Measure key id shown as title \"…\" id: text title: text",
        "parameter" => "parameter limit: integer \"…\" = 8 because \"…\"",
        "define" => "define ends(m: Measure) = m.action is close",
        "relation" => "relation feeds(p: Plan) = from l.supplier to l.user for l in p.links",
        "rule" => "rule name \"title\" must …",
        "portfolio" => "portfolio rule name \"title\" must …",
        "exception" => "exception name to rule-name when … because \"…\"",
        "replace" => "replace rule pack/rule-name \"title\" must …",
        "disable" => "disable pack/rule-name because \"…\"",
        _ => "test name plan {…} expect violated rule-name",
    }
}

/// What a clause looks like that begins with this word, where its step has several.
pub(super) fn clause_form(clause: &Clause, word: &str) -> &'static str {
    match word {
        "let" => "let n = count of plan.priorities",
        "when" => "when m.grounds includes safety",
        "should" => "should m.criteria is stated",
        "could" => "could m.criteria is stated",
        "portfolio" => "portfolio { \"plans\": […] }",
        "as" => "as of 2025",
        _ => clause.form,
    }
}

/// The order of an item's clauses, said in full.
pub(super) fn order(item: &str) -> &'static str {
    match item {
        "provision" => {
            "`in … at`, `says`, `strength`, `aspect`, `same as`, `not checkable because`"
        }
        "exception" => "`to`, `implements`, `in force`, `when`, `because`",
        "parameter" => "its value, `because`, `checked on`",
        "test" => "`plan`, `portfolio` and `as of`, then `expect`",
        _ => {
            "title, `implements`, `stricter because`, `formerly`, `in force`, then `for`, `let` and \
             `when` freely, the demand, `otherwise`, `help`, `show`"
        }
    }
}
