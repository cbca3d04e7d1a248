//! `plan-server users`: who may open the inbox.

use std::io::{self, Write};
use std::process::ExitCode;

use super::database::Database;
use super::new_password;
use super::unknown_name::UnknownName;
use crate::audit::COMMAND_LINE;
use crate::inbox::passwords;
use crate::inbox::role::Role;
use crate::inbox::users::UserName;
use crate::store::Store;

/// Add and remove those who may open the inbox, which is off until there is one
///
/// A password is asked for on a terminal, twice and unseen; elsewhere it is the first line of standard input. A server that runs need not be
/// told: it sees the change at once.
#[derive(clap::Args)]
pub struct Users {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Add a user, with a password of 12 characters or more
    Add {
        /// How the user signs in: letters a to z, digits and . - _ @ +
        #[arg(value_parser = UserName::parse)]
        name: UserName,
        /// A reader sees every request and changes none; an editor works with them
        #[arg(long, value_enum, default_value_t = Role::Editor)]
        role: Role,
    },
    /// Print a line for each user: name, role, since when, and until when locked out
    List,
    /// Remove a user, whose sessions end at once
    Remove {
        /// The user
        #[arg(value_parser = UserName::parse)]
        name: UserName,
    },
    /// Give a user another password: all sessions of the user end, and a lock after too many attempts is off
    Password {
        /// The user
        #[arg(value_parser = UserName::parse)]
        name: UserName,
    },
}

impl Users {
    /// Runs `plan-server users`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.database.with(async |store| self.what.run(store).await)
    }
}

impl What {
    async fn run(self, store: &Store) -> anyhow::Result<ExitCode> {
        let mut out = io::stdout().lock();
        match self {
            Self::Add { name, role } => {
                if store.account(&name).await?.is_some() {
                    anyhow::bail!(taken(&name));
                }
                let hash = passwords::hash(&new_password::ask()?)?;
                anyhow::ensure!(store.add_user(&name, role, &hash, COMMAND_LINE).await?, taken(&name));
                writeln!(out, "added {name} ({})", role.word())?;
            }
            Self::List => {
                for user in store.users().await? {
                    let locked = user.locked_until.map(|until| format!("\tlocked until {until}")).unwrap_or_default();
                    writeln!(out, "{}\t{}\t{}{locked}", user.name, user.role.word(), user.created_at)?;
                }
            }
            Self::Remove { name } => {
                if !store.remove_user(&name, COMMAND_LINE).await? {
                    return Err(unknown(&name));
                }
                writeln!(out, "removed {name}, whose sessions have ended")?;
            }
            Self::Password { name } => {
                if store.account(&name).await?.is_none() {
                    return Err(unknown(&name));
                }
                let hash = passwords::hash(&new_password::ask()?)?;
                if !store.set_password(&name, &hash, COMMAND_LINE).await? {
                    return Err(unknown(&name));
                }
                writeln!(out, "{name} has another password, and signs in anew")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn taken(name: &UserName) -> String {
    format!(
        "there is a user {name} already; give another password by `plan-server users password {name}`, or remove the user for another role"
    )
}

fn unknown(name: &UserName) -> anyhow::Error {
    UnknownName(format!("no user is called {name}; `plan-server users list` names all")).into()
}
