//! The secrets that webhooks are signed with, and signatures by Standard Webhooks.

use std::env;

use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use standardwebhooks::Webhook;

/// The variable that holds them. No flag does: the arguments of a process can be read by all users of its machine.
const VARIABLE: &str = "PLAN_WEBHOOK_SECRET";

/// What a secret begins with.
const PREFIX: &str = "whsec_";

/// The fewest and the most bytes that the key of a secret may have.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// How a secret is made.
const WAY_OUT: &str = "make one by: echo \"whsec_$(openssl rand -base64 32)\"";

/// One secret or several. Each signs every message, so that a receiver may go over from one to another in its own time.
pub struct Secrets(Vec<Webhook>);

impl Secrets {
    /// Reads the secrets from the environment.
    ///
    /// # Errors
    ///
    /// Where there is none, or what is wrong with one. No error holds any part of a secret.
    pub fn from_environment() -> anyhow::Result<Self> {
        match env::var(VARIABLE) {
            Ok(text) => Self::parse(&text).with_context(|| format!("the variable {VARIABLE}")),
            Err(env::VarError::NotPresent) => Self::parse("").with_context(|| format!("the variable {VARIABLE}")),
            Err(env::VarError::NotUnicode(_)) => bail!("the variable {VARIABLE} holds no text; {WAY_OUT}"),
        }
    }

    /// Reads secrets with commas between them.
    ///
    /// # Errors
    ///
    /// As of [`Self::from_environment`].
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let written: Vec<_> = text.split(',').map(str::trim).filter(|secret| !secret.is_empty()).collect();
        ensure!(!written.is_empty(), "--webhook needs a secret to sign with, and there is none; {WAY_OUT}");
        let secrets = written.iter().enumerate().map(|(at, secret)| {
            let rule = "a secret is whsec_ and then 24 to 64 random bytes in base64";
            key(secret).with_context(|| format!("secret {} of {}: {rule}; {WAY_OUT}", at + 1, written.len()))
        });
        Ok(Self(secrets.collect::<Result<_, _>>()?))
    }

    /// Signs a message that is sent at a time (seconds since 1970): a signature by each secret, with blanks between them.
    ///
    /// # Errors
    ///
    /// Where the body is no UTF-8.
    pub fn sign(&self, id: &str, at: i64, body: &[u8]) -> anyhow::Result<String> {
        let signatures = self.0.iter().map(|secret| secret.sign(id, at, body));
        Ok(signatures.collect::<Result<Vec<_>, _>>()?.join(" "))
    }
}

/// Reads one secret.
fn key(secret: &str) -> anyhow::Result<Webhook> {
    let key = secret.strip_prefix(PREFIX).context("it does not begin with whsec_")?;
    // What the decoder says would show a letter of it.
    let key = BASE64_STANDARD.decode(key).ok().context("it is not written in base64, with its padding")?;
    ensure!(LENGTHS.contains(&key.len()), "it has {} bytes", key.len());
    Ok(Webhook::from_bytes(key)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of the specification.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const OTHER: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    #[test]
    fn a_message_is_signed_as_the_specification_says() {
        let secrets = Secrets::parse(SECRET).expect("a secret");
        let signature = secrets.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature.expect("a text"), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn every_secret_signs() {
        let sign = |text: &str| Secrets::parse(text).expect("secrets").sign("msg_1", 1, b"{}").expect("a text");
        let both = sign(&format!(" {OTHER} , {SECRET},"));
        assert_eq!(both, format!("{} {}", sign(OTHER), sign(SECRET)));
    }

    #[test]
    fn what_is_no_secret_is_refused_and_not_told() {
        let short = format!("whsec_{}", BASE64_STANDARD.encode([7; 23]));
        let long = format!("whsec_{}", BASE64_STANDARD.encode([7; 65]));
        for (text, expected) in [
            ("", "there is none"),
            (" , ", "there is none"),
            ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "secret 1 of 1: a secret is whsec_"),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!", "not written in base64"),
            (&short, "it has 23 bytes"),
            (&long, "it has 65 bytes"),
            (&format!("{SECRET},whsec_"), "secret 2 of 2"),
        ] {
            let error = format!("{:#}", Secrets::parse(text).err().expect("refused"));
            assert!(error.contains(expected) && error.contains("openssl rand -base64 32"), "{text}: {error}");
            assert!(!error.contains("MfKQ") && !error.contains("BwcH"), "{error}");
        }
        for length in [24, 64] {
            let text = format!("whsec_{}", BASE64_STANDARD.encode(vec![7; length]));
            assert!(Secrets::parse(&text).is_ok(), "{length}");
        }
    }
}
