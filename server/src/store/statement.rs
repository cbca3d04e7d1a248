//! SQL that is put together piece by piece, with its values.

use sqlx::any::AnyArguments;
use sqlx::any::AnyRow;
use sqlx::query::{QueryAs, QueryScalar};
use sqlx::{Any, Arguments, AssertSqlSafe, Encode, FromRow, Type};

/// A statement with its values. (sqlx's own builder writes `?` for a value where it does not know the database, which PostgreSQL does not take.)
pub struct Statement {
    sql: String,
    values: AnyArguments,
}

impl Statement {
    /// Begins a statement.
    pub fn new(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), values: AnyArguments::default() }
    }

    /// Adds a piece of SQL, which nobody but the program has written.
    pub fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a text or a number, in the place where it stands.
    pub fn bind<'v>(&mut self, value: impl Encode<'v, Any> + Type<Any>) -> &mut Self {
        self.values.add(value).expect("texts and numbers are taken as they are");
        self.sql.push_str(&format!("${}", self.values.len()));
        self
    }

    /// Reads rows.
    pub fn rows<T: for<'r> FromRow<'r, AnyRow>>(self) -> QueryAs<'static, Any, T, AnyArguments> {
        sqlx::query_as_with(AssertSqlSafe(self.sql), self.values)
    }

    /// Reads the only column of rows.
    pub fn column<T>(self) -> QueryScalar<'static, Any, T, AnyArguments>
    where
        (T,): for<'r> FromRow<'r, AnyRow>,
    {
        sqlx::query_scalar_with(AssertSqlSafe(self.sql), self.values)
    }
}
