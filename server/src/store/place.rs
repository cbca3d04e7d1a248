//! Where the database is.

use std::ffi::OsStr;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use percent_encoding::percent_decode_str;
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
        refuse_unknown_parameters(&url)?;
        Ok(Self(url))
    }

    /// Returns the whole address, which is for the driver alone.
    pub(super) fn with_password(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the last value of a parameter, by any of its names.
    pub(super) fn parameter(&self, names: &[&str]) -> Option<String> {
        let named = self.0.query_pairs().filter(|(name, _)| names.contains(&&**name));
        named.last().map(|(_, value)| value.into_owned())
    }

    /// Returns the name of the user.
    pub(super) fn user(&self) -> String {
        let said = percent_decode_str(self.0.username()).decode_utf8_lossy().into_owned();
        self.parameter(&["user"]).unwrap_or(said)
    }

    /// Returns the host and the port, or the folder of a socket.
    pub(super) fn host(&self) -> String {
        let host = self.parameter(&["host", "hostaddr"]);
        let host =
            host.unwrap_or_else(|| self.0.host_str().filter(|host| !host.is_empty()).unwrap_or("localhost").to_owned());
        let host = percent_decode_str(&host).decode_utf8_lossy().into_owned();
        if host.starts_with('/') {
            return host;
        }
        let port = self.parameter(&["port"]).or_else(|| self.0.port().map(|port| port.to_string()));
        format!("{host}:{}", port.unwrap_or_else(|| "5432".to_owned()))
    }

    /// Returns the name of the database.
    pub(super) fn database(&self) -> String {
        let said = percent_decode_str(self.0.path().trim_start_matches('/')).decode_utf8_lossy().into_owned();
        self.parameter(&["dbname"]).unwrap_or(said)
    }
}

/// The parameters of an address that the driver knows, but for those that begin with `options[`. It logs others with their values.
const PARAMETERS: [&str; 18] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

/// The values of `sslmode`.
const SSL_MODES: [&str; 6] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/// Refuses parameters that the driver does not know, and values that it cannot read. No value is told that may be a secret.
fn refuse_unknown_parameters(url: &Url) -> anyhow::Result<()> {
    for (name, value) in url.query_pairs() {
        let is_known = PARAMETERS.contains(&&*name);
        let is_option = name.starts_with("options[") && name.ends_with(']');
        if !is_known && !is_option {
            // Without a value it may be the rest of a password.
            let is_name =
                !value.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
            let name = if is_name { format!("parameter {name}") } else { "a parameter".to_owned() };
            bail!(
                "the address of PostgreSQL has {name}, which is not known here; leave it out (known are sslmode, sslrootcert, sslcert, sslkey, \
                 host, hostaddr, port, dbname, user, password, application_name, options and statement-cache-capacity), or write a ? of the \
                 password as %3F"
            );
        }
        match &*name {
            "sslmode" | "ssl-mode" => ensure!(
                SSL_MODES.contains(&&*value.to_ascii_lowercase()),
                "the address of PostgreSQL has an sslmode that is not known; write one of {}",
                SSL_MODES.join(", ")
            ),
            "port" => ensure!(
                value.parse::<u16>().is_ok(),
                "the address of PostgreSQL has a parameter port that is no number up to 65535; write a port, such as 5432"
            ),
            "hostaddr" => ensure!(
                value.parse::<IpAddr>().is_ok(),
                "the address of PostgreSQL has a parameter hostaddr that is no IP address; write one, or a name with host"
            ),
            "statement-cache-capacity" => ensure!(
                value.parse::<usize>().is_ok(),
                "the address of PostgreSQL has a parameter statement-cache-capacity that is no number; write one, such as 100"
            ),
            _ => {}
        }
    }
    Ok(())
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

    #[test]
    fn a_parameter_that_is_not_known_is_refused_without_its_value() {
        for (wrong, told) in [
            ("sslpassword=canary", "parameter sslpassword"),
            ("sslmode=require&sslpasswort=canary", "parameter sslpasswort"),
            ("canary", "a parameter"),
            ("options[canary=1", "a parameter"),
            ("sslmode=canary", "disable, allow, prefer, require, verify-ca, verify-full"),
            ("port=canary", "port, such as 5432"),
            ("hostaddr=canary", "IP address"),
            ("statement-cache-capacity=canary", "such as 100"),
        ] {
            let error = PostgresUrl::parse(&format!("postgres://u:p@h/d?{wrong}")).expect_err("it is not known");
            let error = format!("{error:#} {error:?}");
            assert!(error.contains(told) && !error.contains("canary"), "{wrong}: {error}");
        }
        for known in
            ["sslmode=Verify-Full&sslrootcert=/ca.pem", "options[lock_timeout]=1s&options=-c%20a=b", "host=/run/pg"]
        {
            PostgresUrl::parse(&format!("postgres://u:p@h/d?{known}")).expect("known parameters");
        }
    }

    #[test]
    fn parameters_go_before_what_stands_in_front_of_them() {
        let parts = |text| {
            let url = PostgresUrl::parse(text).expect("an address");
            [url.user(), url.host(), url.database()]
        };
        assert_eq!(parts("postgres://a%40b:p@db.example/d%20e"), ["a@b", "db.example:5432", "d e"]);
        assert_eq!(parts("postgres:///d?host=/run/pg&user=u&dbname=e&port=5433"), ["u", "/run/pg", "e"]);
        assert_eq!(parts("postgres://u@h:1/d?hostaddr=10.0.0.1&port=2"), ["u", "10.0.0.1:2", "d"]);
    }
}
