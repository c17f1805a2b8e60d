// The bar chart of a repository's days, and the table of the same numbers.
function element(namespace, name, attributes, children) {
  const node = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

export const html = (name, attributes = {}, ...children) => element("http://www.w3.org/1999/xhtml", name, attributes, children);
export const svg = (name, attributes = {}, ...children) => element("http://www.w3.org/2000/svg", name, attributes, children);

const format = new Intl.NumberFormat("en");
export const digits = n => format.format(n);
export const count = (n, one, many = one + "s") => `${digits(n)} ${n === 1 ? one : many}`;

const HEIGHT = 220;
const EDGE = { left: 46, right: 4, top: 8, bottom: 24 };

const longDay = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const shortDay = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const dayOf = row => new Date(row.date + "T00:00:00Z");

/** The least even round number that is not below n, so that its half can be a grid line too. */
function ceiling(n) {
  const power = 10 ** Math.floor(Math.log10(Math.max(n, 4)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map(step => step * power).find(step => step >= Math.max(n, 4) && step % 2 === 0);
}

/**
 * Draws the days, oldest first, one bar each.
 *
 * @param rows the days, as the API sends them
 * @param width in CSS pixels
 * @param readout the element in which the chosen day is told
 */
export function chart(rows, width, readout) {
  const top = ceiling(Math.max(...rows.map(row => row.downloads)));
  const x = i => EDGE.left + (i * (width - EDGE.left - EDGE.right)) / rows.length;
  const y = n => HEIGHT - EDGE.bottom - (n * (HEIGHT - EDGE.top - EDGE.bottom)) / top;
  const bars = rows.map((row, i) => dayBar(row, x(i), x(i + 1) - x(i), y));
  const total = rows.reduce((sum, row) => sum + row.downloads, 0);
  const label = `${count(total, "download")} in ${rows.length} days. Arrow keys go from day to day; a table with the same numbers follows.`;
  const drawing = svg("svg", { class: "chart", role: "img", tabindex: "0", "aria-label": label, viewBox: `0 0 ${width} ${HEIGHT}` },
    ...[0, top / 2, top].flatMap(n => gridLine(n, y(n), width)), ...bars, ...dayLabels(rows, x, width));
  letDaysBeChosen(drawing, bars, rows, readout);
  return drawing;
}

function gridLine(n, y, width) {
  return [svg("line", { class: "grid", x1: EDGE.left, x2: width - EDGE.right, y1: y, y2: y }),
    svg("text", { x: EDGE.left - 8, y: y + 4, "text-anchor": "end" }, digits(n))];
}

function dayBar(row, left, wide, y) {
  const bar = { x: left + wide * 0.14, width: wide * 0.72 };
  return svg("g", {}, svg("rect", { class: "day-back", x: left, width: wide, y: EDGE.top, height: y(0) - EDGE.top }),
    svg("rect", { ...bar, class: "anonymous", y: y(row.downloads), height: y(row.authenticated) - y(row.downloads) }),
    svg("rect", { ...bar, class: "signed-in", y: y(row.authenticated), height: y(0) - y(row.authenticated) }));
}

function dayLabels(rows, x, width) {
  const last = rows.length - 1;
  const labels = [svg("text", { x: width - EDGE.right, y: HEIGHT - 6, "text-anchor": "end" }, "today")];
  const step = width < 460 ? 10 : 5;
  for (let i = last - step; i >= 2; i -= step) {
    labels.push(svg("text", { x: (x(i) + x(i + 1)) / 2, y: HEIGHT - 6, "text-anchor": "middle" }, shortDay.format(dayOf(rows[i]))));
  }
  return labels;
}

function letDaysBeChosen(drawing, bars, rows, readout) {
  let chosen = -1;
  const choose = i => {
    chosen = i;
    bars.forEach((bar, at) => bar.classList.toggle("chosen", at === i));
    readout.textContent = i < 0 ? busiest(rows) : told(rows[i]);
  };
  bars.forEach((bar, i) => ["pointerenter", "pointerdown"].forEach(event => bar.addEventListener(event, () => choose(i))));
  drawing.addEventListener("pointerleave", () => choose(-1));
  drawing.addEventListener("blur", () => choose(-1));
  drawing.addEventListener("keydown", event => {
    const last = rows.length - 1;
    const from = chosen < 0 ? last + 1 : chosen;
    const to = { ArrowLeft: Math.max(0, from - 1), ArrowRight: Math.min(last, from + 1), Home: 0, End: last, Escape: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  });
  choose(-1);
}

const told = row =>
  `${longDay.format(dayOf(row))}: ${count(row.downloads, "download")} (${digits(row.authenticated)} signed in), ${count(row.files, "file")}`;

function busiest(rows) {
  const best = rows.reduce((a, b) => (b.downloads > a.downloads ? b : a));
  return best.downloads === 0 ? "Nothing in these days." : `Busiest day: ${longDay.format(dayOf(best))}, ${count(best.downloads, "download")}`;
}

/** The same numbers in a table, newest day first. */
export function dayTable(rows, isOpen) {
  const columns = ["downloads", "authenticated", "anonymous", "files"];
  const head = html("tr", {}, html("th", { scope: "col" }, "day"), ...columns.map(name => html("th", { scope: "col" }, name)));
  const lines = rows.map(row =>
    html("tr", {}, html("th", { scope: "row" }, row.date), ...columns.map(name => html("td", {}, digits(row[name])))));
  return html("details", isOpen ? { open: "" } : {}, html("summary", {}, "As a table"),
    html("div", { class: "days", tabindex: "0", role: "region", "aria-label": "Downloads per day" },
      html("table", {}, html("thead", {}, head), html("tbody", {}, ...lines.reverse()))));
}
