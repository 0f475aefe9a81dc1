// Fetches what an opened weight needs and the page does not carry: its statistics, and the numbers of a large one
// with the words of its rows. Each is asked for once, when its weight is first opened, and again after a failure.

import { Failure, getLarge, getStatistics } from "./api.js";
import { layerOf, weightArrived } from "./state.js";
import { _ } from "./texts.js";
import { partOf, placeOf } from "./views/weights/about.js";
import { readLarge } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Update} Update */

/** @param {Update} update @returns {(state: State) => void}  to be called with every new state */
export function createWeightSource(update) {
  /** @type {string | null} */
  let opened = null;
  const asked = new Set();

  /** @param {string} model @param {string} what  a weight's name at torch, or a part of the large ones
   * @param {() => Promise<Parameters<typeof weightArrived>[1]>} get */
  async function once(model, what, get) {
    const key = `${model} ${what}`;
    if (asked.has(key)) return;
    asked.add(key);
    try {
      update(weightArrived(model, { ...(await get()), problems: { [what]: "" } }));
    } catch (error) {
      asked.delete(key);
      const problem = error instanceof Failure ? error.message : _("The server's answer could not be read.");
      update(weightArrived(model, { problems: { [what]: problem } }));
    }
  }

  return (state) => {
    const { model, weight } = state;
    const now = weight && `${model.id} ${weight} ${layerOf(state)}`;
    if (now === opened) return;
    opened = now;
    const at = weight && placeOf(model, weight, layerOf(state));
    if (!at) return;
    const { place, torch_name: name } = at;
    const part = partOf(place);
    void once(model.id, name, async () => ({ statistics: { [name]: await getStatistics(model.id, name) } }));
    if (part) void once(model.id, part, async () => readLarge(await getLarge(model.id, part)));
  };
}
