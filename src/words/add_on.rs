//! Add-ons in words: beside a plan's name, what they give, and what they cost.

use plans::catalog::{AddOnIx, Billing, Granted, Kind, Taken, Value};
use plans::{Advised, EntitlementIx, PlanIx};

use super::Words;

impl Words<'_> {
    /// Returns an add-on's name.
    pub fn add_on(&self, add_on: AddOnIx) -> String {
        self.text(&self.catalog.add_on(add_on).name)
    }

    /// Names add-ons that are taken, each with its number where that is more than one: "2 × Guest rooms".
    pub fn taken(&self, taken: &[Taken]) -> Vec<String> {
        let mut names = Vec::new();
        for Taken { add_on, count } in taken {
            let name = self.add_on(*add_on);
            names.push(match count {
                1 => name,
                count => self.locale.add_on_count(&name, &self.number(u64::from(*count), 0)),
            });
        }
        names
    }

    /// Returns a plan's name with the add-ons that are taken with it: "Team with Extra storage".
    pub fn plan_with(&self, plan: PlanIx, taken: &[Taken]) -> String {
        match taken {
            [] => self.plan(plan),
            taken => self.locale.plan_with(&self.list(&self.taken(taken)), &self.plan(plan)),
        }
    }

    /// Returns the same as short as a bar is: "Team + Extra storage".
    pub fn plan_plus(&self, plan: PlanIx, taken: &[Taken]) -> String {
        let mut all = vec![self.plan(plan)];
        all.extend(self.taken(taken));
        super::join(&all, " + ")
    }

    /// Words which add-ons are taken, as short as a cell is: "with Extra storage", "with both add-ons", "with 3 add-ons". None without.
    pub fn with_add_ons(&self, taken: &[Taken]) -> Option<String> {
        let locale = self.locale;
        match taken {
            [] => None,
            [_] => Some(locale.with_add_on(&self.list(&self.taken(taken)))),
            // Of more than two, "both" says too little.
            [_, _] if self.catalog.add_ons().count() == 2 && taken.iter().all(|taken| taken.count == 1) => {
                Some(locale.with_both_add_ons().to_owned())
            }
            [_, _] => Some(locale.with_add_on(&self.list(&self.taken(taken)))),
            more => Some(locale.with_add_ons(more.len() as u32)),
        }
    }

    /// Words what one of an add-on gives, row by row: "Storage: 500 GB more", "Sign-in: SAML", "Audit log".
    pub fn gives(&self, add_on: AddOnIx) -> Vec<String> {
        let locale = self.locale;
        let mut gives = Vec::new();
        for grant in &self.catalog.add_on(add_on).gives {
            let row = self.row(grant.entitlement);
            gives.push(match grant.gives {
                Granted::Value(Value::Included) => row,
                Granted::Value(value) => locale.add_on_grants(&row, &self.cell(grant.entitlement, value)),
                Granted::More(value) => match &self.catalog.entitlement(grant.entitlement).kind {
                    Kind::Options(_) => locale.add_on_grants(&row, &self.cell(grant.entitlement, value)),
                    _ => locale.add_on_adds(&row, &self.cell(grant.entitlement, value)),
                },
            });
        }
        gives
    }

    /// Words all that is to be known of an add-on beside its name and its price: what it gives, how often it can be taken, with which
    /// plans, and what it needs or excludes.
    pub fn add_on_terms(&self, add_on: AddOnIx) -> String {
        let (locale, of) = (self.locale, self.catalog.add_on(add_on));
        let mut terms = self.gives(add_on);
        if of.most > 1 {
            terms.push(locale.add_on_most(of.most));
        }
        if of.plans.len() < self.catalog.plans().len() {
            let mut plans = Vec::new();
            for plan in &of.plans {
                plans.push(self.plan(*plan));
            }
            terms.push(locale.add_on_plans(&self.list(&plans)));
        }
        for needed in &of.depends_on {
            terms.push(locale.add_on_needs(&self.add_on(*needed)));
        }
        for excluded in &of.excludes {
            terms.push(locale.add_on_not_with(&self.add_on(*excluded)));
        }
        super::join(&terms, locale.list_comma())
    }

    /// Words what one of an add-on costs: "$10 a month". None where that is not stated.
    pub fn add_on_price(&self, billing: Billing, add_on: AddOnIx) -> Option<String> {
        self.price(billing, &self.catalog.add_on(add_on).price)
    }

    /// Returns the add-ons with which a plan is advised.
    pub fn add_ons_of<'v>(&self, advised: &'v Advised, plan: PlanIx) -> &'v [Taken] {
        &advised.advice.verdicts[plan.get()].add_ons
    }

    /// Words what a plan offers in a row with the add-ons with which it is advised.
    pub fn offered_advised(&self, advised: &Advised, row: EntitlementIx, plan: PlanIx) -> String {
        let own = advised.answers.offered(self.catalog, row, plan);
        let offered = advised.answers.offered_with(self.catalog, row, plan, self.add_ons_of(advised, plan));
        if offered == own { self.offered(&advised.answers, row, plan) } else { self.cell(row, offered) }
    }

    /// Words what a plan has of its own in a row, and what add-ons that are taken with it make of that: "100 GB, and 500 GB from Extra
    /// storage", "with SSO". None where they change nothing.
    pub fn by_add_ons(&self, row: EntitlementIx, own: Value, taken: &[Taken]) -> Option<String> {
        let locale = self.locale;
        let (mut names, mut added) = (Vec::new(), None);
        for Taken { add_on, count } in taken {
            for grant in &self.catalog.add_on(*add_on).gives {
                if grant.entitlement == row {
                    names.push(Taken { add_on: *add_on, count: *count });
                    added = match grant.gives {
                        Granted::More(value) => Some(value),
                        Granted::Value(_) => None,
                    };
                }
            }
        }
        let by = self.list(&self.taken(&names));
        match (names.as_slice(), added) {
            ([], _) => None,
            // What is added is told by one add-on, taken once, to what there is.
            ([Taken { count: 1, .. }], Some(added)) if !own.is_state() => {
                Some(locale.cell_adds(&by, &self.cell(row, added), &self.cell(row, own)))
            }
            _ => Some(locale.cell_by_add_on(&by)),
        }
    }

    /// Words what an add-on that a plan can be taken with would give in a row that the plan lacks: "$20 a month for 20 guests". None
    /// where no add-on gives it.
    pub fn given_by_add_on(&self, billing: Billing, row: EntitlementIx, plan: PlanIx) -> Option<String> {
        for add_on in self.catalog.add_ons() {
            let of = self.catalog.add_on(add_on);
            let grant = of.gives.iter().find(|grant| grant.entitlement == row);
            let Some(grant) = grant.filter(|_| of.plans.contains(&plan)) else { continue };
            let (Granted::Value(value) | Granted::More(value)) = grant.gives;
            let price = self.price(billing, &of.price);
            return Some(match (price, value) {
                (Some(price), Value::Included) => price,
                (Some(price), value) => self.locale.cell_add_on_for(&price, &self.cell(row, value)),
                (None, Value::Included) => self.text(&of.name),
                (None, value) => self.cell(row, value),
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use plans::catalog::Quantity;

    use plans::testing::add_on_at;

    use super::super::fernhaus::*;
    use super::*;

    fn rooms() -> Taken {
        Taken { add_on: add_on_at(1), count: 1 }
    }

    #[test]
    fn a_plan_is_named_with_its_add_ons() {
        let catalog = fernhaus();
        let named = |taken: &[Taken]| {
            [
                said(&catalog, "en", |words| Some(words.plan_with(team(), taken))),
                said(&catalog, "en", |words| Some(words.plan_plus(team(), taken))),
                said(&catalog, "en", |words| words.with_add_ons(taken)),
            ]
        };
        assert_eq!(named(&[]), ["Team", "Team", "nothing"]);
        assert_eq!(named(&[taken(1)]), ["Team with Extra storage", "Team + Extra storage", "with Extra storage"]);
        assert_eq!(
            named(&[taken(2), rooms()]),
            [
                "Team with 2 × Extra storage and Guest rooms",
                "Team + 2 × Extra storage + Guest rooms",
                "with 2 × Extra storage and Guest rooms"
            ]
        );
        assert_eq!(named(&[taken(1), rooms()])[2], "with both add-ons");
    }

    #[test]
    fn what_an_add_on_gives_costs_and_goes_with_is_told() {
        let catalog = fernhaus();
        let [storage, rooms] = [0, 1].map(add_on_at);
        let terms = |add_on| said(&catalog, "en", |words| Some(words.add_on_terms(add_on)));
        assert_eq!(terms(storage), "Storage: 500 GB more, up to 4 times, with Team and Studio");
        assert_eq!(terms(rooms), "Guests, with Team and Studio");
        assert_eq!(said(&catalog, "en", |words| words.add_on_price(by_year(), storage)), "$8 a month");
        let german = said(&catalog, "de", |words| Some(words.add_on_terms(storage)));
        assert_eq!(german, "Storage: 500 GB mehr, bis zu 4-mal, mit Team und Studio");
    }

    #[test]
    fn a_cell_says_what_add_ons_make_of_it_or_would() {
        let catalog = fernhaus();
        let [storage, guests] = ["storage", "guests"].map(|id| catalog.entitlement_by_id(id).expect("a row"));
        let own = Value::Quantity(Quantity::Count(100));
        let by = |row, own, taken: &[Taken]| said(&catalog, "en", |words| words.by_add_ons(row, own, taken));
        assert_eq!(by(storage, own, &[taken(1), rooms()]), "100 GB, and 500 GB from Extra storage");
        assert_eq!(by(storage, own, &[taken(2)]), "with 2 × Extra storage");
        assert_eq!(by(guests, Value::NotIncluded, &[rooms()]), "with Guest rooms");
        assert_eq!(by(guests, Value::NotIncluded, &[taken(1)]), "nothing");
        let had = |row, plan| said(&catalog, "en", |words| words.given_by_add_on(BY_MONTH, row, plan));
        assert_eq!(had(guests, team()), "$20 a month");
        assert_eq!(had(storage, team()), "$10 a month for 500 GB");
        assert_eq!(had(guests, company()), "nothing");
    }
}
