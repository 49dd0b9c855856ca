//! Marks that are typed for others.

/// The mark meant by a full-width one.
pub(super) fn half_width(mark: char) -> Option<&'static str> {
    Some(match mark {
        '，' | '、' => ",",
        '：' => ":",
        '。' | '．' => ".",
        '（' => "(",
        '）' => ")",
        '［' | '【' => "[",
        '］' | '】' => "]",
        '｛' => "{",
        '｝' => "}",
        '＝' => "=",
        '＜' => "<",
        '＞' => ">",
        '＋' => "+",
        '－' | '−' | '–' | '—' => "-",
        '＊' | '×' => "*",
        '／' | '÷' => "/",
        '％' => "%",
        '？' => "?",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        _ => return None,
    })
}

/// The closing mark of a pair of quotes that is not `"`.
pub(super) fn closing_quote(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '“' | '”' | '„' => &['”', '“'],
        '「' => &['」'],
        '『' => &['』'],
        '«' => &['»'],
        '＂' => &['＂'],
        '‘' | '’' => &['’', '‘'],
        '\'' => &['\''],
        '`' => &['`'],
        _ => return None,
    })
}

/// The operator meant by one of another language, padded to the same length, or nothing where the
/// word meant is longer.
pub(super) fn foreign_operator(
    text: &str,
) -> Option<(&'static str, &'static str, Option<&'static str>)> {
    const TABLE: &[(&str, &str, Option<&str>)] = &[
        ("===", "=", Some("=  ")),
        ("!==", "!=", Some("!= ")),
        ("==", "=", Some("= ")),
        ("&&", "and", None),
        ("||", "or", Some("or")),
        ("<>", "!=", Some("!=")),
        ("=>", ">=", Some(">=")),
        ("=<", "<=", Some("<=")),
        ("&", "and", None),
        (";", ",", Some(" ")),
    ];
    TABLE.iter().find(|(found, _, _)| text.starts_with(found)).copied()
}
