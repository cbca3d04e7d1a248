//! What a catalogue file may hold: its objects and their fields.

use super::add_on::{AddOnSource, PlanFamilySource, PremiseSource};
use super::field::*;
use super::price::{PriceSource, PricesSource};
use super::pricing2yaml::Pricing2YamlSource;
use super::reply::ReplySource;
use super::two_forms::{
    BlockSource, CellSource, DefaultSource, HolidaySource, LinkSource, OnlyIfSource, RequirementSource,
};
use super::unit::UnitForm;
use crate::json::{At, Many, Named, object};

object! {
    /// A catalogue: what is offered in which plan, and what is asked of the visitor.
    #[schemars(title = "Catalogue of plans")]
    pub struct CatalogSource {
        /// Where the schema of this file is, for editors.
        "$schema" schema: Option<Plain>,
        /// Names the catalogue in requests and links.
        "id" id: At<IdSource>,
        /// Changes whenever the offer changes, such as "2026-11".
        "version" version: Plain,
        /// The language of every text that is a plain string: a language tag, such as "en".
        "language" language: LanguageSource,
        /// The page's heading.
        "title" title: TextSource,
        /// The sentence below the heading.
        "introduction" introduction: TextSource,
        /// The ribbon over the recommended plan.
        "ribbon" ribbon: TextSource,
        /// The words on the button that asks for a plan.
        "request_plan" request_plan: TextSource,
        /// The words on the link to more about a plan.
        "learn_more" learn_more: TextSource,
        /// What a requester must agree to. Without it nothing is asked.
        "consent" consent: Option<TextSource>,
        /// When a request is answered, such as "We answer within one working day."; or who answers and by when. Without it nothing is
        /// said of it.
        "reply" reply: Option<At<ReplySource>>,
        /// The year, such as 2027, in which hours of different zones are compared. Left out, they are not.
        "compare_year" compare_year: Option<At<YearSource>>,
        /// Sets of holidays by name, which hours use.
        "holiday_sets" holiday_sets: Option<Named<Many<HolidaySource>>>,
        /// Support hours by name. Cells and requirements use the names; "always" needs no entry.
        "hours" hours: Option<Named<HoursSource>>,
        /// Ordered scales by name, each lowest level first.
        "scales" scales: Option<Named<Many<LevelSource>>>,
        /// Sets of options by name, which rows of the kind "options" share.
        "option_sets" option_sets: Option<Named<Many<LevelSource>>>,
        /// The plans, lowest first. At most 200.
        "plans" plans: Many<PlanSource>,
        /// The sections of the table, in order.
        "sections" sections: Many<SectionSource>,
        /// How bad incidents are, the worst first. With them the page tells when each plan would answer. At most 20.
        #[schemars(default)]
        "severities" severities: Vec<SeveritySource>,
        /// The questions, in groups. At most 100 questions.
        #[schemars(default)]
        "groups" groups: Vec<GroupSource>,
        /// The ids of the questions that are shown first. Where it is left out, the three that separate the plans most.
        "decides" decides: Option<At<Many<At<Plain>>>>,
        /// Whether the page asks first which plan a visitor has. False where it is left out.
        "ask_current_plan" ask_current_plan: Option<At<bool>>,
        /// In what and how often plans are paid for. Left out where no plan has a price.
        "prices" prices: Option<At<PricesSource>>,
        /// What can be taken beside a plan. At most 40.
        #[schemars(default)]
        "add_ons" add_ons: At<Vec<AddOnSource>>,
        /// Families of plans, each with a recommendation of its own. Each plan is in one then. At most 20.
        #[schemars(default)]
        "families" families: At<Vec<PlanFamilySource>>,
        /// What `import` keeps of a Pricing2Yaml file for `export`. No page shows it.
        "pricing2yaml" pricing2yaml: Option<Pricing2YamlSource>,
    }

    /// Support hours: openings of a week in a time zone.
    pub struct HoursSource {
        /// The IANA name of the zone, such as "America/New_York"; or "local" for the visitor's own.
        "zone" zone: At<Plain>,
        /// What people call the zone, such as "ET". Must be there unless the zone is "local".
        "zone_label" zone_label: Option<TextSource>,
        /// What a choice that names these hours is called, such as "Weekdays 10–17 ET".
        "name" name: Option<TextSource>,
        /// How the publisher says these hours, once and whole.
        "words" words: Option<TextSource>,
        /// The openings of a week.
        "weekly" weekly: Many<OpeningSource>,
        /// Dates on which support stays closed, as "YYYY-MM-DD", names of sets of holidays, and rules.
        #[schemars(default)]
        "holidays" holidays: Vec<HolidaySource>,
    }

    /// Open from a time to a time, on each of some days.
    pub struct OpeningSource {
        /// "mon" to "sun".
        "days" days: At<Many<At<Plain>>>,
        /// From when, as "HH:MM".
        "open" open: At<Plain>,
        /// Until when, as "HH:MM", at most "24:00". On the next day where it is not later than "open".
        "close" close: At<Plain>,
        /// The zone of this opening, where it is another than that of the hours: an IANA name, or "local".
        "zone" zone: Option<At<Plain>>,
        /// What people call that zone.
        "zone_label" zone_label: Option<At<TextSource>>,
    }

    /// A level of a scale, or an option.
    pub struct LevelSource {
        /// Names it in cells and requirements.
        "id" id: At<IdSource>,
        /// What people read.
        "name" name: TextSource,
    }

    /// A plan.
    pub struct PlanSource {
        /// Names the plan in cells, requests and links.
        "id" id: At<IdSource>,
        /// The plan's name.
        "name" name: TextSource,
        /// Whom it is for.
        "audience" audience: Option<TextSource>,
        /// Whether a visitor can ask for it. True where it is left out.
        "requestable" requestable: Option<bool>,
        /// Where "learn more" leads: an address that begins with "https://" or "/". Without it, to the plan's summary on the page.
        "learn_more_url" learn_more_url: Option<At<Plain>>,
        /// What it costs. Not stated where it is left out.
        "price" price: Option<At<PriceSource>>,
        /// With which answers alone it can be had: all of these.
        #[schemars(default)]
        "available_if" available_if: At<Vec<PremiseSource>>,
    }

    /// A section of the table.
    pub struct SectionSource {
        /// Names the section.
        "id" id: At<IdSource>,
        /// The heading.
        "title" title: TextSource,
        /// The rows.
        "entitlements" entitlements: Many<EntitlementSource>,
    }

    /// A row of the table: one thing that plans include, or not.
    pub struct EntitlementSource {
        /// Names the row in requirements.
        "id" id: At<IdSource>,
        /// The row's name.
        "name" name: TextSource,
        /// One line that stands below the name, such as "Severe impact on business".
        "brief" brief: Option<TextSource>,
        /// What it is, in plain words: paragraphs and lists. Left out where nothing is explained.
        "explanation" explanation: Option<Many<BlockSource>>,
        /// Where more is said of it.
        "link" link: Option<LinkSource>,
        /// What marks it beside its name: "new" or "beta", which the app words, or words of its own.
        "badge" badge: Option<TextSource>,
        /// Words by which the search of the table finds it, too. They stand with the explanation. At most 20.
        #[schemars(default)]
        "tags" tags: At<Vec<TextSource>>,
        /// Who wrote the explanation. Published where it is left out.
        "origin" origin: Option<OriginSource>,
        /// What the row's cells hold.
        "kind" kind: At<KindSource>,
        /// What a quantity counts. For that kind it must be there; decimals and amounts may have it.
        "unit" unit: Option<At<UnitForm>>,
        /// In which period a quantity, a decimal or an amount renews. Left out where it does not.
        "per" per: Option<At<PerSource>>,
        /// Which units amounts are in. For that kind alone, and then it must be there.
        "family" family: Option<At<FamilySource>>,
        /// What can be offered, in a row of the kind "options": at most 64.
        "options" options: Option<At<Many<LevelSource>>>,
        /// The name of a set of options, in place of the row's own.
        "option_set" option_set: Option<At<Plain>>,
        /// The scale of a level. For that kind alone, and then it must be there.
        "scale" scale: Option<At<Plain>>,
        /// A value for every plan, by the plan's id.
        "values" values: At<Named<CellSource>>,
    }

    /// How bad an incident is, and the rows that say when and how soon each plan answers one.
    pub struct SeveritySource {
        /// Names the severity on the command line, in receipts and in links.
        "id" id: At<IdSource>,
        /// What people read, such as "Severity 1".
        "name" name: TextSource,
        /// The id of its row of support hours, whose explanation is the severity's, too.
        "hours" hours: At<Plain>,
        /// The id of its row of response times. Left out where no plan promises any.
        "response" response: Option<At<Plain>>,
        /// What is promised after the first answer, such as updates and the resolution.
        #[schemars(default)]
        "responses" responses: Vec<FurtherResponseSource>,
    }

    /// One more promise for a severity, with a clock of its own.
    pub struct FurtherResponseSource {
        /// Names the promise in reports, such as "resolution".
        "id" id: At<IdSource>,
        /// What people read, such as "Resolution".
        "name" name: TextSource,
        /// The id of its row of response times.
        "response" response: At<Plain>,
        /// The id of the row of hours that its clock runs in. The severity's own where it is left out.
        "hours" hours: Option<At<Plain>>,
    }

    /// Questions under one heading.
    pub struct GroupSource {
        /// Names the group.
        "id" id: At<IdSource>,
        /// The heading.
        "title" title: TextSource,
        /// The questions.
        "questions" questions: Many<QuestionSource>,
    }

    /// A question. The visitor may leave every one open.
    pub struct QuestionSource {
        /// Names the question in answers and links.
        "id" id: At<IdSource>,
        /// The question, as a whole sentence: it stands without its heading, too.
        "prompt" prompt: TextSource,
        /// What helps to answer it.
        "help" help: Option<TextSource>,
        /// Who wrote the question. Published where it is left out.
        "origin" origin: Option<OriginSource>,
        /// The answer to an earlier question with which alone it is asked. Always where it is left out.
        "only_if" only_if: Option<At<OnlyIfSource>>,
        /// The ids of the families for whose plans alone it is asked. For all where it is left out.
        #[schemars(default)]
        "families" families: Vec<At<Plain>>,
        /// How it is answered.
        "kind" kind: At<QuestionKindSource>,
        /// What can be chosen. For "one" and "several" alone, and then it must be there.
        "choices" choices: Option<At<Many<ChoiceSource>>>,
        /// What is counted. For "number" alone, and then it must be there.
        "unit" unit: Option<At<UnitForm>>,
        /// How many decimals the number may have. For "number" alone; none where it is left out.
        "decimals" decimals: Option<At<DecimalsSource>>,
        /// What a yes asks for, as it follows "you asked for". For "yes-no" alone, and then it must be there.
        "asks_for" asks_for: Option<At<TextSource>>,
        /// The answer that holds until the visitor gives another: a choice's id, a list of those, a number, or true or false.
        "default" default: Option<At<DefaultSource>>,
        /// What a number or a yes requires. For "number" and "yes-no" alone.
        #[schemars(default)]
        "requires" requires: At<Vec<RequirementSource>>,
    }

    /// A choice.
    pub struct ChoiceSource {
        /// Names the choice in answers and links.
        "id" id: At<IdSource>,
        /// What the visitor reads and picks. Must be there where no hours are named.
        "label" label: Option<At<TextSource>>,
        /// The name of hours that it is called by, in place of a label.
        "hours" hours: Option<At<Plain>>,
        /// What it asks for, as it follows "you asked for". The label where it is left out.
        "asks_for" asks_for: Option<TextSource>,
        /// The plan that a company of this size suits. In one question of the kind "one" alone.
        "suits" suits: Option<At<Plain>>,
        /// What the choice requires: all of it.
        #[schemars(default)]
        "requires" requires: Vec<RequirementSource>,
    }
}
