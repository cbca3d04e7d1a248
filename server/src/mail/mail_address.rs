//! Addresses of mails, as mail servers take them.

use lettre::Address;
use lettre::message::Mailbox;
use url::Host;

/// Reads an address. Its domain becomes ASCII (IDNA), which every mail server takes; what stands before the `@` may be of any script.
pub fn address(text: &str) -> Option<Address> {
    let (user, domain) = text.trim().rsplit_once('@')?;
    let domain = match domain.is_ascii() {
        true => domain.to_owned(),
        false => match Host::parse(domain).ok()? {
            Host::Domain(domain) => domain,
            Host::Ipv4(_) | Host::Ipv6(_) => return None,
        },
    };
    Address::new(user, domain).ok()
}

/// Reads what mails are from: an address, or a name with one.
///
/// # Errors
///
/// What is wrong with it, and what is right.
pub fn mailbox(text: &str) -> Result<Mailbox, String> {
    let text = text.trim();
    let (name, written) = match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"'), address),
        None => ("", text),
    };
    let read = address(written).filter(|address| address.user().is_ascii());
    let read = read.ok_or("it must be an address, such as plans@example.com, or \"Plans <plans@example.com>\"")?;
    Ok(Mailbox::new((!name.is_empty()).then(|| one_line(name)), read))
}

/// Reads the address of somebody who is told of requests.
///
/// # Errors
///
/// What is wrong with it, and what is right.
pub fn notified(text: &str) -> Result<String, String> {
    let read = address(text).ok_or("it must be an address, such as sales@example.com")?;
    Ok(read.to_string())
}

/// Makes one line of a text: whatever would begin another becomes a space, so that nothing gets into a mail's head by it.
pub fn one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.split(is_break).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_of_any_script_becomes_ascii() {
        for (text, expected) in [
            ("ada@analytical.example", Some("ada@analytical.example")),
            ("ada@bücher.example", Some("ada@xn--bcher-kva.example")),
            ("ädä@bücher.example", Some("ädä@xn--bcher-kva.example")),
            ("\"a,b\"@analytical.example", Some("\"a,b\"@analytical.example")),
            ("ada@", None),
            ("ada", None),
            ("ada@analytical.example\r\nBcc: all@analytical.example", None),
            ("ada>@analytical.example", None),
        ] {
            assert_eq!(address(text).map(|address| address.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_sender_has_a_name_or_none() {
        for (text, name) in [
            ("plans@example.com", None),
            ("<plans@example.com>", None),
            ("Plans <plans@example.com>", Some("Plans")),
            ("\"Plans, all of them\" <plans@example.com>", Some("Plans, all of them")),
            ("Pläne <plans@example.com>", Some("Pläne")),
        ] {
            let read = mailbox(text).expect(text);
            assert_eq!((read.name.as_deref(), read.email.to_string().as_str()), (name, "plans@example.com"));
        }
        for wrong in ["", "plans", "Plans <plans>", "plän@example.com"] {
            assert!(mailbox(wrong).expect_err(wrong).contains("it must be an address"));
        }
    }

    #[test]
    fn a_line_is_one() {
        assert_eq!(one_line("Ada\r\nBcc: all\u{2028}\0x"), "Ada Bcc: all x");
        assert_eq!(one_line("Ада, Ltd."), "Ада, Ltd.");
    }
}
