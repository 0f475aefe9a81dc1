// The texts of the interface in the reader's language; English is the source. The page brings the catalogue.

/** @returns {Record<string, string>} */
function catalogue() {
  const element = typeof document === "undefined" ? null : document.getElementById("texts");
  return Object.freeze(JSON.parse(element?.textContent || "{}"));
}

const translations = catalogue();

/** @param {string} text @param {Record<string, string | number>} [values] what stands in {braces} @returns {string} */
export function _(text, values = {}) {
  const translated = translations[text] ?? text;
  return translated.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** The language of the page, for numbers and lists. @returns {string} */
export const language = () => (typeof document === "undefined" ? "en" : document.documentElement.lang || "en");
