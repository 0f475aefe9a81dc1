// The only fetch. Every failure is a Failure, whose message is a sentence for the reader.

import { _ } from "./texts.js";
import { checkOf } from "./wire.js";

const SAFETENSORS = "application/vnd.safetensors";

/** A request that failed; its message can be shown as it is. Where it is passing, the same request may succeed later. */
export class Failure extends Error {
  /** @param {string} message @param {boolean} [passing] */
  constructor(message, passing = false) {
    super(message);
    this.passing = passing;
  }
}

/** @param {string} id */
const address = (id) => `/api/v1/models/${encodeURIComponent(id)}`;

/** @param {string} url @param {RequestInit} [options] @returns {Promise<Response>} */
async function answer(url, options) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Failure(_("The server cannot be reached; what you see is the last sentence that it read."), true);
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Failure(problem.detail ?? _("The server answered with status {status}.", { status: response.status }), response.status >= 500);
}

/** @param {string} id @param {string} text @param {AbortSignal} signal @returns {Promise<ArrayBuffer>} safetensors */
export async function createTrace(id, text, signal) {
  const headers = { accept: SAFETENSORS, "content-type": "application/json" };
  const response = await answer(`${address(id)}/traces`, { method: "POST", headers, body: JSON.stringify({ text }), signal });
  return response.arrayBuffer();
}

/** @param {string} id @param {object} asked  tokens, edits, initial @param {AbortSignal} signal
 * @returns {Promise<ArrayBuffer>} safetensors */
export async function createAlteredTrace(id, asked, signal) {
  const headers = { accept: SAFETENSORS, "content-type": "application/json" };
  return (await answer(`${address(id)}/traces`, { method: "POST", headers, body: JSON.stringify(asked), signal })).arrayBuffer();
}

/** @param {string} id @param {AbortSignal} signal @returns {Promise<ArrayBuffer>} safetensors */
export async function getWeights(id, signal) {
  return (await answer(`${address(id)}/weights`, { headers: { accept: SAFETENSORS }, signal })).arrayBuffer();
}

/** @param {string} id @param {object} asked  tokens, t, and a symbol and unit or a word
 * @param {AbortSignal} signal @returns {Promise<import("./types.js").Answer>} */
export async function createDerivation(id, asked, signal) {
  const headers = { "content-type": "application/json" };
  return (await answer(`${address(id)}/derivations`, { method: "POST", headers, body: JSON.stringify(asked), signal })).json();
}

/** @typedef {Pick<import("./types.js").Card, "id" | "limits">} Limited */

/** Not asked for what is known to be refused. @param {Limited} model @param {number} length  in tokens
 * @param {{tokens: string[]} | {text: string}} sentence @param {AbortSignal} signal @returns {Promise<ArrayBuffer>} safetensors */
export async function createInfluences({ id, limits }, length, sentence, signal) {
  const most = limits.influences;
  if (length > most) throw new Failure(_("That is {n} tokens; influences are computed for at most {most} with this model. Shorten it.", { n: length, most }));
  const headers = { accept: SAFETENSORS, "content-type": "application/json" };
  const body = JSON.stringify({ ...sentence, end: true });
  return (await answer(`${address(id)}/influences`, { method: "POST", headers, body, signal })).arrayBuffer();
}

/** @param {Limited} model @param {string[]} tokens @param {number} s @param {string | null} instead
 * @param {AbortSignal} signal @returns {Promise<import("./types.js").Omission>} */
export async function createOmission({ id, limits }, tokens, s, instead, signal) {
  const most = limits.omissions;
  if (tokens.length > most) throw new Failure(_("That is {n} tokens; one of them can be left out of at most {most}. Shorten it.", { n: tokens.length, most }));
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ tokens, s, instead, end: true });
  return (await answer(`${address(id)}/omissions`, { method: "POST", headers, body, signal })).json();
}

/** Two readings side by side. @param {string} id @param {object} asked  tokens, end, other @param {AbortSignal} signal
 * @returns {Promise<import("./types.js").Comparison>} */
export async function createComparison(id, asked, signal) {
  const headers = { "content-type": "application/json" };
  return (await answer(`${address(id)}/comparisons`, { method: "POST", headers, body: JSON.stringify(asked), signal })).json();
}

/** The directions along which a network's states vary most. @param {string} id @param {AbortSignal} signal
 * @returns {Promise<import("./types.js").Components>} */
export async function getComponents(id, signal) {
  return (await answer(`${address(id)}/components`, { signal })).json();
}

/** The texts that left the network in states like those of these tokens. @param {string} id
 * @param {{tokens: string[], nearest: number}} asked @param {AbortSignal} signal
 * @returns {Promise<{nearest: {t: number, contexts: import("./types.js").Context[]}[]}>} */
export async function createTrajectory(id, asked, signal) {
  const headers = { "content-type": "application/json" };
  return (await answer(`${address(id)}/trajectories`, { method: "POST", headers, body: JSON.stringify(asked), signal })).json();
}

/** How far a trace lies from torch. @param {string} id @param {object} asked  its tokens, edits, initial
 * @param {AbortSignal} signal @returns {Promise<import("./types.js").Check>} */
export async function checkTrace(id, asked, signal) {
  const headers = { accept: SAFETENSORS, "content-type": "application/json" };
  const body = JSON.stringify({ ...asked, top: 0, check: true });
  const response = await answer(`${address(id)}/traces`, { method: "POST", headers, body, signal });
  return checkOf(await response.arrayBuffer());
}

/** The large weights of the "embedding" or the "output", with the words of their rows.
 * @param {string} id @param {string} part @returns {Promise<ArrayBuffer>} safetensors */
export async function getLarge(id, part) {
  return (await answer(`${address(id)}/weights?include=${part}`, { headers: { accept: SAFETENSORS } })).arrayBuffer();
}

/** @param {string} id @param {string} torchName @returns {Promise<import("./types.js").Statistics>} */
export async function getStatistics(id, torchName) {
  return (await answer(`${address(id)}/weights/${encodeURIComponent(torchName)}/statistics`)).json();
}

/** Whether some known word begins so. @param {string} id @param {string} prefix @param {AbortSignal} signal */
async function beginsWord(id, prefix, signal) {
  const query = new URLSearchParams({ prefix, limit: "1" });
  const { words } = await (await answer(`${address(id)}/vocabulary?${query}`, { signal })).json();
  return words.length > 0;
}

/** Whether the last word, unknown as it stands, begins one that is known.
 * @param {import("./types.js").Trace} trace @param {AbortSignal} signal */
export async function isUnfinished(trace, signal) {
  const last = trace.tokens.at(-1);
  return last !== undefined && !last.known && (await beginsWord(trace.model, last.text, signal));
}
