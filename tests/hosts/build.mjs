// Builds the three pages, each into a folder of its own below the one given: node build.mjs FOLDER

import { join, resolve } from "node:path";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import { build } from "vite";

const isCustomElement = (tag) => tag === "plan-configurator";
const plugins = {
  react: [],
  vue: [vue({ template: { compilerOptions: { isCustomElement } } })],
  svelte: [svelte({ configFile: false })],
};

for (const [name, used] of Object.entries(plugins)) {
  const outDir = resolve(process.argv[2], name);
  const root = join(import.meta.dirname, name);
  await build({ root, base: "./", configFile: false, logLevel: "warn", plugins: used, build: { outDir, emptyOutDir: true } });
}
