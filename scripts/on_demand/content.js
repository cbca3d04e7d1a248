// Content: what the app shows. A content file is the app's sentences in one language, and a catalogue in that.

/** Files by language: of a line for each, its language, its name, and the hash of its content. `file` is what makes a file of the latter. */
export const byLanguage = (lines, file) =>
  lines.split("\n").map((line) => {
    const [language, ...named] = line.split(" ");
    return { language, ...file(...named) };
  });

/** The file that serves a language best: its own, else one that says more, else those of what is left as less is said; else the first. */
export function closest(files, tag) {
  for (const parts = tag.toLowerCase().split("-"); parts[0]; parts.pop()) {
    const asked = `${parts.join("-")}-`;
    const found = files.find(({ language }) => `${language}-`.toLowerCase().startsWith(asked));
    if (found) return found;
  }
  return files[0];
}
