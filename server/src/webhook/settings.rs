//! Where requests are posted, as the operator says it.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context, anyhow, bail, ensure};
use url::Url;

use crate::digest;
use crate::outbox::message::{Channel, Target};
use crate::webhook::address;

/// The flags of webhooks.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct WebhookSettings {
    /// Address that each request is posted to by Standard Webhooks, such as https://crm.example/hooks/plans, signed with the secrets of
    /// the variable PLAN_WEBHOOK_SECRET (whsec_..., several with commas between); write it again for each, or several with commas between
    #[arg(long, env = "PLAN_WEBHOOK", value_name = "URL", value_delimiter = ',')]
    #[arg(hide_env_values = true, hide_default_value = true)]
    webhook: Vec<SecretUrl>,
    /// Address of an incoming webhook of Slack, which each request is posted to
    #[arg(long, env = "PLAN_SLACK", value_name = "URL", hide_env_values = true, hide_default_value = true)]
    slack: Option<SecretUrl>,
    /// Address of a workflow of Microsoft Teams that posts to a channel when a webhook is received; each request is posted to it
    #[arg(long, env = "PLAN_TEAMS", value_name = "URL", hide_env_values = true, hide_default_value = true)]
    teams: Option<SecretUrl>,
    /// Let webhooks lead to loopback and private addresses: to this machine and its own network
    #[arg(long, env = "PLAN_WEBHOOK_ALLOW_PRIVATE")]
    webhook_allow_private: bool,
}

/// An address as it was written. Whoever knows it may post there, so it is never printed; a wrong one is found later, as the parser of the
/// command line would print it.
#[derive(Clone)]
struct SecretUrl(String);

impl FromStr for SecretUrl {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for SecretUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretUrl")
    }
}

/// An address that requests are posted to.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Names it without telling the address.
    pub target: Target,
    /// The address.
    pub url: Url,
}

impl WebhookSettings {
    /// Tells whether loopback and private addresses may be posted to.
    pub fn allows_private(&self) -> bool {
        self.webhook_allow_private
    }

    /// Lists where requests are posted, each once.
    ///
    /// # Errors
    ///
    /// Every address that is wrong, each with its flag, and with no more of it than its host.
    pub fn endpoints(&self) -> anyhow::Result<Vec<Endpoint>> {
        let written = self.webhook.iter().map(|url| ("--webhook", Channel::Webhook, url));
        let written = written.chain(self.slack.iter().map(|url| ("--slack", Channel::Slack, url)));
        let written = written.chain(self.teams.iter().map(|url| ("--teams", Channel::Teams, url)));
        let (mut endpoints, mut problems) = (Vec::new(), Vec::new());
        for (flag, channel, written) in written {
            match self.endpoint(channel, &written.0) {
                Ok(endpoint) if endpoints.contains(&endpoint) => {}
                Ok(endpoint) => endpoints.push(endpoint),
                Err(error) => problems.push(format!("{flag}: {error:#}")),
            }
        }
        if !problems.is_empty() {
            bail!("{}", problems.join("\n"));
        }
        Ok(endpoints)
    }

    fn endpoint(&self, channel: Channel, written: &str) -> anyhow::Result<Endpoint> {
        let way_out = "write a whole one, such as https://hooks.example/plan-requests";
        // What the parser says names the rule, and nothing of the address.
        let url = Url::parse(written.trim()).map_err(|error| {
            anyhow!("what is written there is no address: {error} (it is a secret, and so not shown); {way_out}")
        })?;
        let host = url.host_str().filter(|host| !host.is_empty()).unwrap_or_default().to_owned();
        ensure!(
            matches!(url.scheme(), "https" | "http") && !host.is_empty(),
            "an address of the scheme \"{}\" cannot be posted to; {way_out}",
            url.scheme()
        );
        ensure!(
            url.fragment().is_none(),
            "the address at {host} has a fragment (#...), which is never sent; leave it out, or write %23 for the character itself"
        );
        if !self.webhook_allow_private {
            address::check_literal(&url).with_context(|| format!("the address at {host}"))?;
        }
        // With the scheme, the path and what is asked for: two addresses at one host are two targets.
        let hash = digest::hex(url.as_str());
        Ok(Endpoint { target: Target { channel, name: format!("{host}-{}", &hash[..8]) }, url })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(webhook: &[&str]) -> WebhookSettings {
        let webhook = webhook.iter().map(|url| SecretUrl((*url).to_owned())).collect();
        WebhookSettings { webhook, ..WebhookSettings::default() }
    }

    #[test]
    fn a_target_is_named_by_its_host_and_nothing_secret() {
        let slack = Some(SecretUrl("https://hooks.slack.com/services/T0/B0/secret".to_owned()));
        let teams = Some(SecretUrl("https://flow.example:8443/run?sig=secret".to_owned()));
        let settings = WebhookSettings { slack, teams, ..settings(&["https://a.example/1", "https://a.example/2"]) };
        let endpoints = settings.endpoints().expect("addresses");
        let names: Vec<_> = endpoints.iter().map(|endpoint| endpoint.target.name.as_str()).collect();
        assert_eq!(names.len(), 4);
        for (name, host) in names.iter().zip(["a.example", "a.example", "hooks.slack.com", "flow.example"]) {
            let hash = name.strip_prefix(host).and_then(|rest| rest.strip_prefix('-')).expect("the host and a hash");
            assert!(hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
        }
        assert_ne!(names[0], names[1]);
        assert!(!format!("{settings:?}").contains("secret"));
    }

    #[test]
    fn an_address_that_is_written_twice_is_one_target() {
        let endpoints = settings(&["https://a.example/hook", "https://A.example:443/hook"]).endpoints();
        assert_eq!(endpoints.expect("addresses").len(), 1);
    }

    #[test]
    fn every_wrong_address_is_told_and_none_is_shown() {
        let wrong = [
            ("secret.example/hook", "what is written there is no address"),
            ("https://", "what is written there is no address"),
            ("ftp://secret.example/", "the scheme \"ftp\" cannot be posted to"),
            ("mailto:secret@a.example", "the scheme \"mailto\" cannot be posted to"),
            ("https://a.example/#secret", "the address at a.example has a fragment"),
            ("http://127.1/secret", "the address at 127.0.0.1: it leads to a loopback address"),
            ("https://[fd00::1]/secret", "allow such with --webhook-allow-private"),
        ];
        let all: Vec<_> = wrong.iter().map(|(url, _)| *url).collect();
        let error = settings(&all).endpoints().err().expect("refused").to_string();
        let lines: Vec<_> = error.lines().collect();
        assert_eq!(lines.len(), wrong.len(), "{error}");
        for (line, (_, expected)) in lines.iter().zip(wrong) {
            assert!(line.starts_with("--webhook: ") && line.contains(expected), "{line}");
            assert!(!line.contains("secret.example") && !line.contains("/secret"), "{line}");
        }
    }

    #[test]
    fn a_private_address_is_taken_where_it_is_allowed() {
        let settings = WebhookSettings { webhook_allow_private: true, ..settings(&["http://127.0.0.1:9/hook"]) };
        let endpoints = settings.endpoints().expect("an address");
        assert!(endpoints[0].target.name.starts_with("127.0.0.1-"));
    }
}
