//! A comment line that accepts something in its place: `// allow NAME, NAME: because …`.

/// What accepts a change of a rule that no test notices, on the line below the comment.
pub const SURVIVING_MUTANT: &str = "surviving-mutant";

/// What a line of comment allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance<'a> {
    /// Each with the byte of the line where it begins.
    pub names: Vec<(usize, &'a str)>,
    /// Without the word `because`; none where nothing is said.
    pub reason: Option<&'a str>,
}

/// Reads a line without the space around it. A comment that merely begins with the word allows
/// nothing: an allowance is a list of names and a colon, or of names that are known.
pub fn allowance<'a>(line: &'a str, is_known: &dyn Fn(&str) -> bool) -> Option<Allowance<'a>> {
    let comment = line.strip_prefix("//").filter(|rest| !rest.starts_with('/'))?;
    let list = comment.trim_start().strip_prefix("allow ")?;
    let (list, reason) = match list.split_once([':', '：']) {
        Some((list, reason)) => (list, Some(reason)),
        None => (list, None),
    };
    let first = line.len() - comment.trim_start().len() + "allow ".len();
    let mut names = Vec::new();
    let mut at = first;
    for part in list.split(',') {
        let lead = part.len() - part.trim_start().len();
        names.push((at + lead, part.trim()));
        at += part.len() + 1;
    }
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '/')
    };
    let all = |test: &dyn Fn(&str) -> bool| names.iter().all(|(_, name)| test(name));
    let stands = if reason.is_some() { all(&is_name) } else { all(is_known) };
    let reason = reason.map(|reason| {
        let reason = reason.trim();
        reason.strip_prefix("because").unwrap_or(reason).trim()
    });
    stands.then_some(Allowance { names, reason: reason.filter(|reason| !reason.is_empty()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Vec<&str>, Option<&str>)> {
        let found = allowance(line, &|name| ["presence-only", "unused-let"].contains(&name))?;
        for (at, name) in &found.names {
            assert!(line[*at..].starts_with(name), "{line}");
        }
        Some((found.names.into_iter().map(|(_, name)| name).collect(), found.reason))
    }

    #[test]
    fn an_allowance_gives_names_and_says_why() {
        let why = Some("saying is the matter");
        let one = Some((vec!["presence-only"], why));
        assert_eq!(read("// allow presence-only: because saying is the matter"), one);
        assert_eq!(read("//allow presence-only: saying is the matter"), one);
        assert_eq!(read("// allow presence-only：saying is the matter"), one);
        assert_eq!(
            read("// allow unused-let,  advice/untested: because so"),
            Some((vec!["unused-let", "advice/untested"], Some("so")))
        );
        assert_eq!(read("// allow presence-only"), Some((vec!["presence-only"], None)));
        assert_eq!(read("// allow presence-only: because"), Some((vec!["presence-only"], None)));
        assert_eq!(
            read("// allow presense-only: because so"),
            Some((vec!["presense-only"], Some("so")))
        );
        assert_eq!(
            read("// allow surviving-mutant: because no plan can tell"),
            Some((vec![SURVIVING_MUTANT], Some("no plan can tell")))
        );
    }

    #[test]
    fn other_comments_are_left_alone() {
        for line in [
            "// allow for slack in the figures",
            "// allow for some slack: it is an estimate",
            "// allowances are counted",
            "/// allow presence-only: because this is documentation",
            "allow presence-only: because this is no comment",
            "// allow everything",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
