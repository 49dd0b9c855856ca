//! What verdicts and severities are called where a person reads them. Formats for machines, and
//! the lines of `concise`, keep the one spelling of [`Verdict::as_str`] and [`Severity::as_str`].

use crate::base::Said;
use crate::diagnostic::Severity;
use crate::evaluate::Verdict;

pub fn verdict_name(verdict: Verdict) -> Said {
    let zh = match verdict {
        Verdict::NotApplicable => "不适用",
        Verdict::Excepted => "例外",
        Verdict::Satisfied => "符合",
        Verdict::Undetermined => "未定",
        Verdict::Violated => "违反",
    };
    Said::new(verdict.as_str(), zh)
}

pub fn severity_name(severity: Severity) -> Said {
    let zh = match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Note => "提示",
    };
    Said::new(severity.as_str(), zh)
}
