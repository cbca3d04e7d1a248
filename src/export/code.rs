//! Draws a QR code.

use lean_view::{Element, svg};

/// A QR code: how many modules wide it is, and which of them are dark, row by row.
pub struct Code {
    /// Its width and its height, in modules.
    pub width: usize,
    /// Whether each module is dark.
    pub dark: Vec<bool>,
}

/// The light modules that are to stand around a code (ISO/IEC 18004).
const MARGIN: usize = 4;

impl Code {
    /// Builds the picture, black on white in every theme, since that is what cameras read.
    pub(super) fn picture(&self, label: &str) -> Element {
        let mut path = String::new();
        for (row, modules) in self.dark.chunks(self.width.max(1)).enumerate() {
            let mut from = 0;
            while from < modules.len() {
                let mut until = from;
                while until < modules.len() && modules[until] {
                    until += 1;
                }
                if until > from {
                    path.push_str(&format!("M{from} {row}H{until}v1H{from}z"));
                }
                from = until + 1;
            }
        }
        let all = self.width + 2 * MARGIN;
        svg::svg()
            .class("code")
            .attr("role", "img")
            .attr("aria-label", label.to_owned())
            .attr("viewBox", format!("-{MARGIN} -{MARGIN} {all} {all}"))
            .attr("shape-rendering", "crispEdges")
            .child(svg::path().attr("fill", "#fff").attr("d", format!("M-{MARGIN} -{MARGIN}h{all}v{all}h-{all}z")))
            .child(svg::path().attr("fill", "#000").attr("d", path))
    }

    /// Returns the picture as HTML, with words for those who do not see it.
    pub fn html(&self, label: &str) -> String {
        super::html(vec![self.picture(label)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_side_by_side_are_one_stroke() {
        let code = Code { width: 3, dark: vec![true, true, false, false, false, true, false, false, false] };
        let html = code.html("A link");
        assert!(html.contains("d=\"M0 0H2v1H0zM2 1H3v1H2z\""), "{html}");
        assert!(html.contains("viewBox=\"-4 -4 11 11\""), "{html}");
    }
}
