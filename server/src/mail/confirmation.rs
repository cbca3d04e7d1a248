//! The mail that confirms a request to whoever sent it, in the language of the page.
//!
//! Anybody may write any address into the form. So nothing that was typed there is repeated: no name, no company, no message, and no ids
//! of a page that is not known here.

use crate::mail::letter::{Block, Letter};
use crate::plan_requests::changes;
use crate::plan_requests::links::Links;
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;
use crate::texts::{Texts, filled};

/// Writes the letter.
pub fn letter(request: &StoredRequest, told: &Told, site: &str) -> Letter {
    let (closest, texts) = Texts::closest(&told.language);
    // Ids are of no language, so that all that is said is in that of the sentences.
    let language = if told.link.is_some() { &*told.language } else { closest };
    let reference = request.reference.to_string();
    let answers = Links::of(site, request, told).page.filter(|_| request.checked);
    let subject = match &answers {
        Some(_) => filled(texts.mail_confirmation_subject, &[("plan", &told.plan), ("reference", &reference)]),
        None => filled(texts.mail_confirmation_subject_unchecked, &[("reference", &reference)]),
    };
    let answer = told.answer.as_ref();
    let sentence = answer.and_then(|answer| answer.text.clone());
    let mut blocks: Vec<_> = sentence.into_iter().map(Block::Paragraph).collect();
    let mut facts = vec![(texts.sent_reference.to_owned(), reference)];
    let lines = answer.map(|answer| answer.lines(texts)).unwrap_or_default();
    facts.extend(lines.into_iter().map(|(what, words)| (what.to_owned(), words)));
    blocks.push(Block::Facts(facts));
    blocks.push(Block::Paragraph(texts.sent_keep.to_owned()));
    match answers {
        Some(address) => {
            let notice = changes::notice(texts, changes::codes_of(&request.changes));
            blocks.extend(notice.map(|words| Block::Paragraph(words.to_owned())));
            what_was_asked(&mut blocks, told, texts);
            blocks.push(Block::Link { words: texts.mail_confirmation_open.to_owned(), address });
        }
        None => blocks.push(Block::Paragraph(texts.form_sent_unchecked.to_owned())),
    }
    blocks.push(Block::Footer(filled(texts.mail_confirmation_why, &[("site", site)])));
    Letter { language: language.to_owned(), subject, title: texts.sent_title.to_owned(), blocks }
}

fn what_was_asked(blocks: &mut Vec<Block>, told: &Told, texts: &Texts) {
    let heading = |words: &str| Block::Heading(words.to_owned());
    let mut asked = vec![(texts.request_plan.to_owned(), told.plan.clone())];
    asked.extend(told.costs.iter().cloned());
    blocks.extend([heading(texts.sent_what), Block::Facts(asked)]);
    for (words, items) in [(texts.advice_misses, &told.missed), (texts.advice_not_stated, &told.not_stated)] {
        if !items.is_empty() {
            blocks.extend([heading(words), Block::List(items.clone())]);
        }
    }
    if told.advice.is_some() {
        blocks.push(heading(texts.mail_recommendation));
        blocks.extend(told.advice.iter().chain(&told.why).cloned().map(Block::Paragraph));
    }
    blocks.push(heading(texts.sent_answers));
    blocks.push(match told.answers.is_empty() {
        true => Block::Paragraph(texts.sent_no_answers.to_owned()),
        false => Block::Facts(told.answers.clone()),
    });
}
