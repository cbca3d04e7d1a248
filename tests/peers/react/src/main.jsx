import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import source from "../../../../catalogs/msa.json";
import "../../../../style/main.css";
import { App } from "./App.jsx";
import { readCatalog } from "./catalog.js";

createRoot(document.getElementById("root")).render(
  <StrictMode>
    <App catalog={readCatalog(source)} />
  </StrictMode>,
);
