// What cannot be done, for the host and for the visitor.

/**
 * An error with the code of its `plan-error`. `reason` names it within the code, `problems` are those of a catalogue, `text` is what the
 * visitor reads, and where it `isLasting`, trying again cannot help. Where nothing is said of it yet, `files` may be its cause.
 */
export const fault = (code, message, more) => Object.assign(new Error(message), { code, ...more });

/** Fills in the names in braces of a sentence. */
export const worded = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
