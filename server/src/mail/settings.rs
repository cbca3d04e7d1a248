//! The flags of `serve` that are about mail.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use lettre::message::Mailbox;

use crate::mail::mail_address;
use crate::mail::smtp_url::SmtpUrl;

/// How people are told of requests by mail.
#[derive(clap::Args, Clone, Default)]
pub struct MailSettings {
    /// Mail server that requests are told by, such as smtps://USER@mail.example (TLS), or smtp://USER@mail.example?tls=required
    /// (STARTTLS); its password may stand in the variable (smtps://USER:PASSWORD@mail.example) or in a file
    #[arg(long, env = "PLAN_SMTP", value_name = "URL", hide_env_values = true, hide_default_value = true)]
    smtp: Option<String>,
    /// File whose first line is the password of the mail server's user
    #[arg(long, env = "PLAN_SMTP_PASSWORD_FILE", value_name = "FILE")]
    smtp_password_file: Option<PathBuf>,
    /// Address that mails are from, such as "Plans <plans@example.com>"
    #[arg(long, env = "PLAN_MAIL_FROM", value_name = "ADDRESS", value_parser = mail_address::mailbox)]
    mail_from: Option<Mailbox>,
    /// Address that is told of each request by mail; write it again for each, or several with commas between
    #[arg(long, env = "PLAN_NOTIFY", value_name = "ADDRESS", value_parser = mail_address::notified, value_delimiter = ',')]
    notify: Vec<String>,
    /// Confirm each request to its requester by mail, in the language of the page
    #[arg(long, env = "PLAN_CONFIRM")]
    confirm: bool,
}

/// A mail server, and what mails that go there are from.
pub struct Account {
    /// The server.
    pub server: SmtpUrl,
    /// What mails are from.
    pub from: Mailbox,
}

impl MailSettings {
    /// Returns the addresses that are told of each request, each once.
    pub fn notified(&self) -> Vec<String> {
        let mut notified: Vec<String> = Vec::new();
        for address in &self.notify {
            if !notified.contains(address) {
                notified.push(address.clone());
            }
        }
        notified
    }

    /// Tells whether requests are confirmed to those who send them.
    pub fn confirms(&self) -> bool {
        self.confirm
    }

    /// Reads what mails are sent by; none where no mail is sent. `url` is the whole address of the site, or empty.
    ///
    /// # Errors
    ///
    /// Which setting is missing with which other, or wrong, and the way out.
    pub fn account(&self, url: &str) -> anyhow::Result<Option<Account>> {
        let Self { smtp, smtp_password_file: file, mail_from, .. } = self;
        let (Some(smtp), Some(from)) = (smtp, mail_from) else {
            return match self.missing() {
                Some(missing) => Err(anyhow!(missing)),
                None => Ok(None),
            };
        };
        if self.notify.is_empty() && !self.confirm {
            bail!(
                "--smtp has nobody to write to; name who answers requests with --notify ADDRESS, or confirm requests with \
                 --confirm"
            );
        }
        if url.is_empty() {
            bail!(
                "--smtp needs --url, since mails lead to the page and to the inbox; name the address at which the site is \
                 reached, such as --url https://plans.example/"
            );
        }
        let password = file.as_deref().map(password).transpose()?;
        let server = SmtpUrl::parse(smtp, password.as_deref())
            .map_err(|error| anyhow!("the mail server of --smtp (or PLAN_SMTP) cannot be read: {error}"))?;
        Ok(Some(Account { server, from: from.clone() }))
    }

    /// Says which of the settings lacks another one.
    fn missing(&self) -> Option<&'static str> {
        Some(match self {
            Self { smtp: Some(_), .. } => {
                "--smtp needs --mail-from; name the address that mails are from, such as --mail-from plans@example.com"
            }
            Self { notify, .. } if !notify.is_empty() => {
                "--notify needs --smtp; name the mail server, such as --smtp smtps://USER@mail.example"
            }
            Self { confirm: true, .. } => {
                "--confirm needs --smtp; name the mail server, such as --smtp smtps://USER@mail.example"
            }
            Self { mail_from: Some(_), .. } => {
                "--mail-from needs --smtp; name the mail server, such as --smtp smtps://USER@mail.example"
            }
            Self { smtp_password_file: Some(_), .. } => {
                "--smtp-password-file needs --smtp; name the mail server, such as --smtp smtps://USER@mail.example"
            }
            _ => return None,
        })
    }
}

/// Reads a password, which is the first line of a file.
fn password(file: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(file).with_context(|| {
        format!(
            "the password of the mail server cannot be read from {}; name another file with --smtp-password-file",
            file.display()
        )
    })?;
    let password = text.lines().next().unwrap_or_default();
    if password.is_empty() {
        bail!("{} has no password in its first line; write it there", file.display());
    }
    Ok(password.to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        settings: MailSettings,
    }

    const URL: &str = "https://plans.example/";

    fn settings(arguments: &str) -> MailSettings {
        Line::try_parse_from(format!("test {arguments}").split_whitespace()).expect("a command line").settings
    }

    /// What is wrong with settings.
    #[track_caller]
    fn wrong(arguments: &str, url: &str) -> String {
        match settings(arguments).account(url) {
            Ok(_) => panic!("taken: {arguments}"),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn without_any_of_them_no_mail_is_sent() {
        assert!(settings("").account("").expect("nothing is wrong").is_none());
    }

    #[test]
    fn a_setting_that_lacks_another_says_which_and_the_way_out() {
        for (arguments, url, said) in [
            ("--notify a@b.example", URL, "--notify needs --smtp; name the mail server, such as --smtp smtps://"),
            ("--confirm", URL, "--confirm needs --smtp; "),
            ("--mail-from a@b.example", URL, "--mail-from needs --smtp; "),
            ("--smtp-password-file /none", URL, "--smtp-password-file needs --smtp; "),
            ("--smtp smtp://localhost --notify a@b.example", URL, "--smtp needs --mail-from; name the address"),
            ("--smtp smtp://localhost --mail-from a@b.example", URL, "--smtp has nobody to write to; name who answers"),
            ("--smtp smtp://localhost --mail-from a@b.example --confirm", "", "--smtp needs --url, since mails lead"),
        ] {
            let error = wrong(arguments, url);
            assert!(error.starts_with(said), "{arguments}: {error}");
        }
    }

    #[test]
    fn addresses_come_one_by_one_or_with_commas_and_each_once() {
        let settings = settings("--notify a@b.example,c@b.example --notify d@bücher.example --notify a@b.example");
        assert_eq!(settings.notified(), ["a@b.example", "c@b.example", "d@xn--bcher-kva.example"]);
        for wrong in ["--notify here", "--mail-from x<y", "--notify a@b.example,"] {
            assert!(Line::try_parse_from(format!("test {wrong}").split_whitespace()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_password_is_the_first_line_of_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("password");
        let rest = format!(
            "--smtp smtps://u@mail.example --mail-from a@b.example --confirm --smtp-password-file {}",
            file.display()
        );
        assert!(wrong(&rest, URL).contains("cannot be read from"));
        fs::write(&file, "\n").expect("a file");
        assert!(wrong(&rest, URL).contains("has no password in its first line"));
        fs::write(&file, "secret\n").expect("a file");
        let account = settings(&rest).account(URL).expect("nothing is wrong").expect("an account");
        assert_eq!(account.server.credentials, Some(("u", "secret").into()));
    }

    #[test]
    fn what_is_wrong_with_the_server_is_said_without_its_password() {
        let error = wrong("--smtp imap://u:secret@mail.example --mail-from a@b.example --confirm", URL);
        assert!(error.contains("it begins with \"imap:\"") && !error.contains("secret"), "{error}");
    }
}
