//! The catalogue to begin with, of what is known of an offer.

use std::collections::BTreeSet;

use plans::catalog::Id;
use serde_json::json;

/// The catalogue, in which words in capital letters stand for what is put there.
const TEMPLATE: &str = include_str!("starter.json");

/// The id where neither the file nor the offer has a name for one.
const ID: &str = "offer";

/// What is known of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Starter {
    /// What it is called; empty where nobody says.
    pub name: String,
    /// The names of its plans, lowest first, at least one.
    pub plans: Vec<String>,
    /// The IANA name of the zone of its support hours.
    pub zone: String,
}

impl Default for Starter {
    fn default() -> Self {
        Self { name: String::new(), plans: ["Basic", "Team"].map(str::to_owned).into(), zone: "UTC".to_owned() }
    }
}

impl Starter {
    /// Writes the catalogue for a file of this name.
    pub fn json(&self, stem: &str) -> String {
        let Self { name, plans, zone } = self;
        let id = [stem, name].into_iter().find_map(id_of).unwrap_or_else(|| ID.to_owned());
        let title = if name.is_empty() { "Which plan fits?".to_owned() } else { format!("{name}: which plan fits?") };
        let label = match zone.rsplit_once('/') {
            Some((_, city)) => format!("{} time", city.replace('_', " ")),
            None => zone.clone(),
        };
        let ids = ids(plans);
        let last = plans.len() - 1;
        let values = |of: &dyn Fn(usize) -> String| {
            let values: Vec<_> =
                ids.iter().enumerate().map(|(index, id)| format!("{}: {}", json!(id), of(index))).collect();
            format!("{{{}}}", values.join(", "))
        };
        let users = values(&|index| match index {
            index if index == last => r#"{"value": "unlimited", "note": "Within reason."}"#.to_owned(),
            index => (if index % 2 == 0 { 3 } else { 10 } * 10_u32.pow(index as u32 / 2 % 6)).to_string(),
        });
        let phone = values(&|index| json!(if index == last { "included" } else { "not-included" }).to_string());
        let hours = values(&|index| json!(if index == last { "always" } else { "weekdays" }).to_string());
        let plan = |(index, (id, name)): (usize, (&String, &String))| {
            let audience = match index {
                0 if last == 0 => "For everybody",
                0 => "For a start",
                index if index == last => "For a whole team",
                _ => "For more",
            };
            format!(r#"    {{"id": {}, "name": {}, "audience": "{audience}"}}"#, json!(id), json!(name))
        };
        let listed: Vec<_> = ids.iter().zip(plans).enumerate().map(plan).collect();
        let put = |template: String, (name, text): (&str, String)| template.replace(&json!(name).to_string(), &text);
        [
            ("USERS", users),
            ("PHONE", phone),
            ("HOURS", hours),
            ("ID", json!(id).to_string()),
            ("ZONE", json!(zone).to_string()),
            ("ZONE LABEL", json!(label).to_string()),
            ("HOURS NAME", json!(format!("Weekdays 9–17, {label}")).to_string()),
            ("TITLE", json!(title).to_string()),
            // What may be one of these words is put there last.
            ("PLANS", format!("[\n{}\n  ]", listed.join(",\n"))),
        ]
        .into_iter()
        .fold(TEMPLATE.to_owned(), put)
    }
}

/// Returns an id for each plan, as its name has it.
fn ids(plans: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut free = |name: &String| {
        let id = id_of(name).unwrap_or_else(|| "plan".to_owned());
        let numbered = (2..).map(|number| format!("{id}-{number}"));
        let id = [id.clone()].into_iter().chain(numbered).find(|id| !taken.contains(id)).unwrap_or(id);
        taken.insert(id.clone());
        id
    };
    plans.iter().map(&mut free).collect()
}

/// Returns the id that a name has: its letters and digits of ASCII, with `-` for all else.
fn id_of(name: &str) -> Option<String> {
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let id: String = parts.collect::<Vec<_>>().join("-").to_lowercase().chars().take(60).collect();
    Id::parse(id.trim_end_matches('-')).map(|id| id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_said_makes_a_catalogue() {
        for (name, plans, ids) in [
            ("", &["Basic", "Team"][..], &["basic", "team"][..]),
            ("Tea \"at\" home", &["Cup"], &["cup"]),
            ("TITLE", &["PLANS", "USERS", "ID"], &["plans", "users", "id"]),
            (
                "お茶",
                &["お茶", "お茶", "Tee & Kuchen", "tee kuchen"],
                &["plan", "plan-2", "tee-kuchen", "tee-kuchen-2"],
            ),
        ] {
            let starter = Starter {
                name: name.to_owned(),
                plans: plans.iter().map(|&plan| plan.to_owned()).collect(),
                zone: "America/New_York".to_owned(),
            };
            let json = starter.json("Mein Angebot");
            let catalog = plans::source::read(&json).unwrap_or_else(|problems| panic!("{problems:?}\n{json}"));
            let parts = catalog.parts();
            let found: Vec<_> =
                parts.plans.iter().map(|plan| (plan.id.to_string(), plan.name.own().to_owned())).collect();
            let expected = ids.iter().zip(plans).map(|(&id, &plan)| (id.to_owned(), plan.to_owned()));
            assert_eq!(found, expected.collect::<Vec<_>>());
            assert_eq!(parts.id.as_str(), "mein-angebot");
            let title =
                if name.is_empty() { "Which plan fits?".to_owned() } else { format!("{name}: which plan fits?") };
            assert_eq!(parts.title.own(), title);
            assert!(json.contains("\"zone_label\": \"New York time\""), "{json}");
        }
        let many = Starter { plans: (0..200).map(|number| format!("Plan {number}")).collect(), ..Starter::default() };
        assert!(plans::source::read(&many.json("")).is_ok());
        assert!(many.json("").contains("\"id\": \"offer\""));
    }
}
