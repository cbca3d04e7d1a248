// What the tests are told by variables: where the built files are, and what is shared.

/** The value of a variable that `cargo xtask` sets. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the tests with \`cargo xtask test\``);
  return value;
}
