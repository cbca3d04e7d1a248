// Catalogues for measuring: one of many plans and rows, and the first catalogue with a second language.

const ZONE = "America/New_York";
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"];

const inBoth = (en, de) => ({ en, de });

const HOURS = {
  weekdays: { zone: ZONE, zone_label: "ET", weekly: [{ days: WEEKDAYS, open: "10:00", close: "17:00" }] },
  extended: { zone: ZONE, zone_label: "ET", weekly: [{ days: WEEKDAYS, open: "09:00", close: "19:00" }] },
  long: { zone: ZONE, zone_label: "ET", weekly: [{ days: [...WEEKDAYS, "sat"], open: "07:00", close: "22:00" }] },
};

const SCALES = {
  priority: [
    { id: "basic", name: inBoth("Basic", "Einfach") },
    { id: "medium", name: inBoth("Medium", "Mittel") },
    { id: "high", name: inBoth("High", "Hoch") },
    { id: "highest", name: inBoth("Highest", "Höchste") },
  ],
};

const AREAS = [
  ["Network", "Netz"],
  ["Servers", "Server"],
  ["Workstations", "Arbeitsplätze"],
  ["Mobile devices", "Mobilgeräte"],
  ["Mail", "Mail"],
  ["Cloud", "Cloud"],
  ["Identity", "Identität"],
  ["Data protection", "Datenschutz"],
  ["Training", "Schulung"],
  ["Reporting", "Berichte"],
  ["Incident response", "Notfall"],
  ["Licensing", "Lizenzen"],
];

/** What a row of each kind is called, counts, and offers at a step from 0 (least) to 1 (most). */
const KINDS = [
  {
    kind: "inclusion",
    name: ["remote assistance", "Fernhilfe"],
    value: (step, at) => (step > (at % 9) / 10 ? "included" : "not-included"),
  },
  {
    kind: "quantity",
    name: ["incidents a year", "Vorfälle im Jahr"],
    unit: {
      one: inBoth("incident a year", "Vorfall im Jahr"),
      other: inBoth("incidents a year", "Vorfälle im Jahr"),
    },
    value: (step, at) => (step === 1 ? "unlimited" : Math.round(step * (10 + (at % 7) * 6))),
  },
  {
    kind: "level",
    name: ["priority", "Vorrang"],
    scale: "priority",
    value: (step) => (step < 0.2 ? "not-included" : SCALES.priority[Math.min(3, Math.floor(step * 4))].id),
  },
  {
    kind: "frequency",
    name: ["review", "Durchsicht"],
    value: (step) => (step < 0.3 ? "not-included" : `${1 + Math.floor(step * 3)} per ${step > 0.8 ? "month" : "year"}`),
  },
  {
    kind: "quantity",
    name: ["named contacts", "benannte Kontakte"],
    unit: { one: inBoth("contact", "Kontakt"), other: inBoth("contacts", "Kontakte") },
    value: (step, at) => Math.round(step * (4 + (at % 5) * 3)),
  },
  {
    kind: "inclusion",
    name: ["dedicated engineer", "eigener Techniker"],
    value: (step, at) => {
      if (step > 0.5 + (at % 4) / 10) return "included";
      return at % 11 === 0 && step > 0.4 ? "on-request" : "not-included";
    },
  },
  {
    kind: "response",
    name: ["time to answer", "Zeit bis zur Antwort"],
    value: (step) => {
      if (step < 0.25) return "not-included";
      return step < 0.7 ? `${Math.round(24 - step * 20)}h working` : "2h";
    },
  },
];

const SEVERITIES = [1, 2, 3, 4];

/**
 * Makes a catalogue of many plans and rows, told in English and German: rows of every kind, four severities with hours and
 * response times, and a dozen questions. The same numbers give the same catalogue. There are at least eight rows.
 */
export function largeCatalog(planCount = 20, rowCount = 300) {
  const plans = Array.from({ length: planCount }, (_, at) => ({
    id: `plan-${at + 1}`,
    name: inBoth(`Plan ${at + 1}`, `Tarif ${at + 1}`),
    audience: inBoth(`For ${(at + 1) * 50} people and more`, `Ab ${(at + 1) * 50} Personen`),
    ...(at === 0 && { requestable: false }),
  }));
  const step = (plan) => (planCount === 1 ? 1 : plan / (planCount - 1));
  const valuesBy = (value) => Object.fromEntries(plans.map(({ id }, plan) => [id, value(step(plan))]));

  const rows = [
    ...SEVERITIES.map((number) => hoursRow(number, valuesBy)),
    ...SEVERITIES.map((number) => responseRow(number, valuesBy)),
  ];
  while (rows.length < rowCount) rows.push(plainRow(rows.length, valuesBy));
  const sections = sectionsOf(rows, Math.ceil(rowCount / AREAS.length));

  return {
    $schema: "catalog.schema.json",
    id: "large",
    version: "1",
    language: "en",
    title: inBoth("Which of many plans fits?", "Welcher von vielen Tarifen passt?"),
    introduction: inBoth("Answer what you know.", "Beantworten Sie, was Sie wissen."),
    ribbon: inBoth("Recommended", "Empfohlen"),
    request_plan: inBoth("Request plan", "Tarif anfragen"),
    learn_more: inBoth("Learn more", "Mehr dazu"),
    hours: HOURS,
    scales: SCALES,
    plans,
    sections,
    severities: SEVERITIES.map((number) => ({
      id: String(number),
      name: inBoth(`Severity ${number}`, `Stufe ${number}`),
      hours: `sev${number}-hours`,
      response: `sev${number}-response`,
    })),
    groups: groupsFor(plans, rows),
  };
}

function hoursRow(number, valuesBy) {
  const named = ["weekdays", "extended", "long", "always"];
  return {
    id: `sev${number}-hours`,
    name: inBoth(`Hours for severity ${number}`, `Zeiten bei Stufe ${number}`),
    explanation: [
      inBoth(`When somebody is there for severity ${number}:`, `Wann bei Stufe ${number} jemand da ist:`),
      { list: [inBoth("by phone", "am Telefon"), inBoth("by ticket", "über ein Ticket")] },
    ],
    kind: "hours",
    values: valuesBy((step) => named[Math.min(3, Math.floor((step * 6) / (number + 0.5)))]),
  };
}

function responseRow(number, valuesBy) {
  return {
    id: `sev${number}-response`,
    name: inBoth(`Answer to severity ${number}`, `Antwort bei Stufe ${number}`),
    explanation: [inBoth("How soon somebody answers.", "Wie bald jemand antwortet.")],
    kind: "response",
    values: valuesBy((step) => {
      if (step < 0.1 * number) return "not-included";
      if (step < 0.6) return `${4 * number + Math.round((1 - step) * 8)}h working`;
      return step < 0.9 ? `${number * 2}h` : `${number * 30}m`;
    }),
  };
}

function plainRow(at, valuesBy) {
  const { kind, name, unit, scale, value } = KINDS[at % KINDS.length];
  const [en, de] = AREAS[Math.floor(at / KINDS.length) % AREAS.length];
  return {
    id: `row-${at + 1}`,
    name: inBoth(`${en}: ${name[0]}, item ${at + 1}`, `${de}: ${name[1]}, Posten ${at + 1}`),
    explanation: [
      inBoth(
        `What the plan offers for item ${at + 1}, and what it leaves to you.`,
        `Was der Tarif zu Posten ${at + 1} bietet, und was er Ihnen überlässt.`,
      ),
    ],
    kind,
    ...(unit && { unit }),
    ...(scale && { scale }),
    values: valuesBy((step) => value(step, at)),
  };
}

function sectionsOf(rows, size) {
  const sections = [];
  for (let from = 0; from < rows.length; from += size) {
    const [en, de] = AREAS[sections.length % AREAS.length];
    const number = sections.length + 1;
    const title = inBoth(`Part ${number}: ${en}`, `Teil ${number}: ${de}`);
    sections.push({ id: `part-${number}`, title, entitlements: rows.slice(from, from + size) });
  }
  return sections;
}

/** A dozen questions, as far as there are rows that they can ask for. */
function groupsFor(plans, rows) {
  const plain = rows.filter(({ id }) => id.startsWith("row-"));
  const ofKind = (kind, unit) =>
    plain.filter((row) => row.kind === kind && (unit === undefined || row.unit.one.en === unit)).map(({ id }) => id);
  const [inclusions, levels] = [ofKind("inclusion"), ofKind("level")];
  const [incidents, contacts] = [ofKind("quantity", "incident a year"), ofKind("quantity", "contact")];
  const help = inBoth("Leave it open if you do not know.", "Lassen Sie es offen, wenn Sie es nicht wissen.");
  const needs = (id, least) => (id ? { requires: [{ entitlement: id, at_least: least }] } : {});

  const sizes = [0, 0.25, 0.5, 0.75].map((part) => Math.floor(part * plans.length));
  const size = {
    id: "size",
    prompt: inBoth("How many people work there?", "Wie viele arbeiten dort?"),
    help,
    kind: "one",
    choices: [...new Set(sizes)].map((at) => ({
      id: `from-${(at + 1) * 50}`,
      label: inBoth(`${(at + 1) * 50} or more`, `${(at + 1) * 50} oder mehr`),
      asks_for: inBoth(`a plan for ${(at + 1) * 50} people`, `einen Tarif für ${(at + 1) * 50} Personen`),
      suits: plans[at].id,
    })),
  };
  const choice = (id, en, de, requires) => ({ id, label: inBoth(en, de), ...requires });
  const hours = (number) => ({
    id: `sev${number}-hours`,
    prompt: inBoth(`Hours for severity ${number}?`, `Zeiten bei Stufe ${number}?`),
    help,
    kind: "one",
    choices: [
      choice("weekdays", "Weekdays", "Werktags", needs(`sev${number}-hours`, "weekdays")),
      choice("extended", "Long weekdays", "Lange Werktage", needs(`sev${number}-hours`, "extended")),
      choice("long", "Saturdays too", "Auch samstags", needs(`sev${number}-hours`, "long")),
      choice("always", "Around the clock", "Rund um die Uhr", needs(`sev${number}-hours`, "always")),
    ],
  });
  const response = (number) => ({
    id: `sev${number}-response`,
    prompt: inBoth(`How soon an answer to severity ${number}?`, `Wie bald eine Antwort bei Stufe ${number}?`),
    help,
    kind: "one",
    choices: [
      choice("none", "No promise needed", "Ohne Zusage", {}),
      choice("working", "16 working hours", "16 Arbeitsstunden", needs(`sev${number}-response`, "16h working")),
      choice("hours", "4 hours", "4 Stunden", needs(`sev${number}-response`, "4h")),
      choice("soon", "1 hour", "1 Stunde", needs(`sev${number}-response`, "1h")),
    ],
  });
  const number = (id, row, en, de, unit) => ({
    id,
    prompt: inBoth(en, de),
    help,
    kind: "number",
    unit,
    ...needs(row, "answer"),
  });
  const yesNo = (id, row, en, de) => ({
    id,
    prompt: inBoth(`${en}?`, `${de}?`),
    help,
    kind: "yes-no",
    asks_for: inBoth(en.toLowerCase(), de),
    ...needs(row, "included"),
  });
  const several = (id, from, en, de) => ({
    id,
    prompt: inBoth(en, de),
    help,
    kind: "several",
    choices: [0, 1, 2, 3].map((at) =>
      choice(`item-${at + 1}`, `Item ${from + at + 1}`, `Posten ${from + at + 1}`, needs(inclusions[from + at], "included")),
    ),
  });
  const level = {
    id: "priority",
    prompt: inBoth("How high a priority?", "Wie viel Vorrang?"),
    help,
    kind: "one",
    choices: SCALES.priority.map(({ id, name }) => ({ id, label: name, ...needs(levels[0], id) })),
  };

  return [
    { id: "company", title: inBoth("Your company", "Ihr Unternehmen"), questions: [size] },
    { id: "hours", title: inBoth("When you need support", "Wann Sie Hilfe brauchen"), questions: [hours(1), hours(2)] },
    { id: "response", title: inBoth("How fast", "Wie schnell"), questions: [response(1), response(2)] },
    {
      id: "people",
      title: inBoth("Your people", "Ihre Leute"),
      questions: [
        number("incidents", incidents[0], "How many incidents a year?", "Wie viele Vorfälle im Jahr?", KINDS[1].unit),
        number("contacts", contacts[0], "How many contacts?", "Wie viele Kontakte?", KINDS[4].unit),
        yesNo("assistance", inclusions[8], "Remote assistance", "Fernhilfe"),
        yesNo("engineer", inclusions[9], "A dedicated engineer", "Einen eigenen Techniker"),
      ],
    },
    {
      id: "extra",
      title: inBoth("Extras", "Dazu"),
      questions: [
        several("extras", 0, "What would you use?", "Was würden Sie nutzen?"),
        several("more", 4, "And of these?", "Und hiervon?"),
        level,
      ],
    },
  ];
}

/** The fields of a catalogue that hold a text, wherever they stand. */
const TEXTS = new Set([
  "title",
  "introduction",
  "ribbon",
  "request_plan",
  "learn_more",
  "consent",
  "name",
  "audience",
  "brief",
  "reply",
  "prompt",
  "help",
  "label",
  "asks_for",
  "zone_label",
  "one",
  "other",
  "note",
]);

/** The same catalogue, each of its texts with a German one beside it, made by a prefix. */
export function germanMsa(msa) {
  const translate = (text) => (typeof text === "string" ? { [msa.language]: text, de: `DE ${text}` } : text);
  const inBlock = (block) => (typeof block === "string" ? translate(block) : { list: block.list.map(translate) });
  const walk = (value, name) => {
    if (name === "explanation") return value.map(inBlock);
    if (TEXTS.has(name)) return translate(value);
    if (Array.isArray(value)) return value.map((item) => walk(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, value]) => [name, walk(value, name)]));
  };
  return walk(msa);
}
