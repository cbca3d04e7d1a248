//! Statements that are one transaction, with as few ways to the database and back as it allows.

use std::fmt::Write;

use sqlx::any::AnyArguments;
use sqlx::{Arguments, AssertSqlSafe, Either, Executor};
use tokio::time::Duration;
use tokio_stream::StreamExt;

use super::handle::Store;
use super::opened::Opened;
use super::{Connection, Kind, RawConnection, stamp};

/// How long PostgreSQL may take to insert rows, or to commit them: longer than it waits for a lock.
pub const LONGEST_INSERT: Duration = Duration::from_secs(8);

/// A value of a row.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text, or none.
    Text(Option<String>),
    /// A whole number, or 0 and 1 for a truth value.
    Number(i64),
}

impl<T: Into<String>> From<T> for Value {
    fn from(text: T) -> Self {
        Self::Text(Some(text.into()))
    }
}

/// Rows that one statement inserts: what stands in front of them, the rows, and what stands behind.
pub struct Insert {
    before: &'static str,
    after: &'static str,
    width: usize,
    values: Vec<Value>,
}

/// How many rows a statement has: each number is a statement of its own, which the database prepares once. What is missing up to the next
/// number is filled up with the last row again, which must be refused without an error.
const SIZES: [usize; 28] =
    [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256];

impl Insert {
    /// Inserts nothing yet. Behind the rows stands what makes a row that is there twice be left out, such as `ON CONFLICT DO NOTHING`.
    pub fn new(before: &'static str, after: &'static str) -> Self {
        Self { before, after, width: 0, values: Vec::new() }
    }

    /// Inserts one more row, with as many values as the others.
    pub fn row(&mut self, values: impl IntoIterator<Item = Value>) {
        let rows = self.values.len();
        self.values.extend(values);
        self.width = self.values.len() - rows;
    }

    /// Returns how many rows there are.
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// Runs the insert in a transaction that is open. How many rows it has stored.
    pub async fn run(self, kind: Kind, connection: &mut Connection) -> Result<u64, sqlx::Error> {
        let mut stored = 0;
        for statement in self.statements(kind) {
            stored += statement.run(connection).await?;
        }
        Ok(stored)
    }

    /// Divides the rows into statements of few sizes.
    fn statements(mut self, kind: Kind) -> Vec<Statement> {
        let [.., most] = SIZES;
        let mut statements = Vec::new();
        while self.rows() > 0 {
            let mut rows: Vec<_> = self.values.drain(..self.values.len().min(most * self.width)).collect();
            let count = rows.len() / self.width;
            let size = SIZES.into_iter().find(|size| *size >= count).unwrap_or(most);
            let last = rows[rows.len() - self.width..].to_vec();
            rows.extend(std::iter::repeat_n(last, size - count).flatten());
            statements.push(Statement { sql: self.sql(kind, size), values: rows });
        }
        statements
    }

    fn sql(&self, kind: Kind, rows: usize) -> String {
        let mut sql = self.before.to_owned();
        let mut number = 0;
        for row in 0..rows {
            for column in 0..self.width {
                sql.push_str(match (row, column) {
                    (0, 0) => " (",
                    (_, 0) => "), (",
                    _ => ", ",
                });
                number += 1;
                match kind {
                    // It looks through all names for each that is new, so it is given none.
                    Kind::Sqlite => sql.push('?'),
                    Kind::Postgres => write!(sql, "${number}").expect("a string takes everything"),
                }
            }
        }
        sql.push_str(") ");
        sql.push_str(self.after);
        sql
    }
}

struct Statement {
    sql: String,
    values: Vec<Value>,
}

impl Statement {
    async fn run(self, connection: &mut Connection) -> Result<u64, sqlx::Error> {
        let query = sqlx::query_with(AssertSqlSafe(self.sql), arguments(self.values)?);
        Ok(query.execute(connection).await?.rows_affected())
    }
}

impl Store {
    /// Inserts rows in one transaction, without waiting where another program has the lock. How many rows each of the inserts has stored.
    pub async fn insert_at_once<const COUNT: usize>(
        &self,
        inserts: [Insert; COUNT],
    ) -> Result<[u64; COUNT], sqlx::Error> {
        let kind = self.kind();
        let (mut of_insert, mut statements) = (Vec::new(), Vec::new());
        for (at, insert) in inserts.into_iter().enumerate() {
            let more = insert.statements(kind);
            of_insert.extend(more.iter().map(|_| at));
            statements.extend(more);
        }
        let opened = self.shared.checked().await?;
        let done = if kind == Kind::Sqlite {
            let mut writer = opened.writes.writer().await.inspect_err(|_| self.shared.failed())?;
            match in_one_go(writer.raw(), &opened, statements).await {
                Ok((done, stamp)) => {
                    drop(writer);
                    self.shared.committed(&opened, stamp).await?;
                    done
                }
                Err(error) => {
                    self.shared.failed();
                    // Where nothing is begun any more, there is nothing to take back.
                    let _ = sqlx::raw_sql("ROLLBACK").execute(writer.raw()).await;
                    writer.leave(&error);
                    return Err(error);
                }
            }
        } else {
            let mut writing = self.try_write().await.inspect_err(|_| self.shared.failed())?;
            writing.answers_within(LONGEST_INSERT);
            let mut done = Vec::new();
            for statement in statements {
                done.push(statement.run(&mut writing).await.inspect_err(|_| self.shared.failed())?);
            }
            writing.commit().await?;
            done
        };
        let mut stored = [0; COUNT];
        for (at, rows) in of_insert.into_iter().zip(done) {
            stored[at] += rows;
        }
        Ok(stored)
    }
}

/// Runs statements as one transaction that SQLite's own thread is told of twice: each further time costs two switches of threads. How many
/// rows each has changed, and the stamp that the transaction gave the database.
async fn in_one_go(
    connection: &mut RawConnection,
    opened: &Opened,
    statements: Vec<Statement>,
) -> Result<(Vec<u64>, Option<u32>), sqlx::Error> {
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    // Before it, somebody may still write the log back, so that it begins anew within this very transaction.
    let stamp = match &opened.watched {
        Some(watched) => stamp::renew(connection, watched).await?,
        None => None,
    };
    let (count, mut sql, mut values) = (statements.len(), Vec::new(), Vec::new());
    for statement in statements {
        sql.push(statement.sql);
        values.extend(statement.values);
    }
    sql.push("COMMIT".to_owned());
    let query = sqlx::query_with(AssertSqlSafe(sql.join("; ")), arguments(values)?);
    let mut results = connection.fetch_many(query);
    let mut done = Vec::new();
    while let Some(result) = results.next().await {
        if let Either::Left(result) = result? {
            done.push(result.rows_affected());
        }
    }
    done.truncate(count);
    Ok((done, stamp))
}

fn arguments(values: Vec<Value>) -> Result<AnyArguments, sqlx::Error> {
    let mut arguments = AnyArguments::default();
    for value in values {
        match value {
            Value::Text(text) => arguments.add(text),
            Value::Number(number) => arguments.add(number),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}
