import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { ownSentences } from "../shared/vite-sentences.js";

export default defineConfig({
  plugins: [ownSentences(), react()],
  // The bench serves it from a folder of its own beside our page.
  base: "./",
  // As modern as our own build, so that nothing is carried for older browsers.
  build: { target: "esnext", modulePreload: { polyfill: false } },
});
