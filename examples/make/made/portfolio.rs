use super::json::Json;

/// A manifest: the regions that must be in the set, and the file of each one's plan.
pub struct Manifest<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub covers: &'a str,
    /// Region code and file name, in the order they are to stand.
    pub plans: Vec<(&'a str, &'a str)>,
}

impl Manifest<'_> {
    pub fn json(&self) -> Json {
        let codes = self.plans.iter().map(|(code, _)| Json::text(*code)).collect();
        let files = self.plans.iter().map(|(_, file)| Json::text(*file)).collect();
        Json::Record(vec![
            ("format", Json::text("regional/portfolio/1")),
            ("id", Json::text(self.id)),
            ("title", Json::text(self.title)),
            ("covers", Json::text(self.covers)),
            ("level", Json::text("nation")),
            ("regions", Json::Values(codes)),
            ("plans", Json::Values(files)),
        ])
    }
}

/// A file name out of a region's name: small ASCII letters, digits and hyphens.
pub fn slug(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    let spelled = name.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    let plain = spelled.nfd().filter(|c| c.is_ascii()).collect::<String>();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
