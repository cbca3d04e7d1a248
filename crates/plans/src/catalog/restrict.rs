//! A part of an offer, in one of its languages.

use super::{AddOn, AddOnIx, Catalog, Counted, FamilyIx, PlanIx, QuestionKind, Text, current_plan};
use crate::{language, plural};

impl Catalog {
    /// Returns the same offer with these plans alone, still the lowest first; all of them where none is named. A company's size
    /// that suits a plan left out suits the next higher one that is there, else the highest. Families stay, also without plans; add-ons
    /// that no plan can have are left out.
    pub fn only(mut self, plans: &[PlanIx]) -> Self {
        if plans.is_empty() {
            return self;
        }
        let parts = &mut self.0;
        let mut kept = Vec::new();
        for plan in PlanIx::all(parts.plans.len()) {
            kept.push(plans.contains(&plan));
        }
        for entitlement in &mut parts.entitlements {
            keep(&mut entitlement.cells, &kept);
        }
        keep(&mut parts.plans, &kept);
        let moved = |plans: &mut Vec<PlanIx>| *plans = of_kept(plans.iter().map(|plan| plan.get()), &kept, PlanIx::new);
        for family in &mut parts.families {
            moved(&mut family.plans);
        }
        for add_on in &mut parts.add_ons {
            moved(&mut add_on.plans);
        }
        keep_add_ons(&mut parts.add_ons);
        for question in &mut parts.questions {
            if let QuestionKind::One(choices) | QuestionKind::Several(choices) = &mut question.kind {
                for choice in choices {
                    if let Some(suited) = choice.suits {
                        let lower = kept[..suited.get()].iter().filter(|kept| **kept).count();
                        choice.suits = Some(PlanIx::new(lower.min(parts.plans.len() - 1)));
                    }
                }
            }
        }
        self.1 = current_plan::question(&self.0);
        self
    }

    /// Returns the same offer with the plans of one family alone: see [`Catalog::only`]. Questions for other families are not asked
    /// then.
    pub fn of_family(self, family: FamilyIx) -> Self {
        let plans = self.0.families[family.get()].plans.clone();
        self.only(&plans)
    }

    /// Returns the same offer, told in a language (a BCP 47 tag) where any of its texts is translated into that, or into one
    /// close to it: see [`Catalog::language`].
    pub fn in_language(mut self, tag: &str) -> Self {
        let languages = &self.0.languages;
        if let Some((known, _)) = language::closest(languages.rules(), tag, true)
            && known != languages.own()
        {
            // What is asked may say more, by which a text may be found that says so, too.
            let says_more = tag.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
            self.0.language = if says_more { tag } else { known }.to_owned();
        }
        self
    }

    /// Returns the language that it is told in. A text that is not translated into it is in the catalogue's own.
    pub fn language(&self) -> &str {
        &self.0.language
    }

    /// Returns a text of it in the language that it is told in.
    pub fn text<'a>(&'a self, text: &'a Text) -> &'a str {
        text.in_language(self.language())
    }

    /// Returns the form of a counted text for a number, in the language that it is told in.
    pub fn counted<'a>(&'a self, counted: &'a Counted, count: impl Into<u64>) -> &'a str {
        // A form that somebody translated alone does not stand beside others that nobody did.
        let language = self.language_of(&counted.other);
        let place = plural::form(self.0.languages.rule(language), count.into());
        let form = counted.forms.iter().find(|form| form.place == place);
        form.map_or(&counted.other, |form| &form.text).in_language(language)
    }

    /// Returns the language that a text is told in.
    pub fn language_of(&self, text: &Text) -> &str {
        if text.is_in(&self.0.language) { &self.0.language } else { self.0.languages.own() }
    }
}

/// Keeps those items of a list that are marked so.
fn keep<T>(items: &mut Vec<T>, kept: &[bool]) {
    let mut at = 0;
    items.retain(|_| {
        at += 1;
        kept[at - 1]
    });
}

/// Leaves out the add-ons that can be taken with no plan, or depend on one that cannot.
fn keep_add_ons(add_ons: &mut Vec<AddOn>) {
    let mut kept = Vec::new();
    for add_on in add_ons.iter() {
        kept.push(!add_on.plans.is_empty());
    }
    // What depends on one that is left out is left out in turn, however long the chain.
    for _ in 0..add_ons.len() {
        for (at, add_on) in add_ons.iter().enumerate() {
            kept[at] &= add_on.depends_on.iter().all(|on| kept[on.get()]);
        }
    }
    keep(add_ons, &kept);
    for add_on in add_ons {
        for others in [&mut add_on.depends_on, &mut add_on.excludes] {
            *others = of_kept(others.iter().map(|other| other.get()), &kept, AddOnIx::new);
        }
    }
}

/// Returns where those of some positions are that are kept.
fn of_kept<T>(positions: impl Iterator<Item = usize>, kept: &[bool], new: fn(usize) -> T) -> Vec<T> {
    let mut now = Vec::new();
    for at in positions {
        if kept[at] {
            now.push(new(kept[..at].iter().filter(|kept| **kept).count()));
        }
    }
    now
}
