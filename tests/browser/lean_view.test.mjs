// The views of crates/lean-view in a real browser: built, adopted, kept up to date, and gone. The scenes are in its tests/probe/.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { sharedBrowser } from "./chromium.mjs";
import { setting } from "./settings.mjs";

/** What pages that take no chances allow: no markup out of texts, and nothing from elsewhere. */
const POLICY =
  "default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

let browser;
let scenes;
before(async () => {
  browser = await sharedBrowser();
  scenes = JSON.parse(await readFile(join(setting("PLAN_LEAN_VIEW"), "scenes.json"), "utf8"));
});
after(() => browser?.close());

/**
 * A page with a `container`, in which a scene stands as it was written where one is named, and a `probe` of the crate's that is shown
 * nowhere yet. Everything that goes wrong in it, or that its policy forbids, fails the test.
 */
async function open(test, written) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  test.after(async () => {
    await context.close();
    assert.deepEqual(faults, [], "the page reported faults");
  });
  const body = `<!doctype html><title>Views</title><link rel="icon" href="data:,"><div id="container">${scenes[written] ?? ""}</div>`;
  // No server: the files are given to the browser as it asks for them.
  await page.route("http://views.test/**", (route) => {
    const file = new URL(route.request().url()).pathname;
    const headers = { "content-security-policy": POLICY };
    if (file === "/") return route.fulfill({ contentType: "text/html", headers, body });
    return route.fulfill({ path: join(setting("PLAN_LEAN_VIEW"), file) });
  });
  await page.goto("http://views.test/");
  await page.evaluate(async () => {
    const { default: start, Probe } = await import("/lean_view_probe.js");
    globalThis.wasm = await start();
    globalThis.Probe = Probe;
    globalThis.probe = new Probe();
    globalThis.container = document.getElementById("container");
    globalThis.find = (selector) => container.querySelector(selector);
    /** What is seen, whatever the elements are. */
    globalThis.texts = (selector) => [...container.querySelectorAll(selector)].map((element) => element.textContent);
    /** Every node in the container, in order. */
    globalThis.nodes = () => {
      const walker = document.createTreeWalker(container, NodeFilter.SHOW_ALL);
      const found = [];
      while (walker.nextNode()) found.push(walker.currentNode);
      return found;
    };
    /** The changes of the document that something makes, one line each. */
    globalThis.changes = (change) => {
      const observer = new MutationObserver(() => {});
      const all = { subtree: true, childList: true, attributes: true, characterData: true };
      observer.observe(container, all);
      change();
      probe.flush();
      const name = (node) => node.localName ?? node.parentNode?.localName ?? node.nodeName;
      return observer.takeRecords().map(({ type, target, attributeName }) => [type, attributeName, name(target)].filter(Boolean).join(" "));
    };
    /** Does to every text what translators do to it. */
    globalThis.translate = () => {
      const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
      for (const text of found) {
        const [outer, inner] = [document.createElement("font"), document.createElement("font")];
        inner.textContent = `«${text.data}»`;
        outer.append(inner);
        text.replaceWith(outer);
      }
    };
  });
  return page;
}

/** A page in which a scene is built anew. */
async function show(test, scene) {
  const page = await open(test);
  await page.evaluate((scene) => probe.mount(container, scene), scene);
  return page;
}

/** A page in which a scene was written and is adopted; `kept` are the nodes that stood there before. */
async function adopt(test, scene, before = async () => {}) {
  const page = await open(test, scene);
  await before(page);
  await page.evaluate((scene) => {
    globalThis.kept = nodes();
    probe.mount(container, scene);
  }, scene);
  return page;
}

test("a scene is built, in its order, and kept up to date", async (t) => {
  const page = await show(t, "basic");
  const html = () => page.evaluate(() => container.innerHTML);
  assert.equal(
    await html(),
    '<div id="basic"><h1>Fixed</h1><p title="first" data-on="first">first</p><span class="tag is-on">tag</span>' +
      '<ul><li>one</li><li>two</li><!----></ul><button type="button">1</button><p>The end</p></div>',
  );
  await page.evaluate(() => {
    probe.text("second");
    probe.turn(false);
    probe.items(["two", "three", "four"]);
    probe.flush();
  });
  assert.equal(
    await html(),
    '<div id="basic"><h1>Fixed</h1><p title="second">second</p><span class="tag">tag</span>' +
      '<ul><li>two</li><li>three</li><li>four</li><!----></ul><button type="button" hidden="">1</button><p>The end</p></div>',
  );
  await page.evaluate(() => probe.unmount());
  assert.equal(await html(), "");
});

test("what is changed from outside is shown by the end of the task", async (t) => {
  const page = await show(t, "basic");
  const shown = await page.evaluate(async () => {
    probe.text("second");
    const before = find("p").textContent;
    await null;
    return [before, find("p").textContent];
  });
  assert.deepEqual(shown, ["first", "second"]);
});

test("regions stand where they were given, whatever they hold", async (t) => {
  for (const start of [show, adopt]) {
    const page = await start(t, "order");
    const shown = () => page.evaluate(() => container.textContent);
    assert.equal(await shown(), "headfixedonetwobetweenshowntailend");
    const after = (items, isOn) =>
      page.evaluate(
        ([items, isOn]) => {
          probe.items(items);
          probe.turn(isOn);
          probe.flush();
          return container.textContent;
        },
        [items, isOn],
      );
    assert.equal(await after([], false), "headfixedbetweentailend");
    assert.equal(await after(["1", "2", "3"], true), "headfixed123betweenshowntailend");
    assert.equal(await after(["3"], true), "headfixed3betweenshowntailend");
  }
});

test("a region in a region goes and comes with it", async (t) => {
  for (const start of [show, adopt]) {
    const page = await start(t, "nested");
    const after = (items, isOn) =>
      page.evaluate(
        ([items, isOn]) => {
          probe.turn(isOn);
          probe.items(items);
          probe.flush();
          return container.textContent;
        },
        [items, isOn],
      );
    assert.equal(await after(["1"], true), "part1behindfoot");
    assert.equal(await after(["2"], false), "foot");
    assert.equal(await after(["3", "4"], true), "part34behindfoot");
    assert.equal(await after([], true), "partbehindfoot");
  }
});

test("a page whose comments are gone is mended", async (t) => {
  const page = await adopt(t, "order", (page) =>
    page.evaluate(() => {
      for (const node of nodes()) if (node.nodeType === Node.COMMENT_NODE) node.remove();
    }),
  );
  const shown = await page.evaluate(() => {
    const first = container.textContent;
    probe.items(["1", "2", "3"]);
    probe.turn(false);
    probe.flush();
    return [first, container.textContent];
  });
  assert.deepEqual(shown, ["headfixedonetwobetweenshowntailend", "headfixed123betweentailend"]);
});

test("a picture is one of SVG's, built and adopted", async (t) => {
  for (const start of [show, adopt]) {
    const page = await start(t, "picture");
    const [namespace, box, id] = await page.evaluate(() => {
      probe.text("second");
      probe.flush();
      return [find("path").namespaceURI, find("svg").getAttribute("viewBox"), find("path").id];
    });
    assert.deepEqual([namespace, box, id], ["http://www.w3.org/2000/svg", "0 0 8 8", "second"]);
  }
});

test("each change is written once, and what stays the same is not", async (t) => {
  const page = await show(t, "basic");
  const told = await page.evaluate(() => ({
    text: globalThis.changes(() => probe.text("second")),
    again: globalThis.changes(() => probe.text("second")),
    off: globalThis.changes(() => probe.turn(false)),
    still: globalThis.changes(() => probe.turn(false)),
    back: globalThis.changes(() => {
      probe.number(5);
      probe.number(1);
    }),
    more: globalThis.changes(() => probe.items(["one", "two", "three"])),
    fewer: globalThis.changes(() => probe.items(["one"])),
    other: globalThis.changes(() => probe.items(["1"])),
  }));
  assert.deepEqual(told, {
    text: ["attributes title p", "attributes data-on p", "characterData p"],
    again: [],
    off: ["attributes data-on p", "attributes class span", "attributes hidden button"],
    still: [],
    back: [],
    more: ["childList ul"],
    fewer: ["childList ul", "childList ul"],
    other: ["characterData li"],
  });
});

test("whatever follows runs once for each change, and a memo's readers only for another value", async (t) => {
  const page = await show(t, "counted");
  const runs = await page.evaluate(() => {
    const first = probe.log();
    probe.number(3);
    probe.flush();
    const changed = probe.log();
    probe.number(5);
    probe.number(7);
    probe.flush();
    return [first, changed, probe.log(), container.textContent];
  });
  assert.deepEqual(runs[0].sort(), ["both", "memo", "region", "same", "signal"]);
  assert.deepEqual(runs[1].sort(), ["both", "memo", "region", "signal"]);
  assert.deepEqual(runs[2].sort(), ["both", "memo", "region", "signal"]);
  assert.equal(runs[3], "714true71414");
});

test("a memo that another one worked out anew is heard", async (t) => {
  const page = await show(t, "chained");
  const shown = await page.evaluate(() => {
    const seen = [container.textContent];
    for (const number of [2, 4, 5, 0]) {
      probe.number(number);
      probe.flush();
      seen.push(container.textContent);
    }
    return [seen, probe.log().length];
  });
  assert.deepEqual(shown, [["false 0", "true 1", "true 2", "true 2", "false 0"], 4]);
});

test("a part that is about to go is not asked again", async (t) => {
  const page = await show(t, "guarded");
  const log = await page.evaluate(() => {
    probe.number(2);
    probe.flush();
    probe.text("");
    probe.flush();
    return [probe.log(), container.textContent];
  });
  assert.deepEqual(log, [[], ""]);
});

test("one effect follows all of an element, and regions in it follow on their own", async (t) => {
  const page = await show(t, "together");
  const seen = await page.evaluate(() => {
    probe.log();
    probe.items(["three"]);
    probe.flush();
    const list = probe.log();
    const told = globalThis.changes(() => probe.turn(false));
    return [list, told, probe.log(), container.textContent];
  });
  assert.deepEqual(seen, [[], ["attributes class div", "characterData p"], ["text", "flag"], "firstfalsethree"]);
});

test("events go from within to around, and those that do not bubble stay", async (t) => {
  for (const start of [show, adopt]) {
    const page = await start(t, "events");
    const log = () => page.evaluate(() => probe.log());
    await page.locator("#inner b").click();
    assert.deepEqual(await log(), ["inner", "middle", "outer"]);
    await page.locator("#middle").dispatchEvent("click");
    assert.deepEqual(await log(), ["middle", "outer"]);
    // One that takes itself away is still part of what was clicked.
    await page.locator("#leaves").click();
    assert.deepEqual(await log(), ["leaves", "outer"]);
    assert.equal(await page.locator("#leaves").count(), 0);
    const toggled = async () => {
      // The browser tells of it in a task of its own; by the next one whoever listens has heard.
      await page.evaluate(() => {
        globalThis.told = new Promise((resolve) => find("details").addEventListener("toggle", () => setTimeout(resolve), { once: true }));
      });
      await page.locator("summary").click();
      await page.evaluate(() => told);
      return (await log()).filter((what) => what !== "outer");
    };
    assert.deepEqual(await toggled(), ["opened"]);
    assert.deepEqual(await toggled(), ["closed"]);
  }
});

test("fields, boxes and forms are heard, and what the state says stands in them", async (t) => {
  for (const start of [show, adopt]) {
    const page = await start(t, "fields");
    await page.locator("#bound").fill("typed");
    assert.equal(await page.locator("output").textContent(), "typed");
    await page.evaluate(() => {
      probe.text("set");
      probe.flush();
    });
    assert.equal(await page.locator("#bound").inputValue(), "set");
    assert.equal(await page.locator("#box").isChecked(), true);
    await page.locator("#box").uncheck();
    await page.evaluate(() => {
      probe.turn(true);
      probe.flush();
    });
    assert.equal(await page.locator("#box").isChecked(), true);
    assert.equal(await page.locator("#choice").inputValue(), "b");
    await page.evaluate(() => probe.log());
    await page.locator("#bound").press("Escape");
    await page.locator("#bound").press("Enter");
    assert.deepEqual(await page.evaluate(() => probe.log()), ["Escape", "key", "submit"]);
    assert.equal(new URL(page.url()).pathname, "/", "the form was not sent by the browser");
  }
});

test("a field is written only where it differs, so that the cursor stays", async (t) => {
  const page = await show(t, "fields");
  const place = await page.evaluate(() => {
    const field = find("#bound");
    field.focus();
    field.setSelectionRange(2, 3);
    probe.text("first");
    probe.flush();
    return [field.selectionStart, field.selectionEnd];
  });
  assert.deepEqual(place, [2, 3]);
});

test("nothing acts while a text is composed, and what it became acts as input", async (t) => {
  const page = await show(t, "fields");
  const log = await page.evaluate(() => {
    const field = find("#bound");
    const fire = (event) => field.dispatchEvent(event);
    const key = (init) => fire(new KeyboardEvent("keydown", { bubbles: true, ...init }));
    fire(new CompositionEvent("compositionstart", { bubbles: true }));
    field.value = "にほ";
    fire(new InputEvent("input", { bubbles: true, isComposing: true }));
    key({ key: "Escape", isComposing: true });
    key({ key: "Process", keyCode: 229 });
    const during = probe.log();
    field.value = "日本";
    fire(new CompositionEvent("compositionend", { bubbles: true, data: "日本" }));
    key({ key: "Escape" });
    return [during, probe.log(), probe.now];
  });
  assert.deepEqual(log, [[], ["input 日本", "Escape"], "日本"]);
});

test("a composed text that the browser's own input method makes is one input", async (t) => {
  const page = await show(t, "fields");
  await page.locator("#bound").fill("");
  await page.evaluate(() => probe.log());
  const client = await page.context().newCDPSession(page);
  await client.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
  assert.deepEqual(await page.evaluate(() => [probe.log(), find("#bound").value]), [[], "に"]);
  await client.send("Input.insertText", { text: "日" });
  assert.deepEqual(await page.evaluate(() => [probe.log(), probe.now, find("#bound").value]), [["input 日"], "日", "日"]);
});

test("what appears takes the focus once all that changed with it is shown", async (t) => {
  for (const scene of ["focus", "focus-nested"]) {
    const page = await open(t);
    const focused = await page.evaluate((scene) => {
      probe.turn(false);
      probe.mount(container, scene);
      probe.turn(true);
      probe.flush();
      return document.activeElement.id;
    }, scene);
    assert.equal(focused, "heading", scene);
  }
});

test("what is there from the beginning does not take the focus", async (t) => {
  for (const start of [show, adopt]) {
    const page = await start(t, "focus");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "body");
    await page.locator("#opener").click();
    await page.locator("#opener").click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "heading");
    // Nor does it where the host has other words shown.
    await page.locator("#field").focus();
    await page.evaluate(() => probe.show("focus"));
    assert.equal(await page.evaluate(() => document.activeElement.id), "field");
  }
});

test("what the focus changes is shown once, and what its listeners read is not followed", async (t) => {
  const page = await open(t);
  const seen = await page.evaluate(async () => {
    probe.turn(false);
    probe.mount(container, "focus-follows");
    probe.log();
    probe.turn(true);
    probe.flush();
    await null;
    const first = [probe.log(), container.textContent, document.activeElement.localName];
    probe.text("second");
    probe.flush();
    return [...first, probe.log()];
  });
  assert.deepEqual(seen, [["built", "focusin first", "built"], "here2", "h3", []]);
});

test("a field that goes while it is typed in leaves nothing behind", async (t) => {
  const page = await show(t, "removed-field");
  await page.locator("#field").pressSequentially("typed");
  const seen = await page.evaluate(async () => {
    probe.turn(false);
    probe.flush();
    await null;
    return [texts("p").length, container.querySelectorAll("input").length, find("p").textContent, probe.log().length];
  });
  const [paragraphs, inputs, number, heard] = seen;
  assert.deepEqual([paragraphs, inputs], [1, 0]);
  assert.equal(Number(number), heard + 1);
});

for (const scene of ["basic", "order", "nested", "switches", "fields", "area", "focus", "events", "opened", "together", "picture"]) {
  test(`the page as it was written is adopted, node by node: ${scene}`, async (t) => {
    const page = await open(t, scene);
    const [wrote, isSame, after] = await page.evaluate((scene) => {
      const before = nodes();
      const wrote = container.innerHTML;
      const told = globalThis.changes(() => probe.mount(container, scene));
      const after = nodes();
      return [wrote, after.length === before.length && after.every((node, at) => node === before[at]), [container.innerHTML, told]];
    }, scene);
    assert.ok(isSame, "the same nodes");
    assert.deepEqual(after, [wrote, []], "nothing is written");
  });
}

test("what stands in an adopted area of text stays", async (t) => {
  const page = await adopt(t, "area");
  const area = page.locator("textarea");
  assert.equal(await area.inputValue(), "first");
  await area.fill("typed");
  assert.equal(await page.evaluate(() => probe.now), "typed");
  await page.evaluate(() => probe.show("area"));
  assert.equal(await area.inputValue(), "typed");
});

test("what is written otherwise is mended, built anew or taken away, and nothing is asked that is fixed", async (t) => {
  const page = await adopt(t, "written");
  const [root, fixed, texts, is] = await page.evaluate(() => {
    const root = find("div");
    const same = (selector) => kept.includes(find(selector));
    return [
      [root.className, root.hasAttribute("data-plain"), root.getAttribute("data-scripted")],
      find("h1").textContent,
      [find("button").textContent, find("span").textContent, globalThis.texts("li"), container.querySelectorAll("label").length],
      { root: same("div"), h1: same("h1"), button: same("button"), span: same("span"), li: same("li"), p: same("p") },
    ];
  });
  assert.deepEqual(root, ["", false, "yes"]);
  assert.equal(fixed, "written", "a part without anything live is passed over");
  assert.deepEqual(texts, ["open", "built", ["one", "two"], 0]);
  assert.deepEqual(is, { root: true, h1: true, button: false, span: false, li: true, p: true });
});

test("a part that does not match is built anew, and all others are adopted", async (t) => {
  const page = await adopt(t, "mismatch");
  const seen = await page.evaluate(() => {
    const isKept = ["#before", "#differs", "#after", "#field"].map((selector) => kept.includes(find(selector)));
    probe.text("second");
    probe.flush();
    return [isKept, container.textContent, container.querySelectorAll("h2, h3").length];
  });
  assert.deepEqual(seen, [[true, false, true, true], "secondsecondsecond", 1]);
});

test("what a host put beside or in place of the page is taken out", async (t) => {
  const page = await adopt(t, "mismatch", (page) =>
    page.evaluate(() => {
      container.prepend("text", document.createElement("hr"));
      find("div").append(document.createElement("hr"), "text");
    }),
  );
  const [tags, text] = await page.evaluate(() => [[...find("div").children].map((child) => child.localName), container.textContent]);
  assert.deepEqual(tags, ["p", "h3", "p", "input"]);
  assert.equal(text, "firstfirstfirst");
  assert.equal(await page.locator("hr").count(), 0);
});

test("a container that holds something else is taken over", async (t) => {
  const page = await open(t, "basic");
  await page.evaluate(() => probe.mount(container, "other-root"));
  assert.equal(await page.evaluate(() => container.innerHTML), "<section>alone</section>");
});

test("what was typed, chosen, selected, scrolled to and focused before stays", async (t) => {
  const page = await adopt(t, "fields", async (page) => {
    await page.locator("#free").fill("typed before");
    await page.locator("#choice").selectOption("a");
    await page.evaluate(() => {
      const field = find("#free");
      field.focus();
      field.setSelectionRange(2, 5, "backward");
      container.style.cssText = "block-size: 9px; overflow: auto";
      container.scrollTop = 7;
    });
  });
  const seen = await page.evaluate(() => {
    const field = find("#free");
    return [document.activeElement === field, field.value, field.selectionStart, field.selectionEnd, field.selectionDirection, container.scrollTop];
  });
  assert.deepEqual(seen, [true, "typed before", 2, 5, "backward", 7]);
});

test("another view takes the same elements, and nothing of the view before is left", async (t) => {
  for (const start of [show, adopt]) {
    const page = await start(t, "one");
    await page.locator("#typed").fill("typed");
    const seen = await page.evaluate(() => {
      const field = find("#typed");
      field.focus();
      field.setSelectionRange(1, 3);
      const ids = ["div", "h1", "#first", "#second", "span", "#typed", "#anew", "#shape", "#list", "#list p", "em"];
      const before = ids.map((selector) => find(selector));
      probe.show("other");
      const same = before.every((element, at) => element === find(ids[at]));
      return {
        same,
        root: find("div").cloneNode(false).outerHTML,
        texts: texts("h1, button, span"),
        class: [...find("span").classList].sort(),
        field: [document.activeElement === field, field.value, field.selectionStart, field.selectionEnd],
        shape: find("#shape").innerHTML,
        list: find("#list").innerHTML,
      };
    });
    assert.deepEqual(seen, {
      same: true,
      root: '<div lang="de"></div>',
      texts: ["Andere", "erster", "zweiter", "Klasse", "neu"],
      class: ["is-other", "other", "shared"],
      field: [true, "typed", 1, 3],
      shape: "shape",
      list: '<p class="is-hint is-last">A</p><!---->',
    });
    await page.locator("#first").click();
    await page.locator("#second").click();
    assert.deepEqual(await page.evaluate(() => probe.log()), ["second of other"]);
    // And back: live classes of the view before go, too.
    const back = await page.evaluate(() => {
      probe.turn(false);
      probe.show("one");
      return [[...find("span").classList].sort(), find("div").cloneNode(false).outerHTML, find("#list").innerHTML];
    });
    assert.deepEqual(back, [
      ["one", "shared"],
      '<div lang="en" data-one=""></div>',
      '<p class="is-error">a</p><p>b</p><!---->',
    ]);
  }
});

test("the focus stays on what is only built anew where a page is adopted", async (t) => {
  const page = await show(t, "one");
  await page.locator("#anew").focus();
  await page.evaluate(() => probe.show("other"));
  assert.equal(await page.evaluate(() => document.activeElement.id), "anew");
});

test("the same view shown again writes nothing", async (t) => {
  for (const scene of ["basic", "one", "order", "switches", "fields", "together"]) {
    const page = await show(t, scene);
    assert.deepEqual(await page.evaluate((scene) => globalThis.changes(() => probe.show(scene)), scene), [], scene);
  }
});

test("what the visitor opened or sized stays over another view", async (t) => {
  const page = await show(t, "opened");
  const seen = await page.evaluate(() => {
    find("details").open = true;
    find("textarea").style.blockSize = "77px";
    probe.show("opened");
    return [find("details").open, find("textarea").style.blockSize];
  });
  assert.deepEqual(seen, [true, "77px"]);
});

test("a view whose outermost element is another takes the place of the view before", async (t) => {
  const page = await show(t, "one");
  await page.evaluate(() => probe.show("other-root"));
  assert.equal(await page.evaluate(() => container.innerHTML), "<section>alone</section>");
});

test("what is seen is the state, whatever a translator made of the texts", async (t) => {
  for (const start of [show, adopt]) {
    for (const when of ["before", "after"]) {
      const page = await (start === adopt && when === "before"
        ? adopt(t, "basic", (page) => page.evaluate(() => translate()))
        : start(t, "basic"));
      const [translated, second, third] = await page.evaluate((when) => {
        if (when === "after") translate();
        const translated = find("h1").textContent;
        const seen = [];
        for (const [text, items] of [["second", ["two", "three"]], ["third", ["three"]]]) {
          probe.text(text);
          probe.number(text.length);
          probe.items(items);
          probe.flush();
          seen.push([find("p").textContent, find("button").textContent, texts("li")]);
          translate();
        }
        return [translated, ...seen];
      }, when);
      if (when === "after") assert.equal(translated, "«Fixed»");
      assert.deepEqual(second, ["second", "6", ["two", "three"]]);
      assert.deepEqual(third, ["third", "5", ["three"]]);
    }
  }
});

test("another view shows its own texts where a translator changed those before", async (t) => {
  const page = await show(t, "one");
  const seen = await page.evaluate(() => {
    translate();
    probe.show("other");
    return [texts("h1, button, span, b, em"), container.querySelectorAll("font").length];
  });
  assert.deepEqual(seen, [["Andere", "erster", "zweiter", "Klasse", "neu", "first"], 0]);
});

test("a directive gets its element as it is shown, and ends with it", async (t) => {
  for (const start of [show, adopt]) {
    const page = await start(t, "directive");
    const log = await page.evaluate(() => {
      const first = probe.log();
      probe.number(2);
      probe.flush();
      const changed = probe.log();
      probe.show("directive");
      const again = probe.log();
      probe.unmount();
      probe.number(3);
      return [first, changed, again, probe.log()];
    });
    assert.deepEqual(log, [
      ["begins with first", "follows 1"],
      ["follows 2"],
      ["ended", "begins with first", "follows 2"],
      ["ended"],
    ]);
  }
});

test("a view of Leptos' may hold it", async (t) => {
  const page = await open(t);
  await page.evaluate(() => probe.embed(container, "basic"));
  await page.locator("button").click();
  const seen = await page.evaluate(async () => {
    probe.text("second");
    await new Promise((resolve) => setTimeout(resolve, 0));
    const seen = [find("section").title, find("p").textContent, find("button").textContent];
    probe.unmount();
    return [...seen, container.textContent];
  });
  assert.deepEqual(seen, ["second", "second", "2", ""]);
});

test("what waits for the document runs once, as soon as the element stands there", async (t) => {
  const page = await show(t, "placed");
  // One of the two stands there only while it is on.
  assert.deepEqual(await page.evaluate(() => probe.log()), ["placed", "placed"]);
  const again = await page.evaluate(() => {
    for (const isOn of [false, true]) {
      probe.turn(isOn);
      probe.flush();
    }
    return probe.log();
  });
  assert.deepEqual(again, ["placed"]);
  const embedded = await page.evaluate(async () => {
    probe.unmount();
    probe.embed(container, "placed");
    await new Promise((resolve) => setTimeout(resolve, 0));
    return probe.log();
  });
  assert.deepEqual(embedded, ["placed", "placed"]);
});

test("a view that is gone hears nothing", async (t) => {
  const page = await show(t, "events");
  const log = await page.evaluate(() => {
    const gone = find("div");
    const inner = find("#inner");
    probe.unmount();
    inner.click();
    container.append(gone);
    inner.click();
    return probe.log();
  });
  assert.deepEqual(log, []);
});

test("two hundred views come and go and leave nothing", async (t) => {
  const page = await open(t);
  const client = await page.context().newCDPSession(page);
  const counts = async () => {
    await client.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners } = await client.send("Memory.getDOMCounters");
    const memory = await page.evaluate(() => wasm.memory.buffer.byteLength);
    return { nodes, jsEventListeners, memory };
  };
  const round = (times) =>
    page.evaluate((times) => {
      for (let at = 0; at < times; at += 1) {
        for (const scene of ["basic", "fields", "events", "nested", "memos", "one"]) {
          probe.mount(container, scene);
          probe.number(at);
          probe.turn(at % 2 === 0);
          probe.items([`${at}`]);
          probe.flush();
          if (scene === "one") probe.show("other");
        }
        probe.unmount();
        probe.log();
      }
    }, times);
  await round(50);
  const before = await counts();
  await round(200);
  const after = await counts();
  t.diagnostic(JSON.stringify({ before, after }));
  assert.equal(after.nodes, before.nodes);
  assert.equal(after.jsEventListeners, before.jsEventListeners);
  assert.equal(after.memory, before.memory);
});

test("one view after another in the same place leaves nothing", async (t) => {
  const page = await show(t, "memos");
  const round = (times) =>
    page.evaluate((times) => {
      for (let at = 0; at < times; at += 1) {
        probe.show(at % 2 ? "memos" : "nested");
        probe.number(at);
        probe.items([`${at}`]);
        probe.flush();
      }
      return wasm.memory.buffer.byteLength;
    }, times);
  const before = await round(100);
  assert.equal(await round(1000), before);
});
