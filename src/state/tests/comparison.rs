use lean_view::in_scope;
use plans::PlanIx;
use plans::comparison::narrow_columns;

use super::super::{ComparisonNews, Shown, State};
use super::{Dice, bilingual, msa, only, state};

/// Chooses something of which there is a way back.
fn choose_something(state: State, dice: &mut Dice) {
    let catalog = state.offer.catalog();
    let plans: Vec<_> = catalog.plans().collect();
    let plan = dice.pick(&plans);
    match dice.below(6) {
        0 | 1 => state.comparison.show_plan(plan, dice.once_in(2)),
        2 | 3 => state.comparison.move_plan(dice.pick(&state.comparison.columns()), dice.once_in(2)),
        4 => state.comparison.show_only_differences(dice.once_in(2)),
        _ => state.comparison.fold_section(dice.below(catalog.sections().count()), dice.once_in(2)),
    }
}

/// All that can be taken back.
fn chosen(state: State) -> (Vec<PlanIx>, bool, Vec<bool>, String) {
    let comparison = state.comparison;
    let folded = (0..state.offer.catalog().sections().count()).map(|at| comparison.is_folded(at)).collect();
    (comparison.columns(), comparison.shows_only_differences(), folded, comparison.searched())
}

#[test]
fn at_least_one_plan_is_side_by_side_and_each_once() {
    for number in 0..20 {
        in_scope(|| {
            let state = state(msa());
            let mut dice = Dice::new(number);
            for _ in 0..40 {
                choose_something(state, &mut dice);
                let mut columns = state.comparison.columns();
                assert!(!columns.is_empty());
                assert_eq!(columns, state.comparison.columns_now());
                columns.sort();
                assert!(columns.windows(2).all(|pair| pair[0] < pair[1]), "{columns:?}");
            }
        });
    }
}

#[test]
fn the_last_plan_stays() {
    in_scope(|| {
        let state = state(msa());
        let plans = state.offer.plans();
        for plan in &plans[1..] {
            state.comparison.show_plan(*plan, false);
        }
        state.comparison.show_plan(plans[0], false);
        assert_eq!(state.comparison.columns(), plans[..1]);
        state.comparison.undo();
        assert_eq!(state.comparison.columns().len(), 2, "what changed nothing is no step");
    });
}

#[test]
fn what_changes_nothing_is_no_step_back() {
    in_scope(|| {
        let state = state(msa());
        let plans = state.offer.plans();
        let (first, last) = (plans[0], plans[4]);
        state.comparison.move_plan(first, true);
        state.comparison.move_plan(last, false);
        state.comparison.show_plan(first, true);
        assert!(!state.comparison.can_undo());
    });
}

#[test]
fn a_plan_comes_back_to_where_it_stands_among_all() {
    in_scope(|| {
        let state = state(msa());
        let plans = state.offer.plans();
        for plan in &plans {
            for other in plans.iter().filter(|other| *other != plan) {
                for gone in [plan, other] {
                    state.comparison.show_plan(*gone, false);
                    assert!(!state.comparison.columns().contains(gone));
                }
                state.comparison.show_plan(*plan, true);
                state.comparison.show_plan(*other, true);
                assert_eq!(state.comparison.columns(), plans);
            }
        }
    });
}

#[test]
fn moving_a_plan_changes_places_with_its_neighbour() {
    in_scope(|| {
        let state = state(msa());
        let mut expected = state.offer.plans();
        let mut dice = Dice::new(4);
        for _ in 0..60 {
            let (at, is_back) = (dice.below(expected.len()), dice.once_in(2));
            state.comparison.move_plan(expected[at], is_back);
            let with = if is_back { at.saturating_sub(1) } else { (at + 1).min(expected.len() - 1) };
            expected.swap(at, with);
            assert_eq!(state.comparison.columns(), expected);
        }
    });
}

#[test]
fn where_there_is_room_for_some_plans_alone_the_recommended_one_stands_on_every_page() {
    in_scope(|| {
        let state = state(msa());
        let (comparison, plans) = (state.comparison, state.offer.plans());
        assert_eq!(comparison.page(None).columns, plans, "the room is not known yet");
        comparison.make_room(3);
        let plus = Some(plans[2]);
        let of = |recommended| {
            let page = comparison.page(recommended);
            (page.columns, page.from, page.until, page.count)
        };
        assert_eq!(of(None), (plans[..3].to_vec(), 1, 3, 2));
        assert_eq!(of(plus), (vec![plans[2], plans[0], plans[1]], 1, 3, 2));
        comparison.turn_page(false, 2);
        assert_eq!(of(plus), (vec![plans[2], plans[3], plans[4]], 4, 5, 2));
        assert_eq!(of(None), (plans[2..].to_vec(), 3, 5, 2), "each page is full");
        comparison.turn_page(false, 2);
        assert_eq!(comparison.page_number(2), 1, "there is no page after the last");
        comparison.show_plan(plans[0], false);
        comparison.show_plan(plans[1], false);
        assert_eq!(of(plus), (plans[2..].to_vec(), 1, 3, 1), "all have room");
        comparison.turn_page(true, 1);
        comparison.make_room(1);
        assert_eq!(of(plus), (vec![plans[2], plans[3]], 1, 2, 2), "one beside the recommended at least");
    });
}

#[test]
fn what_is_done_again_is_told_again() {
    in_scope(|| {
        let state = state(msa());
        let (comparison, plan) = (state.comparison, state.plan_called("plus"));
        assert!(comparison.news() == (None, 0));
        comparison.show_plan(plan, false);
        assert!(comparison.news() == (Some(ComparisonNews::Hidden(plan)), 1));
        comparison.show_plan(plan, true);
        comparison.move_plan(plan, true);
        assert!(comparison.news() == (Some(ComparisonNews::Moved(plan, 2)), 3));
        comparison.show_only_differences(true);
        comparison.show_only_differences(false);
        assert!(comparison.news() == (Some(ComparisonNews::Rows), 5));
    });
}

#[test]
fn the_way_back_leads_through_all_that_was_chosen() {
    for number in 0..20 {
        in_scope(|| {
            let state = state(msa());
            let mut dice = Dice::new(number);
            let mut before = vec![chosen(state)];
            for _ in 0..20 {
                choose_something(state, &mut dice);
                if before.last() != Some(&chosen(state)) {
                    before.push(chosen(state));
                }
            }
            while state.comparison.can_undo() {
                while before.last() == Some(&chosen(state)) {
                    before.pop();
                }
                // A tick that was there before is a step that shows nothing.
                let seen = chosen(state);
                while state.comparison.can_undo() && chosen(state) == seen {
                    state.comparison.undo();
                }
                if chosen(state) != seen {
                    assert_eq!(before.last(), Some(&chosen(state)));
                }
            }
            state.comparison.undo();
            assert_eq!(chosen(state), (state.offer.plans(), false, vec![false; 6], String::new()));
        });
    }
}

#[test]
fn all_letters_of_a_search_are_one_step_back() {
    in_scope(|| {
        let state = state(msa());
        state.comparison.show_only_differences(true);
        for typed in ["t", "te", "tea", "team", "tea"] {
            state.comparison.search(typed.to_owned());
            assert_eq!(state.comparison.searched(), typed);
        }
        state.comparison.undo();
        assert_eq!(state.comparison.searched(), "");
        assert!(state.comparison.shows_only_differences(), "the step before is another one");
        state.comparison.undo();
        assert!(!state.comparison.can_undo());
    });
}

/// What a row says, each by itself.
fn said(state: State, row: plans::EntitlementIx) -> Vec<String> {
    let (catalog, columns) = (state.offer.catalog(), state.comparison.columns());
    state.offer.words(|words| {
        let mut said = vec![words.text(&catalog.entitlement(row).name), words.text(&catalog.section_of(row).title)];
        said.extend(columns.iter().map(|plan| words.cell(row, catalog.cell(row, *plan).value)));
        said
    })
}

/// Something to search for: a part of what some row says, in other letters, with spaces around; or what no row says.
fn something_to_search(state: State, dice: &mut Dice) -> String {
    if dice.once_in(4) {
        return dice.pick(&["", " ", "zebra", "a", "\u{1f}", "24X7", "İ", "ß", "not included", "\u{2007}"]).to_owned();
    }
    let rows: Vec<_> = state.offer.catalog().entitlements().collect();
    let said = said(state, dice.pick(&rows));
    let text: Vec<char> = said[dice.below(said.len())].chars().collect();
    let from = dice.below(text.len());
    let to = from + 1 + dice.below(text.len() - from);
    let part: String = text[from..to].iter().collect();
    let part = if dice.once_in(2) { part.to_uppercase() } else { part };
    if dice.once_in(3) { format!("  {part} ") } else { part }
}

#[test]
fn rows_are_shown_where_they_say_what_is_searched_and_plans_differ() {
    for number in 0..30 {
        in_scope(|| {
            let state = state(msa());
            let mut dice = Dice::new(number);
            for _ in 0..12 {
                if dice.once_in(3) {
                    choose_something(state, &mut dice);
                }
                let searched = something_to_search(state, &mut dice);
                state.comparison.search(searched.clone());
                let (catalog, columns) = (state.offer.catalog(), state.comparison.columns());
                let rows = state.comparison.rows();
                assert_eq!(rows.len(), catalog.entitlements().count());
                for row in catalog.entitlements() {
                    let words = searched.trim().to_lowercase();
                    let is_found = said(state, row).iter().any(|text| text.to_lowercase().contains(&words));
                    let differs = columns.iter().any(|one| {
                        columns.iter().any(|other| {
                            let (one, other) = (catalog.cell(row, *one), catalog.cell(row, *other));
                            let is_same = catalog.satisfies(one.value, other.value)
                                && catalog.satisfies(other.value, one.value)
                                || one.value == other.value;
                            one.note != other.note || !is_same
                        })
                    });
                    let shown = rows[row.get()];
                    assert_eq!(shown.is_found, is_found, "{searched:?} in {:?}", said(state, row));
                    assert_eq!(shown.differs, differs, "{:?} of {columns:?}", said(state, row));
                    let is_shown = is_found && (differs || !state.comparison.shows_only_differences());
                    assert_eq!(shown.is_shown, is_shown);
                }
            }
        });
    }
}

#[test]
fn sections_fold_and_rows_are_explained_each_by_itself() {
    in_scope(|| {
        let state = state(msa());
        let (catalog, comparison) = (state.offer.catalog(), state.comparison);
        let sections = catalog.sections().count();
        for section in (0..sections).rev() {
            comparison.fold_section(section, true);
            assert_eq!((0..sections).filter(|at| comparison.is_folded(*at)).collect::<Vec<_>>(), [section]);
            comparison.fold_section(section, false);
        }
        for row in catalog.entitlements() {
            comparison.explain(row, true);
            assert_eq!(catalog.entitlements().filter(|row| comparison.is_explained(*row)).collect::<Vec<_>>(), [row]);
            comparison.explain(row, false);
        }
        for row in catalog.entitlements() {
            assert!(!comparison.is_all_explained());
            comparison.explain(row, true);
        }
        assert!(comparison.is_all_explained());
        comparison.explain_all(false);
        assert!(!catalog.entitlements().any(|row| comparison.is_explained(row)));
        comparison.explain_all(true);
        assert!(comparison.is_all_explained());
    });
}

#[test]
fn a_narrow_screen_shows_two_picked_plans_as_long_as_both_are_there() {
    for number in 0..20 {
        in_scope(|| {
            let state = state(msa());
            let (catalog, mut dice) = (state.offer.catalog(), Dice::new(number));
            let mut picked: Option<[PlanIx; 2]> = None;
            for _ in 0..30 {
                let columns = state.comparison.columns();
                let recommended = dice.pick(&[None, Some(state.plan_called("plus"))]);
                let shown = state.comparison.narrow_columns(recommended);
                let is_there = picked.filter(|picked| picked.iter().all(|plan| columns.contains(plan)));
                assert_eq!(shown, is_there.unwrap_or_else(|| narrow_columns(&catalog, &columns, recommended)));
                if dice.once_in(3) {
                    choose_something(state, &mut dice);
                } else {
                    let (place, plan) = (dice.below(2), dice.pick(&columns));
                    state.comparison.show_narrow(shown, place, plan);
                    let now = state.comparison.narrow_columns(recommended);
                    assert_eq!(now[place], plan);
                    let other = if shown[1 - place] == plan { shown[place] } else { shown[1 - place] };
                    assert_eq!(now[1 - place], other, "they change places where it is the other one");
                    picked = Some(now);
                }
            }
        });
    }
}

#[test]
fn one_summary_is_open_at_a_time() {
    in_scope(|| {
        let state = state(msa());
        for plan in state.offer.plans() {
            state.comparison.summarize(Some(plan));
            assert_eq!(state.comparison.summarized(), Some(plan));
        }
        state.comparison.summarize(None);
        assert_eq!(state.comparison.summarized(), None);
    });
}

#[test]
fn another_language_keeps_all_that_is_chosen_and_the_way_back() {
    for number in 0..20 {
        in_scope(|| {
            let state = state(bilingual("en"));
            let mut dice = Dice::new(number);
            for _ in 0..8 {
                choose_something(state, &mut dice);
            }
            state.comparison.search("team".to_owned());
            state.comparison.explain(state.row_called("review-call"), true);
            let columns = state.comparison.columns();
            state.comparison.show_narrow([columns[0], columns[0]], 1, columns[columns.len() - 1]);
            state.comparison.summarize(Some(columns[0]));
            let all = |state: State| {
                let comparison = state.comparison;
                let explained: Vec<_> =
                    state.offer.catalog().entitlements().filter(|row| comparison.is_explained(*row)).collect();
                (chosen(state), explained, comparison.narrow_columns(None), comparison.summarized())
            };
            let before = all(state);
            state.show(Shown::told(bilingual("de")));
            assert_eq!(all(state), before);
            while state.comparison.can_undo() {
                state.comparison.undo();
            }
            assert_eq!(chosen(state), (state.offer.plans(), false, vec![false; 6], String::new()));
        });
    }
}

/// Columns, open explanations and folded sections go by ids, not by places.
#[test]
fn what_is_chosen_is_that_of_the_same_ids_in_another_catalogue() {
    in_scope(|| {
        let state = state(msa());
        for id in ["standard", "start"] {
            state.comparison.show_plan(state.plan_called(id), false);
        }
        state.comparison.move_plan(state.plan_called("enterprise"), true);
        state.comparison.show_narrow(
            [state.plan_called("plus"), state.plan_called("business")],
            0,
            state.plan_called("enterprise"),
        );
        state.comparison.summarize(Some(state.plan_called("plus")));
        state.comparison.search("hours".to_owned());
        assert_eq!(state.column_ids(), ["plus", "enterprise", "business"]);

        state.show(Shown::told(only(msa(), &["start", "business", "enterprise"])));
        assert_eq!(state.column_ids(), ["enterprise", "business"]);
        let narrow = [state.plan_called("enterprise"), state.plan_called("business")];
        assert_eq!(state.comparison.narrow_columns(None), narrow, "both are still there");
        assert_eq!(state.comparison.summarized(), None);
        assert_eq!(state.comparison.searched(), "hours");

        state.show(Shown::told(msa()));
        assert_eq!(state.column_ids(), ["enterprise", "business"]);
        while state.comparison.can_undo() {
            state.comparison.undo();
        }
        assert_eq!(state.comparison.columns(), state.offer.plans());
    });
}

#[test]
fn all_plans_are_shown_where_none_that_was_chosen_is_left() {
    in_scope(|| {
        let state = state(msa());
        for id in ["standard", "plus", "business", "enterprise"] {
            state.comparison.show_plan(state.plan_called(id), false);
        }
        state.show(Shown::told(only(msa(), &["plus", "business"])));
        assert_eq!(state.column_ids(), ["plus", "business"]);
    });
}

/// However often other plans are shown, nothing that is noted by place points beyond what there is.
#[test]
fn random_choices_and_offers_never_show_what_there_is_not() {
    for number in 0..30 {
        in_scope(|| {
            let state = state(msa());
            let mut dice = Dice::new(number);
            let sets: [&[&str]; 4] = [
                &["standard", "start", "plus", "business", "enterprise"],
                &["plus"],
                &["start", "enterprise"],
                &["business", "plus", "start"],
            ];
            for _ in 0..20 {
                if dice.once_in(3) {
                    state.show(Shown::told(only(msa(), dice.pick(&sets))));
                } else if dice.once_in(4) {
                    state.comparison.undo();
                } else {
                    choose_something(state, &mut dice);
                }
                let plans = state.offer.plans();
                let columns = state.comparison.columns();
                assert!(!columns.is_empty() && columns.iter().all(|plan| plans.contains(plan)), "{columns:?}");
                assert!(state.comparison.narrow_columns(None).iter().all(|plan| columns.contains(plan)));
                let mut order = state.comparison.cell_order(&columns);
                order.sort_unstable();
                assert_eq!(order, (0..=plans.len()).collect::<Vec<_>>());
                assert_eq!(state.comparison.rows().len(), state.offer.catalog().entitlements().count());
            }
        });
    }
}
