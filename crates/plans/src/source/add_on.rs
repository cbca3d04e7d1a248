//! What a catalogue file may say of add-ons, of who may have a plan, and of families of plans.

use super::field::{IdSource, IsSource, Plain, TextSource, ValueSource};
use super::price::{PriceSource, WholeSource};
use super::two_forms::BlockSource;
use crate::json::{At, Many, object};

object! {
    /// What can be taken beside a plan.
    pub struct AddOnSource {
        /// Names it in requests and reports.
        "id" id: At<IdSource>,
        /// Its name.
        "name" name: TextSource,
        /// What it is, in plain words: paragraphs and lists. Left out where nothing is explained.
        "explanation" explanation: Option<Many<BlockSource>>,
        /// The ids of the plans that it can be taken with. All where it is left out.
        "plans" plans: Option<At<Many<At<Plain>>>>,
        /// What one of it costs. Not stated where it is left out.
        "price" price: Option<At<PriceSource>>,
        /// How many of it can be taken: 1 to 1000. 1 where it is left out.
        "most" most: Option<At<WholeSource>>,
        /// The ids of the add-ons of each of which one must be taken, too.
        #[schemars(default)]
        "depends_on" depends_on: Vec<At<Plain>>,
        /// The ids of the add-ons beside which it cannot be taken. Those cannot be taken beside it, either.
        #[schemars(default)]
        "excludes" excludes: Vec<At<Plain>>,
        /// What it gives, a row each.
        #[schemars(default)]
        "gives" gives: Vec<GrantSource>,
    }

    /// What an add-on gives in one row: "adds" so much to what the plan has, or a "value" in its place.
    pub struct GrantSource {
        /// The row's id.
        "entitlement" entitlement: At<Plain>,
        /// So much more, with each that is taken: in a row of the kind "quantity", "decimal", "amount" or "options".
        "adds" adds: Option<At<ValueSource>>,
        /// What the plan has with it, unless it has as much without.
        "value" value: Option<At<ValueSource>>,
    }

    /// A condition on an answer, with which alone a plan can be had: "is"; or, of a number, "at_least", "at_most", or "from" and "to".
    pub struct PremiseSource {
        /// The question's id.
        "question" question: At<Plain>,
        /// "answered", the id of a choice, a list of ids any of which is enough, or true or false for yes or no.
        "is" is: Option<At<IsSource>>,
        /// The smallest number.
        "at_least" at_least: Option<At<ValueSource>>,
        /// The largest number.
        "at_most" at_most: Option<At<ValueSource>>,
        /// The smallest number, beside "to".
        "from" from: Option<At<ValueSource>>,
        /// The largest number, beside "from".
        "to" to: Option<At<ValueSource>>,
    }

    /// Plans for one purpose, with a recommendation of their own.
    pub struct PlanFamilySource {
        /// Names it in links and answers.
        "id" id: At<IdSource>,
        /// Its name.
        "name" name: TextSource,
        /// The ids of its plans.
        "plans" plans: At<Many<At<Plain>>>,
    }
}
