//! The few words that stand inside the messages of rules, in both languages.

use crate::base::Language;
use crate::evaluate::{Reason, UndefinedKind};
use crate::facts::GapKind;

/// Words for values, in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words(pub Language);

impl Words {
    fn pick(self, en: &'static str, zh: &'static str) -> &'static str {
        self.0.pick(en, zh)
    }

    pub fn truth(self, value: bool) -> &'static str {
        if value { self.pick("yes", "是") } else { self.pick("no", "否") }
    }

    pub fn not_known(self) -> &'static str {
        self.pick("(not known)", "（未知）")
    }

    pub fn nothing(self) -> &'static str {
        self.pick("(none)", "（无）")
    }

    pub fn dangling(self, key: &str) -> String {
        self.0.pick(format!("{key} (not in the plan)"), format!("{key}（规划中没有）"))
    }

    /// A list of names, `more` of which are left out; `open` where there may be others yet.
    pub fn list(self, names: &[String], more: usize, open: bool) -> String {
        let mut text = names.join(self.pick(", ", "、"));
        if more > 0 {
            text.push_str(&self.0.pick(format!(" and {more} more"), format!("，另有{more}项")));
        }
        if open {
            text.push_str(self.pick(" and perhaps others", "（可能还有其他）"));
        }
        text
    }

    /// What stands for the middle of a long path.
    pub fn left_out(self, members: usize) -> String {
        self.0.pick(format!("… {members} more …"), format!("……另{members}个……"))
    }

    /// No path is known; what is reached instead, and whether that may be more.
    pub fn no_path(self, unknown: bool, reached: Option<&str>, open: bool) -> String {
        let head = match unknown {
            true => self.pick("not known", "未知"),
            false => self.pick("no", "否"),
        };
        let body = match reached {
            None if open => {
                self.0.pick("it surely leads to nothing", "没有确定可达的对象").to_owned()
            }
            None => self.0.pick("it leads to nothing", "没有可达的对象").to_owned(),
            Some(names) if open => {
                self.0.pick(format!("it surely leads to {names}"), format!("确定可达{names}"))
            }
            Some(names) => self.0.pick(format!("it leads to {names}"), format!("可达{names}")),
        };
        self.0.pick(format!("{head}; {body}"), format!("{head}；{body}"))
    }

    /// How many members a list has that is too long to be named.
    pub fn in_all(self, members: usize) -> String {
        self.0.pick(format!("{members} in all"), format!("共{members}项"))
    }

    /// Between two years or dates.
    pub fn between(self, from: Option<String>, to: Option<String>) -> String {
        match (from, to) {
            (Some(from), Some(to)) => {
                self.0.pick(format!("between {from} and {to}"), format!("{from}至{to}之间"))
            }
            (Some(from), None) => self.0.pick(format!("{from} or later"), format!("{from}及以后")),
            (None, Some(to)) => self.0.pick(format!("{to} or earlier"), format!("{to}及以前")),
            (None, None) => self.not_known().to_owned(),
        }
    }

    /// A point of a series.
    pub fn in_year(self, value: &str, year: i32) -> String {
        self.0.pick(format!("{value} in {year}"), format!("{year}年{value}"))
    }

    /// An unknown value inside a sentence: `(not stated)`.
    pub fn unknown(self, reasons: &[Reason]) -> &'static str {
        match reasons.first() {
            Some(Reason::Missing(_)) => self.pick("(not stated)", "（未说明）"),
            Some(Reason::Gap(_, kind)) => match kind {
                GapKind::Unknown | GapKind::Placeholder | GapKind::Assumed => {
                    self.pick("(not stated)", "（未说明）")
                }
                GapKind::Withheld => self.pick("(withheld)", "（不公开）"),
                GapKind::NotApplicable => self.pick("(not applicable)", "（不适用）"),
                GapKind::Malformed => self.pick("(cannot be read)", "（无法读取）"),
            },
            Some(Reason::Dangling(_)) => self.pick("(not in the plan)", "（规划中没有）"),
            Some(Reason::Undefined(..) | Reason::TooLarge) => {
                self.pick("(cannot be computed)", "（无法计算）")
            }
            Some(Reason::NoRecord(_)) => self.nothing(),
            Some(
                Reason::Open(_)
                | Reason::TooCoarse(_)
                | Reason::NoCorrespondence(_)
                | Reason::TooClose(_),
            )
            | None => self.not_known(),
        }
    }

    /// Why something is unknown, after the place it is of: `is not stated`.
    pub fn why(self, reason: &Reason) -> &'static str {
        match reason {
            Reason::Missing(_) => self.not_stated(),
            Reason::Gap(_, kind) => match kind {
                GapKind::Unknown => {
                    self.pick("is not known, as the plan itself says", "规划自称不掌握")
                }
                GapKind::Placeholder => {
                    self.pick("holds a placeholder and no value", "只有占位文字，没有数值")
                }
                GapKind::Withheld => self.pick("is withheld, as the plan says", "规划称不公开"),
                GapKind::NotApplicable => {
                    self.pick("does not apply, as the plan says", "规划称不适用")
                }
                GapKind::Malformed => self.pick("cannot be read", "无法读取"),
                GapKind::Assumed => self.pick("is assumed", "为默认值"),
            },
            Reason::Dangling(_) => self.pick("is not in the plan", "规划中没有"),
            Reason::NoRecord(_) => {
                self.pick("is none, so nothing can be asked of it", "为“无”，无从查考")
            }
            Reason::Open(_) => self.pick("may not be all there is", "不一定完整"),
            Reason::Undefined(_, kind) => match kind {
                UndefinedKind::DivisionByZero => {
                    self.pick("cannot be computed: it divides by zero", "无法计算：除数为零")
                }
                UndefinedKind::OfNothing => self.pick(
                    "cannot be computed: there is nothing to take it of",
                    "无法计算：没有可计算的对象",
                ),
                UndefinedKind::RootOfNegative => self.pick(
                    "cannot be computed: it takes the root of a negative number",
                    "无法计算：对负数开方",
                ),
                UndefinedKind::GrowthOfNothing => self.pick(
                    "cannot be computed: growth is from more than zero, and to no less than zero",
                    "无法计算：增长率要求基期值大于零、目标值不小于零",
                ),
                UndefinedKind::GrowthOverNoYears => self.pick(
                    "cannot be computed: the last year of the plan is not 1 to 100 years after its \
                     base year",
                    "无法计算：规划末年不在基年之后1至100年内",
                ),
                UndefinedKind::NoValueYet => self.pick(
                    "cannot be computed: it has no value yet in that year",
                    "无法计算：该年份尚无取值",
                ),
                UndefinedKind::SeveralCurrencies => self.pick(
                    "cannot be computed: the amounts are in several currencies",
                    "无法计算：币种不一",
                ),
            },
            Reason::TooCoarse(_) => {
                self.pick("is a coarser code than the rule asks about", "的代码层级过粗")
            }
            Reason::NoCorrespondence(_) => self
                .pick("has no counterpart in the other classification", "在另一分类中没有对应代码"),
            Reason::TooClose(_) => self.pick("is too close to call", "过于接近，无法判定"),
            Reason::TooLarge => self.pick(
                "cannot be computed: there are too many combinations to look at",
                "无法计算：需要考察的组合过多",
            ),
        }
    }

    pub fn other_plans(self) -> &'static str {
        self.pick("whether there are other plans is not said", "未说明是否还有其他规划")
    }

    pub fn absent_plan(self) -> &'static str {
        self.pick("is not there: no plan covers this region", "没有规划覆盖该地区")
    }

    pub fn not_fulfilled(self, title: &str) -> String {
        self.0.pick(format!("Not fulfilled: {title}"), format!("未满足：{title}"))
    }

    /// A verdict that waits for evidence: what was asked, and what is missing.
    pub fn not_decided(self, title: &str, why: &str) -> String {
        match why {
            "" => title.to_owned(),
            _ => self.0.pick(format!("{title}: {why}"), format!("{title}：{why}")),
        }
    }

    /// Why a list is not known, where the plan does not have it at all.
    pub fn not_stated(self) -> &'static str {
        self.pick("is not stated", "未说明")
    }

    pub fn and_more(self, more: usize) -> String {
        self.0.pick(format!(", and {more} more"), format!("，另有{more}处"))
    }

    /// What a line of values says of a parameter.
    pub fn parameter(self, set: bool, by: Option<&str>, because: &str) -> String {
        let kind = match (set, by) {
            (true, _) => self.pick("parameter, set for this run", "参数，本次指定").to_owned(),
            (false, Some(pack)) => {
                self.0.pick(format!("parameter, set by {pack}"), format!("参数，由{pack}设定"))
            }
            (false, None) => self.pick("parameter", "参数").to_owned(),
        };
        match because {
            "" => self.0.pick(format!(" ({kind})"), format!("（{kind}）")),
            _ => self.0.pick(format!(" ({kind}: {because})"), format!("（{kind}：{because}）")),
        }
    }

    pub fn too_much(self, difference: &str, counts: bool) -> String {
        let many = if counts { "many" } else { "much" };
        self.0.pick(format!("{difference} too {many}"), format!("超出{difference}"))
    }

    pub fn short(self, difference: &str) -> String {
        self.0.pick(format!("{difference} short"), format!("相差{difference}"))
    }

    pub fn apart(self, difference: &str) -> String {
        self.0.pick(format!("{difference} apart"), format!("相差{difference}"))
    }
}
