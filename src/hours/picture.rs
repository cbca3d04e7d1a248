//! Pictures that are stretched over their room, each with words beside it that say the same.

use lean_view::{Element, svg};
use support_hours::MINUTES_PER_WEEK;

use crate::controls::AppElement as _;

/// The week, of 24 in height: what is open, and marks.
pub struct Picture {
    blocks: String,
}

/// The begins of the days but the first, in a week of minutes.
const DAYS: &str = "M1440 4V20M2880 4V20M4320 4V20M5760 4V20M7200 4V20M8640 4V20";

impl Picture {
    /// Returns a week in which these spans are open, in minutes.
    pub fn new(open: &[(i64, i64)]) -> Self {
        let mut blocks = String::new();
        for (from, until) in open {
            push(&mut blocks, "M", *from);
            push(&mut blocks, " 4H", *until);
            push(&mut blocks, "V20H", *from);
            blocks.push('Z');
        }
        Self { blocks }
    }

    /// Builds the picture, with marks of when something is reported, and of when it is answered; a mark outside of the week is
    /// left out.
    pub fn element(self, reported: Option<i64>, due: Option<i64>) -> Element {
        let mark = |minute: Option<i64>, class: &'static str| {
            let minute = minute.filter(|minute| (0..MINUTES_PER_WEEK).contains(minute))?;
            let mut line = String::new();
            push(&mut line, "M", minute);
            line.push_str(" 24V0");
            Some(svg::path().class(class).attr("d", line))
        };
        svg::svg()
            .styled("picture")
            .attr("viewBox", "0 0 10080 24")
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true")
            .child(svg::path().class("picture__ground").attr("d", "M0 4H10080V20H0Z"))
            .child(svg::path().class("picture__blocks").attr("d", self.blocks))
            .child(svg::path().class("picture__days").attr("d", DAYS))
            .child(mark(reported, "picture__moment"))
            .child(mark(due, "picture__due"))
            .child(mark(due, "picture__dot"))
    }
}

/// Adds a command of a path and its number.
fn push(path: &mut String, command: &str, number: i64) {
    path.push_str(&format!("{command}{}", number as u32));
}
