/** Makes an element with these properties. */
export const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
