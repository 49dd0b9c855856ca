//! When findings fail a run.

use super::totals::Totals;
use crate::diagnostic::Severity;

/// What makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Violations and faults of this severity or above.
    pub violated: Option<Severity>,
    /// Undetermined verdicts.
    pub undetermined: bool,
}

impl Default for Threshold {
    fn default() -> Threshold {
        Threshold { violated: Some(Severity::Error), undetermined: false }
    }
}

impl Threshold {
    pub const NEVER: Threshold = Threshold { violated: None, undetermined: false };

    /// A comma list of `error`, `warning`, `note`, `undetermined`, or `never` alone. Gives the
    /// word that is none of them.
    pub fn parse(text: &str) -> Result<Threshold, String> {
        if text.trim() == "never" {
            return Ok(Threshold::NEVER);
        }
        let mut threshold = Threshold::NEVER;
        for word in text.split(',').map(str::trim) {
            let severity = match word {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                "note" => Severity::Note,
                "undetermined" => {
                    threshold.undetermined = true;
                    continue;
                }
                _ => return Err(word.to_owned()),
            };
            let lowest = threshold.violated.map_or(severity, |so_far| so_far.min(severity));
            threshold.violated = Some(lowest);
        }
        Ok(threshold)
    }

    /// Whether anything found is at or above the threshold.
    pub fn is_met(&self, totals: &Totals) -> bool {
        let grave = |least| totals.faults.reaches(least) || totals.violated.reaches(least);
        self.violated.is_some_and(grave) || (self.undetermined && totals.subjects.undetermined > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_severity_named_counts() {
        let parsed = |text| Threshold::parse(text);
        assert_eq!(parsed("error"), Ok(Threshold::default()));
        assert_eq!(parsed("never"), Ok(Threshold::NEVER));
        let note = Threshold { violated: Some(Severity::Note), undetermined: true };
        assert_eq!(parsed("error, note,undetermined"), Ok(note));
        assert_eq!(parsed("warnings"), Err("warnings".to_owned()));
        assert_eq!(parsed("error,never"), Err("never".to_owned()));
    }
}
