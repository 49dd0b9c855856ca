//! What is usually written elsewhere for what is called otherwise here.

/// Abbreviations of scales, and what units are called in everyday writing.
const USUAL: &[(&str, &str)] = &[
    ("k", "thousand"),
    ("mn", "million"),
    ("mln", "million"),
    ("mio", "million"),
    ("m", "million"),
    ("bn", "billion"),
    ("bln", "billion"),
    ("mrd", "billion"),
    ("b", "billion"),
    ("tn", "trillion"),
    ("trn", "trillion"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("$", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("rmb", "CNY"),
    ("yuan", "CNY"),
    ("kč", "CZK"),
    ("crown", "CZK"),
    ("crowns", "CZK"),
    ("ton", "t"),
    ("tons", "t"),
    ("tonne", "t"),
    ("tonnes", "t"),
    ("people", "person"),
    ("persons", "person"),
    ("sqkm", "km2"),
    ("km²", "km2"),
    ("m³", "m3"),
    ("pct", "%"),
    ("cubic_metre", "m3"),
    ("cubic_metres", "m3"),
    ("cubic_meter", "m3"),
    ("cubic_meters", "m3"),
];

/// The scale or unit that a word or sign stands for in everyday writing, by its name here. Case
/// does not count. A model may have no such unit.
pub fn usual(word: &str) -> Option<&'static str> {
    let folded = word.to_lowercase();
    USUAL.iter().find(|(written, _)| *written == folded).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_words_lead_to_names() {
        assert_eq!(usual("bn"), Some("billion"));
        assert_eq!(usual("Euros"), Some("EUR"));
        assert_eq!(usual("million"), None);
    }
}
