//! Which part of a file a request asks for, and whether it asks for it at all: RFC 9110, sections 13 and 14.

use std::ops::RangeInclusive;

use axum::http::HeaderMap;
use axum::http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH, IF_RANGE, RANGE};

/// What a file is answered with.
#[derive(Debug, PartialEq, Eq)]
pub enum Selected {
    /// 200: all of it.
    Whole,
    /// 206: these bytes.
    Part(RangeInclusive<usize>),
    /// 304: the client has it.
    NotModified,
    /// 412: the client asks for another state of it.
    PreconditionFailed,
    /// 416: it has no such bytes.
    NoSuchPart,
}

/// Decides what a request for a file gets, by its preconditions and range. The file has an entity tag, a strong one, and no
/// date: conditions by dates are passed over, as the RFC says.
pub fn selected(headers: &HeaderMap, tag: &str, length: usize) -> Selected {
    if lists(headers, &IF_MATCH).is_some_and(|list| !names(&list, tag, Comparison::Strong)) {
        return Selected::PreconditionFailed;
    }
    if lists(headers, &IF_NONE_MATCH).is_some_and(|list| names(&list, tag, Comparison::Weak)) {
        return Selected::NotModified;
    }
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default().trim());
    match text(RANGE) {
        // A part of another state would be put together with what the client has.
        Some(range) if text(IF_RANGE).is_none_or(|state| state == tag) => part(range, length),
        _ => Selected::Whole,
    }
}

/// How tags are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Strong,
    Weak,
}

/// Returns all values of a header, as one list.
fn lists(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<_> = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default()).collect();
    (!values.is_empty()).then(|| values.join(","))
}

/// Tells whether a list names a tag, or any by `*`. Tags of ours hold no comma.
fn names(list: &str, tag: &str, comparison: Comparison) -> bool {
    list.split(',').map(str::trim).any(|named| match named.strip_prefix("W/") {
        Some(weak) => comparison == Comparison::Weak && weak == tag,
        None => named == "*" || named == tag,
    })
}

/// Returns the bytes of `Range`. What is not one range of bytes is passed over, as any server may: that is no fault.
fn part(range: &str, length: usize) -> Selected {
    let Some((unit, range)) = range.split_once('=') else { return Selected::Whole };
    let Some((first, last)) = range.trim().split_once('-') else { return Selected::Whole };
    if !unit.eq_ignore_ascii_case("bytes") {
        return Selected::Whole;
    }
    let (start, end) = match (position(first), position(last)) {
        (Some(start), Some(end)) if start <= end => (start, end),
        (Some(start), None) if last.is_empty() => (start, usize::MAX),
        (None, Some(count)) if first.is_empty() => {
            (if count == 0 { length } else { length.saturating_sub(count) }, usize::MAX)
        }
        _ => return Selected::Whole,
    };
    if start < length { Selected::Part(start..=end.min(length - 1)) } else { Selected::NoSuchPart }
}

/// Returns a number of digits alone; one that is too large is past every end.
fn position(digits: &str) -> Option<usize> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str = "\"0123\"";

    fn select(headers: &[(HeaderName, &str)]) -> Selected {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value.parse().expect("a header"));
        }
        selected(&map, TAG, 10)
    }

    #[test]
    fn a_range_selects_its_bytes_and_what_is_none_is_passed_over() {
        for (range, expected) in [
            ("bytes=0-0", Selected::Part(0..=0)),
            ("bytes=2-4", Selected::Part(2..=4)),
            ("Bytes=2-", Selected::Part(2..=9)),
            ("bytes=2-99999999999999999999999", Selected::Part(2..=9)),
            ("bytes=-3", Selected::Part(7..=9)),
            ("bytes=-30", Selected::Part(0..=9)),
            ("bytes=10-", Selected::NoSuchPart),
            ("bytes=10-12", Selected::NoSuchPart),
            ("bytes=99999999999999999999999-", Selected::NoSuchPart),
            ("bytes=-0", Selected::NoSuchPart),
            ("bytes=4-2", Selected::Whole),
            ("bytes=", Selected::Whole),
            ("bytes=-", Selected::Whole),
            ("bytes=a-b", Selected::Whole),
            ("bytes=+1-2", Selected::Whole),
            ("bytes=1- 2", Selected::Whole),
            ("bytes=0-1,3-4", Selected::Whole),
            ("lines=0-1", Selected::Whole),
            ("0-1", Selected::Whole),
            ("", Selected::Whole),
        ] {
            assert_eq!(select(&[(RANGE, range)]), expected, "{range}");
        }
        assert_eq!(
            selected(&[(RANGE, "bytes=0-".parse().expect("a header"))].into_iter().collect(), TAG, 0),
            Selected::NoSuchPart
        );
    }

    #[test]
    fn a_part_is_of_the_state_that_the_client_has_alone() {
        for (state, expected) in [
            (TAG, Selected::Part(2..=3)),
            ("\"other\"", Selected::Whole),
            ("W/\"0123\"", Selected::Whole),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Selected::Whole),
            ("", Selected::Whole),
        ] {
            assert_eq!(select(&[(RANGE, "bytes=2-3"), (IF_RANGE, state)]), expected, "{state}");
        }
    }

    #[test]
    fn what_the_client_has_is_not_sent_again() {
        for (tags, expected) in [
            (&[TAG][..], Selected::NotModified),
            (&["W/\"0123\""], Selected::NotModified),
            (&["\"a\", W/\"b\" ,\"0123\""], Selected::NotModified),
            (&["\"a\"", "\"0123\""], Selected::NotModified),
            (&["*"], Selected::NotModified),
            (&["\"0124\""], Selected::Whole),
            (&["0123"], Selected::Whole),
            (&[""], Selected::Whole),
        ] {
            let headers: Vec<_> = tags.iter().map(|tag| (IF_NONE_MATCH, *tag)).collect();
            assert_eq!(select(&headers), expected, "{tags:?}");
        }
        assert_eq!(select(&[(IF_NONE_MATCH, TAG), (RANGE, "bytes=2-3")]), Selected::NotModified);
    }

    #[test]
    fn another_state_than_the_client_names_is_not_sent() {
        for (tags, expected) in [
            (TAG, Selected::Whole),
            ("\"a\", \"0123\"", Selected::Whole),
            ("*", Selected::Whole),
            ("\"a\"", Selected::PreconditionFailed),
            ("W/\"0123\"", Selected::PreconditionFailed),
        ] {
            assert_eq!(select(&[(IF_MATCH, tags)]), expected, "{tags}");
        }
    }
}
