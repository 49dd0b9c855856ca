//! The units the room's tests are about.

use super::number::Number;
use super::table::{Naming, UnitMeaning, UnitTable};
use super::unit::Atom;

pub fn table() -> UnitTable {
    let mut table = UnitTable::new();
    let mut dimension = |name| table.declare_dimension(name, None).unwrap();
    let (money, area, energy) = (dimension("money"), dimension("area"), dimension("energy"));
    let (power, mass, time) = (dimension("power"), dimension("mass"), dimension("time"));
    let people = dimension("people");
    let mut unit = |names: &[&str], meaning, never_negative| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        table.declare_unit(Naming { names, text: None, never_negative }, meaning).unwrap()
    };
    unit(&["CNY", "元"], UnitMeaning::Of(money), false);
    unit(&["EUR"], UnitMeaning::Of(money), false);
    let Atom::Declared(mu) = unit(&["mu", "亩"], UnitMeaning::Of(area), true) else {
        panic!("a unit of a dimension is declared as such");
    };
    unit(&["hectare", "公顷"], UnitMeaning::Multiple(Number::from_i64(15), mu), true);
    unit(&["tce", "吨标准煤"], UnitMeaning::Of(energy), true);
    unit(&["kW", "千瓦"], UnitMeaning::Of(power), true);
    unit(&["t", "吨"], UnitMeaning::Of(mass), true);
    unit(&["day", "天"], UnitMeaning::Of(time), false);
    unit(&["person", "人"], UnitMeaning::Of(people), true);
    unit(&["percent", "%"], UnitMeaning::Plain(Number::ten_to(-2)), false);
    unit(&["percentage_point", "个百分点"], UnitMeaning::Plain(Number::ten_to(-2)), false);
    unit(&["permille"], UnitMeaning::Plain(Number::ten_to(-3)), false);
    table
}
