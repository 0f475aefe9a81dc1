// The page Memory: how far back does it reach?

import { createMemorySource } from "./memorysource.js";
import { start } from "./start.js";
import { announcer, announcing } from "./views/announcer.js";
import { arcs, says } from "./views/arcs.js";
import { blocks } from "./views/blocks.js";
import { distance } from "./views/distance.js";
import { explanation } from "./views/explanation.js";
import { growth } from "./views/growth.js";
import { kept } from "./views/kept.js";
import { keys } from "./views/keys.js";
import { link } from "./views/link.js";
import { menu } from "./views/menu.js";
import { omission } from "./views/omission.js";
import { player } from "./views/player.js";
import { sentence } from "./views/sentence.js";
import { triangle } from "./views/triangle.js";

const remembering = { ...announcer, mount: announcing((state) => state.memory.problems.influence || says(state)) };

/** In reading order. */
const views = [menu, link, sentence, kept, blocks, arcs, player, remembering, triangle, growth, distance, omission, keys, explanation];

start(views, [createMemorySource]);
