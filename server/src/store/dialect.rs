//! The words of SQL that the two databases do not share.

use super::Kind;

impl Kind {
    /// Ends a query of rows that are about to be changed, so that nobody else changes them meanwhile.
    pub fn for_update(self) -> &'static str {
        match self {
            // Nobody else writes while a transaction does.
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// Ends the same query where rows that somebody else is changing just now are passed over.
    pub fn for_update_of_free(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Reads the texts of a list in JSON, one a row.
    pub fn texts_of(self, list: &str) -> String {
        match self {
            Self::Sqlite => format!("SELECT value FROM json_each({list})"),
            Self::Postgres => format!("SELECT json_array_elements_text({list}::json)"),
        }
    }

    /// Reads the entries of an object in JSON, one a row, with `key` and `value`. What is no object has none.
    pub fn entries_of(self, object: &str) -> String {
        match self {
            Self::Sqlite => {
                format!("json_each(CASE WHEN json_type({object}) = 'object' THEN {object} ELSE '{{}}' END)")
            }
            Self::Postgres => {
                format!("json_each_text(CASE WHEN json_typeof({object}::json) = 'object' THEN {object}::json END)")
            }
        }
    }

    /// Compares texts without the case of the letters A to Z.
    pub fn like(self) -> &'static str {
        match self {
            Self::Sqlite => "LIKE",
            // The columns have the collation "C", which knows no other letters either.
            Self::Postgres => "ILIKE",
        }
    }

    /// Compares a text of JSON by its characters, as columns are.
    pub fn in_order(self, text: &str) -> String {
        match self {
            Self::Sqlite => text.to_owned(),
            Self::Postgres => format!("{text} COLLATE \"C\""),
        }
    }

    /// Writes a text without the case of the letters A to Z.
    pub fn lower(self, text: &str) -> String {
        match self {
            Self::Sqlite => format!("lower({text})"),
            Self::Postgres => format!("lower({})", self.in_order(text)),
        }
    }
}
