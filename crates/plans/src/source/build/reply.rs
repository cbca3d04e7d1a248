//! Who answers a request, and by when.

use super::super::reply::{PromiseSource, ReplySource, WithinSource};
use super::*;

const HOUR: u32 = 60;

impl Builder<'_> {
    pub(super) fn reply(&self, source: &At<ReplySource>) -> Reply {
        let promise = match &source.value {
            ReplySource::Text(text) => return Reply { text: Some(self.text(text)), ..Reply::default() },
            ReplySource::Promise(promise) => promise,
        };
        let PromiseSource { text, by, within } = promise;
        if text.is_none() && by.is_none() && within.is_none() {
            let detail = "nothing is said here; write \"text\", \"by\" or \"within\", or leave the field out";
            self.report(&source.pointer, Code::Empty, detail);
        }
        let told = |text: &Option<TextSource>| text.as_ref().map(|text| self.text(text));
        Reply { text: told(text), by: told(by), within: within.as_ref().and_then(|within| self.within(within)) }
    }

    fn within(&self, source: &WithinSource) -> Option<Within> {
        match source {
            WithinSource::Clock(clock) => {
                Some(Within { time: ResponseTime::Clock(clock.hours.0 * HOUR), hours: Hours::Always })
            }
            WithinSource::Working(working) => {
                let hours = self.hours_of_reply(&working.hours)?;
                Some(Within { time: ResponseTime::Working(working.working_hours.0 * HOUR), hours })
            }
        }
    }

    /// Returns the hours of that name; none, and a problem, where there are none, or none that the server can tell.
    fn hours_of_reply(&self, source: &At<Plain>) -> Option<Hours> {
        let name = &source.value.0;
        if name == "always" {
            return Some(Hours::Always);
        }
        let at = self.look_up("hours", name, &self.names.hours, &source.pointer)?;
        let (_, hours) = named(&self.source.hours).nth(at)?;
        let hours = &hours.value;
        let is_local = |zone: &At<Plain>| zone.value.0 == Zone::LOCAL;
        if is_local(&hours.zone) || hours.weekly.0.iter().any(|opening| opening.zone.as_ref().is_some_and(is_local)) {
            let detail = format!(
                "the hours {} are by the visitor's own clocks, which are not known where requests are answered; name hours in a zone",
                Quoted(name)
            );
            self.report(&source.pointer, Code::NotAllowed, detail);
        }
        Some(Hours::Named(HoursIx::new(at)))
    }
}
