// The page Read.

import { createChecker } from "./checker.js";
import { createOracle } from "./oracle.js";
import { start } from "./start.js";
import { views } from "./views/index.js";
import { createWalkSource } from "./walksource.js";
import { createWeightSource } from "./weightsource.js";

start(views, [createChecker, createOracle, createWeightSource, createWalkSource]);
