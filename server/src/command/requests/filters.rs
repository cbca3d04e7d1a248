//! The flags by which requests are chosen.

use crate::plan_requests::search::{Filter, Suspected, end_instant, first_instant};
use crate::plan_requests::stored_request::State;

/// Which requests are meant: those for which everything given holds.
#[derive(clap::Args)]
pub struct Filters {
    /// A text in the reference, name, address, company or message, in any case
    #[arg(long)]
    text: Option<String>,
    /// Id of the plan asked for
    #[arg(long, value_name = "ID")]
    plan: Option<String>,
    /// Id of the catalogue
    #[arg(long, value_name = "ID")]
    catalog: Option<String>,
    /// What has become of the request
    #[arg(long, value_enum)]
    state: Option<State>,
    /// Value of any campaign name, such as spring-mailing
    #[arg(long, value_name = "VALUE")]
    campaign: Option<String>,
    /// Only what may be no person's; with =false, only what is not suspect; with =honeypot or =quick, only what is so for that reason
    #[arg(long, value_name = "WHY", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    suspect: Option<Suspected>,
    /// First day in UTC, such as 2026-11-01, or first instant, such as 2026-11-01T09:00:00+01:00
    #[arg(long, value_name = "DAY", value_parser = from)]
    from: Option<String>,
    /// Last day in UTC, or the instant before which requests were received
    #[arg(long, value_name = "DAY", value_parser = until)]
    until: Option<String>,
}

impl Filters {
    /// Returns what they choose.
    pub fn filter(self) -> Filter {
        Filter {
            text: self.text,
            plan: self.plan,
            catalog: self.catalog,
            state: self.state,
            campaign: self.campaign,
            suspect: self.suspect,
            from: self.from,
            until: self.until,
        }
    }
}

fn from(typed: &str) -> Result<String, &'static str> {
    first_instant(typed).ok_or(NO_TIME)
}

fn until(typed: &str) -> Result<String, &'static str> {
    end_instant(typed).ok_or(NO_TIME)
}

const NO_TIME: &str =
    "write a day, such as 2026-11-29, or an instant with its offset, such as 2026-11-29T09:00:00+01:00";
