//! What severities and strengths are called where a person reads them. Formats for machines, and the lines of
//! `concise`, keep the one spelling of [`Severity::as_str`].

use crate::base::Said;
use crate::diagnostic::Severity;
use crate::program::Strength;

pub fn severity_name(severity: Severity) -> Said {
    let zh = match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Note => "提示",
    };
    Said::new(severity.as_str(), zh)
}

pub fn strength_name(strength: Strength) -> Said {
    let zh = match strength {
        Strength::Must => "必须",
        Strength::MustNot => "不得",
        Strength::Should => "应当",
        Strength::ShouldNot => "不宜",
        Strength::Could => "可以",
    };
    Said::new(strength.as_str(), zh)
}
