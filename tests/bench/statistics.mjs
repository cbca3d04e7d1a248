// What is made of the numbers of several rounds.

export function median(values) {
  return quantile(values, 0.5);
}

/** The value that this part of all values is below. */
export function quantile(values, part) {
  if (values.length === 0) throw new Error("nothing was measured");
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)];
}

export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The lines of what each of these pages needed, and of ours to each of the others as ratios within a round. */
export function beside(rounds, what, pages) {
  const of = (page) => rounds.map((round) => round[page][what]);
  const lines = pages.map((page) => [`${what}, ${page}`, median(of(page))]);
  for (const other of pages.filter((page) => page !== "ours")) lines.push(ratio(rounds, what, "ours", other));
  return lines;
}

/** The line of one page to another, as the median of the ratios within a round. */
export function ratio(rounds, what, page, other) {
  return [`${what}, ${page} to ${other}`, median(rounds.map((round) => round[page][what] / round[other][what]))];
}
