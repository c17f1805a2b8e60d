// A number in two states: before and after.
import { digits, html, size } from "./chart.js";

const TOTALS = [
  ["Downloads", "downloads", digits],
  ["Signed in", "authenticated", digits],
  ["Files", "files", digits],
  ["Sent", "bytes", size],
  ["Excluded", "excluded", digits],
];

/** The difference, with its sign, and its part of what was there. */
export function difference(before, after, told = digits) {
  if (before === after) return "unchanged";
  const sign = after > before ? "+" : "−";
  const step = Math.abs(after - before);
  if (before === 0) return sign + told(step);
  const percent = (100 * step) / before;
  return `${sign}${told(step)} (${percent < 0.1 ? "<0.1" : sign + percent.toFixed(1)} %)`;
}

/** The totals of after, each with what it was before. */
export function totals({ before, after }) {
  return html("dl", { class: "tiles" }, ...TOTALS.map(([label, name, told]) =>
    html("div", { class: "tile" }, html("dt", {}, label), html("dd", {}, told(after[name])),
      html("dd", { class: "was" }, `before ${told(before[name])}`),
      html("dd", { class: "was" }, difference(before[name], after[name], told)))));
}
