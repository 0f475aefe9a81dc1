import assert from "node:assert/strict";
import { test } from "node:test";
import { plot, unitsByStamps } from "../../static/js/views/heatmap/plot.js";

const matrix = { rows: 2, cols: 3, data: Float32Array.from([1, 2, 3, 4, 5, 6]) }; // two time stamps of three units

test("units run downwards, time stamps to the right", () => {
  assert.deepEqual(unitsByStamps(matrix).map((row) => [...row]), [[1, 4], [2, 5], [3, 6]]);
});

test("Plotly is given the values and the symbol's own range", (context) => {
  /** @type {any[]} */
  const calls = [];
  Object.assign(globalThis, { Plotly: { react: (/** @type {any[]} */ ...all) => calls.push(all) } });
  context.after(() => Reflect.deleteProperty(globalThis, "Plotly"));
  const layout = /** @type {any} */ ({ outerWidth: 100, outerHeight: 90, left: 5, top: 6, width: 80, height: 70, rows: 3, columns: 2 });
  plot(/** @type {any} */ ({}), matrix, { palette: "states", min: -8, max: 8 }, "light", layout);
  const [[, [heat], look, options]] = calls;
  assert.deepEqual([heat.zmin, heat.zmax, heat.z.length, heat.colorscale[0][1], heat.colorscale.at(-1)[1]], [-8, 8, 3, "#185ca3", "#9f4509"]);
  assert.deepEqual([look.xaxis.range, look.yaxis.range], [[-0.5, 1.5], [2.5, -0.5]]);
  assert.equal(options.displayModeBar, false);
});
