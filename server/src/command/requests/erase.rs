//! `plan-server requests erase`.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use serde_json::json;

use super::{named, plain};
use crate::audit::COMMAND_LINE;
use crate::command::unknown_name::UnknownName;
use crate::number;
use crate::plan_requests::erase;
use crate::plan_requests::reference::Reference;
use crate::store::Store;

/// Erase a request, or all of a person, so that nothing of them is left in the database's files
///
/// What was noted and what is yet to be sent of them goes, too. Backups, mails and what webhooks told others are not reached.
/// The database is written anew, which takes about a second for each 150 MB where the disk is idle; requests of visitors wait meanwhile.
#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("whom").required(true).args(["reference", "email"]))]
pub struct Erase {
    /// The request
    #[arg(value_parser = named::reference)]
    reference: Option<Reference>,
    /// Address of the person, in any case: every request of theirs is erased
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Do not ask before
    #[arg(long)]
    yes: bool,
    /// Print one JSON object: how many were erased
    #[arg(long)]
    json: bool,
}

impl Erase {
    /// Runs `plan-server requests erase`.
    pub async fn run(self, store: &Store) -> anyhow::Result<ExitCode> {
        let what = match (self.reference, self.email) {
            (Some(reference), _) => erase::Erase::Reference(reference),
            (None, Some(email)) => erase::Erase::Email(email),
            (None, None) => bail!("nothing is named to be erased; name a reference, or a person with --email"),
        };
        if !self.yes {
            let count = store.count_to_erase(&what).await?;
            if count == 0 {
                return Err(none(store, &what).await);
            }
            if !is_agreed(&what, count)? {
                bail!("nothing is erased");
            }
        }
        // Even where there is none: the rest of an erasure that was interrupted is done then.
        let erased = store.erase(&what, COMMAND_LINE).await;
        // Its source says the same once more.
        let erased = erased.map_err(|error| anyhow!("the erasure is not finished; do it again: {error}"))?;
        if erased == 0 {
            return Err(none(store, &what).await);
        }
        let mut out = io::stdout().lock();
        if self.json {
            writeln!(out, "{}", json!({"erased": erased}))?;
        } else {
            writeln!(out, "erased {}", number::counted(erased, "request"))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Asks on the terminal whether to erase.
fn is_agreed(what: &erase::Erase, count: u64) -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() {
        bail!(
            "what is erased cannot be brought back, and nobody can be asked here; say --yes to erase {}",
            number::counted(count, "request")
        );
    }
    let whose = match what {
        erase::Erase::Reference(reference) => reference.to_string(),
        erase::Erase::Email(email) => format!("{} of {}", number::counted(count, "request"), plain::line(email)),
    };
    eprint!("Erase {whose}? This cannot be undone. Type yes: ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

async fn none(store: &Store, what: &erase::Erase) -> anyhow::Error {
    match what {
        erase::Erase::Reference(reference) => named::unknown(store, reference).await,
        erase::Erase::Email(email) => {
            let email = plain::line(email);
            let way_out = "`plan-server requests list --text` finds parts of an address";
            UnknownName(format!("there is no request of {email}; {way_out}")).into()
        }
    }
}
