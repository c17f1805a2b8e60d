// Small lines of days, beside the numbers in words: for the eye alone.
import { svg } from "./chart.js";

const [WIDTH, HEIGHT] = [96, 24];

/** A line of numbers, oldest first; the last finished one is marked, and the way to one that is `running` is dashed. Nothing for fewer than three. */
export function sparkline(numbers, isRunning = false) {
  const drawing = svg("svg", { class: "spark", "aria-hidden": "true", viewBox: `0 0 ${WIDTH} ${HEIGHT}` });
  if (numbers.length < 3) return drawing;
  const most = Math.max(...numbers, 1);
  const points = numbers.map((n, i) => [(i * (WIDTH - 6)) / (numbers.length - 1) + 3, HEIGHT - 3 - (n * (HEIGHT - 6)) / most].map(at => at.toFixed(1)));
  const over = isRunning ? points.slice(0, -1) : points;
  const line = over.map(point => point.join(" ")).join("L");
  const [x, y] = over.at(-1);
  drawing.append(svg("path", { class: "area", d: `M${line}L${x} ${HEIGHT}L3 ${HEIGHT}Z` }), svg("path", { d: `M${line}` }),
    ...(isRunning ? [svg("path", { class: "unfinished", d: `M${x} ${y}L${points.at(-1).join(" ")}` })] : []), svg("circle", { cx: x, cy: y, r: 2 }));
  return drawing;
}
