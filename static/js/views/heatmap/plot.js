// The heatmap's picture, by Plotly. Its script is large, and is asked for only when the diagram stands on the page.

import { plotlyScale } from "../../scale.js";

/** @typedef {import("../../types.js").Matrix} Matrix */

/** Load Plotly from our own origin, once the browser has nothing better to do. 
 * @param {string} url @param {(there: boolean) => void} done */
export function loadPlotly(url, done) {
  const load = () => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => done(true));
    script.addEventListener("error", () => done(false));
    document.head.append(script);
  };
  if ("requestIdleCallback" in globalThis) requestIdleCallback(load, { timeout: 1500 });
  else setTimeout(load, 200);
}

/** Units downwards, time stamps to the right: rows of z are units. @param {Matrix} matrix @returns {Float32Array[]} */
export function unitsByStamps({ rows, cols, data }) {
  return Array.from({ length: cols }, (_u, unit) => Float32Array.from({ length: rows }, (_t, t) => data[t * cols + unit]));
}

/** @param {HTMLElement} root @param {Matrix} matrix @param {import("../../scale.js").Range} range
 * @param {"light" | "dark"} theme @param {import("./layout.js").Layout} layout */
export function plot(root, matrix, range, theme, layout) {
  const { Plotly } = /** @type {{Plotly?: any}} */ (globalThis);
  const axis = { visible: false, fixedrange: true };
  const data = [{
    type: "heatmap", z: unitsByStamps(matrix), zmin: range.min, zmax: range.max, zsmooth: false,
    colorscale: plotlyScale(range.palette, theme), showscale: false, hoverinfo: "none",
  }];
  const look = {
    width: layout.outerWidth, height: layout.outerHeight,
    margin: { l: layout.left, t: layout.top, r: layout.outerWidth - layout.left - layout.width, b: layout.outerHeight - layout.top - layout.height },
    xaxis: { ...axis, range: [-0.5, layout.columns - 0.5] },
    yaxis: { ...axis, range: [layout.rows - 0.5, -0.5] },
    paper_bgcolor: "transparent", plot_bgcolor: "transparent", dragmode: false,
  };
  // No mode bar: its default offers an upload to a cloud, and nothing here zooms.
  Plotly.react(root, matrix.rows === 0 ? [] : data, look, { displayModeBar: false, staticPlot: true, showTips: false });
}
