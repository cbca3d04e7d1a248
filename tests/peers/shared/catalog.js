import { firstQuestions } from "./explain.js";
import { teller } from "./text.js";
import { valueReader } from "./value.js";

/**
 * Reads a catalogue: every cell and every requirement as a value that can be compared, every text in one language. `lang`
 * is that language, else the catalogue's own; `plans` are the ids of the plans to offer, else all; `t` says the page's own
 * sentences.
 */
export function readCatalog(source, { lang = null, plans: only = null, t }) {
  const { say, told } = teller(source, lang);
  const read = valueReader(source, say, t);
  const offered = source.plans.filter(({ id }) => only === null || only.length === 0 || only.includes(id));
  const plans = offered.map((plan, index) => ({
    id: plan.id,
    index,
    name: say(plan.name),
    audience: say(plan.audience),
    isRequestable: plan.requestable !== false,
    moreUrl: plan.learn_more_url,
  }));
  // A size that suits a plan left out suits the next higher one, else the highest.
  const suitedBy = (id) => {
    const at = source.plans.findIndex((plan) => plan.id === id);
    const lower = source.plans.slice(0, at).filter((plan) => offered.includes(plan)).length;
    return at < 0 ? -1 : Math.min(lower, plans.length - 1);
  };

  const forms = ({ one, other }) => ({ one: say(one), other: say(other) });
  const unit = (unit) => unit && { ...forms(unit), short: unit.short && forms(unit.short) };

  const rows = [];
  let notes = 0;
  const readCell = (written, row) => {
    if (typeof written !== "object") return { value: read(written, row), note: undefined };
    return { value: read(written.value, row), note: { number: ++notes, text: say(written.note) } };
  };
  const sections = source.sections.map((written) => {
    const section = { id: written.id, title: say(written.title), rows: [] };
    for (const row of written.entitlements) section.rows.push(readRow(row, section));
    // A section of one row of the same name needs no heading.
    section.isNamedByRow = section.rows.length === 1 && section.rows[0].name === section.title;
    return section;
  });
  function readRow(written, section) {
    const cells = offered.map((plan) => readCell(written.values[plan.id], written));
    const row = {
      id: written.id,
      index: rows.length,
      name: say(written.name),
      kind: written.kind,
      scale: written.scale,
      brief: written.brief && say(written.brief),
      unit: unit(written.unit),
      section,
      explanation: blocks(written.explanation, say),
      offers: cells.map(({ value }) => value),
      notes: cells.map(({ note }) => note),
    };
    row.lower = `${row.name}\n${section.title}`.toLowerCase();
    rows.push(row);
    return row;
  }
  const rowById = new Map(rows.map((row) => [row.id, row]));

  // A number question asks for the number itself; its need has no value of its own.
  const readNeed = ({ entitlement, at_least }) => {
    const row = rowById.get(entitlement);
    return { row, value: at_least === "answer" ? undefined : read(at_least, row) };
  };
  // Some choices are called by hours of the catalogue.
  const labelOf = ({ label, hours }) => say(label ?? source.hours[hours].name);
  const readRequires = (requires = []) => requires.map((written) => (written.any_of ?? [written]).map(readNeed));
  const groups = (source.groups ?? []).map((written) => {
    const group = { id: written.id, title: say(written.title) };
    group.questions = written.questions.map((question) => ({
      id: question.id,
      group,
      prompt: say(question.prompt),
      help: question.help && say(question.help),
      kind: question.kind,
      unit: unit(question.unit),
      asksFor: question.asks_for && say(question.asks_for),
      requires: readRequires(question.requires),
      choices: question.choices?.map((choice) => ({
        id: choice.id,
        label: labelOf(choice),
        asksFor: choice.asks_for ? say(choice.asks_for) : labelOf(choice),
        suits: suitedBy(choice.suits),
        requires: readRequires(choice.requires),
      })),
    }));
    return group;
  });
  const questions = groups.flatMap((group) => group.questions);
  const severities = (source.severities ?? []).map(({ id, name, hours, response }) => ({
    id,
    name: say(name),
    hours: rowById.get(hours),
    response: rowById.get(response),
  }));
  for (const severity of severities.toReversed()) {
    for (const row of [severity.hours, severity.response]) if (row) row.severity = severity;
  }

  const catalog = {
    t,
    id: source.id,
    version: source.version,
    language: told,
    title: say(source.title),
    introduction: say(source.introduction),
    ribbon: say(source.ribbon),
    requestPlan: say(source.request_plan),
    learnMore: say(source.learn_more),
    consent: source.consent && say(source.consent),
    reply: source.reply && say(source.reply),
    plans,
    sections,
    rows,
    rowById,
    groups,
    questions,
    questionById: new Map(questions.map((question) => [question.id, question])),
    severities,
  };
  const first = source.decides ? questions.filter(({ id }) => source.decides.includes(id)) : firstQuestions(catalog);
  for (const question of questions) question.isFirst = first.includes(question);
  return catalog;
}

function blocks(explanation, say) {
  return explanation.map((block) => (block.list ? { list: block.list.map(say) } : say(block)));
}
