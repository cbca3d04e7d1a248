// Prints what our page costs on a phone, beside other pages:
//
//     node tests/bench/phone.mjs [load] [answer] [letter] [host] [--rounds 2]

import * as answer from "./answer.mjs";
import * as host from "./host.mjs";
import * as letter from "./letter.mjs";
import * as load from "./load.mjs";
import { run } from "./run.mjs";
import { PHONE } from "./visit.mjs";

await run(PHONE, { load, answer, letter, host });
