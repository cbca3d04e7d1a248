import { createRoot } from "react-dom/client";

import { Host } from "./host.tsx";

createRoot(document.getElementById("host")!).render(<Host />);
