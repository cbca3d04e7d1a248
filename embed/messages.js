// What embed.js in a frame and host.js around it write in their messages. docs/iframe.md describes them.

export const VERSION = 1;
/** From the page around the frame: asks for the height. */
export const HELLO = "plan-configurator:hello";
/** From the frame: its height. */
export const HEIGHT = "plan-configurator:height";
