//! Why a database of PostgreSQL cannot be opened, in one sentence with the way out.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{anyhow, ensure};
use sqlx::Error;

use super::place::PostgresUrl;

/// The files that an address names, each by the names of its parameter.
const FILES: [&[&str]; 3] =
    [&["sslrootcert", "ssl-root-cert", "ssl-ca"], &["sslcert", "ssl-cert"], &["sslkey", "ssl-key"]];

/// Refuses an address that names a file which is not there, or a certificate without its key.
pub fn refuse_missing_files(url: &PostgresUrl) -> anyhow::Result<()> {
    let files = FILES.map(|names| (names[0], url.parameter(names)));
    for (name, file) in &files {
        // What is in such a file may stand in its place.
        let Some(file) = file.as_deref().filter(|file| !file.trim_start().starts_with("-----BEGIN")) else { continue };
        if let Err(error) = std::fs::File::open(Path::new(file)) {
            let why = match error.kind() {
                ErrorKind::NotFound => "is not there; put it there, or correct its name".to_owned(),
                ErrorKind::PermissionDenied => {
                    "may not be read; let the user that the server runs as read it".to_owned()
                }
                _ => format!("cannot be read ({error}); name another"),
            };
            return Err(anyhow!("the file {file} of the parameter {name} {why}"));
        }
    }
    let [_, (_, certificate), (_, key)] = &files;
    ensure!(
        certificate.is_some() == key.is_some(),
        "of the parameters sslcert and sslkey there is one alone; name both files, or neither"
    );
    Ok(())
}

/// Says why a server of PostgreSQL cannot be used, and what to do.
pub fn explain(error: Error, url: &PostgresUrl) -> anyhow::Error {
    let (user, host, database) = (url.user(), url.host(), url.database());
    match &error {
        Error::Database(refused) => {
            // Its own words: the driver adds the line of PostgreSQL's source.
            let said = refused.message();
            match refused.code().as_deref() {
                Some("28P01") => anyhow!(
                    "{host} does not take the password of the user {user}; write the right one into the address, with characters such as @ / : \
                     # ? % as %40 %2F %3A %23 %3F %25"
                ),
                Some("28000") => {
                    anyhow!(
                        "{host} does not let the user {user} in: {said}; make the role, or let it in by pg_hba.conf"
                    )
                }
                Some("3D000") => anyhow!(
                    "{host} has no database {database}; make it by CREATE DATABASE, or name another in the address"
                ),
                Some("42501") => anyhow!(
                    "{said}; let the user {user} make tables: GRANT CREATE ON SCHEMA public TO the user, or make it the owner of the database"
                ),
                Some("53300") => anyhow!("{said}; free connections of {host}, or raise its max_connections"),
                Some("57P03") => anyhow!("{said}; start again in a moment"),
                _ => anyhow!("{host} refuses: {said}"),
            }
        }
        Error::Io(failed) => match failed.kind() {
            ErrorKind::ConnectionRefused => {
                anyhow!("nothing listens at {host}; start PostgreSQL, or correct host and port in the address")
            }
            ErrorKind::NotFound => {
                anyhow!("there is no socket of PostgreSQL in {host}; start it, or correct the host in the address")
            }
            ErrorKind::TimedOut => silent(url),
            _ if failed.to_string().contains("lookup") => {
                anyhow!(
                    "the name of the host {host} cannot be found; correct it in the address, or in the names that the system knows"
                )
            }
            _ => certificate(&failed.to_string(), &host)
                .unwrap_or_else(|| anyhow!("the connection to {host} failed: {failed}; see the log of PostgreSQL")),
        },
        Error::Tls(failed) => {
            let said = failed.to_string();
            if said.contains("does not support TLS") {
                return anyhow!(
                    "{host} has no TLS, on which the address insists; turn on ssl in postgresql.conf, or write sslmode=prefer"
                );
            }
            let other =
                || anyhow!("no TLS connection to {host}: {said}; check its certificate, or sslmode in the address");
            certificate(&said, &host).unwrap_or_else(other)
        }
        Error::Configuration(wrong) => anyhow!("{wrong}; correct the address"),
        _ => anyhow::Error::new(error),
    }
}

/// Says that a server does not answer.
pub fn silent(url: &PostgresUrl) -> anyhow::Error {
    anyhow!(
        "{} does not answer; see whether it runs and a firewall lets it through, or correct the address",
        url.host()
    )
}

/// Says what is wrong with a certificate, where an error of TLS is about one.
fn certificate(said: &str, host: &str) -> Option<anyhow::Error> {
    let (_, wrong) = said.split_once("invalid peer certificate: ")?;
    let (what, way_out) = if wrong.starts_with("UnknownIssuer") {
        ("is of no authority that is trusted", "name the file of its authority by sslrootcert=FILE")
    } else if wrong.contains("CaUsedAsEndEntity") {
        (
            "is that of an authority itself",
            "give the server a certificate that an authority has signed, or write sslmode=require",
        )
    } else if wrong.to_ascii_lowercase().contains("expired") {
        ("has expired", "renew it")
    } else if wrong.to_ascii_lowercase().contains("not valid for name") || wrong.starts_with("NotValidForName") {
        ("is of another name", "write the name of its certificate into the address, or sslmode=verify-ca")
    } else {
        ("is not valid", "give the server another, or write sslmode=require")
    };
    Some(anyhow!("the certificate of {host} {what}; {way_out}"))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn url(parameters: &str) -> PostgresUrl {
        PostgresUrl::parse(&format!("postgres://ada:canary@db.example/plans{parameters}")).expect("an address")
    }

    #[test]
    fn a_file_that_is_missing_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let missing = folder.path().join("ca.pem").display().to_string();
        let error = refuse_missing_files(&url(&format!("?sslrootcert={missing}"))).expect_err("no file");
        assert_eq!(
            error.to_string(),
            format!("the file {missing} of the parameter sslrootcert is not there; put it there, or correct its name")
        );
        std::fs::write(&missing, "").expect("a file");
        refuse_missing_files(&url(&format!("?sslrootcert={missing}"))).expect("a file");
        refuse_missing_files(&url(&format!("?sslcert={missing}"))).expect_err("a certificate without its key");
        refuse_missing_files(&url("")).expect("no file is named");
    }

    #[test]
    fn what_is_wrong_is_said_in_one_sentence() {
        let tls = |said: &str| Error::Tls(said.into());
        for (error, expected) in [
            (Error::Io(ErrorKind::ConnectionRefused.into()), "nothing listens at db.example:5432; start "),
            (
                Error::Io(io::Error::other("failed to lookup address information: Name or service not known")),
                "the name of the host ",
            ),
            (tls("server does not support TLS"), "db.example:5432 has no TLS, "),
            (tls("invalid peer certificate: UnknownIssuer"), "the certificate of db.example:5432 is of no authority "),
            (
                tls("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))"),
                "the certificate of db.example:5432 is that of an authority itself; ",
            ),
            (
                Error::Io(io::Error::other("invalid peer certificate: Expired")),
                "the certificate of db.example:5432 has expired; ",
            ),
            (
                tls("invalid peer certificate: certificate not valid for name \"db.example\""),
                "the certificate of db.example:5432 is of another name; ",
            ),
        ] {
            let error = explain(error, &url(""));
            assert!(error.to_string().starts_with(expected), "{error}");
            assert!(error.source().is_none() && !error.to_string().contains("OtherError"), "{error:#}");
        }
    }
}
