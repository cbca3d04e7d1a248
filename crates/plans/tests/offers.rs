//! Laws over the offers with prices, add-ons and families of `catalogs/`: what is answered and chosen is lost on no way, and a part of an
//! offer is an offer.

mod support;

use plans::catalog::{AddOnIx, Billing, PlanIx, Taken};
use plans::link::Link;
use plans::total::{Total, total};
use plans::wire::View;
use plans::{Answers, Catalog};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value as Json;
use support::random::{answers_to, cases};
use support::read;

const OFFERS: [&str; 3] = [
    include_str!("../../../catalogs/fernhaus.json"),
    include_str!("../../../catalogs/loomgate-api.json"),
    include_str!("../../../catalogs/copperleaf.json"),
];

/// An offer with a link to it: answers, a period, a currency and a family, any of which may be left out.
fn linked() -> impl Strategy<Value = (Catalog, Link)> {
    let offer = select(OFFERS.to_vec()).prop_map(|text| text.parse::<Json>().expect("JSON"));
    let chosen = || prop::option::of(any::<Index>());
    offer.prop_flat_map(move |json| (Just(read(&json)), answers_to(json), chosen(), chosen(), chosen())).prop_map(
        |(catalog, given, period, currency, family)| {
            fn pick<T: Copy>(of: Vec<T>, at: Option<Index>) -> Option<T> {
                at.filter(|_| !of.is_empty()).map(|at| of[at.index(of.len())])
            }
            let mut answers = support::answers(&catalog, &given);
            answers.billing.period = pick(catalog.periods().collect(), period);
            answers.billing.currency = pick(catalog.currencies().collect(), currency);
            answers.billing = answers.billing.in_short(&catalog);
            let family = pick(catalog.families().collect(), family);
            let view = View { family, ..View::default() };
            (catalog, Link { answers, view, ..Link::default() })
        },
    )
}

/// Every set of some plans of an offer.
fn parts_of(catalog: &Catalog) -> impl Iterator<Item = Vec<PlanIx>> + '_ {
    let plans: Vec<_> = catalog.plans().collect();
    (1..1_usize << plans.len())
        .map(move |set| plans.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, plan)| *plan).collect())
}

proptest! {
    #![proptest_config(cases(384))]

    #[test]
    fn a_link_loses_nothing_and_says_of_the_same_offer_that_nothing_changed((catalog, link) in linked()) {
        let text = link.write(&catalog);
        let opened = Link::read(&catalog, &text);
        prop_assert_eq!((&opened.link, opened.faults.len()), (&link, 0), "{}", text);
        prop_assert_eq!(opened.changes(&catalog), Default::default(), "{}", text);
    }

    #[test]
    fn answers_in_json_lose_nothing((catalog, Link { answers, .. }) in linked()) {
        let json = answers.to_json(&catalog).to_string();
        prop_assert_eq!(Answers::from_json(&catalog, &json), Ok(answers), "{}", json);
    }

    #[test]
    fn the_choice_of_billing_as_entries_loses_nothing((catalog, Link { answers, .. }) in linked()) {
        let mut billing = Billing::default();
        for (name, value) in answers.billing.entries(&catalog) {
            prop_assert!(billing.enter(&catalog, name, value), "{} = {}", name, value);
        }
        prop_assert_eq!(billing, answers.billing);
    }

    #[test]
    fn a_plan_costs_the_same_in_every_part_of_its_offer((catalog, Link { answers, .. }) in linked(), set in any::<Index>()) {
        let parts: Vec<_> = parts_of(&catalog).collect();
        let kept = &parts[set.index(parts.len())];
        let part = catalog.clone().only(kept);
        for (within, &plan) in part.plans().zip(kept) {
            let takes = |catalog: &Catalog, plan| -> Vec<_> {
                let add_ons = catalog.add_ons().filter(|at| catalog.add_on(*at).plans.contains(&plan));
                add_ons.map(|add_on| Taken { add_on, count: catalog.add_on(add_on).most }).collect()
            };
            let (of_part, of_all) = (takes(&part, within), takes(&catalog, plan));
            prop_assert_eq!(of_part.len(), of_all.len());
            let amounts = |total: Total| (total.amount, total.is_from, total.once, total.billed);
            let whole = amounts(total(&catalog, &answers, plan, &of_all));
            prop_assert_eq!(amounts(total(&part, &answers, within, &of_part)), whole);
        }
    }
}

#[test]
fn every_part_of_an_offer_is_an_offer_whose_add_ons_need_and_exclude_the_same() {
    for text in OFFERS {
        let catalog = read(&text.parse::<Json>().expect("JSON"));
        for kept in parts_of(&catalog) {
            let part = catalog.clone().only(&kept);
            assert_eq!(Catalog::new(part.parts().clone()).as_ref(), Ok(&part), "{kept:?}");
            assert_eq!(Catalog::from_compiled(&part.to_compiled()).as_ref(), Ok(&part), "{kept:?}");
            for add_on in &part.parts().add_ons {
                let whole = catalog.parts().add_ons.iter().find(|it| it.id == add_on.id).expect("the same add-on");
                let ids = |catalog: &Catalog, plans: &[PlanIx]| -> Vec<_> {
                    plans.iter().map(|plan| catalog.plan(*plan).id.clone()).collect()
                };
                let still: Vec<_> = whole.plans.iter().copied().filter(|plan| kept.contains(plan)).collect();
                assert_eq!(ids(&part, &add_on.plans), ids(&catalog, &still), "{}", add_on.id);
                assert!(!still.is_empty(), "{}", add_on.id);
                let named = |catalog: &Catalog, of: &[AddOnIx]| -> Vec<_> {
                    of.iter().map(|at| catalog.add_on(*at).id.clone()).collect()
                };
                assert_eq!(named(&part, &add_on.depends_on), named(&catalog, &whole.depends_on), "{}", add_on.id);
                let excluded = named(&catalog, &whole.excludes);
                let is_there = |id: &_| part.parts().add_ons.iter().any(|it| it.id == *id);
                let excluded: Vec<_> = excluded.into_iter().filter(is_there).collect();
                assert_eq!(named(&part, &add_on.excludes), excluded, "{}", add_on.id);
            }
        }
    }
}
