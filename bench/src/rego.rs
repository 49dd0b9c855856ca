//! The peer: the same twenty rules in Rego, run by `regorus`.

use regorus::{Engine, Value};

use crate::floor::Violation;
use crate::generate::RULES;

const POLICY: &str = include_str!("../rules/bench.rego");

pub struct Rego {
    engine: Engine,
}

impl Rego {
    pub fn new() -> Result<Rego, String> {
        let mut engine = Engine::new();
        engine.add_policy("bench.rego".into(), POLICY.into()).map_err(|it| it.to_string())?;
        Ok(Rego { engine })
    }

    /// Reads a plan and runs the rules.
    fn run(&mut self, text: &str) -> Result<Value, String> {
        let input = Value::from_json_str(text).map_err(|it| it.to_string())?;
        self.engine.set_input(input);
        self.engine.eval_rule("data.bench.found".into()).map_err(|it| it.to_string())
    }

    /// The number of violations.
    pub fn count(&mut self, text: &str) -> Result<usize, String> {
        let found = self.run(text)?;
        Ok(found.as_set().map_err(|it| it.to_string())?.len())
    }

    pub fn check(&mut self, text: &str) -> Result<Vec<Violation>, String> {
        let found = self.run(text)?;
        let found = found.as_set().map_err(|it| it.to_string())?;
        let violations = found.iter().map(|pair| {
            let part = |at: usize| pair[at].as_string().map(|it| it.to_string());
            let name = part(0).map_err(|it| it.to_string())?;
            let rule = RULES.iter().position(|rule| **rule == *name);
            Ok(Violation {
                rule: rule.ok_or_else(|| format!("Rego knows a rule `{name}` more"))?,
                subject: part(1).map_err(|it| it.to_string())?,
            })
        });
        violations.collect()
    }
}
