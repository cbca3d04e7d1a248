import { readValue } from "./value.js";

/** Reads the catalogue once: every cell and every requirement as a value that can be compared. */
export function readCatalog(source) {
  const rows = new Map();
  const sections = source.sections.map((section) => ({
    ...section,
    rows: section.entitlements.map((written) => {
      const offers = source.plans.map((plan) => readValue(written.values[plan.id], written, source));
      const row = { ...written, offers };
      rows.set(row.id, row);
      return row;
    }),
  }));

  // A number question asks for the number itself; its need has no value of its own.
  const readNeed = ({ entitlement, at_least }) => {
    const row = rows.get(entitlement);
    return { row, value: at_least === "answer" ? undefined : readValue(at_least, row, source) };
  };
  const readRequires = (requires = []) => requires.map((written) => (written.any_of ?? [written]).map(readNeed));
  const groups = source.groups.map((group) => ({
    ...group,
    questions: group.questions.map((question) => ({
      ...question,
      requires: readRequires(question.requires),
      choices: question.choices?.map((choice) => ({
        ...choice,
        asksFor: choice.asks_for ?? choice.label,
        suits: source.plans.findIndex((plan) => plan.id === choice.suits),
        requires: readRequires(choice.requires),
      })),
    })),
  }));
  const severities = source.severities.map((severity) => ({ ...severity, hours: rows.get(severity.hours) }));

  return { ...source, sections, rows, groups, severities, questions: groups.flatMap((group) => group.questions) };
}
