//! Pictures that are stretched over their room, each with words beside it that say the same.

use lean_view::{Element, svg};

use crate::controls::AppElement as _;

/// A picture of 24 in height: blocks, and lines where they are to be told apart by more than colour.
pub struct Picture {
    blocks: String,
    lines: String,
}

impl Picture {
    /// A picture with these lines.
    pub fn new(lines: &str) -> Self {
        Self { blocks: String::new(), lines: lines.to_owned() }
    }

    /// Adds a block.
    pub fn block(&mut self, from: i64, until: i64) {
        push(&mut self.blocks, "M", from);
        push(&mut self.blocks, " 4H", until);
        push(&mut self.blocks, "V20H", from);
        self.blocks.push('Z');
    }

    /// Adds a line across the middle.
    pub fn line(&mut self, from: i64, until: i64) {
        push(&mut self.lines, "M", from);
        push(&mut self.lines, " 12H", until);
    }

    /// The picture, and one upright line more at a place.
    pub fn element(self, view_box: &'static str, mark: i64) -> Element {
        let marked = format!("M{} 0V24", mark as u32);
        svg::svg()
            .styled("picture")
            .attr("viewBox", view_box)
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true")
            .child(svg::path().class("picture__blocks").attr("d", self.blocks))
            .child(svg::path().class("picture__lines").attr("d", self.lines))
            .child(svg::path().class("picture__mark").attr("d", marked))
    }
}

/// Adds a command of a path and its number.
fn push(path: &mut String, command: &str, number: i64) {
    path.push_str(&format!("{command}{}", number as u32));
}
