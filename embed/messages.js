// What embed.js in a frame and host.js around it write in their messages. docs/iframe.md describes them.

export const VERSION = 1;
/** From the page around the frame: asks for the height. */
export const HELLO = "plan-configurator:hello";
/** From the frame: its height. */
export const HEIGHT = "plan-configurator:height";
/** From the page around the frame: the address of the page, with that of its query alone which says what led there. */
export const PAGE = "plan-configurator:page";
