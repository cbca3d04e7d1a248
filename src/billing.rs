//! Prices of plans, and the switch of the period that they are told for, and of their currency.

use lean_view::{Element, ev, html::*};
use plans::PlanIx;
use plans::wire::{CURRENCY, PERIOD};

use crate::controls::{AppElement as _, pill};
use crate::state::{Answers, Offer};

/// Where a switch stands. All of them say the same, under names of their own: buttons of one name are one group.
#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    /// Beside the heading. What is picked here is sent where no scripts run.
    Heading,
    /// In the table's first corner.
    Corner,
    /// In the sheet of tools.
    Sheet,
}

/// Builds the switch; none where there is nothing to choose, and in the corner where it has no room.
pub fn billing(offer: Offer, answers: Answers, place: Place) -> Option<Element> {
    const ROOM_OF_CORNER: usize = 2;
    let catalog = offer.catalog();
    let pricing = catalog.parts().pricing.as_ref()?;
    let (periods, currencies) = (pricing.periods.len(), pricing.currencies.len());
    let is_corner = place == Place::Corner;
    let has_periods = periods > 1 && (!is_corner || periods <= ROOM_OF_CORNER);
    let has_currencies = currencies > 1 && !is_corner;
    if !has_periods && !has_currencies {
        return None;
    }
    let mut switch = div().single_effect().class("billing");
    if has_periods {
        let mut periods = segment(offer.locale().period_title());
        for period in catalog.periods() {
            let name = move || {
                offer.words(|words| match is_corner {
                    true => words.period(period),
                    false => words.period_with_saving(answers.billing(), period),
                })
            };
            let id = pricing.periods[period.get()].id.as_str();
            let button = radio(place, [PERIOD, "period.corner", "period.sheet"], id)
                .prop("checked", move || answers.currency_and_period().is_some_and(|(_, it)| it == period))
                .on(ev::change, move |_| answers.bill_for(period));
            periods = periods.child(pill("radio", button, name));
        }
        switch = switch.child(periods);
    }
    if has_currencies {
        let mut currencies = segment(offer.locale().currency_title());
        for currency in catalog.currencies() {
            let code = &pricing.currencies[currency.get()].code;
            let button = radio(place, [CURRENCY, "currency.corner", "currency.sheet"], code)
                .prop("checked", move || answers.currency_and_period().is_some_and(|(it, _)| it == currency))
                .on(ev::change, move |_| answers.bill_in(currency));
            currencies = currencies.child(pill("radio", button, code.clone()));
        }
        switch = switch.child(currencies);
    }
    // Without scripts only one of them does anything.
    Some(if place == Place::Heading { switch } else { switch.plain_class("is-away") })
}

/// Builds a plan's price, as long as a column is wide; none where the catalogue has no prices.
pub fn price(offer: Offer, answers: Answers, plan: PlanIx, class: &'static str) -> Option<Element> {
    offer.catalog().parts().pricing.as_ref()?;
    let price = move || offer.words(|words| words.plan_price_short(answers.billing(), plan).unwrap_or_default());
    Some(span().class(class).child(price))
}

/// Builds what the catalogue says of taxes and the like; in what and how often prices are, where it says nothing.
pub fn note(offer: Offer, answers: Answers) -> Option<Element> {
    let catalog = offer.catalog();
    let note = p().class("soft small");
    Some(match &catalog.parts().pricing.as_ref()?.tax {
        Some(tax) => note.child(offer.told(tax)),
        None => note.child(move || offer.words(|words| words.prices_in(answers.billing())).unwrap_or_default()),
    })
}

fn segment(label: &'static str) -> Element {
    div().class("segment").attr("role", "radiogroup").attr("aria-label", label)
}

fn radio(place: Place, names: [&'static str; 3], value: &str) -> Element {
    let name = names[place as usize];
    let button = input().attr("value", value.to_owned());
    if place == Place::Heading { button.sent_as(name.to_owned()) } else { button.attr("name", name) }
}
