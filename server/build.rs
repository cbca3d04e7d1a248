//! Has the binary built anew when a migration is added: `sqlx::migrate!` reads the folder, and cargo sees only the files.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
