// The texts of the interface in the reader's language; English is the source. The page brings the catalogue.

/** @returns {Record<string, string>} */
function catalogue() {
  const element = typeof document === "undefined" ? null : document.getElementById("texts");
  return Object.freeze(JSON.parse(element?.textContent || "{}"));
}

const translations = catalogue();

const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A word that is written from the right does not turn the sentence around it. @param {string} value */
export const isolated = (value) => (FROM_THE_RIGHT.test(value) ? `\u2068${value}\u2069` : value);

/** @param {string} text @param {Record<string, string | number>} [values] what stands in {braces} @returns {string} */
export function _(text, values = {}) {
  const translated = translations[text] ?? text;
  return translated.replace(/\{(\w+)\}/g, (whole, name) => isolated(String(values[name] ?? whole)));
}

/** The language of the page, for numbers and lists. @returns {string} */
export const language = () => (typeof document === "undefined" ? "en" : document.documentElement.lang || "en");
