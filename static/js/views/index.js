// The views of the page Read, in reading order. A new view is a file beside this one and an entry here.

import { announcer } from "./announcer.js";
import { balance } from "./balance.js";
import { check } from "./check.js";
import { derivation } from "./derivation.js";
import { diagram } from "./diagram.js";
import { equation } from "./equation.js";
import { explanation } from "./explanation.js";
import { findings } from "./findings.js";
import { heatmap } from "./heatmap.js";
import { keys } from "./keys.js";
import { layers } from "./layers.js";
import { legend } from "./legend.js";
import { link } from "./link.js";
import { loop } from "./loop.js";
import { menu } from "./menu.js";
import { player } from "./player.js";
import { sentence } from "./sentence.js";
import { toggle } from "./toggle.js";
import { trajectory } from "./trajectory.js";
import { weights } from "./weights.js";
import { whatif } from "./whatif.js";

/** @type {import("../types.js").View[]} */
export const views = [menu, link, sentence, equation, legend, layers, toggle, diagram, player, announcer, heatmap, derivation, check, whatif, balance, findings, trajectory, loop, weights, keys, explanation];
