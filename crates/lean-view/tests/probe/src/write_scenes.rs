//! Prints every scene as HTML, as it is at first: one JSON object, by the scenes' names.

fn main() {
    println!("{}", serde_json::Value::Object(lean_view_probe::written()));
}
