//! Units and numbers.

use super::*;

#[test]
fn units_may_be_declared_in_any_order() {
    let made = made("unit km2 = 100 公顷\nunit quarter = 25 km2\nunit permille = 0.1 %\n");
    assert_eq!(told(&made), [] as [&str; 0]);
    let units = &made.model.units;
    let unit = |word: &str| Unit::of(units.atom(word).unwrap());
    let mu = units.convert_factor(&unit("quarter"), &unit("mu"));
    assert_eq!(mu, Some(Number::from_i64(25 * 100 * 15)));
    let number = units.convert_factor(&unit("permille"), &Unit::Number);
    assert_eq!(number, Some(Number::from_digits(1, 3)));
}

#[test]
fn units_that_cannot_stand_are_said_once() {
    says(
        "unit a = 2 b\nunit b = 3 c\nunit c = 4 a\nunit d = 5 c\n\
         unit e of aera\nunit f = 2 e\nunit g = 2 hectar\nunit million of area\n\
         unit h = 0 mu\nunit i = 2 mu per CNY\nunit j = 2 money\n",
        &[
            "aera: `aera` is no dimension | did you mean `area`?",
            "hectar: `hectar` is no unit | did you mean `hectare`?",
            "million: `million` is a scale word and cannot name a unit",
            "h: the factor of a unit must be above 0",
            "mu per CNY: a unit is a multiple of one unit, not of a compound",
            "money: a unit cannot be a multiple of the plan's own currency | declare the unit `of money`",
            "a: units are declared by each other: a → b → c → a | declare one of them `of` a dimension",
        ],
    );
}

#[test]
fn literals_of_rules_are_exact() {
    let made = made("record R\n  a: percent = 1_000.50 %\n  b: CNY = 3 亿元\n");
    assert_eq!(told(&made), [] as [&str; 0]);
    let (_, record) = made.model.record_named("R").unwrap();
    let value = |at: usize| record.fields[at].default.clone().unwrap();
    assert_eq!(value(0), DefaultValue::Number(Number::from_digits(100_050, 2)));
    assert_eq!(value(1), DefaultValue::Number(Number::from_i64(300_000_000)));
    let FieldType::Number { unit, .. } = &record.fields[1].ty else { panic!() };
    let printer = Printer::new(&made.model.units, Language::En);
    assert_eq!(printer.unit(&ScaledUnit::from(unit.clone())), "CNY");
}
