// A number in two states: before and after.
import { digits, html, size } from "./chart.js";
import { table } from "./page.js";

const TOTALS = [
  ["Downloads", "downloads", digits],
  ["Signed in", "authenticated", digits],
  ["Files", "files", digits],
  ["Sent", "bytes", size],
  ["Not counted", "excluded", digits],
];

/** The difference, with its sign, and its part of what was there. */
export function difference(before, after, told = digits) {
  if (before === after) return "unchanged";
  const sign = after > before ? "+" : "−";
  const step = Math.abs(after - before);
  if (before === 0) return sign + told(step);
  const percent = (100 * step) / before;
  const rounded = percent < 0.1 ? "<0.1" : sign + (percent < 1_000 ? percent.toFixed(1) : digits(Math.round(percent)));
  return `${sign}${told(step)} (${rounded}\u00a0%)`;
}

/** The totals of after, each with what it was before. */
export function totals({ before, after }) {
  return html("dl", { class: "tiles" }, ...TOTALS.map(([label, name, told]) =>
    html("div", { class: "tile" }, html("dt", {}, label), html("dd", {}, told(after[name])),
      html("dd", { class: "was" }, `before ${told(before[name])}`),
      html("dd", { class: "was" }, difference(before[name], after[name], told)))));
}

/** A table of numbers before and after: `of` a row both of them. */
export function changes(caption, heading, name, rows, of = row => row) {
  const all = table(caption, [
    [heading, name],
    ["Before", row => digits(of(row).before)],
    ["After", row => digits(of(row).after)],
    ["Difference", row => difference(of(row).before, of(row).after)],
  ], rows);
  all.classList.add("changes");
  return all;
}
