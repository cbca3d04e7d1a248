//! A terminal on which a program asks, and a person answers.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// Runs a program on a terminal of its own, where each question is answered by a line; gives its exit code and what stood there. What is
/// shown ends with one of `prompts` where an answer is waited for.
pub fn run_on_terminal(mut command: Command, prompts: &[&str], answers: &[&str]) -> (i32, String) {
    let pty = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&pty).unwrap();
    unlockpt(&pty).unwrap();
    let name = ptsname(&pty, Vec::new()).unwrap();
    let terminal = OpenOptions::new().read(true).write(true).open(Path::new(name.to_str().unwrap())).unwrap();
    let [input, output, error] = std::array::from_fn(|_| terminal.try_clone().unwrap());
    let mut child = command.stdin(input).stdout(output).stderr(error).spawn().unwrap();
    // The program alone has the terminal then, so that reading ends with it.
    drop((command, terminal));
    let mut pty = File::from(pty);
    let (mut shown, mut answers) = (Vec::new(), answers.iter());
    let mut bytes = [0; 1024];
    // Linux tells the end by an error.
    while let Ok(count @ 1..) = pty.read(&mut bytes) {
        shown.extend_from_slice(&bytes[..count]);
        if prompts.iter().any(|prompt| shown.ends_with(prompt.as_bytes())) {
            let answer = answers.next().expect("no more questions than answers");
            pty.write_all(format!("{answer}\n").as_bytes()).unwrap();
        }
    }
    assert_eq!(answers.next(), None, "each answer has its question");
    (child.wait().unwrap().code().unwrap(), String::from_utf8(shown).unwrap())
}
