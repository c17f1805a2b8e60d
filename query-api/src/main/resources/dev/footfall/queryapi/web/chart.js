// The chart of days, hours or longer units, with bars and lines, and the table of the same numbers.
function element(namespace, name, attributes, children) {
  const node = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, visible(value));
  node.append(...children.map(child => (child instanceof Node ? child : visible(child))));
  return node;
}

/** The text with an escape for each character that reverses what follows it; names from outside may have them. */
const visible = text => String(text).replace(/[\u202a-\u202e\u2066-\u2069]/g, char => `\\u${char.charCodeAt(0).toString(16)}`);

export const html = (name, attributes = {}, ...children) => element("http://www.w3.org/1999/xhtml", name, attributes, children);
export const svg = (name, attributes = {}, ...children) => element("http://www.w3.org/2000/svg", name, attributes, children);

const format = new Intl.NumberFormat("en");
const short = new Intl.NumberFormat("en", { notation: "compact" });
const UNITS = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
export const digits = n => format.format(n);
export const count = (n, one, many = one + "s") => `${digits(n)} ${n === 1 ? one : many}`;
export function size(bytes) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1).toPrecision(4)) / 3));
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}

/* UTC days as YYYY-MM-DD, and their names, with the year where it is not this one. */

const DAY_MILLIS = 86_400_000;

const dayFormat = more => new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC", ...more });
const shortDays = [dayFormat({}), dayFormat({ year: "numeric" })];
const longDays = [dayFormat({ weekday: "short" }), dayFormat({ weekday: "short", year: "numeric" })];

export const dateOf = millis => new Date(millis).toISOString().slice(0, 10);
/** The day that it is in a time zone. */
export const today = (zone = "UTC") => (zone === "UTC" ? dateOf(Date.now()) : new Intl.DateTimeFormat("sv", { timeZone: zone }).format(Date.now()));
export const plusDays = (date, n) => dateOf(Date.parse(date) + n * DAY_MILLIS);
export const daysOf = ({ from, to }) => (Date.parse(to) - Date.parse(from)) / DAY_MILLIS + 1;

const dayName = ([ofThisYear, ofAnyYear], date) => (date.slice(0, 4) === today().slice(0, 4) ? ofThisYear : ofAnyYear).format(new Date(date));
export const shortDate = date => dayName(shortDays, date);
const longDate = date => dayName(longDays, date);

const EDGE = { right: 4, top: 8, bottom: 24 };
const SIGN_WIDTH = 7;
const HIGH = [220, 280];
const WIDE = 760;
const LABEL_WIDTH = 84;
const MOST_TOLD = 9;
const TIP_WIDTH = 240;
const DAY_STEPS = [1, 2, 5, 10, 15, 30, 60, 90, 180, 365, 730];
const HOUR_STEPS = [1, 2, 3, 6, 12, 24, 48, 120, 240, 720];

export const VISITORS = [
  { name: "signed in", className: "signed-in", of: row => row.authenticated },
  { name: "anonymous", className: "anonymous", of: row => row.anonymous },
];

/* What other systems counted: the downloads of a row's `balances` by origin, which its `downloads` include. */

/** The sums of rows by origin, and its name. */
export function balancesOf(rows) {
  const sums = new Map();
  for (const { balances } of rows) for (const [origin, n] of Object.entries(balances ?? {})) sums.set(origin, (sums.get(origin) ?? 0) + n);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

const balanceOf = row => balancesOf([row]).reduce((sum, [, n]) => sum + n, 0);
export const originsOf = rows => balancesOf(rows).map(([origin]) => `from ${origin}`);

/** The same in words after a comma, such as `, 12 from kohakuhub`. */
export const fromOthers = rows => balancesOf(rows).map(([origin, n]) => `, ${digits(n)} from ${origin}`).join("");

/** A column for each origin of rows. */
export const balanceColumns = rows => balancesOf(rows).map(([origin]) => [`from ${origin}`, row => balancesOf([row]).find(([name]) => name === origin)?.[1] ?? 0]);

/** The series of downloads with the part of balances that their origin did not divide, without which bars were too low. */
export function whole(series, rows) {
  const rest = row => Math.min(balanceOf(row), Math.max(0, row.downloads - heightOf(series, row)));
  return rows.some(row => rest(row) > 0) ? [...series, { name: "not known", className: "undivided", of: rest }] : series;
}

const STEPS = [1, 2, 2.5, 3, 4, 5, 10];
const isHour = time => time.length > 10;
const momentOf = time => new Date((isHour(time) ? time.slice(0, 13).replace(" ", "T") + ":00" : time + "T00:00") + ":00Z");
const hourOf = time => time.slice(11, 13) + ":00";
const named = time => longDate(time.slice(0, 10)) + (isHour(time) ? `, ${hourOf(time)}` : "");

/** Round numbers from 0 to one that is not below n, in four even steps at most, and mostly no fewer than three; each is a multiple of a unit. */
export function ticks(n, unit = 1) {
  const most = Math.max(n / unit, 4);
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = STEPS.map(one => one * power).find(one => Number.isInteger(one) && one * 4 >= most);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step * unit);
}

/** Nothing and the powers of ten up to n, for a logarithmic axis. */
function powers(n) {
  const all = Array.from({ length: 15 }, (_, i) => 10 ** i).filter(power => power <= Math.max(n, 10));
  return [0, ...(n > 100 ? all.slice(1) : all)];
}

export const hatching = (id, size, angle = 45) => svg("defs", {}, svg("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` },
  svg("path", { d: `M0 0V${size}` })));

/** Lines over the rows with missing data (`gaps`), their hours in words. */
function hatches(rows, { x, bottom }) {
  if (!rows.some(row => row.gaps)) return [];
  const covers = rows.flatMap((row, i) => (row.gaps ? [svg("rect", { class: "gap", x: x(i), width: x(i + 1) - x(i), y: EDGE.top, height: bottom - EDGE.top })] : []));
  return [hatching("gap-lines", 6), ...covers];
}

const missing = row => (row.gaps ? `; no data ${row.gaps}` : "");

const heightOf = (series, row) => series.reduce((sum, one) => sum + one.of(row), 0);

/**
 * Draws days or hours, oldest first, one bar each, that is stacked of one or more series.
 *
 * @param data `rows`, each with its `time` as the API sends it; `series`, the lowest first: `name`, `className`, and `of` a row the
 *   number; `one`, the word for one of what is counted, or `words` for a number of it; `told`, more words about a row; `columns` of the table: a heading, and `of`
 *   a row the text; `lines`, if any: `className`, `of` a row the number to which the line goes, none where that is undefined, and
 *   `isStep` for one as wide as the bars; `marks`, if any: the moment `at` which, the `name`, and the `href` of what is told about it.
 *   A row may have an `end`, its last day; a `name` and a `label` for its time; and `until`, the time up to which there are numbers.
 *   `isLog` for an axis by the logarithm of one more, so that nothing has its place on it.
 *   Of days that are added up: `unit`, the word for a row; `tell`, all words about a row; `summary`, all about the chart; `axis`, a number in few signs;
 *   `file`, the name of the table's file; `hasBalances` where what other systems counted is hatched and told
 * @param width in CSS pixels
 * @param told is called with the index of the chosen bar, and where it is drawn; with -1 where none is
 * @param chosen the index of the bar that is chosen at first; -1 for none
 */
export function chart(data, width, told, chosen = -1) {
  const { rows, series, lines = [] } = data;
  const frame = frameOf(data, width);
  const { x, y, height } = frame;
  const hatched = data.hasBalances ? balanceOf : () => 0;
  const bars = rows.map((row, i) => bar(row, series, { left: x(i), wide: x(i + 1) - x(i), y, hatched: hatched(row) }));
  const total = rows.reduce((sum, row) => sum + heightOf(series, row), 0);
  const step = stepOf(data);
  const marks = markedRows(data).map(([i, marked]) => markAt((x(i) + x(i + 1)) / 2, marked, frame.bottom));
  const label = `${data.summary ?? `${amount(data, total)} in ${count(rows.length, step)}${others(data, rows)}.`} Arrow keys go from ${step} to ${step}; a table with the same numbers follows.`;
  const more = marks.length > 0 ? ` ${count(marks.length, "mark")} can be reached with Tab.` : "";
  const parts = [...frame.grid.flatMap(([n, name]) => gridLine(name, y(n), frame)), ...bars,
    ...lines.flatMap(line => lineOver(rows, line, x, y)), ...labels(rows, frame, data.zone)];
  const drawing = svg("svg", { class: "chart", role: marks.length > 0 ? "group" : "img", tabindex: "0", "aria-label": label + more, viewBox: `0 0 ${width} ${height}`, height },
    ...(marks.length > 0 ? [svg("g", { "aria-hidden": "true" }, ...parts), ...marks] : parts));
  drawing.append(...hatches(rows, frame), ...(rows.some(hatched) ? [hatching("balance-lines", 5, -45)] : []));
  letBarsBeChosen(drawing, bars, i => told(i, frame), chosen);
  return drawing;
}

/** Where numbers and rows are drawn: as much room at the left as the longest number needs. */
function frameOf(data, width) {
  const { rows, series, lines = [] } = data;
  const most = rows.reduce((most, row) => Math.max(most, heightOf(series, row), ...lines.map(line => line.of(row) ?? 0)), 0);
  const grid = (data.isLog ? powers(most) : ticks(most)).map(n => [n, (data.axis ?? short.format)(n)]);
  const top = Math.max(most, grid.at(-1)[0]);
  const left = 16 + SIGN_WIDTH * Math.max(3, ...grid.map(([, name]) => name.length));
  const height = width > WIDE ? HIGH[1] : HIGH[0];
  const bottom = height - EDGE.bottom;
  const scale = data.isLog ? Math.log1p : n => n;
  return { width, height, left, bottom, grid, x: i => left + (i * (width - left - EDGE.right)) / rows.length,
    y: n => bottom - (scale(n) * (bottom - EDGE.top)) / scale(top) };
}

/** What other systems counted of rows, in words after a comma. */
const others = ({ hasBalances }, rows) => (hasBalances ? fromOthers(rows) : "");

/** A number of what is counted, in words. */
const amount = ({ one, words }, n) => (words ? words(n) : count(n, one));

const stepOf = ({ rows, unit }) => unit ?? (isHour(rows[0]?.time ?? "") ? "hour" : "day");
const nameOf = row => row.name ?? named(row.time);

/** A line from bar to bar, which is broken where there is no number, and dashed to a row that is not over. */
function lineOver(rows, { className, of, isStep }, x, y) {
  const middle = i => `${(x(i) + x(i + 1)) / 2} ${y(of(rows[i]))}`;
  const isThere = i => rows[i] !== undefined && of(rows[i]) !== undefined;
  const isDashed = i => rows[i].until && !isStep && isThere(i - 1);
  const points = rows.map((row, i) => {
    if (!isThere(i) || isDashed(i)) return "";
    const move = isThere(i - 1) ? "L" : "M";
    if (isStep) return `${move}${x(i)} ${y(of(row))}H${x(i + 1)}`;
    return `${move}${middle(i)}${move === "M" && !isThere(i + 1) ? "h0" : ""}`;
  });
  const dashed = rows.flatMap((row, i) => (isThere(i) && isDashed(i) ? [svg("path", { class: `line unfinished ${className}`, d: `M${middle(i - 1)}L${middle(i)}` })] : []));
  return [svg("path", { class: `line ${className}`, d: points.join("") }), ...dashed];
}

/** The rows in which something is marked: the index of each, and its marks. */
function markedRows({ rows, marks = [] }) {
  const start = row => (isHour(row.time) ? row.time.slice(0, 13).replace(" ", "T") : row.time);
  const isIn = (row, at) => (row.end ? row.time <= at.slice(0, 10) && at.slice(0, 10) <= row.end : at.startsWith(start(row)));
  return rows.map((row, i) => [i, marks.filter(mark => isIn(row, mark.at))]).filter(([, marked]) => marked.length > 0);
}

/** A tick that leads to what is told about the first mark, and names all. */
function markAt(middle, marked, bottom) {
  const name = marked.map(mark => `${named(mark.at.slice(0, 10))}, ${mark.name}`).join("; ");
  return svg("a", { class: "mark", href: marked[0].href, "aria-label": name }, svg("title", {}, name),
    svg("circle", { cx: middle, cy: EDGE.top, r: 12 }),
    svg("path", { d: `M${middle} ${EDGE.top}V${bottom}` }),
    svg("path", { class: "tip", d: `M${middle - 6} 0h12l-6 10z` }));
}

/** The marks in words, the newest first; nothing where there are none. */
function markList(data) {
  const marked = markedRows(data).flatMap(([, marks]) => marks).sort((a, b) => (a.at < b.at ? 1 : -1));
  return marked.length === 0 ? [] : [html("ul", { class: "marks", "aria-label": "Marks in the chart" }, ...marked.map(mark =>
    html("li", {}, html("a", { href: mark.href }, shortDate(mark.at.slice(0, 10))), ` ${mark.name}`)))];
}

function gridLine(name, y, { left, width }) {
  return [svg("line", { class: "grid", x1: left, x2: width - EDGE.right, y1: y, y2: y }),
    svg("text", { x: left - 8, y: y + 4, "text-anchor": "end" }, name)];
}

function bar(row, series, { left, wide, y, hatched }) {
  const parts = [];
  const part = (className, from, to) => svg("rect", { class: className, x: left + wide * 0.14, width: wide * 0.72, y: y(to), height: y(from) - y(to) });
  let below = 0;
  for (const one of series) {
    const n = one.of(row);
    if (n > 0) parts.push(part(one.className, below, below + n));
    below += n;
  }
  if (hatched > 0) parts.push(part("balance", below - Math.min(hatched, below), below));
  return svg("g", row.until ? { class: "running" } : {}, svg("rect", { class: "day-back", x: left, width: wide, y: EDGE.top, height: y(0) - EDGE.top }), ...parts);
}

/** Names of some days, counted back from the last one, or of some hours, which begin a day where they are far apart. */
function labels(rows, { x, width, left, height }, zone) {
  if (rows.length === 0) return [];
  const last = rows.length - 1;
  const areHours = isHour(rows[0].time);
  const most = (width - left) / LABEL_WIDTH;
  const step = (areHours ? HOUR_STEPS : DAY_STEPS).find(step => rows.length / step <= most) ?? rows.length;
  const isNamed = areHours ? row => (momentOf(row.time) / 3_600_000) % step === 0 : (row, i) => (last - i) % step === 0;
  return rows.flatMap((row, i) => {
    const middle = (x(i) + x(i + 1)) / 2;
    if (!isNamed(row, i) || middle < left + LABEL_WIDTH / 4) return [];
    const isAtEnd = width - middle < LABEL_WIDTH / 2;
    return svg("text", { x: isAtEnd ? width - EDGE.right : middle, y: height - 6, "text-anchor": isAtEnd ? "end" : "middle" },
      row.label ?? (row.time === today(zone) ? "today" : nameAt(row.time, step)));
  });
}

const nameAt = (time, step) => (isHour(time) && step < 24 ? hourOf(time) : shortDate(time.slice(0, 10)));

/** Chooses bars by pointer, finger and arrow keys. What a finger chose stays until it is touched again, or the focus goes. */
function letBarsBeChosen(drawing, bars, told, first) {
  let chosen = first;
  let touched = first;
  const choose = i => {
    chosen = i;
    bars.forEach((bar, at) => bar.classList.toggle("chosen", at === i));
    told(i);
  };
  bars.forEach((bar, i) => {
    bar.addEventListener("pointerenter", event => (event.pointerType !== "touch" || event.buttons > 0) && choose(i));
    bar.addEventListener("pointerdown", event => {
      if (event.pointerType !== "touch") return choose(i);
      if (event.target.hasPointerCapture(event.pointerId)) event.target.releasePointerCapture(event.pointerId); // The finger may move to other bars.
      touched = touched === i && chosen === i ? -1 : i;
      choose(touched);
    });
  });
  const leave = () => choose((touched = -1));
  drawing.addEventListener("pointerleave", event => event.pointerType !== "touch" && leave());
  drawing.addEventListener("blur", leave);
  drawing.addEventListener("keydown", event => {
    const last = bars.length - 1;
    const from = chosen < 0 ? last + 1 : chosen;
    const to = { ArrowLeft: Math.max(0, from - 1), ArrowRight: Math.min(last, from + 1), Home: 0, End: last, Escape: -1 }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    choose(to);
  });
  choose(first);
}

/** What is told beside a bar: its time, each of its parts, and the numbers of the lines. */
function tipOf(data, row) {
  const { series, lines = [] } = data;
  const part = (className, name, n) => html("span", { class: className }, html("i", { class: "swatch" }), name, html("strong", {}, n));
  const numbers = n => (data.axis ?? digits)(Math.round(n * 10) / 10);
  const named = lines.filter(line => line.name && line.of(row) !== undefined);
  const parts = series.length > 1 ? series.filter(one => one.of(row) > 0).slice(0, MOST_TOLD) : [];
  return [html("p", {}, nameOf(row)), ...(row.until ? [html("em", {}, `until ${row.until} UTC`)] : []),
    ...(series.length > 0 ? [html("span", {}, data.words ? "" : `${data.one}s`, html("strong", {}, (data.words ?? digits)(heightOf(series, row))))] : []),
    ...parts.map(one => part(one.className, one.name, numbers(one.of(row)))),
    ...(data.hasBalances ? balancesOf([row]).map(([origin, n]) => part("balance", `from ${origin}`, digits(n))) : []),
    ...named.map(line => part(`line ${line.className}`, line.label?.(row) ?? line.name, numbers(line.of(row)))),
    ...(row.gaps ? [html("em", {}, `no data ${row.gaps}`)] : [])];
}

function told(data, row) {
  const words = data.tell?.(row) ?? amount(data, heightOf(data.series, row)) + data.told(row) + others(data, [row]);
  return `${nameOf(row)}${row.until ? `, until ${row.until} UTC` : ""}: ${words}`;
}

function busiest(data) {
  const { rows, series, unit, summary } = data;
  if (summary) return summary;
  const best = rows.reduce((a, b) => (heightOf(series, b) > heightOf(series, a) ? b : a), rows[0]);
  if (!best || heightOf(series, best) === 0) return "Nothing in this time.";
  return `Busiest ${stepOf({ rows, unit })}: ${nameOf(best)}, ${amount(data, heightOf(series, best))}`;
}

const cellText = n => (n === undefined ? "–" : digits(n));
const timeOf = row => row.time.replace("T", " ").replace(":00Z", "") + (row.end && row.end !== row.time ? `/${row.end}` : "");

/** A file of comma-separated values to keep, of the columns as a table has them. A text is none that a spreadsheet runs. */
export function csvLink(file, columns, rows) {
  const cell = value => (typeof value === "number" ? value : `"${String(value).replace(/^[=+@\t\r-]/, "'$&").replaceAll('"', '""')}"`);
  const lines = [columns.map(([name]) => cell(name)), ...rows.map(row => columns.map(([, of]) => cell(of(row) ?? "")))];
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(lines.map(line => line.join(",") + "\r\n").join(""))}`;
  return html("a", { class: "csv", href, download: `${file}.csv` }, "Download CSV");
}

/** The same numbers in a table, newest first. */
export function chartTable({ rows, columns, file, zone = "UTC" }, isOpen) {
  const head = html("tr", {}, html("th", { scope: "col" }, `time (${zone})`), ...columns.map(([name]) => html("th", { scope: "col" }, name)));
  const lines = rows.map(row =>
    html("tr", {}, html("th", { scope: "row" }, timeOf(row)), ...columns.map(([, of]) => html("td", {}, cellText(of(row))))));
  const saved = file ? [csvLink(file, [["time", timeOf], ...columns], rows)] : [];
  return html("details", isOpen ? { open: "" } : {}, html("summary", {}, "As a table"), ...saved,
    html("div", { class: "days", tabindex: "0", role: "region", "aria-label": "The numbers of the chart" },
      html("table", {}, html("thead", {}, head), html("tbody", {}, ...lines.reverse()))));
}

/** The ways to take a chart along: its address, and pictures of it as it is drawn; none where it has no file. */
function tools({ file, title = "", tool }, drawn) {
  if (!file) return [];
  const button = (name, label, act) => {
    const one = html("button", { type: "button", class: "quiet", "aria-label": label }, name);
    one.addEventListener("click", () => act(one));
    return one;
  };
  const copy = async one => {
    const isCopied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    one.textContent = isCopied ? "Copied" : location.href;
    setTimeout(() => (one.textContent = "Copy link"), 2_000);
  };
  const save = kind => () => import("./picture.js").then(all => all.savePicture(drawn(), kind, file, title));
  return [html("div", { class: "tools" }, button("Copy link", "Copy link to this chart", copy), button("PNG", "Save as PNG", save("png")),
    button("SVG", "Save as SVG", save("svg")), ...(tool ? [tool] : []))];
}

/** The chart as wide as a panel, with its readout, marks and table, drawn again when the panel's width changes. */
export function chartIn(panel, data, isOpen = false) {
  const width = () => {
    const style = getComputedStyle(panel);
    return Math.max(240, panel.clientWidth - (parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) || 0));
  };
  const readout = html("p", { class: "readout", "aria-live": "polite" });
  const tip = html("div", { class: "tip", "aria-hidden": "true", hidden: "" });
  let chosen = -1;
  const tell = (i, { x, width }) => {
    chosen = i;
    const row = data.rows[i];
    readout.textContent = visible(row ? told(data, row) + missing(row) : busiest(data));
    tip.hidden = !row;
    if (!row) return;
    tip.replaceChildren(...tipOf(data, row));
    const isLeft = x(i + 1) + TIP_WIDTH > width;
    tip.style.left = isLeft ? "auto" : `${(100 * x(i + 1)) / width}%`;
    tip.style.right = isLeft ? `${100 - (100 * x(i)) / width}%` : "auto";
  };
  let drawn = { width: width(), chart: chart(data, width(), tell) };
  const widths = new ResizeObserver(() => {
    if (!readout.isConnected) return widths.disconnect();
    if (width() === drawn.width) return;
    const [kept, hasFocus] = [chosen, document.activeElement === drawn.chart];
    drawn.chart.blur(); // It forgets its bar, now and not when it is replaced.
    const next = { width: width(), chart: chart(data, width(), tell, kept) };
    drawn.chart.replaceWith(next.chart);
    if (hasFocus) next.chart.focus({ preventScroll: true });
    drawn = next;
  });
  const parts = [html("div", { class: "plot" }, drawn.chart, tip), readout, ...markList(data), ...tools(data, () => drawn.chart), chartTable(data, isOpen)];
  queueMicrotask(() => widths.observe(panel));
  return parts;
}
