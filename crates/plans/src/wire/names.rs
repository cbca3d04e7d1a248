//! The names of entries, and the values that are words.

/// Stands before a question's id in the name of an answer's field, and in a link before one that could be another key.
pub const ANSWER: &str = "answer.";

/// Yes, as the answer to a question of yes or no.
pub const YES: &str = "yes";
/// No, as the answer to a question of yes or no.
pub const NO: &str = "no";
/// "Not sure", unless the question has a choice of this id.
pub const NOT_SURE: &str = "not-sure";
/// "Not sure", whatever the choices are called: no id has this character.
pub const NOT_SURE_EITHER: &str = "~";

/// The billing period chosen, beside answers.
pub const PERIOD: &str = "period";
/// The currency chosen, beside answers.
pub const CURRENCY: &str = "currency";
/// The family of plans looked at: a choice of view, which answers in JSON may say, too.
pub const FAMILY: &str = "family";

/// The plans shown, in their order.
pub const PLANS: &str = "plans";
/// The rows shown: [`DIFFERENCES`].
pub const ONLY: &str = "only";
/// The rows alone in which plans differ.
pub const DIFFERENCES: &str = "differences";
/// A row whose explanation is open.
pub const OPEN: &str = "open";
/// A section that is folded up.
pub const FOLDED: &str = "folded";
/// The severity looked at.
pub const SEVERITY: &str = "severity";
/// The time at which something is reported.
pub const MOMENT: &str = "moment";
/// The time zone chosen.
pub const ZONE: &str = "zone";
/// The language chosen.
pub const LANG: &str = "lang";
/// The theme chosen.
pub const THEME: &str = "theme";

/// The plan in the first column of a narrow table.
pub const FIRST_PLAN: &str = "first";
/// The plan in its second column.
pub const SECOND_PLAN: &str = "second";
/// A row whose explanation was opened before the app came.
pub const EXPLAIN: &str = "explain";
/// The time zone that a host names.
pub const TIME_ZONE: &str = "time-zone";
/// All choices of view, as the text of their entries.
pub const VIEW: &str = "view";

/// The version of a link's form.
pub const LINK_VERSION: &str = "v1";
/// The version of the catalogue that a link was made with.
pub const CATALOG: &str = "catalog";
/// The hash of what a link's answers rely on.
pub const ROWS: &str = "rows";
/// The values that a link's answers rely on.
pub const WAS: &str = "was";

/// What a link may bring of the person for whom it was made. Whoever opens the page takes these out before the link is read; no link is
/// written with one, and reading passes over them.
pub const PERSONAL: [&str; 3] = ["name", "email", "company"];

/// The keys of a link that no question goes by without [`ANSWER`], beside [`PERSONAL`].
pub const LINK_KEYS: [&str; 13] =
    [FAMILY, PLANS, ONLY, OPEN, FOLDED, SEVERITY, MOMENT, ZONE, LANG, THEME, CATALOG, ROWS, WAS];

/// Stands before a campaign's name in the name of its field in a form.
pub const CAMPAIGN: &str = "campaign.";
/// The address of the page, in a form.
pub const PAGE: &str = "page";
/// Which of two pages it is, in a form.
pub const VARIANT: &str = "variant";
/// A field that people do not see, and programs that fill in every form do. No browser fills in a field of this name by itself.
pub const HONEYPOT: &str = "topic";
/// For how long the form was open when it was sent, in milliseconds.
pub const FORM_OPEN: &str = "form_open";
/// The least time in which a person fills in the form, in milliseconds. Browsers fill in the fields of a contact at once: what is left is to
/// see the form, to pick that, to tick a box and to press a button. The page says no more than that it took as long.
pub const LEAST_FORM_OPEN: u64 = 2_000;
/// The same as scripts have it.
const LEAST_FORM_OPEN_TEXT: &str = "2000";

/// The version of what events tell a host. A field that is there stays and keeps its meaning while the version does.
pub const EVENT_VERSION: u32 = 1;

/// The names that scripts know, each with the values behind it: the site's build puts the values in place of the names.
pub const SCRIPT_CONSTANTS: [(&str, &[&str]); 13] = [
    ("WIRE_ANSWER", &[ANSWER]),
    ("WIRE_YES", &[YES]),
    ("WIRE_NO", &[NO]),
    ("WIRE_NOT_SURE", &[NOT_SURE_EITHER]),
    ("WIRE_NOT_SURE_IN_FORMS", &[NOT_SURE]),
    ("WIRE_LINK_VERSION", &[LINK_VERSION]),
    ("WIRE_LINK_KEYS", &LINK_KEYS),
    ("WIRE_PERSONAL", &PERSONAL),
    ("WIRE_CAMPAIGN", &[CAMPAIGN]),
    ("WIRE_HONEYPOT", &[HONEYPOT]),
    ("WIRE_FORM_OPEN", &[FORM_OPEN]),
    ("WIRE_LEAST_FORM_OPEN", &[LEAST_FORM_OPEN_TEXT]),
    ("WIRE_FIELDS", &super::field::NAMES),
];
