// What a network reads, words or characters, and what follows from that for texts: model/text.py cuts them so.

/** @typedef {import("./types.js").Card} Card */
/** @typedef {import("./types.js").State} State */

const LINE_ENDS = /\r\n?|[\n\v\f\x85\u2028\u2029]/gu;

/** @param {Pick<Card, "reads">} model */
export const readsCharacters = ({ reads }) => reads === "characters";

/** The models that read what this one reads; no other can be compared with it. @param {Card[]} models
 * @param {Pick<Card, "reads">} model @returns {Card[]} */
export const alike = (models, { reads }) => models.filter((card) => card.reads === reads);

/** Whether the model asked for reads something else than the one shown: the page about it has other texts.
 * @param {Pick<State, "models" | "model" | "asked">} state */
export const isOfAnotherKind = ({ models, model, asked }) => models.some(({ id, reads }) => id === asked && reads !== model.reads);

/** Tokens as one text. @param {string[]} tokens @param {Pick<Card, "reads">} model */
export const joined = (tokens, model) => tokens.join(readsCharacters(model) ? "" : " ");

/** The same for whoever reads it as a text: with spaces that look like spaces. @param {string} text
 * @param {Pick<Card, "reads">} model */
export const spaced = (text, model) => (readsCharacters(model) ? text.replaceAll("␣", " ") : text);

/** What an input of one line can hold: line ends as the character that shows them. @param {string} text */
export const inOneLine = (text) => text.replace(LINE_ENDS, "↵");

/** What was typed to be one token: a word without the spaces around it, or a character, which may be the space.
 * @param {string} typed @param {Pick<Card, "reads">} model */
export const tokenIn = (typed, model) => (readsCharacters(model) ? typed.replace(/\s/gu, "␣") : typed.trim());

/** Whether a text is one token. @param {string} text @param {Pick<Card, "reads">} model */
export const isOneToken = (text, model) => (readsCharacters(model) ? Array.from(text).length === 1 : text !== "" && !/\s/u.test(text));

/** Whether two tokens are read as the same: words without regard to capitals. @param {string} one @param {string} other
 * @param {Pick<Card, "reads">} model */
export const isSame = (one, other, model) => one === other || (!readsCharacters(model) && one.toLowerCase() === other.toLowerCase());
