// Answers as entries, each a name and a value: the form that crates/plans/src/wire/ writes and reads, too. The build puts what stands
// there in place of the names that begin with WIRE.

/** The answers that are no ids and no numbers, as entries write them. */
const WORDS = new Map([[null, WIRE_NOT_SURE], [true, WIRE_YES], [false, WIRE_NO]]);

/** Writes answers as entries: question and value, a pair for each choice. What is no answer is no id of a choice either, and the app refuses it. */
export function answerEntries(answers) {
  const pairs = ([question, answer]) => [answer].flat().map((one) => [question, WORDS.get(one) ?? `${one}`]);
  return Object.entries(answers).flatMap(pairs);
}

/** Reads entries as answers, several choices as a list. Values stay texts: the catalogue alone tells numbers and booleans from ids. */
export function answersOf(entries) {
  const answers = {};
  for (const [question, value] of entries) {
    answers[question] = question in answers ? [answers[question], value].flat() : value;
  }
  return answers;
}

/** Pairs names and values that come in turn. */
export const pairsOf = (list) => list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1]]] : []));
