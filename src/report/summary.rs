//! The last line.

use std::time::Duration;

use crate::assess::{Change, ChangeKind, Totals};
use crate::base::Said;
use crate::diagnostic::Severity;
use crate::evaluate::{Tally, Verdict};

/// `Checked 3 plans against 96 rules in 12 ms: 2 errors, …`, with a line break.
///
/// Counts are of rules per plan, by each rule's worst subject; the plans' own faults come first.
pub fn summary(totals: &Totals, elapsed: Duration, verbose: bool) -> Said {
    let rules = &totals.rules;
    let plans = Said::counted(totals.plans, "plan", "plans", "份规划");
    let against = Said::counted(totals.rules_run(), "rule", "rules", "条规则");
    let mut parts: Vec<Said> = faults(totals);
    parts.extend(severities(totals));
    let undetermined = rules.verdicts.undetermined;
    let clean = parts.is_empty();
    if clean && undetermined == 0 {
        parts.push(said!("no violation found", "未发现违反"));
    }
    if !clean && undetermined > 0 {
        parts.push(said!("{undetermined} undetermined", "{undetermined}条未定"));
    }
    if rules.no_subjects > 0 {
        let rules = Said::counted(rules.no_subjects as usize, "rule", "rules", "条规则");
        parts.push(said!("{rules} without a subject", "{rules}没有对象"; rules));
    }
    if rules.not_run > 0 {
        let (one, many) = ("portfolio rule", "portfolio rules");
        let rules = Said::counted(rules.not_run as usize, one, many, "条规划集规则");
        parts.push(said!("{rules} not run", "{rules}未运行"; rules));
    }
    let disabled = totals.rules_disabled();
    if disabled > 0 {
        let rules = Said::counted(disabled, "rule", "rules", "条规则");
        parts.push(said!("{rules} disabled", "{rules}已停用"; rules));
    }
    let elapsed = shown(elapsed);
    let mut text = match clean && undetermined > 0 {
        true => {
            let rules = Said::counted(undetermined as usize, "rule", "rules", "条规则");
            said!(
                "No violation found; {rules} could not be decided. ",
                "未发现违反；{rules}无法判定。";
                rules
            )
        }
        false => Said::default(),
    };
    let checked = said!(
        "Checked {plans} against {against} in {elapsed}",
        "以{against}检查了{plans}，用时{elapsed}";
        plans, against, elapsed
    );
    text = match parts.is_empty() {
        true => said!("{text}{checked}.\n", "{text}{checked}。\n"; text, checked),
        false => {
            let parts = Said::join(&parts, (", ", "、"));
            said!(
                "{text}{checked}: {parts}.\n",
                "{text}{checked}：{parts}。\n";
                text, checked, parts
            )
        }
    };
    if verbose {
        let tally = tally(&totals.subjects);
        text = said!("{text}Subjects: {tally}.\n", "{text}对象：{tally}。\n"; text, tally);
        for change in &totals.changes {
            let line = changed(change);
            text = said!("{text}{line}\n", "{text}{line}\n"; text, line);
        }
    }
    text
}

/// `Disabled: sheng2023/few-priorities, by our-rules: why`.
fn changed(change: &Change) -> Said {
    let (name, by, because) = (&change.name, &change.by, &change.because);
    let because = match because.as_str() {
        "" => Said::default(),
        because => said!(": {because}", "：{because}"),
    };
    match change.kind {
        ChangeKind::DisabledRule | ChangeKind::DisabledException => {
            said!("Disabled: {name}, by {by}{because}", "停用：{name}，由{by}{because}"; because)
        }
        ChangeKind::ReplacedRule => {
            said!("Replaced: {name}, by {by}{because}", "替换：{name}，由{by}{because}"; because)
        }
        ChangeKind::SetParameter => {
            let value = change.value.as_deref().unwrap_or_default();
            said!(
                "Set: {name} = {value}, by {by}{because}",
                "设定：{name} = {value}，由{by}{because}";
                because
            )
        }
    }
}

/// Errors that the reader found in the plans, and how many plans say too little for any rule. The
/// latter are no faults of anyone's.
fn faults(totals: &Totals) -> Vec<Said> {
    let open = totals.nothing_decided;
    let faults = totals.faults.error.saturating_sub(open);
    let mut said = Vec::new();
    if faults > 0 {
        let (one, many) = ("fault in the plans", "faults in the plans");
        said.push(Said::counted(faults, one, many, "处规划文件差错"));
    }
    if open > 0 {
        let plans = Said::counted(open, "plan", "plans", "份规划");
        said.push(said!("nothing decided on {plans}", "{plans}无一条规则可判定"; plans));
    }
    said
}

/// Violated rules per plan, by severity, and how many findings they make, where those are more.
fn severities(totals: &Totals) -> Vec<Said> {
    let names = [
        (Severity::Error, "error", "errors", "条错误"),
        (Severity::Warning, "warning", "warnings", "条警告"),
        (Severity::Note, "note", "notes", "条提示"),
    ];
    let counted = names.into_iter().map(|(severity, one, many, zh)| {
        let (rules, findings) = (totals.violated.of(severity), totals.violations.of(severity));
        let counted = Said::counted(rules, one, many, zh);
        match findings > rules {
            true => (
                rules,
                said!("{counted} ({findings} findings)", "{counted}（{findings}处）"; counted),
            ),
            false => (rules, counted),
        }
    });
    counted.filter(|(rules, _)| *rules > 0).map(|(_, counted)| counted).collect()
}

/// `300 satisfied, 20 violated, …`, leaving out what there is none of.
fn tally(tally: &Tally) -> Said {
    let parts = [
        (tally.satisfied, Verdict::Satisfied),
        (tally.violated, Verdict::Violated),
        (tally.undetermined, Verdict::Undetermined),
        (tally.not_applicable, Verdict::NotApplicable),
        (tally.excepted, Verdict::Excepted),
    ];
    let parts: Vec<Said> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(
            |(number, verdict)| said!("{number} {name}", "{number}个{name}"; name = verdict.said()),
        )
        .collect();
    match parts.is_empty() {
        true => said!("none", "无"),
        false => Said::join(&parts, (", ", "、")),
    }
}

fn shown(elapsed: Duration) -> Said {
    match elapsed.as_millis() {
        0 => said!("under 1 ms", "不到1毫秒"),
        millis @ 1..10_000 => said!("{millis} ms", "{millis}毫秒"),
        _ => {
            let seconds = elapsed.as_secs_f64();
            said!("{seconds:.1} s", "{seconds:.1}秒")
        }
    }
}
