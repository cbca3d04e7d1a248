//! The element's TypeScript types, from its class in the manifest.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use serde_json::Value;

use super::manifest::{TAG, list};

/// What every HTML element has as a property already, typed by TypeScript's own library.
const INHERITED: [&str; 6] = ["dir", "hidden", "id", "lang", "slot", "title"];

/// Returns the types of a class: itself, its events, and the element in HTML and in JSX.
pub fn of(class: &Value) -> Result<String> {
    let name = text(class, "name")?;
    let (mut properties, mut props) = (String::new(), String::new());
    for (property, kind, about) in typed_properties(class)? {
        writeln!(properties, "{}  {property}: {kind};", doc(about, "  "))?;
        writeln!(props, "  {property}?: {name}[\"{property}\"] | undefined;")?;
    }
    for attribute in list(class, "attributes") {
        let (attribute, kind) = (text(attribute, "name")?, kind(attribute)?);
        if attribute.contains('-') {
            writeln!(props, "  \"{attribute}\"?: {kind} | null | undefined;")?;
        }
    }
    let mut events = String::new();
    for event in list(class, "events") {
        let (event, kind, about) = (text(event, "name")?, kind(event)?, text(event, "description")?);
        writeln!(events, "{}  \"{event}\": {kind};", doc(about, "  "))?;
        writeln!(props, "  \"on{event}\"?: ((event: {name}EventMap[\"{event}\"]) => void) | undefined;")?;
    }
    let about = doc(text(class, "description")?, "");
    let listening: String = ["add", "remove"].map(|verb| listening(verb, name)).concat();
    Ok(format!(
        r#"// Made from custom-elements.json, which says the same for tools.

{about}export declare class {name} extends HTMLElement {{
{properties}{listening}}}

/** The events of `<{TAG}>`, beside those of every element. */
export interface {name}EventMap extends HTMLElementEventMap {{
{events}}}

/** What JSX sets on `<{TAG}>`: its properties, and listeners. */
export interface {name}Props {{
{props}}}

declare global {{
  interface HTMLElementTagNameMap {{
    "{TAG}": {name};
  }}
}}

// @ts-ignore: it is of use only where React's types are installed.
declare module "react" {{
  namespace JSX {{
    interface IntrinsicElements {{
      // @ts-ignore
      "{TAG}": {name}Props & DetailedHTMLProps<HTMLAttributes<{name}>, {name}>;
    }}
  }}
}}
"#
    ))
}

/// Returns each property that is not every element's: name, type, description. An attribute is a property, too, null where it
/// is not set; where the class says more of the property, that holds.
fn typed_properties(class: &Value) -> Result<Vec<(String, String, &str)>> {
    let mut properties = Vec::new();
    for attribute in list(class, "attributes") {
        let name = camel_case(text(attribute, "name")?);
        properties.push((name, format!("{} | null", kind(attribute)?), text(attribute, "description")?));
    }
    for member in list(class, "members").iter().filter(|member| member["kind"] == "field") {
        let (name, about) = (text(member, "name")?, text(member, "description")?);
        let known = properties.iter().position(|(known, ..)| known == name);
        let kind = match (member["type"]["text"].as_str(), known) {
            (Some(kind), _) => kind.to_owned(),
            (None, Some(at)) => properties[at].1.clone(),
            (None, None) => kind(member)?.to_owned(),
        };
        let property = (name.to_owned(), kind, about);
        match known {
            Some(at) => properties[at] = property,
            None => properties.push(property),
        }
    }
    properties.retain(|(name, ..)| !INHERITED.contains(&name.as_str()));
    Ok(properties)
}

/// Returns the typed way to listen to an event or to stop it, and every element's.
fn listening(verb: &str, name: &str) -> String {
    let options = if verb == "add" { "AddEventListenerOptions" } else { "EventListenerOptions" };
    format!(
        r#"  {verb}EventListener<K extends keyof {name}EventMap>(
    type: K,
    listener: (this: {name}, event: {name}EventMap[K]) => unknown,
    options?: boolean | {options},
  ): void;
  {verb}EventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | {options},
  ): void;
"#
    )
}

fn text<'a>(entry: &'a Value, key: &str) -> Result<&'a str> {
    entry[key].as_str().with_context(|| format!("the JSDoc of <{TAG}> gives no {key}: {entry}"))
}

fn kind(entry: &Value) -> Result<&str> {
    entry["type"]["text"].as_str().with_context(|| format!("the JSDoc of <{TAG}> gives no type: {entry}"))
}

/// Returns a description as a comment of its own.
fn doc(about: &str, indent: &str) -> String {
    format!("{indent}/** {} */\n", about.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Writes `time-zone` as `timeZone`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_uppercase() + rest
    })
}
