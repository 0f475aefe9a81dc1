// The page Compare: two readings side by side.

import { createBesideSource } from "./besidesource.js";
import { start } from "./start.js";
import { apart } from "./views/apart.js";
import { bothAnnouncer } from "./views/bothannouncer.js";
import { explanation } from "./views/explanation.js";
import { keys } from "./views/keys.js";
import { likely } from "./views/likely.js";
import { link } from "./views/link.js";
import { menu } from "./views/menu.js";
import { others } from "./views/others.js";
import { pair } from "./views/pair.js";
import { player } from "./views/player.js";
import { reaches } from "./views/reaches.js";
import { sentence } from "./views/sentence.js";
import { surprises } from "./views/surprises.js";

/** In reading order. */
const views = [menu, link, sentence, others, pair, player, bothAnnouncer, likely, apart, surprises, reaches, keys, explanation];

start(views, [createBesideSource]);
