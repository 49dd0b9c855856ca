//! The clauses of items: their order, which must be there, what each looks like.

use crate::base::Said;

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
    clause(&["asks"], "asks \"What a plan is asked to say.\""),
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
    clause(&["limits"], "limits \"What the rule does not see.\""),
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
    clause(&["not", "partly"], "not checkable because \"…\""),
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
        "partly" => "partly checkable because \"…\"",
        "let" => "let n = count of plan.priorities",
        "when" => "when m.grounds includes safety",
        "should" => "should m.criteria is stated",
        "could" => "could m.criteria is stated",
        "portfolio" => "portfolio { \"plans\": […] }",
        "as" => "as of 2025",
        _ => clause.form,
    }
}

/// What an item that lacks a clause has none of.
pub(super) fn lacking(clause: &Clause) -> Said {
    let zh = match clause.required {
        "demand" => "要求",
        "place" => "位置",
        "rule it is to" => "所针对的规则",
        "plan" => "规划",
        code => code,
    };
    Said::new(clause.required, zh)
}

/// An item as people call it, by its first word.
pub(super) fn kind_of(item: &str) -> Said {
    let zh = match item {
        "pack" => "规则包",
        "use" => "引用",
        "source" => "文献",
        "provision" => "条款",
        "dimension" => "量纲",
        "unit" => "单位",
        "classification" => "分类",
        "open" | "vocabulary" => "词表",
        "extend" => "扩展",
        "record" => "记录",
        "parameter" => "参数",
        "define" => "定义",
        "relation" => "关系",
        "rule" | "portfolio" | "replace" => "规则",
        "exception" => "例外",
        "disable" => "停用",
        "test" => "测试",
        other => other,
    };
    Said::new(item, zh)
}

/// The order of an item's clauses, said in full.
pub(super) fn order(item: &str) -> Said {
    match item {
        "provision" => said!(
            "`in … at`, `says`, `strength`, `aspect`, `same as`, `partly checkable because` or \
             `not checkable because`",
            "`in … at`、`says`、`strength`、`aspect`、`same as`、`partly checkable because` 或 \
             `not checkable because`"
        ),
        "exception" => said!(
            "`to`, `implements`, `in force`, `when`, `because`",
            "`to`、`implements`、`in force`、`when`、`because`"
        ),
        "parameter" => said!("its value, `because`, `checked on`", "值、`because`、`checked on`"),
        "test" => said!(
            "`plan`, `portfolio` and `as of`, then `expect`",
            "`plan`、`portfolio` 和 `as of`，然后是 `expect`"
        ),
        _ => said!(
            "title, `asks`, `implements`, `stricter because`, `formerly`, `in force`, then `for`, `let` and \
             `when` freely, the demand, `otherwise`, `help`, `show`, `limits`",
            "标题、`asks`、`implements`、`stricter because`、`formerly`、`in force`，然后是次序不限的 `for`、\
             `let`、`when`，再是要求、`otherwise`、`help`、`show`、`limits`"
        ),
    }
}
