// One repository: its downloads in any period, by hour, day, week or month, beside those of another, and what they are made of.
import { address, choose, chosenOf, withOptions } from "./address.js";
import { balanceColumns, chartIn, count, digits, fromOthers, html, originsOf, size, VISITORS, whole } from "./chart.js";
import { BY, BY_HOUR, byMenu, daysName, foundNote, gapKey, MOST_DAYS_BY_HOUR, periodMenu, periodName, runningKey, STANDARD_DAYS, zoneMenu } from "./controls.js";
import { className, definition, reasonName } from "./definitions.js";
import { addressOf, ask, asked, countedHere, forgetOld, keepOld, menu, mixedName, nameOf, show, showAgain, showBusy, showLoading, showNotice, showRefusal } from "./page.js";
import { before, change, correctionMarks, daysOf, FIRST_DAY, gapsIn, lastHours, loadPeriod, markRunning, MOST_DAYS, ownOf, plusDays, shortDate, today, unitsOf, weekMeans, yearBefore } from "./periods.js";

const HUES = 8;
const MOST_UNITS = 400;

/** The downloads of another time zone or of hours, in which visitors are not distinguished. */
const UNDIVIDED = { seriesOf: () => [{ name: "downloads", className: "signed-in", of: row => row.downloads }], told: row => FILES(row), columns: columnsOf(["downloads"], ["files"]) };
const COMPARED = { previous: "vs previous", "year-before": "vs year ago", none: "Alone" };
const FILES = row => `, ${count(row.files, "file")}`;
const excludedIn = row => Object.values(row.excluded ?? {}).reduce((sum, n) => sum + n, 0);

/** The numbers of the tiles; the chart can show each day by day. `isOwn` where other systems' downloads have no such number. */
const TILES = {
  downloads: { name: "Downloads", of: row => row.downloads },
  visitors: { name: "Visitors", isByDay: true, isOwn: true },
  requests: { name: "Files", of: row => row.files, isOwn: true },
  sent: { name: "Sent", of: row => row.bytes, words: size, isOwn: true },
  excluded: { name: "Not counted", of: excludedIn, isByDay: true },
};

const ALL_DOWNLOADS = { one: "download", of: TILES.downloads.of, word: "download" };

/** The charts: their heading, the series of rows, and the number that the line of the period before shows. */
const CHARTS = {
  downloads: { ...ALL_DOWNLOADS, title: "Downloads", seriesOf: () => VISITORS,
    told: row => ` (${digits(row.authenticated)} signed in)${FILES(row)}`, columns: columnsOf(["downloads"], ["signed in", "authenticated"], ["anonymous"], ["files"]) },
  visitors: { one: "visitor", title: "Visitors", word: "visitor", column: "visitors", of: row => row.visitors ?? 0,
    seriesOf: () => [{ name: "visitors", className: "signed-in", of: row => row.visitors ?? 0 }], told: () => "", columns: columnsOf(["visitors"]) },
  requests: { one: "file", title: "Files", word: "file", of: TILES.requests.of,
    seriesOf: () => [{ name: "files", className: "signed-in", of: row => row.files }], told: () => "", columns: columnsOf(["files"]) },
  sent: { title: "Sent", word: "sent", words: size, of: TILES.sent.of, axis: n => size(n).replace(".0 ", " "),
    seriesOf: () => [{ name: "sent", className: "signed-in", of: row => row.bytes }], tell: row => size(row.bytes), columns: columnsOf(["bytes"]) },
  excluded: { title: "Requests, counted and not counted", word: "excluded", one: "request", of: row => row.files,
    seriesOf: rows => [{ name: "counted", className: "series-1", of: row => row.files }, ...partsOf(rows, row => row.excluded, 2, reasonName)], columns: [] },
  classes: { ...ALL_DOWNLOADS, title: "Downloads by class of client", word: "class", column: "classes",
    seriesOf: rows => partsOf(rows, row => row.classes, 1, className), columns: columnsOf(["downloads"]) },
  revisions: { ...ALL_DOWNLOADS, title: "Downloads by revision", word: "revision", parts: ["revision", "downloads"], seriesOf: rows => partsOf(rows, row => row.parts), columns: columnsOf(["downloads"]) },
  countries: { ...ALL_DOWNLOADS, title: "Downloads by country", word: "country", parts: ["country", "downloads"], seriesOf: rows => partsOf(rows, row => row.parts), columns: columnsOf(["downloads"]) },
  files: { title: "Requests by file", word: "by file", one: "request", of: row => row.files, parts: ["path", "requests"], seriesOf: rows => partsOf(rows, row => row.parts), columns: columnsOf(["files"]) },
};
const BY_HOUR_OR_ZONE = ["downloads", "requests", "sent"];

function columnsOf(...names) {
  return names.map(([name, column = name]) => [name, row => row[column]]);
}

/** The parts that occur in any row, the largest first; what is beyond the hues is one. */
function partsOf(rows, of, firstHue = 1, named = name => name) {
  const sums = new Map();
  for (const row of rows) for (const [name, n] of Object.entries(of(row) ?? {})) sums.set(name, (sums.get(name) ?? 0) + n);
  const names = [...sums].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const [own, rest] = names.length > HUES + 1 - firstHue ? [names.slice(0, HUES - firstHue), names.slice(HUES - firstHue)] : [names, []];
  const series = own.map((name, i) => ({ name: named(name), key: name, className: `series-${i + firstHue}`, of: row => ownOf(of(row), name) ?? 0 }));
  if (rest.length > 0) series.push({ name: "others", className: "series-rest", of: row => rest.reduce((sum, name) => sum + (ownOf(of(row), name) ?? 0), 0) });
  return series;
}

let current = {};

/** Shows a repository as the address says; quietly, if nothing but its numbers can have changed. */
export async function showRepository(panel, repo, { quietly = false, takesFocus = false } = {}) {
  if (quietly && current.isAsking) return;
  const view = { panel, repo, isAsking: true, ...(quietly ? { answers: current.answers, span: current.span } : {}) };
  const isSame = addressOf(current.repo) === addressOf(repo);
  current = view;
  if (!isSame) showLoading(panel);
  else if (!quietly) showBusy(panel);
  try {
    await load(view, isSame, takesFocus);
  } catch (refusal) {
    if (view === current && !(quietly && keepOld(panel, refusal))) showFailure(view, refusal);
  }
  view.isAsking = false;
}

/** Forgets the repository that is shown, and what is on its way. */
export function forgetRepository(panel) {
  current = {};
  panel.replaceChildren();
}

function showFailure(view, refusal) {
  const { panel, repo } = view;
  const again = () => view === current && showRepository(panel, repo);
  if (refusal.status === 404) showNotice(panel, "No such repository", "It has no downloads, or the name is wrong.");
  else showRefusal(panel, refusal, again);
  Object.assign(view, { repo: undefined, answers: undefined }); // It is shown again.
}

async function load(view, isSame, takesFocus) {
  const base = `${view.repo.type}s/${view.repo.id}/stats`;
  const { chosen } = address();
  const unit = chosen.get("days") === "24h" && !chosen.has("from") ? "hour" : chosenOf("by", ["day", ...Object.keys(BY_HOUR)]);
  const found = await loadPeriod({ chosen, by: unit, standard: STANDARD_DAYS, known: view.span,
    load: (period, by) => numbersOf(base, period, by), daysIn: period => daysIn(base, period) });
  if (view !== current) return;
  const { place, ...answer } = found.answer;
  if (!place.endsWith(`/${base}`)) return view.panel.checkVisibility() && location.replace(withOptions(addressOf(repositoryAt(place))));
  const answers = JSON.stringify([found.period, { ...answer, asOf: answer.asOf.slice(0, 16) }]);
  view.panel.setAttribute("aria-busy", "false");
  forgetOld(view.panel);
  Object.assign(view, { span: found.span, by: found.by, period: found.period });
  if (view.answers === answers) return;
  Object.assign(view, answer, { answers, by: answer.by });
  const opened = isSame ? [...view.panel.querySelectorAll("details")].map(one => one.open) : [];
  showAgain(view.panel, () => showNumbers(view, opened));
  if (takesFocus) view.panel.focus({ preventScroll: true });
}

const COMPARISONS = { previous: before, "year-before": yearBefore };

/** The numbers of a period, and of the one that it is compared with: as many units, compared one by one. */
async function numbersOf(base, period, chosenBy) {
  const by = chosenBy === "hour" && !period.hours && daysOf(period) > MOST_DAYS_BY_HOUR ? "day" : chosenBy;
  const isDivided = period.zone === "UTC" && by !== "hour";
  const compare = chosenOf("compare", Object.keys(COMPARED));
  const show = chosenOf("show", isDivided && daysOf(period) <= MOST_UNITS ? Object.keys(CHARTS) : BY_HOUR_OR_ZONE);
  const past = compare === "none" ? period : COMPARISONS[compare](period, by);
  const earliest = [plusDays(period.from, by === "hour" ? 0 : -6), past.from].sort()[0]; // The means need six days.
  const from = earliest >= FIRST_DAY && daysOf({ from: earliest, to: period.to }) <= (by === "hour" ? MOST_DAYS_OF_HOURS : MOST_DAYS) ? earliest : period.from;
  const [{ body: totals, place }, { rows: all, asOf, refused }, { counted }, marks, gaps] = await Promise.all([asked(`${base}?fields=balances`), rowsOf(base, { ...period, from, by, show: isDivided ? show : "" }), countedHere(), correctionMarks(),
    isDivided ? {} : gapsIn(period, period.zone)]);
  const [shown, compared] = period.hours ? lastHours(all, period.hours) : [rowsIn(all, period), rowsIn(all, past)];
  const days = shown.map(day => ({ gaps: gaps[day.hour ? day.hour.slice(0, 13).replace("T", " ") : day.date], ...day }));
  const hasPast = compare !== "none" && from <= past.from && compared.some(day => day.files > 0);
  if (CHARTS[show].parts && counted.includes(show)) addParts(days, await seriesOf(base, period, show), show);
  const isWhole = total(all, "downloads") >= totals.downloads; // No day before has downloads, so that means begin with the first one.
  const first = isWhole ? all.find(day => day.downloads > 0)?.date : undefined;
  const means = by === "day" ? weekMeans(all, day => day.downloads, first ?? "", period.zone) : [];
  return { place, totals, marks, compare, asOf, days, by, show, first, refused: CHARTS[show].parts && !counted.includes(show) ? `This server does not count ${show}.` : refused, hasHours: counted.includes("hours"), past: hasPast ? compared : [], means: all.flatMap(({ date }, i) => (means[i] === undefined ? [] : [[date, means[i]]])),
    downloads: total(days, "downloads"), all: totals.downloads };
}

const MOST_DAYS_OF_HOURS = 92;
const OF_DAYS = "&fields=bytes,excluded,gaps,balances";

/** The rows of each day or hour. A column that the server does not count is done without, and `refused` says so. */
async function rowsOf(base, { from, to, zone, by, show }) {
  const { column } = CHARTS[show] ?? {};
  const path = `${base}/recent?from=${from}&to=${to}`;
  const answer = async fields => {
    const { body, asOf } = await asked(path + fields);
    return { rows: body.stats, asOf };
  };
  const inZone = zone === "UTC" ? "" : `&tz=${encodeURIComponent(zone)}`;
  if (by === "hour") return answer(`&interval=hour&fields=bytes${inZone}`);
  if (inZone) return answer(`&fields=bytes${inZone}`);
  if (!column || (await countedHere()).counted.includes(column)) return answer(`${OF_DAYS}${column ? `,${column}` : ""}`);
  return { ...(await answer(OF_DAYS)), refused: `This server does not count ${column} by day.` };
}

const seriesOf = async (base, { from, to }, projection) => (await ask(`${base}/${projection}?from=${from}&to=${to}&interval=day&limit=${HUES - 1}`)).series;

/** Gives days what they are made of, by the names that are listed. */
function addParts(days, series, projection) {
  const [label, column] = CHARTS[projection].parts;
  const byDate = new Map(series.map(day => [day.date, day]));
  for (const day of days) {
    const { [projection]: named = [], other } = byDate.get(day.date) ?? {};
    day.parts = Object.fromEntries([...named.map(one => [one[label], one[column]]), ...(other?.[column] > 0 ? [["all others", other[column]]] : [])]);
  }
}

async function daysIn(base, { from, to }) {
  const [{ downloads: all }, { stats }] = await Promise.all([ask(base), ask(`${base}/recent?from=${from}&to=${to}`)]);
  return { downloads: stats.map(day => day.downloads), all };
}

const rowsIn = (days, { from, to }) => days.filter(day => day.date >= from && day.date <= to && !(Date.parse(day.hour) > Date.now()));

/** The repository whose numbers are at this place. */
function repositoryAt(place) {
  const [type, namespace, name] = place.split("/").slice(-4);
  return { type: type.slice(0, -1), id: `${namespace}/${name}` };
}

const total = (rows, column) => rows.reduce((sum, row) => sum + row[column], 0);

function showNumbers(view, [isTableOpen]) {
  const { panel, repo, totals } = view;
  const [owner] = repo.id.split("/");
  const focusable = () => [...panel.querySelectorAll(".chart, .chart .mark, .marks a")];
  const focused = focusable().indexOf(document.activeElement);
  const all = html("strong", { class: "total" }, digits(totals.downloads));
  const about = html("p", { class: "ways" }, html("a", { class: "kind", href: `#category/${repo.type}`, title: `All ${repo.type}s` }, repo.type),
    html("span", {}, all, " total", ...aboutAll(totals.balances)), html("a", { href: `#org/${owner}` }, `All of ${owner}`), html("a", { href: `#compare/${mixedName(repo)}` }, "Compare"));
  const parts = html("div", { class: "parts" });
  const set = choice => {
    choose(choice);
    showRepository(panel, repo);
  };
  const [period, dates] = menus(view, set);
  show(panel, html("div", { class: "title" }, html("div", {}, html("h1", {}, ...nameOf(repo.id)), about), html("div", { class: "controls" }, ...period)), dates, ...foundNote(view.period),
    tiles(view, set), html("div", { class: "charted" }, ...charted(view, isTableOpen, set)), parts);
  focusable()[focused]?.focus();
  showMore(view, parts, all, set);
}

/** What other systems counted of all downloads, each with its last day; else what it is that was counted. */
function aboutAll(balances) {
  if (balances.length === 0) return [html("span", { class: "wide" }, " downloads")];
  return [`, of these ${balances.map(({ origin, downloads, until }) => `${digits(downloads)} from ${origin} until ${until}`).join(", ")}`];
}

/** What is below the chart, and what the chart does without. */
async function showMore(view, panel, all, set) {
  const [{ showParts }, { followTotal }] = await Promise.all([import("./parts.js"), import("./stream.js")]);
  if (!panel.isConnected) return;
  showParts(view, panel, set);
  followTotal(`${view.repo.type}s/${view.repo.id}/stats`, all, digits);
}

/** The menus, and the form of two days. */
function menus({ by, period, compare, hasHours }, set) {
  const [periods, dates] = periodMenu(period, STANDARD_DAYS[by], set, hasHours ? ["1"] : ["1", "24h"]);
  const units = period.hours ? { hour: BY_HOUR.hour } : hasHours && daysOf(period) <= MOST_DAYS_BY_HOUR ? BY_HOUR : BY;
  const compared = menu("Compare with", Object.entries(COMPARED), compare, name => set({ compare: name === "previous" ? undefined : name }));
  return [[periods, compared, byMenu(by, set, units)], dates];
}

/** The sums of the finished units of the period and of as many that they are compared with; nothing where there are none. */
function pairOf({ days, past, period: { zone } }, of) {
  const isOver = row => (row.hour ? Date.parse(row.hour) + 3_600_000 <= Date.now() : row.date < today(zone));
  const over = Math.min(days.filter(isOver).length, past.length);
  const sum = rows => rows.slice(0, over).reduce((all, row) => all + of(row), 0);
  return over === 0 ? undefined : { now: sum(days), earlier: sum(past), names: [days, past].map(rows => spanName(rows.slice(0, over))) };
}

const spanName = rows => (rows[0].hour ? `${hourName(rows[0])} to ${hourName(rows.at(-1))}` : daysName({ from: rows[0].date, to: rows.at(-1).date }));
const hourName = ({ hour }) => `${shortDate(hour.slice(0, 10))} ${hour.slice(11, 16)}`;

function tiles(view, set) {
  const isDivided = view.period.zone === "UTC" && view.by !== "hour";
  const names = Object.keys(TILES).filter(name => isDivided || !TILES[name].isByDay);
  return html("div", { class: "tiles", role: "group", "aria-label": "Shown in the chart" }, ...names.map(name => tile(view, name, set)));
}

const WIDE = 100_000_000; // does not fit a phone's tile
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const tileDigits = n => (n < WIDE ? digits(n) : short.format(n));

/** A number of the period with its change, which the chart shows when it is pressed. That of visitors is filled in later. */
function tile(view, key, set) {
  const { of, words = tileDigits, name, isOwn } = TILES[key];
  const origins = isOwn ? originsOf(view.days) : [];
  const label = html("span", origins.length > 0 ? { class: "label", title: `Counted here: without downloads ${origins.join(", ")}` } : { class: "label" }, origins.length > 0 ? `${name} here` : name);
  const pair = of && pairOf(view, of);
  const exact = TILES[key].words ?? digits;
  const title = pair ? { title: `${exact(pair.now)} ${pair.names[0]}, against ${exact(pair.earlier)} ${pair.names[1]}` } : {};
  const button = html("button", { type: "button", class: "tile", "aria-pressed": view.show === key, "data-key": `Tile ${key}`, ...title }, label,
    html("strong", {}, of ? words(view.days.reduce((sum, row) => sum + of(row), 0)) : "…"), html("small", {}, pair ? change(pair.now, pair.earlier) : ""));
  button.addEventListener("click", () => set({ show: key === "downloads" ? undefined : key }));
  return button;
}

/** The chart with its heading and key. */
function charted(view, isTableOpen, set) {
  const { by, repo, period, show } = view;
  const isDivided = period.zone === "UTC" && by !== "hour";
  const kind = { ...CHARTS[show], ...(show === "downloads" && !isDivided ? UNDIVIDED : {}) };
  const rows = unitsOf(view.days, by, period.zone);
  const past = unitsOf(view.past, by, period.zone);
  const pastName = view.compare === "previous" ? "period before" : "year before";
  const until = markRunning(rows, period, view.asOf);
  const means = new Map(view.means);
  const before = row => (past[rows.indexOf(row)] ? kind.of(past[rows.indexOf(row)]) : undefined);
  const mean = row => (kind.one === "download" ? means.get(row.date) : undefined);
  const isCompared = past.length > 0 && (show !== "visitors" || past.some(row => row.visitors > 0));
  const lines = [...(isCompared ? [{ name: pastName, className: "ghost", of: before, isStep: true, label: row => timeName(past[rows.indexOf(row)]) }] : []),
    ...(rows.some(row => mean(row) !== undefined) ? [{ name: "7-day mean", className: "mean", of: mean }] : [])];
  const hasBalances = kind.one === "download";
  const series = hasBalances ? whole(kind.seriesOf(view.days), view.days) : kind.seriesOf(view.days);
  const data = { hasBalances, rows, series, lines, marks: view.marks, one: kind.one, zone: period.zone, words: kind.words, axis: kind.axis, unit: by === "cumulative" ? "day" : by,
    told: kind.told ?? partsTold(series), tell: kind.tell, file: `${repo.id.replace("/", "-")}-${show}-by-${by}`,
    summary: by === "cumulative" && rows.length > 0 ? `Until ${shortDate(period.to)}: ${kind.axis ? kind.axis(kind.of(rows.at(-1))) : count(kind.of(rows.at(-1)), kind.one)}${hasBalances ? fromOthers([rows.at(-1)]) : ""}` : undefined,
    title: `${repo.id}: ${kind.title}`, tool: html("label", { class: "zone soft" }, "Time zone ", zoneMenu(period.zone, set)),
    columns: [...kind.columns, ...(kind.told || kind.tell ? [] : series.map(one => [one.key ?? one.name, one.of])), ...(hasBalances ? balanceColumns(view.days) : []), ...(isCompared ? [[pastName, before]] : [])] };
  const title = by === "cumulative" ? `${kind.title} since ${shortDate(period.from)}` : `${kind.title} per ${by}`;
  const [plot, ...more] = chartIn(view.panel, data, isTableOpen);
  return [html("div", { class: "chart-head" }, html("h2", {}, title, " ", definition(kind.word)), key(view, { series, lines, rows, until })), plot,
    ...(view.refused ? [html("p", { class: "found", role: "status" }, view.refused)] : []), ...more];
}

const timeName = row => (row ? (row.name ?? (row.hour ? hourName(row) : shortDate(row.time))) : "");

const partsTold = series => row => ` (${series.filter(one => one.of(row) > 0).map(one => `${one.name} ${digits(one.of(row))}`).join(", ") || "none"})`;

function key({ days, past, compare, first, show }, { series, lines, rows, until }) {
  const names = { ghost: ["before", compare === "previous" ? "period before" : "year before"], mean: ["mean", "7-day mean"] };
  const sum = days.reduce((all, row) => all + row.downloads, 0);
  const part = one => (series[0] === VISITORS[0] && sum > 0 ? ` ${Math.round((100 * days.reduce((all, row) => all + one.of(row), 0)) / sum)} %` : "");
  const origins = CHARTS[show].one === "download" ? originsOf(days) : [];
  const none = compare !== "none" && past.length === 0 ? [html("span", { class: "unmarked" }, first ? `no downloads before ${shortDate(first)}` : "nothing to compare with")] : [];
  return html("div", { class: "key" }, ...(series.length > 1 ? series.map(one => html("span", { class: one.className }, one.name + part(one))) : []),
    ...lines.map(({ className }) => html("span", { class: `line ${className}` }, definition(...names[className]))), ...none,
    ...(origins.length > 0 ? [html("span", { class: "balance" }, definition("opening balance", origins.join(", ")))] : []), ...gapKey(rows), ...runningKey(until));
}
