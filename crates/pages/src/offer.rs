//! What the page offers, in the words of <https://schema.org>, for those who read pages by machine.

use maud::{Markup, PreEscaped, html};
use plans::Catalog;
use serde_json::{Value, json};

/// Builds the offer as pages hold it.
pub fn script(catalog: &Catalog) -> Markup {
    // No text within may end the script.
    let offer = offer(catalog).to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(offer)) } }
}

/// Returns a service with a catalogue of offers, one a plan that can be requested.
fn offer(catalog: &Catalog) -> Value {
    let parts = catalog.parts();
    let offers = parts.plans.iter().filter(|plan| plan.requestable).map(|plan| {
        let mut service = json!({ "@type": "Service", "name": plan.name.own() });
        if let Some(audience) = &plan.audience {
            service["description"] = audience.own().into();
        }
        json!({
            "@type": "Offer",
            "identifier": plan.id.as_str(),
            "name": plan.name.own(),
            "itemOffered": service,
        })
    });
    json!({
        "@context": "https://schema.org",
        "@type": "Service",
        "name": parts.title.own(),
        "description": parts.introduction.own(),
        "hasOfferCatalog": {
            "@type": "OfferCatalog",
            "name": parts.title.own(),
            "itemListElement": offers.collect::<Vec<_>>(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plan_that_can_be_requested_is_offered() {
        let catalog = plans::source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
        let offer = offer(&catalog);
        let listed = offer["hasOfferCatalog"]["itemListElement"].as_array().expect("a list");
        let names: Vec<_> = listed.iter().filter_map(|offer| offer["name"].as_str()).collect();
        assert_eq!(names, ["MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"]);
        assert!(
            listed
                .iter()
                .all(|offer| offer["itemOffered"]["description"].as_str().is_some_and(|text| !text.is_empty()))
        );
    }
}
