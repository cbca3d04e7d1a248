// The product page's own script. No embed loads it: what is here is about the page around the element.

import { keepForOffline } from "./offline.js";
import { offerUpdate } from "./update.js";

keepForOffline(offerUpdate);
