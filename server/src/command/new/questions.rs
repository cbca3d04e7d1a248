//! What is asked of an offer on a terminal.

use std::io::{self, BufRead, Write};

use plans::source;

use super::starter::Starter;

/// A question with what stands in brackets after it, and what its answer sets.
type Question = (&'static str, fn(&Starter) -> String, fn(&mut Starter, String));

/// Asks three questions; Enter leaves what stands in brackets. `zone` is that of the system. What makes no catalogue is asked again.
pub fn ask(mut input: impl BufRead, mut output: impl Write, zone: Option<String>) -> io::Result<Starter> {
    let mut starter = Starter::default();
    starter.zone = zone.unwrap_or(starter.zone);
    writeln!(output, "Three questions; Enter takes what stands in brackets.")?;
    let questions: [Question; 3] = [
        ("Name of the offer", |_| "none".to_owned(), |starter, name| starter.name = name),
        (
            "Plans, lowest first, with commas between",
            |starter| starter.plans.join(", "),
            |starter, names| {
                let names = names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
                starter.plans = names.collect();
            },
        ),
        ("Time zone of your support", |starter| starter.zone.clone(), |starter, zone| starter.zone = zone),
    ];
    for (question, default, set) in questions {
        loop {
            write!(output, "{question} [{}]: ", default(&starter))?;
            output.flush()?;
            let mut line = String::new();
            let is_end = input.read_line(&mut line)? == 0;
            let answer = line.trim();
            if is_end || answer.is_empty() {
                break;
            }
            let mut answered = starter.clone();
            set(&mut answered, answer.to_owned());
            if answered.plans.is_empty() {
                break;
            }
            match source::read(&answered.json("")) {
                Ok(_) => {
                    starter = answered;
                    break;
                }
                Err(problems) => {
                    for problem in problems {
                        writeln!(output, "{}", problem.detail)?;
                    }
                }
            }
        }
    }
    Ok(starter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(lines: &str) -> (Starter, String) {
        let mut output = Vec::new();
        let starter =
            ask(lines.as_bytes(), &mut output, Some("Europe/Berlin".to_owned())).expect("it reads and writes");
        (starter, String::from_utf8(output).expect("a text"))
    }

    #[test]
    fn enter_and_the_end_take_what_stands_in_brackets() {
        let expected = Starter { zone: "Europe/Berlin".to_owned(), ..Starter::default() };
        for lines in ["", "\n\n\n", "\n , ,\n\n"] {
            let (starter, output) = answered(lines);
            assert_eq!(starter, expected, "{lines:?}");
            assert!(output.contains("[Basic, Team]") && output.contains("[Europe/Berlin]"), "{output}");
        }
    }

    #[test]
    fn what_makes_no_catalogue_is_asked_again_with_the_reason() {
        let (starter, output) = answered("Tea\nCup, Pot ,Samovar\nEurope/Berlim\nEurope/Paris\n");
        let plans = ["Cup", "Pot", "Samovar"].map(str::to_owned).into();
        assert_eq!(starter, Starter { name: "Tea".to_owned(), plans, zone: "Europe/Paris".to_owned() });
        assert!(output.contains("Europe/Berlin\""), "{output}");
        assert_eq!(output.matches("Time zone").count(), 2, "{output}");
    }
}
