use lean_view::in_scope;

use super::super::{Shown, table_marks};
use super::{Dice, msa, only, state};

#[test]
fn marks_agree_with_the_rooms_that_they_are_made_of() {
    for number in 0..30 {
        in_scope(|| {
            let state = state(msa());
            let mut dice = Dice::new(number);
            for _ in 0..12 {
                let catalog = state.offer.catalog();
                let (comparison, plans) = (state.comparison, state.offer.plans());
                let plan = dice.pick(&plans);
                match dice.below(8) {
                    0 => comparison.show_plan(plan, dice.once_in(2)),
                    1 => comparison.move_plan(dice.pick(&comparison.columns()), dice.once_in(2)),
                    2 => comparison.show_only_differences(dice.once_in(2)),
                    3 => comparison.fold_section(dice.below(catalog.sections().count()), true),
                    4 => comparison.search(dice.pick(&["", " ", "team", "hours", "zebra", "response"]).to_owned()),
                    5 => state.answer_some(&mut dice),
                    6 => comparison.show_narrow(comparison.narrow_columns(None), 0, plan),
                    _ => {
                        let sets: [&[&str]; 3] =
                            [&["plus"], &["start", "business"], &["standard", "plus", "enterprise"]];
                        let catalog = if dice.once_in(2) { msa() } else { only(msa(), dice.pick(&sets)) };
                        let mut plans: Vec<_> = catalog.plans().collect();
                        if dice.once_in(2) {
                            plans.reverse();
                        }
                        state.show(Shown { plans, ..Shown::told(catalog) });
                    }
                }

                let catalog = state.offer.catalog();
                let marks = table_marks(state.offer, state.advice, comparison);
                assert_eq!(marks.order, comparison.cell_order(&comparison.columns()));
                assert_eq!(marks.list, marks.order, "there is room for all");
                let (plans, columns) = (state.offer.plans(), comparison.columns());
                let recommended = state.advice.recommended();
                let marked = recommended.filter(|_| state.advice.fits());
                let narrow = comparison.narrow_columns(recommended);
                assert_eq!(marks.columns.len(), plans.len());
                for (mark, plan) in marks.columns.iter().zip(&plans) {
                    assert_eq!(mark.is_recommended, marked == Some(*plan), "none is marked that does not fit");
                    assert_eq!(mark.is_elsewhere, mark.is_hidden, "all have room");
                    assert_eq!(mark.is_second, narrow[1] == *plan && narrow[0] != *plan);
                    assert_eq!(mark.is_hidden, !columns.contains(plan));
                    assert_eq!(mark.is_wide_only, !narrow.contains(plan));
                    assert!(mark.is_wide_only || !mark.is_hidden, "a narrow screen shows none that is left out");
                }
                // The cells that are not hidden stand in the order of the columns.
                let seen: Vec<_> = marks.order[1..].iter().map(|cell| plans[cell - 1]).take(columns.len()).collect();
                assert_eq!((marks.order[0], seen), (0, columns));

                let rows = comparison.rows();
                let hidden: Vec<_> = catalog.entitlements().map(|row| !rows[row.get()].is_shown).collect();
                assert_eq!(marks.hidden_rows, hidden);
                assert_eq!(marks.sections.len(), catalog.sections().count());
                for (at, (mark, (_, of_section))) in marks.sections.iter().zip(catalog.sections()).enumerate() {
                    assert_eq!(mark.is_hidden, of_section.into_iter().all(|row| marks.hidden_rows[row.get()]));
                    let is_folded = comparison.is_folded(at) && comparison.searched().is_empty();
                    assert_eq!(mark.is_folded, is_folded, "what is found is never folded up");
                }
            }
        });
    }
}
