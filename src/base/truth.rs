//! Strong Kleene truth: what is unknown stays unknown unless the rest decides.

/// A truth value. `Unknown` means that the evidence does not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    False,
    Unknown,
    True,
}

impl Truth {
    pub const ALL: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];

    pub fn from_bool(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }

    /// The least of both.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// The greatest of both.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    pub fn is_known(self) -> bool {
        self != Truth::Unknown
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    #[test]
    fn the_tables_are_strong_kleene() {
        let table = [
            // left, right, and, or
            (True, True, True, True),
            (True, Unknown, Unknown, True),
            (True, False, False, True),
            (Unknown, Unknown, Unknown, Unknown),
            (Unknown, False, False, Unknown),
            (False, False, False, False),
        ];
        for (left, right, and, or) in table {
            assert_eq!((left.and(right), left.or(right)), (and, or), "{left:?} {right:?}");
            assert_eq!((right.and(left), right.or(left)), (and, or), "{right:?} {left:?}");
        }
        assert_eq!([!True, !Unknown, !False], [False, Unknown, True] as [Truth; 3]);
    }
}
