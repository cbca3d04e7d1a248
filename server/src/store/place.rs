//! Where the database is.

use std::ffi::OsStr;
use std::fmt;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use url::Url;

/// Where the database is. It is shown without a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file of SQLite.
    File(PathBuf),
    /// A database of PostgreSQL.
    Postgres(PostgresUrl),
}

/// The address of a database of PostgreSQL, such as `postgres://plans@db.example/plans`. It is shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(Url);

impl Place {
    /// Reads a place as an operator writes it: an address that begins with `postgres:` or `postgresql:`, else the name of a file.
    ///
    /// # Errors
    ///
    /// Where it is empty, or the address cannot be read. The error does not repeat it, as a password may stand in it.
    pub fn parse(text: &OsStr) -> anyhow::Result<Self> {
        ensure!(!text.is_empty(), "it is empty; name a file of SQLite, or write postgres://USER@HOST/DATABASE");
        match text.to_str() {
            Some(url) if PostgresUrl::is_meant(url) => Ok(Self::Postgres(PostgresUrl::parse(url)?)),
            _ => Ok(Self::File(text.into())),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

impl PostgresUrl {
    /// Tells whether a text is meant as such an address.
    fn is_meant(text: &str) -> bool {
        let scheme = text.trim_start().split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        scheme.is_some_and(|scheme| scheme == "postgres" || scheme == "postgresql")
    }

    /// Reads an address.
    ///
    /// # Errors
    ///
    /// What is wrong with it, without repeating it.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        const FORM: &str = "write postgres://USER:PASSWORD@HOST:PORT/DATABASE, with characters such as @ / : # ? % of the password \
                            as %40 %2F %3A %23 %3F %25";
        ensure!(Self::is_meant(text), "it is no address of PostgreSQL; {FORM}");
        let url =
            Url::parse(text.trim()).with_context(|| format!("the address of PostgreSQL cannot be read; {FORM}"))?;
        ensure!(!url.cannot_be_a_base() && url.path().len() > 1, "the address of PostgreSQL names no database; {FORM}");
        Ok(Self(url))
    }

    /// Returns the whole address, which is for the driver alone.
    pub(super) fn with_password(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Parameters may hold a password, too.
        let Self(url) = self;
        f.write_str("postgres://")?;
        if !url.username().is_empty() {
            write!(f, "{}@", url.username())?;
        }
        f.write_str(url.host_str().unwrap_or_default())?;
        if let Some(port) = url.port() {
            write!(f, ":{port}")?;
        }
        f.write_str(url.path())
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_file_unless_it_is_an_address_of_postgresql() {
        for file in ["data/plan-requests.db", "/srv/plans.db", "postgres", "./postgres:5432", "mysql://a/b"] {
            assert_eq!(Place::parse(OsStr::new(file)).expect("a place"), Place::File(file.into()));
        }
        for url in ["postgres://db.example/plans", "postgresql://db.example/plans", " Postgres://db.example/plans "] {
            let place = Place::parse(OsStr::new(url)).expect("a place");
            assert_eq!(place.to_string(), "postgres://db.example/plans", "{url}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        const URL: &str = "postgres://plans:canary%40@db.example:5433/plans?password=canary&sslmode=require";
        let place = Place::parse(OsStr::new(URL)).expect("a place");
        for shown in [format!("{place}"), format!("{place:?}")] {
            assert!(shown.contains("postgres://plans@db.example:5433/plans") && !shown.contains("canary"), "{shown}");
        }
        for wrong in
            ["postgres://plans:canary@db.example:canary/plans", "postgres://plans:canary@db.example", "postgres:canary"]
        {
            let error = Place::parse(OsStr::new(wrong)).expect_err("no address");
            assert!(!format!("{error:#} {error:?}").contains("canary"), "{error:#}");
        }
    }
}
