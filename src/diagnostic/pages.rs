//! The pages of `docs/codes/`, each beside the code it explains.

use super::Code;

macro_rules! pages {
    ($($name:literal,)*) => {
        const PAGES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../docs/codes/", $name, ".md"))),)*];
    };
}

pages! {
    "pack/circle",
    "plan/unknown-field",
    "rules/unit-mismatch",
    "rules/bad-override",
    "advice/never-applies",
    "advice/always-true",
    "advice/never-met",
    "advice/exception-never-holds",
    "advice/decided-part",
    "advice/unused-let",
    "advice/unused-define",
    "advice/unused-parameter",
    "advice/partial-message",
    "advice/presence-only",
    "advice/default-decides",
    "advice/stricter-than-provision",
    "advice/weaker-than-provision",
    "advice/negative-demand",
    "advice/provision-without-rule",
    "advice/untested",
    "advice/reads-plans",
    "advice/unused-allowance",
    "advice/unknown-allowance",
    "advice/no-reason",
}

impl Code {
    /// What the code means, why it matters, and an example with its mended form, in Markdown.
    pub fn page(self) -> Option<&'static str> {
        PAGES.iter().find(|(name, _)| *name == self.as_str()).map(|(_, page)| *page)
    }
}
