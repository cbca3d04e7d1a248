//! A table that fits the terminal.

use std::env;
use std::io;

use super::plain;

/// How wide a table is where nothing says how wide the terminal is.
const WIDTH: usize = 80;

/// How narrow a column may become.
const NARROWEST: usize = 6;

/// What stands between columns.
const GAP: &str = "  ";

/// Returns how many columns the terminal has: as the variable `COLUMNS` says, else as standard output does.
pub fn terminal_width() -> usize {
    let said = env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let asked = || rustix::termios::tcgetwinsize(io::stdout()).ok().map(|size| usize::from(size.ws_col));
    said.or_else(asked).filter(|columns| *columns > 0).unwrap_or(WIDTH)
}

/// Writes lines of cells beneath a head, with columns no wider than they need. The last `flexible` ones give way where all do not fit,
/// the widest first.
pub fn written(head: &[&str], lines: &[Vec<String>], flexible: usize, width: usize) -> String {
    let natural = |at: usize| lines.iter().map(|line| plain::width(&line[at])).chain([head[at].len()]).max();
    let mut widths: Vec<_> = (0..head.len()).map(|at| natural(at).unwrap_or(0)).collect();
    let fixed = head.len() - flexible;
    while widths.iter().sum::<usize>() + GAP.len() * (widths.len() - 1) > width {
        let Some(widest) = widths[fixed..].iter_mut().max().filter(|width| **width > NARROWEST) else { break };
        *widest -= 1;
    }
    let head = head.iter().map(|cell| (*cell).to_owned()).collect();
    let mut text = String::new();
    for line in [&head].into_iter().chain(lines) {
        let mut written = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            let cell = plain::cut(cell, *width);
            let rest = width - plain::width(&cell);
            written.push_str(&cell);
            written.extend(std::iter::repeat_n(' ', rest + GAP.len()));
        }
        text.push_str(written.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_where_its_last_columns_can_give_way() {
        let lines =
            [vec!["K7QM".to_owned(), "a plan with a long name".to_owned(), "Ada Lovelace, Countess".to_owned()]];
        let wide = written(&["REFERENCE", "PLAN", "NAME"], &lines, 2, 80);
        assert_eq!(
            wide,
            "REFERENCE  PLAN                     NAME\nK7QM       a plan with a long name  Ada Lovelace, Countess\n"
        );
        let narrow = written(&["REFERENCE", "PLAN", "NAME"], &lines, 2, 40);
        assert!(narrow.lines().all(|line| plain::width(line) <= 40), "{narrow}");
        assert!(narrow.contains("a plan with a…") && narrow.contains("Ada Lovelace…"), "{narrow}");
    }
}
