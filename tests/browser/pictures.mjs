// The few pictures of the page that tests compare with those in the folder `pictures`, and how they are made and compared.

import { mkdir, readFile, writeFile } from "node:fs/promises";

import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

import { CONTEXT, STATES, openState } from "./states.mjs";

/** Pictures are kept at half their size: what differs by less than a pixel, as in the edges of letters, then hardly differs. */
const SCALE = 2;

/** How much a pixel may differ, from 0 to 1, and how many of all pixels may differ by more: three in a thousand, which is less than a button. */
const THRESHOLD = 0.2;
export const TOLERANCE = 0.003;

/** What is taken: the state, the window, and the scheme. */
export const PICTURES = [
  ["empty", 1280, 800, "light"],
  ["fits", 1280, 800, "light"],
  ["fits", 1280, 800, "dark"],
  ["fits", 390, 844, "light"],
  ["nothing-fits", 1280, 800, "light"],
  ["form", 1280, 800, "light"],
  ["present-section", 1280, 800, "light"],
].map(([state, width, height, colorScheme]) => ({ state, width, height, colorScheme, name: `${state}-${width}-${colorScheme}` }));

const file = (name) => new URL(`pictures/${name}`, import.meta.url);

/** The pictures that were taken before, by name, and the width of a text in their font. */
export const referenceOf = async ({ name }) => PNG.sync.read(await readFile(file(`${name}.png`)));
export const referenceFont = async () => JSON.parse(await readFile(file("font.json"), "utf8"));

/** Takes a picture of the window. */
export async function take(browser, url, { state, width, height, colorScheme }) {
  const context = await browser.newContext({ ...CONTEXT, viewport: { width, height }, colorScheme });
  try {
    const page = await openState(context, url, STATES[state]);
    return halved(PNG.sync.read(await page.screenshot()));
  } finally {
    await context.close();
  }
}

/** How wide some text is in the page's font, in both weights: pictures in another font cannot be compared. */
export async function measureFont(browser) {
  const page = await browser.newPage();
  try {
    return await page.evaluate(() => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d");
      const width = (weight) => {
        canvas.font = `${weight} 64px system-ui, sans-serif`;
        return Math.round(canvas.measureText("Which support plan fits? 24/7 – “MSA” …").width);
      };
      return { regular: width(400), bold: width(700) };
    });
  } finally {
    await page.close();
  }
}

/** The share of pixels in which two pictures differ; 1 where their sizes do. */
export function difference(actual, expected) {
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) return 1;
  return pixelmatch(actual.data, expected.data, undefined, width, height, { threshold: THRESHOLD }) / (width * height);
}

/** Takes all of them anew, for what is compared from now on. */
export async function renewReference(browser, url) {
  await mkdir(file(""), { recursive: true });
  await writeFile(file("font.json"), `${JSON.stringify(await measureFont(browser))}\n`);
  for (const picture of PICTURES) {
    await writeFile(file(`${picture.name}.png`), PNG.sync.write(await take(browser, url, picture), { colorType: 2, deflateLevel: 9 }));
  }
}

/** A picture at half its size: each pixel is the middle of four. */
function halved({ width, height, data }) {
  const half = new PNG({ width: Math.floor(width / SCALE), height: Math.floor(height / SCALE) });
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let dy = 0; dy < SCALE; dy++) {
          for (let dx = 0; dx < SCALE; dx++) sum += data[((y * SCALE + dy) * width + x * SCALE + dx) * 4 + channel];
        }
        half.data[(y * half.width + x) * 4 + channel] = Math.round(sum / SCALE ** 2);
      }
    }
  }
  return half;
}
