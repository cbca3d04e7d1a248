//! The functions that the state asks of the browser: time zones, and the comparison of texts as people read them.

/// Answers what the state asks of the browser; tests have their own.
pub trait Platform: Sync {
    /// Finds a time zone by its IANA name in any case, or the browser's own where there is no name. Gives a number that names it
    /// from then on; none where there is no such zone.
    fn find_zone(&self, name: Option<&str>) -> Option<u16>;

    /// Returns the IANA name of a zone.
    fn zone_name(&self, zone: u16) -> String;

    /// Returns the names of all zones that can be picked.
    fn zone_names(&self) -> Vec<String>;

    /// Returns how far a zone's clocks are ahead of UTC at a second since 1970, in seconds.
    fn offset(&self, zone: u16, second: i64) -> i32;

    /// Returns a text in lower case.
    fn lower_case(&self, text: &str) -> String;

    /// Reads a local time as a field writes it (`2026-11-27T18:30`), in minutes since clocks showed 1970; none where it is not whole.
    fn local_minutes(&self, written: &str) -> Option<i64>;
}
