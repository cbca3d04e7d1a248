//! The app's own sentences, one function a sentence, made from `locales/` by the build script.

include!(concat!(env!("OUT_DIR"), "/locale.rs"));

/// Puts parameters into a text: the first in place of the character of the code 1, and so on.
fn fill(template: &str, parameters: &[&str]) -> String {
    let mut text = String::new();
    for letter in template.chars() {
        match parameters.get((letter as usize).wrapping_sub(1)) {
            Some(parameter) => text.push_str(parameter),
            None => text.push(letter),
        }
    }
    text
}
