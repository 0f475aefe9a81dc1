// What a cell's gates are, read off its own description: no cell type is named here.
//
//   gate     φ of a sum that other symbols then mix; a cell whose state is itself φ of a sum has none
//   carried  a symbol that the next time stamp is given
//   product  a weight times a symbol: U h(t−1)

/** @typedef {import("./types.js").Symbol} Symbol */
/** @typedef {import("./types.js").Factor} Factor */

/** @param {Symbol[]} symbols @param {string} name */
export const named = (symbols, name) => symbols.find((symbol) => symbol.name === name);

/** What φ squashes, where that is a sum. @param {Symbol[]} symbols @param {Symbol} symbol @returns {Symbol | null} */
export function sumOf(symbols, symbol) {
  const argument = symbol.kind === "squash" ? named(symbols, symbol.terms[0]?.factors[0]?.name ?? "") : undefined;
  return argument?.kind === "affine" ? argument : null;
}

/** @param {Symbol[]} symbols @returns {Symbol[]} */
export function gatesOf(symbols) {
  const last = symbols[symbols.length - 1];
  return last && last.kind === "mix" ? symbols.filter((symbol) => sumOf(symbols, symbol) !== null) : [];
}

/** @param {Symbol[]} symbols @param {string | null} name @returns {Symbol | null} null where there is no such gate */
export const gateNamed = (symbols, name) => (name === null ? null : (named(gatesOf(symbols), name) ?? null));

/** The states, the hidden one last. @param {Symbol[]} symbols @returns {Symbol[]} */
export function carriedOf(symbols) {
  const last = symbols[symbols.length - 1];
  const later = new Set(symbols.flatMap(({ terms }) => terms.flatMap(({ factors }) => factors.filter(({ lag }) => lag > 0).map(({ name }) => name))));
  return [...symbols.filter((symbol) => symbol !== last && later.has(symbol.name)), ...(last ? [last] : [])];
}

/** Whether a symbol is but a product in the sum of a state that gates mix, as z∘h(t−1) is, and no state itself.
 * @param {Symbol[]} symbols @param {Symbol} symbol */
export const isAddend = (symbols, symbol) => symbol.kind === "mix" && !carriedOf(symbols).includes(symbol);

/** A term with such a product written out: z∘h(t−1) where zh stands. @param {Symbol[]} symbols
 * @param {import("./types.js").Term} term @returns {import("./types.js").Term} */
export function writtenOut(symbols, term) {
  const symbol = named(symbols, term.factors[0].name);
  return symbol && isAddend(symbols, symbol) ? symbol.terms[0] : term;
}

/** What stands in a sum as a product with a weight of its own, with what is multiplied.
 * @param {Symbol[]} symbols @param {Symbol} sum @returns {{symbol: Symbol, weight: string, of: Factor}[]} */
export function productsOf(symbols, sum) {
  return sum.terms.flatMap(({ factors }) => factors).flatMap(({ name }) => {
    const symbol = named(symbols, name);
    const inner = symbol?.kind === "affine" && symbol.terms.length === 1 ? symbol.terms[0].factors : [];
    return symbol && inner.length === 2 && !named(symbols, inner[0].name) ? [{ symbol, weight: inner[0].name, of: inner[1] }] : [];
  });
}

/** The weights on the way from the state before and from the input, of one sum or of several.
 * @param {Symbol[]} symbols @param {Symbol[]} sums @returns {{U: string[], W: string[]}} */
export function weightsInto(symbols, sums) {
  const products = sums.flatMap((sum) => productsOf(symbols, sum));
  const input = (/** @type {{of: Factor}} */ { of }) => named(symbols, of.name)?.kind === "input";
  return { U: products.filter((each) => !input(each)).map(({ weight }) => weight), W: products.filter(input).map(({ weight }) => weight) };
}
