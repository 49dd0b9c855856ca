//! Sixteen German states: what people work in. A statistic, not a plan, in the form of one: no
//! period, no targets, no measures, so that every rule that asks for those finds a gap.

use super::json::Json;
use super::portfolio::{Manifest, slug};
use super::{Fault, File};

const TABLE: &str = "de_states_wz17_2015.csv";
const TABLE_TEXT: &str = include_str!("../../sources/de_states_wz17_2015.csv");
const SECTIONS: &str = "nace2_sections.csv";
const SECTIONS_TEXT: &str = include_str!("../../sources/nace2_sections.csv");

const YEAR: &str = "2015";
const DOCUMENT: &str = "Statistisches Bundesamt (2019), table 13311-0002: persons employed by \
                        state and section of WZ 2008, 2015, as in the R package REAT \
                        (G.regions.industries); sections A, O, T and U are left out there";

/// The table's name of a state, as in ISO 3166-2:DE behind the hyphen, and the state's own.
pub const STATES: [(&str, &str); 16] = [
    ("BB", "Brandenburg"),
    ("BE", "Berlin"),
    ("BW", "Baden-Württemberg"),
    ("BY", "Bayern"),
    ("HB", "Bremen"),
    ("HE", "Hessen"),
    ("HH", "Hamburg"),
    ("MV", "Mecklenburg-Vorpommern"),
    ("NI", "Niedersachsen"),
    ("NW", "Nordrhein-Westfalen"),
    ("RP", "Rheinland-Pfalz"),
    ("SH", "Schleswig-Holstein"),
    ("SL", "Saarland"),
    ("SN", "Sachsen"),
    ("ST", "Sachsen-Anhalt"),
    ("TH", "Thüringen"),
];

/// A column of the table: a section of the economy.
struct Section {
    /// As the table heads it, such as `WZ08-C`.
    national: String,
    /// The letter, the same in WZ 2008 and NACE Rev. 2.
    letter: String,
    title: String,
}

/// Sixteen plans and their manifest.
pub fn files() -> Result<Vec<File>, Fault> {
    let mut reader = csv::Reader::from_reader(TABLE_TEXT.as_bytes());
    let header = reader.headers().map_err(|why| Fault::new(TABLE, why))?;
    let sections = header.iter().skip(1).map(section).collect::<Result<Vec<_>, _>>()?;

    let mut files = Vec::new();
    let mut listed = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|why| Fault::new(TABLE, why))?;
        let mut cells = row.iter();
        let state = cells.next().unwrap_or_default();
        let Some((_, name)) = STATES.iter().find(|(code, _)| *code == state) else {
            return Err(Fault::new(TABLE, format!("`{state}` is no German state")));
        };
        let code = format!("DE-{state}");
        let file = format!("{}-{}.json", code.to_lowercase(), slug(name));
        let text = plan(&code, name, sections.iter().zip(cells)).file();
        files.push(File { path: format!("examples/germany/{file}"), text });
        listed.push((code, file));
    }
    if listed.len() != STATES.len() {
        return Err(Fault::new(TABLE, format!("{} states, where 16 are expected", listed.len())));
    }
    let manifest = Manifest {
        id: "de",
        title: "Germany: employment of the 16 states by section, 2015",
        covers: "Germany",
        plans: listed.iter().map(|(code, file)| (code.as_str(), file.as_str())).collect(),
    };
    files.push(File {
        path: "examples/germany/portfolio.json".to_owned(),
        text: manifest.json().file(),
    });
    Ok(files)
}

fn section(national: &str) -> Result<Section, Fault> {
    let Some(letter) = national.strip_prefix("WZ08-") else {
        return Err(Fault::new(TABLE, format!("`{national}` heads no section of WZ 2008")));
    };
    let mut reader = csv::Reader::from_reader(SECTIONS_TEXT.as_bytes());
    for row in reader.records() {
        let row = row.map_err(|why| Fault::new(SECTIONS, why))?;
        if let (Some(code), Some(title)) = (row.get(0), row.get(1))
            && code == letter
        {
            return Ok(Section {
                national: national.to_owned(),
                letter: letter.to_owned(),
                title: title.to_owned(),
            });
        }
    }
    Err(Fault::new(SECTIONS, format!("section `{letter}` is not listed")))
}

fn plan<'a>(
    code: &str,
    name: &str,
    employment: impl Iterator<Item = (&'a Section, &'a str)>,
) -> Json {
    let industries = employment.map(|(section, persons)| {
        Json::Record(vec![
            ("id", Json::text(&section.letter)),
            ("name", Json::text(&section.title)),
            ("code", Json::text(&section.letter)),
            ("national_code", Json::text(&section.national)),
            ("employment", Json::Series(vec![(YEAR.to_owned(), Json::number(persons))])),
        ])
    });
    Json::Record(vec![
        ("format", Json::text("regional/plan/1")),
        ("id", Json::text(code.to_lowercase())),
        ("title", Json::text(format!("{name}: employment by section, 2015"))),
        ("language", Json::text("en")),
        ("document", Json::text(DOCUMENT)),
        ("currency", Json::text("EUR")),
        ("classification", Json::text("nace")),
        (
            "region",
            Json::Record(vec![
                ("code", Json::text(code)),
                ("name", Json::text(name)),
                ("level", Json::text("province")),
                ("parent", Json::text("DE")),
            ]),
        ),
        ("industries", Json::List(industries.collect())),
    ])
}
