//! Prices: currencies and periods, and what plans and add-ons cost.

use super::super::amount::meant_number;
use super::super::currency;
use super::super::price::*;
use super::*;
use QuestionKindSource as Answered;

/// Shows how prices are written that are by period, with the catalogue's own.
fn by_period(periods: &[&str]) -> String {
    let of = |period: &&str| format!("\"{period}\": \"8\"");
    format!("{{{}}}", periods.iter().filter(|id| !id.is_empty()).take(2).map(of).collect::<Vec<_>>().join(", "))
}

impl<'a> Builder<'a> {
    /// Returns the ids of the currencies and of the periods, with an empty one where some could not be read.
    pub(super) fn price_keys(&self) -> Option<(Vec<&'a str>, Vec<&'a str>)> {
        let prices = &self.source.prices.as_ref()?.value;
        let mut codes = Vec::new();
        for code in &prices.currencies.value.0 {
            // One that stands twice was reported.
            if !codes.contains(&code.value.0.as_str()) {
                codes.push(code.value.0.as_str());
            }
        }
        let lacks_some = codes.is_empty();
        let currencies = known(codes.into_iter(), lacks_some);
        let periods = &prices.periods.value.0;
        Some((currencies, known(periods.iter().map(|period| id_of(period).0), periods.is_empty())))
    }

    /// Tells whether something is charged by the answer to a question.
    pub(super) fn is_charged_by(&self, question: &str) -> bool {
        let plans = self.source.plans.0.iter().filter_map(|plan| plan.price.as_ref());
        let add_ons = self.source.add_ons.value.iter().filter_map(|add_on| add_on.price.as_ref());
        let is_per = |part: &PartSource| part.per.as_ref().is_some_and(|per| per.value.0 == question);
        plans.chain(add_ons).any(|price| price.value.parts().into_iter().any(is_per))
    }

    /// Returns in what, how often and by which rule plans are paid for.
    pub(super) fn pricing(&self) -> Option<Pricing> {
        let At { value: source, .. } = self.source.prices.as_ref()?;
        let (codes, periods) = (&source.currencies.value.0, &source.periods.value.0);
        self.at_most(MAX_CURRENCIES, "currencies", &source.currencies.pointer, codes.len());
        self.at_most(MAX_PERIODS, "periods", &source.periods.pointer, periods.len());
        for (at, code) in codes.iter().enumerate() {
            let is_again = codes[..at].iter().any(|earlier| earlier.value == code.value);
            if is_again && !code.value.0.is_empty() {
                let detail = format!("the currency {} stands in the list already; name it once", Quoted(&code.value.0));
                self.report(&code.pointer, Code::Duplicate, detail);
            }
        }
        let ids: Vec<_> = periods.iter().map(id_of).collect();
        for (at, (id, place)) in ids.iter().enumerate() {
            if ids[..at].iter().any(|(earlier, _)| earlier == id) && !id.is_empty() {
                let detail = format!("the period {} stands in the list already; name it once", Quoted(id));
                self.report(place, Code::Duplicate, detail);
            }
        }
        let names = known(ids.iter().map(|(id, _)| *id), periods.is_empty());
        let default_period = source.default_period.as_ref();
        let default_period = default_period.and_then(|id| self.look_up("period", &id.value.0, &names, &id.pointer));
        Some(Pricing {
            currencies: codes.iter().map(|code| self.currency(code)).collect(),
            periods: periods.iter().map(|period| self.period(period)).collect(),
            default_period: PeriodIx::new(default_period.unwrap_or(0)),
            tax: source.tax.as_ref().map(|tax| self.text(tax)),
            recommend: match source.recommend.unwrap_or_default() {
                RecommendSource::First => Recommend::First,
                RecommendSource::Cheapest => Recommend::Cheapest,
            },
        })
    }

    fn currency(&self, code: &At<Plain>) -> Currency {
        let written = &code.value.0;
        let decimals = currency::decimals(written);
        if decimals.is_none() && !written.is_empty() {
            let way_out = match currency::meant(written) {
                Some(meant) => format!("write \"{meant}\""),
                None => "write a code in use of three capitals, such as \"EUR\"".to_owned(),
            };
            let detail = format!("{} is not the code of a currency by ISO 4217; {way_out}", Quoted(written));
            self.report(&code.pointer, Code::UnknownName, detail);
        }
        Currency { code: written.clone(), decimals: decimals.unwrap_or(2) }
    }

    fn period(&self, source: &PeriodSource) -> BillingPeriod {
        let (id, place) = id_of(source);
        let known_length = length_of(id);
        let (months, name, price_for) = match source {
            PeriodSource::Known(_) => {
                if known_length.is_none() && !id.is_empty() {
                    let ids = BillingPeriod::KNOWN.iter().map(|(id, _)| *id);
                    let way_out = match nearest_name(id, ids.clone()) {
                        Some(near) => format!("did you mean \"{near}\"?"),
                        None => format!(
                            "write one of them, or {{\"id\": {}, \"months\": 36, \"name\": \"Three years\"}}",
                            Quoted(id)
                        ),
                    };
                    let detail = format!(
                        "{} is none of the periods that have a length, {}; {way_out}",
                        Quoted(id),
                        ids.collect::<Vec<_>>().join(", ")
                    );
                    self.report(place, Code::UnknownName, detail);
                }
                (None, None, None)
            }
            PeriodSource::Own(own) => (own.months.as_ref(), own.name.as_ref(), own.price_for.as_ref()),
        };
        if let PeriodSource::Own(own) = source
            && !id.is_empty()
        {
            self.own_period(own);
        }
        let own_length = months.map_or(1, |months| months.value.0.clamp(1, MOST_MONTHS)) as u32 * MONTH;
        let length = known_length.unwrap_or(own_length);
        let quoted = price_for.and_then(|period| {
            let ids: Vec<_> = BillingPeriod::KNOWN.iter().map(|(id, _)| *id).collect();
            self.look_up("period of a known length", &period.value.0, &ids, &period.pointer)
        });
        BillingPeriod {
            id: Id::parse(id).unwrap_or_else(Id::unread),
            length,
            quoted: quoted.map_or(length, |at| BillingPeriod::KNOWN[at].1),
            name: name.map(|name| self.text(&name.value)),
        }
    }

    /// Checks a period that is an object.
    fn own_period(&self, source: &OwnPeriodSource) {
        let OwnPeriodSource { months, name, price_for, .. } = source;
        let (id, place) = (source.id.as_str(), &*source.id.pointer);
        let object = place.strip_suffix("/id").unwrap_or(place);
        if length_of(id).is_some() {
            if let Some(months) = months {
                let detail = format!("how long {} is is known; take \"months\" out", Quoted(id));
                self.report(&months.pointer, Code::NotAllowed, detail);
            }
            if price_for.is_none() && name.is_none() {
                let detail = format!("nothing more is said of this period; write {} alone", Quoted(id));
                self.report(object, Code::Missing, detail);
            }
            return;
        }
        if PART_FIELDS.contains(&id) {
            let detail = format!("{} is a field of a price's parts; give the period another id", Quoted(id));
            self.report(place, Code::NotAllowed, detail);
        }
        match months {
            None => {
                let detail = format!(
                    "how long {} is is not known; add \"months\", or write one of {}",
                    Quoted(id),
                    BillingPeriod::KNOWN.map(|(id, _)| id).join(", ")
                );
                self.report(object, Code::Missing, detail);
            }
            Some(months) if !(1..=MOST_MONTHS).contains(&months.value.0) => {
                let detail = format!("{} is not from 1 to {MOST_MONTHS} months; write how many", months.value.0);
                self.report(&months.pointer, Code::OutOfRange, detail);
            }
            Some(_) => {}
        }
        if name.is_none() {
            let detail = "the field \"name\" is missing, by which people know a period of one's own; add it";
            self.report(object, Code::Missing, detail);
        }
    }

    /// Returns what a plan or an add-on costs.
    pub(super) fn price(&self, source: Option<&At<PriceSource>>) -> Price {
        let Some(At { value: source, pointer: place }) = source else { return Price::NotStated };
        let Some((currencies, periods)) = self.price_keys() else {
            let detail = "the catalogue has no \"prices\", without which a price has no field of its own; add it with the \
                          \"currencies\" and the \"periods\", or say whom the plan is for, and for how much, in \"audience\"";
            self.report(place, Code::NotAllowed, detail);
            return Price::NotStated;
        };
        let by = match source {
            PriceSource::Charge(ChargeSource::Word(NoAmountSource::Free)) => return Price::Free,
            PriceSource::Charge(ChargeSource::Word(NoAmountSource::OnRequest)) => return Price::OnRequest,
            PriceSource::Charge(charge) if currencies.len() > 1 => {
                self.lacks_currency(place, &currencies, &periods);
                self.charge(charge);
                return Price::NotStated;
            }
            PriceSource::Charge(charge) => {
                return Price::Charges(vec![self.of_one_period(charge, place, &periods)]);
            }
            PriceSource::By(by) => by,
        };
        let is_code = |name: &str| currencies.contains(&name) || currency::meant(name).is_some();
        let of_currencies = by.value.iter().any(|(name, _)| is_code(name));
        if by.value.iter().next().is_none() {
            if by.value.0.is_some() {
                let detail =
                    format!("the price is empty; write an amount for a period, such as {}", by_period(&periods));
                self.report(&by.pointer, Code::Empty, detail);
            }
            return Price::NotStated;
        }
        if !of_currencies {
            if currencies.len() > 1 {
                self.lacks_currency(place, &currencies, &periods);
            }
            let charges = by.value.iter().map(|(name, price)| {
                let charge = match &price.value {
                    PeriodPriceSource::Charge(charge) => Some(charge),
                    PeriodPriceSource::By(_) => {
                        let detail = format!(
                            "{} is taken as a period, and holds more of them; write the code of a currency in its place, or an \
                             amount in it",
                            Quoted(name)
                        );
                        self.report(&price.pointer, Code::WrongType, detail);
                        None
                    }
                };
                (name, charge, &*price.pointer)
            });
            return Price::Charges(vec![self.of_periods(charges.collect(), &periods)]);
        }
        let mut all = vec![Vec::new(); currencies.len()];
        for (name, price) in by.value.iter() {
            let Some(at) = self.look_up("currency of \"prices\"", name, &currencies, &price.pointer) else { continue };
            all[at] = match &price.value {
                PeriodPriceSource::Charge(charge) => self.of_one_period(charge, &price.pointer, &periods),
                PeriodPriceSource::By(by) => {
                    let charges = by.value.iter().map(|(name, charge)| (name, Some(&charge.value), &*charge.pointer));
                    let charges: Vec<_> = charges.collect();
                    if charges.is_empty() && by.value.0.is_some() {
                        let detail = format!(
                            "the price is empty; write an amount for a period, such as {}",
                            by_period(&periods)
                        );
                        self.report(&by.pointer, Code::Empty, detail);
                    }
                    self.of_periods(charges, &periods)
                }
            };
        }
        for code in currencies.iter().filter(|code| !code.is_empty()) {
            if !by.value.iter().any(|(name, _)| name == *code) {
                let detail = format!("the price lacks the currency {}; add what it costs in that", Quoted(code));
                self.report(&by.pointer, Code::Missing, detail);
            }
        }
        Price::Charges(all)
    }

    fn lacks_currency(&self, place: &str, currencies: &[&str], periods: &[&str]) {
        let price = if periods.len() > 1 { by_period(periods) } else { "\"8\"".to_owned() };
        let example = currencies.iter().filter(|code| !code.is_empty()).map(|code| format!("\"{code}\": {price}"));
        let detail = format!(
            "the catalogue has several currencies, and the price says none; write {{{}}}",
            example.collect::<Vec<_>>().join(", ")
        );
        self.report(place, Code::Missing, detail);
    }

    /// Returns the charges of a price that names no period: for the only one; for each where it is free or on request.
    fn of_one_period(&self, charge: &ChargeSource, place: &str, periods: &[&str]) -> Vec<Option<Charge>> {
        let read = self.charge(charge);
        let is_of_all = matches!(charge, ChargeSource::Word(_));
        if periods.len() > 1 && !is_of_all && !periods.contains(&"") {
            let detail = format!(
                "the catalogue has the periods {}, and the price says none; write for example {}",
                periods.join(", "),
                by_period(periods)
            );
            self.report(place, Code::Missing, detail);
        }
        vec![read; periods.len()]
    }

    fn of_periods(&self, charges: Vec<(&str, Option<&ChargeSource>, &str)>, periods: &[&str]) -> Vec<Option<Charge>> {
        let mut all = vec![None; periods.len()];
        for (name, charge, place) in charges {
            let at = self.look_up("period of \"prices\"", name, periods, place);
            let charge = charge.and_then(|charge| self.charge(charge));
            if let Some(at) = at {
                all[at] = charge;
            }
        }
        all
    }

    /// Returns a charge; none where it could not be read, which was reported.
    fn charge(&self, source: &ChargeSource) -> Option<Charge> {
        let parts: Vec<_> = match source {
            ChargeSource::Word(NoAmountSource::Free) => return Some(Charge::Free),
            ChargeSource::Word(NoAmountSource::OnRequest) => return Some(Charge::OnRequest),
            ChargeSource::Amount(amount) => vec![self.flat(amount)],
            ChargeSource::Part(part) => vec![self.part(part)],
            ChargeSource::Parts(parts) => {
                self.at_most(MAX_PARTS, "parts", &parts.pointer, parts.value.0.len());
                let part = |item: &ItemSource| match item {
                    ItemSource::Amount(amount) => self.flat(amount),
                    ItemSource::Part(part) => self.part(part),
                };
                parts.value.0.iter().map(part).collect()
            }
        };
        let parts: Vec<_> = parts.into_iter().collect::<Option<_>>()?;
        // Where nothing more is said of it, a sum of nothing is free.
        let is_nothing = |part: &Part| *part == Part::flat(Money(0));
        match parts.is_empty() {
            true => None,
            false if parts.iter().all(is_nothing) => Some(Charge::Free),
            false => Some(Charge::Parts(parts)),
        }
    }

    fn flat(&self, amount: &At<AmountSource>) -> Option<Part> {
        self.money(amount).map(Part::flat)
    }

    fn part(&self, At { value: source, pointer: place }: &At<PartSource>) -> Option<Part> {
        let pointer = |field: Option<&At<WholeSource>>| field.map(|field| field.pointer.clone());
        let per = source.per.as_ref().and_then(|id| self.counted_question(id));
        let is_counted = source.per.is_some() || source.unit.is_some();
        let counting = [
            ("each", pointer(source.each.as_ref())),
            ("minimum", pointer(source.minimum.as_ref())),
            ("included", pointer(source.included.as_ref())),
            ("tiers", source.tiers.as_ref().map(|tiers| tiers.pointer.clone())),
        ];
        for (name, place) in counting {
            if let (false, Some(place)) = (is_counted, place) {
                let detail = format!(
                    "\"{name}\" counts units, and the part has none; add \"per\" with the id of a number question, or \"unit\""
                );
                self.report(&place, Code::NotAllowed, detail);
            }
        }
        if let Some(each) = source.each.as_ref().filter(|each| each.value.0 == 0) {
            self.report(&each.pointer, Code::OutOfRange, "0 units are never started; write 1 or more");
        }
        if let (Some(by), None) = (&source.tiers_by, &source.tiers) {
            self.report(&by.pointer, Code::NotAllowed, "the part has no \"tiers\"; add them, or take \"tiers_by\" out");
        }
        let rate = match (&source.amount, &source.tiers) {
            (Some(amount), None) => self.money(amount).map(Rate::Same),
            (None, Some(tiers)) => {
                let by = match source.tiers_by.as_ref().map(|by| by.value).unwrap_or_default() {
                    TiersBySource::Graduated => TiersBy::Graduated,
                    TiersBySource::Volume => TiersBy::Volume,
                };
                Some(Rate::Tiers { by, tiers: self.tiers(tiers) })
            }
            (Some(_), Some(tiers)) => {
                let detail = "\"amount\" and \"tiers\" both say how much; take one out";
                self.report(&tiers.pointer, Code::NotAllowed, detail);
                None
            }
            (None, None) => {
                let detail = "the part says no amount; add \"amount\", such as \"8\", or \"tiers\"";
                self.report(place, Code::Missing, detail);
                None
            }
        };
        let whole = |number: Option<&At<WholeSource>>, otherwise| number.map_or(otherwise, |number| number.value.0);
        Some(Part {
            per,
            unit: source.unit.is_some().then(|| self.unit(source.unit.as_ref())),
            each: whole(source.each.as_ref(), 1).max(1),
            minimum: whole(source.minimum.as_ref(), 0),
            included: whole(source.included.as_ref(), 0),
            from: source.from.unwrap_or(false),
            once: source.once.unwrap_or(false),
            name: source.name.as_ref().map(|name| self.text(name)),
            rate: rate?,
        })
    }

    /// Returns the number question by whose answer a part is multiplied.
    fn counted_question(&self, id: &At<Plain>) -> Option<QuestionIx> {
        let (at, question) = self.question_by_id(id)?;
        match question.kind.value {
            Answered::Number => Some(at),
            Answered::Unread => None,
            Answered::One | Answered::Several | Answered::YesNo => {
                let detail = format!(
                    "{} is not answered with a number; name a number question, or say what it is for in \"unit\"",
                    Quoted(&id.value.0)
                );
                self.report(&id.pointer, Code::WrongKind, detail);
                None
            }
        }
    }

    fn tiers(&self, source: &At<Many<TierSource>>) -> Vec<Tier> {
        let tiers = &source.value.0;
        self.at_most(MAX_TIERS, "tiers", &source.pointer, tiers.len());
        let mut last = 0;
        let mut all = Vec::new();
        for (at, tier) in tiers.iter().enumerate() {
            let place = format!("{}/{at}", source.pointer);
            match &tier.up_to {
                Some(up_to) if up_to.value.0 <= last => {
                    let detail = format!(
                        "{} does not follow {last}; write the tiers from the smallest on, each with how many units it goes up to",
                        up_to.value.0
                    );
                    self.report(&up_to.pointer, Code::OutOfRange, detail);
                }
                Some(up_to) => last = up_to.value.0,
                None if at + 1 < tiers.len() => {
                    let detail = "only the last tier goes on without an end; add \"up_to\"";
                    self.report(&place, Code::Missing, detail);
                }
                None => {}
            }
            if tier.amount.is_none() && tier.flat.is_none() {
                let detail = "the tier says no amount; add \"amount\" for each unit, or \"flat\"";
                self.report(&place, Code::Missing, detail);
            }
            let money =
                |amount: &Option<At<AmountSource>>| amount.as_ref().and_then(|it| self.money(it)).unwrap_or_default();
            all.push(Tier {
                up_to: tier.up_to.as_ref().map(|up_to| up_to.value.0),
                amount: money(&tier.amount),
                flat: money(&tier.flat),
            });
        }
        all
    }

    /// Returns an amount of money; none where it could not be read, which was reported.
    pub(super) fn money(&self, source: &At<AmountSource>) -> Option<Money> {
        let written = match &source.value {
            AmountSource::Unread => return None,
            AmountSource::Whole(number) => number.to_string(),
            AmountSource::Text(text) => text.trim().to_owned(),
            AmountSource::Fraction(number) => {
                let detail = match read_money(number) {
                    Some(_) => {
                        format!("{number} is a number, which programs may round; write it as a text: \"{number}\"")
                    }
                    None => format!("{number} is not an amount; {AN_AMOUNT}"),
                };
                self.report(&source.pointer, Code::WrongType, detail);
                return None;
            }
        };
        if let Some(money) = read_money(&written) {
            return Some(money);
        }
        let lower = written.to_lowercase();
        let is_one_of = |words: &[&str]| words.contains(&&*lower);
        let way_out =
            if is_one_of(&["custom", "contact us", "contact sales", "on request", "on_request", "enterprise", "quote"])
            {
                "write \"on-request\"".to_owned()
            } else if is_one_of(&["gratis", "none", "no charge", "kostenlos", "gratuit"]) || lower == "free" {
                "write \"free\" as the whole price, or \"0\"".to_owned()
            } else if let Some(from) = lower.strip_prefix("from ").and_then(bare_number) {
                format!("write {{\"amount\": \"{from}\", \"from\": true}}")
            } else if let Some(number) = bare_number(&written) {
                let is_alone = written.starts_with(|c: char| c.is_ascii_digit())
                    && written.ends_with(|c: char| c.is_ascii_digit());
                let why = if is_alone { "" } else { ": \"prices\" says the currency" };
                format!("write \"{number}\"{why}")
            } else {
                AN_AMOUNT.to_owned()
            };
        let detail = format!("{} is not an amount; {way_out}", Quoted(&written));
        self.report(&source.pointer, Code::Malformed, detail);
        None
    }
}

/// The rule of amounts.
const AN_AMOUNT: &str = "write one such as \"6.40\", from 0 to 1000000000 with up to 6 decimals";

/// The most months that a period has.
const MOST_MONTHS: u64 = 1200;
/// The length of a month.
const MONTH: u32 = 365;

fn read_money(text: &str) -> Option<Money> {
    parse_number(text, MOST_DECIMALS).filter(|it| *it <= LARGEST_AMOUNT * 10_u64.pow(MOST_DECIMALS)).map(Money)
}

/// Returns the number that is meant by one with a currency around it, or with marks between its digits.
fn bare_number(text: &str) -> Option<String> {
    let is_of_number = |c: char| c.is_ascii_digit();
    let (start, end) = (text.find(is_of_number)?, text.rfind(is_of_number)? + 1);
    let (before, after) = (text[..start].trim(), text[end..].trim());
    let is_currency = |text: &str| text.is_empty() || currency::meant(text).is_some();
    let number = meant_number(&text[start..end])?;
    (is_currency(before) && is_currency(after) && read_money(&number).is_some()).then_some(number)
}

/// Returns the length of a known period.
pub(super) fn length_of(id: &str) -> Option<u32> {
    BillingPeriod::KNOWN.iter().find(|(known, _)| *known == id).map(|(_, length)| *length)
}

/// Returns the id of a period, and its place.
fn id_of(period: &PeriodSource) -> (&str, &str) {
    match period {
        PeriodSource::Known(id) => (&id.value.0, &id.pointer),
        PeriodSource::Own(own) => (own.id.as_str(), &own.id.pointer),
    }
}
