//! Pages of a list that is too long for one.

use maud::{Markup, html};

/// Which part of a list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The number of the page, from 1 on.
    pub page: u64,
    /// How many entries a page has.
    pub size: u64,
}

impl Paging {
    /// The parameter that names the page.
    pub const FIELD: &str = "page";

    /// Reads the number of a page; the first where none is said.
    ///
    /// # Errors
    ///
    /// What is said is no number of a page.
    pub fn parse(text: &str, size: u64) -> Result<Self, Self> {
        let page =
            if text.is_empty() { Some(1) } else { text.parse().ok().filter(|page| (1..=1_000_000).contains(page)) };
        page.map(|page| Self { page, size }).ok_or(Self { page: 1, size })
    }

    /// Counts the entries before the page.
    pub fn skip(self) -> u64 {
        (self.page - 1) * self.size
    }

    /// Counts the pages that so many entries have; one where there is none.
    pub fn pages(self, total: u64) -> u64 {
        total.div_ceil(self.size).max(1)
    }

    /// Builds what leads to the pages before and after; nothing where there is but one. `address` writes the address of a page.
    pub fn links(self, total: u64, address: impl Fn(u64) -> String) -> Markup {
        let (page, pages) = (self.page, self.pages(total));
        html! {
            @if pages > 1 || page > 1 {
                nav class="paging" aria-label="Pages" {
                    @if page > 1 {
                        a class="button button--s" rel="prev" href=(address(page.min(pages + 1) - 1)) { "Newer" }
                    }
                    span { "Page " (page) " of " (pages) }
                    @if page < pages {
                        a class="button button--s" rel="next" href=(address(page + 1)) { "Older" }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_stands_on_one_page() {
        for total in 0..60 {
            let mut seen = 0;
            let pages = Paging { page: 1, size: 25 }.pages(total);
            for page in 1..=pages {
                let paging = Paging { page, size: 25 };
                assert_eq!(paging.skip(), seen);
                seen += total.saturating_sub(paging.skip()).min(25);
            }
            assert_eq!((seen, pages), (total, total.div_ceil(25).max(1)));
        }
    }

    #[test]
    fn what_is_no_page_is_told_and_the_first_is_shown() {
        assert_eq!(Paging::parse("", 25), Ok(Paging { page: 1, size: 25 }));
        assert_eq!(Paging::parse("3", 25), Ok(Paging { page: 3, size: 25 }));
        for text in ["0", "-1", "x", "1.5", "99999999999999999999"] {
            assert_eq!(Paging::parse(text, 25), Err(Paging { page: 1, size: 25 }), "{text}");
        }
    }
}
