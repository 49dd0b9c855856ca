//! A place in a plan, as people and machines name it.

/// A step on the way from a plan's root to a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Field(String),
    /// A member of a list by its key, or, where it has none, by its place counted from 1.
    Key(String),
    Index(usize),
    /// A point of a series.
    Year(i32),
    /// The member that a list left out would have.
    Any,
}

/// A place in a plan: `measures[close-dyeing].coverage`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    pub steps: Vec<Step>,
}

impl Place {
    pub fn root() -> Place {
        Place::default()
    }

    #[must_use]
    pub fn then(mut self, step: Step) -> Place {
        self.steps.push(step);
        self
    }

    #[must_use]
    pub fn field(self, name: &str) -> Place {
        self.then(Step::Field(name.to_owned()))
    }

    /// Whether `inner` is this place or stands inside it.
    pub fn holds(&self, inner: &Place) -> bool {
        inner.steps.starts_with(&self.steps)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut first = true;
        for step in &self.steps {
            match step {
                Step::Field(name) if first => write!(f, "{name}")?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Key(key) => write!(f, "[{key}]")?,
                Step::Index(at) => write!(f, "[{at}]")?,
                Step::Year(year) => write!(f, "[{year}]")?,
                Step::Any => write!(f, "[?]")?,
            }
            first = false;
        }
        Ok(())
    }
}
