// What the page looks like: a few pictures of it are compared with those in the folder `pictures`, which `cargo xtask screens --reference`
// takes anew. On a machine with other fonts nothing is compared, and the test says so.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { PNG } from "pngjs";

import { PICTURES, TOLERANCE, difference, measureFont, referenceFont, referenceOf, take } from "./pictures.mjs";
import { product } from "./support.mjs";

const world = product();

for (const picture of PICTURES) {
  test(`${picture.name} looks as it did`, async (t) => {
    const [font, expected] = [await measureFont(world.browser), await referenceFont().catch(() => undefined)];
    if (!expected) {
      t.skip("no pictures are kept: take them by `cargo xtask screens --reference`, and commit them");
      return;
    }
    if (JSON.stringify(font) !== JSON.stringify(expected)) {
      t.skip(`this machine has another font: ${JSON.stringify(font)}, not ${JSON.stringify(expected)}`);
      return;
    }
    const actual = await take(world.browser, world.server.url, picture);
    const share = difference(actual, await referenceOf(picture));
    if (share <= TOLERANCE) return;
    const folder = join(tmpdir(), "plan-configurator-pictures");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${picture.name}.png`), PNG.sync.write(actual));
    assert.fail(
      `${(100 * share).toFixed(2)} % of the pixels differ from tests/browser/pictures/${picture.name}.png; what is shown is in ${folder}. ` +
        "If it is meant to look so, run `cargo xtask screens --reference` and commit the pictures.",
    );
  });
}

test("what is a button's size is told apart", () => {
  const [one, other] = [0, 1].map(() => new PNG({ width: 640, height: 400, fill: true }));
  for (const picture of [one, other]) picture.data.fill(255);
  for (let y = 0; y < 24; y++) for (let x = 0; x < 160; x++) other.data.set([0, 105, 90, 255], (y * 640 + x) * 4);
  assert.equal(difference(one, one), 0);
  assert.ok(difference(other, one) > TOLERANCE);
});
