//! What severities are called where a person reads them. Formats for machines, and the lines of
//! `concise`, keep the one spelling of [`Severity::as_str`].

use crate::base::Said;
use crate::diagnostic::Severity;

pub fn severity_name(severity: Severity) -> Said {
    let zh = match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Note => "提示",
    };
    Said::new(severity.as_str(), zh)
}
