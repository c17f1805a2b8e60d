// Small lines of days, beside the numbers in words: for the eye alone.
import { svg } from "./chart.js";

const [WIDTH, HEIGHT] = [72, 22];

/** A line of numbers, oldest first; the last point is marked. Nothing for fewer than three. */
export function sparkline(numbers) {
  if (numbers.length < 3) return svg("svg", { class: "spark", "aria-hidden": "true", viewBox: `0 0 ${WIDTH} ${HEIGHT}` });
  const most = Math.max(...numbers, 1);
  const points = numbers.map((n, i) => [(i * (WIDTH - 4)) / (numbers.length - 1) + 2, HEIGHT - 2 - (n * (HEIGHT - 4)) / most].map(at => at.toFixed(1)));
  const line = points.map(point => point.join(" ")).join("L");
  const [x, y] = points.at(-1);
  return svg("svg", { class: "spark", "aria-hidden": "true", viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    svg("path", { class: "area", d: `M${line}L${x} ${HEIGHT}L2 ${HEIGHT}Z` }), svg("path", { d: `M${line}` }), svg("circle", { cx: x, cy: y, r: 2 }));
}
