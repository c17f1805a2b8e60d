// Periods of UTC days, and rows of days added up by week, by month, or from the first day on.
import { dateOf, daysOf, digits, plusDays, shortDate, today } from "./chart.js";
import { ask, Refusal } from "./page.js";

export { dateOf, daysOf, plusDays, shortDate, today };
export const MOST_DAYS = 3_660;

/** The first day that can be asked for. */
export const FIRST_DAY = "1970-01-01";
const askable = date => [date, FIRST_DAY].sort()[1];
const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });
const shortMonth = new Intl.DateTimeFormat("en", { month: "short", year: "2-digit", timeZone: "UTC" });

const isDate = text => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(text)) && dateOf(Date.parse(text)) === text;
const itself = date => date;
const mondayOf = date => plusDays(date, -((new Date(date).getUTCDay() + 6) % 7));
const firstOf = date => `${date.slice(0, 8)}01`;
const plusMonths = (date, n) => {
  const first = new Date(firstOf(date));
  first.setUTCMonth(first.getUTCMonth() + n);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return plusDays(dateOf(first), Math.min(Number(date.slice(8)), last) - 1);
};

/** The periods that are named after what today is in. */
const RUNNING = { month: { name: "This month", first: firstOf }, year: { name: "This year", first: date => `${date.slice(0, 4)}-01-01` } };

/** The number of days that end today which a word or number of the address names. */
export const daysNamed = word => (Object.hasOwn(RUNNING, word) ? daysOf({ from: RUNNING[word].first(today()), to: today() }) : Number(word));

/** The first day of the unit that a day is in. */
const START = { hour: itself, day: itself, week: mondayOf, month: firstOf, cumulative: itself };
const NEXT = { week: date => plusDays(date, 7), month: date => plusMonths(date, 1) };

/**
 * The period in the address: `from` and `to`, else the `days` that end today, from the beginning of a week or month on; also
 * `24h`, the month or the year that today is in.
 * Days that have not begun are left out. Days are those of its `zone`, which is UTC where the address has none.
 */
export function periodOf(chosen, by, standard, most = MOST_DAYS) {
  const zone = zoneOf(chosen);
  const now = today(zone);
  if (chosen.has("from") || chosen.has("to")) {
    const [from, to] = ["from", "to"].map(name => chosen.get(name));
    const isPeriod = isDate(from) && isDate(to) && from <= to && from <= now && daysOf({ from, to }) <= most;
    if (!isPeriod) throw new Refusal(400, `A period has two days, such as from=${plusDays(now, -6)}&to=${now}, none in the future, and at most ${most} days.`);
    return { from, to: to < now ? to : now, zone };
  }
  const given = chosen.get("days");
  if (given === "24h") return { from: plusDays(now, -1), to: now, hours: 24, name: "Last 24 hours", zone };
  if (Object.hasOwn(RUNNING, given ?? "")) return { from: RUNNING[given].first(now), to: now, name: RUNNING[given].name, zone };
  if (given !== null && !/^[1-9]\d*$/.test(given)) throw new Refusal(400, `days is “${given}”, allowed: a number, 24h, month, year or all.`);
  const days = Math.min(Math.max(Number(given) || standard, 1), most);
  return { from: [START[by](plusDays(now, 1 - days)), plusDays(now, 1 - most)].sort()[1], to: now, days, zone };
}

/** The time zone in the address; one that the browser does not know is refused. */
export function zoneOf(chosen) {
  const zone = chosen.get("tz") ?? "UTC";
  try {
    today(zone);
    return zone;
  } catch {
    throw new Refusal(400, `${zone} is not a time zone.`);
  }
}

/** The same units a year before, of weeks 52 weeks. */
export function yearBefore({ from, to }, by) {
  if (by === "week") return { from: plusDays(from, -364), to: plusDays(to, -364) };
  return { from: plusMonths(from, -12), to: by === "month" ? plusDays(plusMonths(plusDays(to, 1), -12), -1) : plusMonths(to, -12) };
}

/** As many days just before, or as many whole weeks or months, so that units of both are next to one another. */
export function before({ from, to }, by) {
  if (by === "month") {
    const months = 12 * (to.slice(0, 4) - from.slice(0, 4)) + (to.slice(5, 7) - from.slice(5, 7)) + 1;
    return { from: plusMonths(from, -months), to: plusDays(from, -1) };
  }
  const days = by === "week" ? 7 * Math.ceil(daysOf({ from: mondayOf(from), to }) / 7) : daysOf({ from, to });
  return { from: plusDays(from, -days), to: plusDays(from, -1) };
}

/** The hours of two days that are the last 24, the running one included, and the 24 before them. */
export function lastHours(rows, hours = 24) {
  const begun = rows.filter(row => Date.parse(row.hour) <= Date.now());
  return [begun.slice(-hours), begun.slice(-2 * hours, -hours)];
}

/** A property of an object that is its own: a file may be called `constructor`. */
export const ownOf = (object, key) => (Object.hasOwn(object ?? {}, key) ? object[key] : undefined);

/** The sum of two rows: of numbers, of objects with numbers in them, and of the hours without data. */
function sum(one, other) {
  const added = ([key, value]) => {
    if (typeof value === "number") return [key, (ownOf(one, key) ?? 0) + value];
    if (typeof value === "object") return [key, sum(ownOf(one, key) ?? {}, value)];
    return [key, key === "gaps" ? [one.gaps, value].filter(Boolean).join("; ") : ownOf(one, key)];
  };
  return Object.fromEntries([...Object.entries(one), ...Object.entries(other).map(added)]);
}

/** The hours of days without a source's data in words, such as `06-09 files-1`, by the date in the zone; by `2026-10-05 06` the sources alone. */
export async function gapsIn({ from, to }, zone = "UTC") {
  const first = askable([plusDays(from, -1), plusDays(to, 2 - MOST_DAYS)].sort()[1]); // The zone's first day may begin on the UTC day before.
  const { gaps } = await ask(`v1/gaps?from=${first}&to=${plusDays(to, 1)}`).catch(refusal => {
    if (refusal.status === 404) return { gaps: [] }; // a server that publishes none
    throw refusal;
  });
  const local = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const words = {};
  for (const gap of gaps) {
    const days = new Map();
    for (let at = Date.parse(gap.from); at < Date.parse(gap.to); at += 3_600_000) {
      const [date, time] = local.format(at).split(" ");
      const hour = Number(time.slice(0, 2));
      (words[`${date} ${time.slice(0, 2)}`] ??= []).push(gap.source);
      days.set(date, [days.get(date)?.[0] ?? hour, hour + 1]);
    }
    for (const [date, hours] of days) (words[date] ??= []).push(`${hours.map(hour => String(hour).padStart(2, "0")).join("-")} ${gap.source}`);
  }
  return Object.fromEntries(Object.entries(words).map(([date, all]) => [date, all.join(", ")]));
}

/** The rows of days as units: days, weeks, months, or each day with all days before it. */
export function unitsOf(rows, by, zone) {
  const timed = rows.map(row => ({ ...row, time: row.date, end: row.date }));
  if (by === "hour") return rows.map(row => ({ ...row, time: row.hour }));
  if (by === "day") return timed;
  if (by === "cumulative") return timed.map((all => row => (all = { ...sum(all, row), time: row.time, end: row.end, gaps: row.gaps }))({}));
  const units = new Map();
  for (const day of timed) {
    const row = day.gaps ? { ...day, gaps: `${shortDate(day.date)} ${day.gaps}` } : day;
    const start = START[by](row.date);
    const unit = units.get(start);
    units.set(start, unit ? { ...sum(unit, row), time: unit.time, end: row.date } : row);
  }
  return [...units].map(([start, unit]) => ({ ...unit, ...namesOf(unit, start, by, zone) }));
}

/** The name of a week or month, with its days where the period has not all of them. */
function namesOf({ time, end }, start, by, zone) {
  const isWhole = time === start && (end === plusDays(NEXT[by](start), -1) || end === today(zone));
  const name = by === "week" ? `Week of ${shortDate(start)}` : month.format(new Date(start));
  const label = by === "week" ? shortDate(start) : shortMonth.format(new Date(start));
  return { name: isWhole ? name : `${name}, ${shortDate(time)} to ${shortDate(end)} alone`, label };
}

/** Marks the last row as running where the period ends today; returns the time until which an answer counts it, if so. */
export function markRunning(rows, { to, zone }, asOf) {
  if (rows.at(-1)?.hour && Date.parse(rows.at(-1).hour) + 3_600_000 <= Date.now()) return undefined;
  if (to !== today(zone) || rows.length === 0) return undefined;
  return (rows.at(-1).until = asOf.slice(0, 10) === today() || zone !== "UTC" ? asOf.slice(11, 16) : "00:00");
}

/** Marks the last row as running where its UTC day or hour is not over; returns the time until which an answer counts it, if so. */
export function markLast(rows, asOf) {
  const last = rows.at(-1);
  const now = new Date(Date.now()).toISOString();
  if (!last || !now.startsWith((last.time ?? last.hour ?? last.date).replace(" ", "T").slice(0, 13))) return undefined;
  return (last.until = (asOf || now).slice(11, 16));
}

/**
 * The mean of the seven days that end with each row's; none for a day that is not over, if one of the seven is before the `first`, or
 * if another system's counts end among them: what falls there is the counting.
 */
export function weekMeans(rows, number, first = "", zone = "UTC") {
  const numbers = rows.map(number);
  const ends = new Map(rows.flatMap(({ balances }, i) => Object.keys(balances ?? {}).map(origin => [origin, i])));
  const isOfOneKind = i => [...ends.values()].every(end => i <= end || end < i - 6);
  const isMean = (row, i) => i >= 6 && rows[i - 6].date >= first && row.date < today(zone) && isOfOneKind(i);
  return rows.map((row, i) => (isMean(row, i) ? numbers.slice(i - 6, i + 1).reduce((a, b) => a + b) / 7 : undefined));
}

/**
 * Loads the period in the address: days that end today, two days, or all time. Where days that end today have no downloads,
 * it loads as many that end on the `last` day with some.
 *
 * @param standard the number of days by unit where the address has none
 * @param load for the answer about a period by a unit: in it `downloads` of the period, and those of `all` days
 * @param daysIn for the `downloads` of each day of a period of at most `most` days, and those of `all` days
 * @param known the first and the last day with downloads, if they are known
 */
export async function loadPeriod({ chosen, by, standard, load, daysIn, known, most = MOST_DAYS }) {
  if (chosen.get("days") === "all" && !chosen.has("from")) {
    const span = known ?? (await spanOf(daysIn, most));
    const unit = chosen.has("by") || !span ? by : unitFor(span);
    const period = span ? { ...allTime(span, unit, most), zone: zoneOf(chosen) } : periodOf(chosen, unit, standard[unit], most);
    return { span, period, by: unit, answer: await load(period, unit) };
  }
  const period = periodOf(chosen, by, standard[by], most);
  const answer = await load(period, by);
  const span = !period.days || answer.downloads > 0 || answer.all === 0 ? undefined : known ?? (await spanOf(daysIn, most));
  if (!span) return { period, by, answer };
  const found = { from: askable(plusDays(span.last, 1 - daysOf(period))), to: span.last, last: span.last, zone: period.zone };
  return { span, period: found, by, answer: await load(found, by) };
}

/** The first and the last day with downloads; nothing where there are none. */
async function spanOf(daysIn, most) {
  const span = {};
  let isAll = false;
  for (let to = today(), found = 0; !isAll && to >= FIRST_DAY; to = plusDays(to, -most)) {
    const from = askable(plusDays(to, 1 - most));
    const { downloads, all } = await daysIn({ from, to });
    const days = downloads.flatMap((n, i) => (n > 0 ? [plusDays(from, i)] : []));
    if (days.length > 0) Object.assign(span, { first: days[0], last: span.last ?? days.at(-1) });
    found += downloads.reduce((a, b) => a + b, 0);
    isAll = found >= all;
  }
  return span.first ? span : undefined;
}

const unitFor = ({ first, last }) => {
  const days = daysOf({ from: first, to: last });
  return days <= 92 ? "day" : days <= 730 ? "week" : "month";
};

/** The days with downloads in whole units, up to today where the last ones are recent; of more than `most` the last ones. */
function allTime({ first, last }, by, most) {
  const to = last >= plusDays(today(), -30) ? today() : last;
  return { from: askable(START[by]([first, plusDays(to, 31 - most)].sort()[1])), to };
}

/** The change from a number to another one, in percent; nothing to say where both are 0. */
export function change(now, past) {
  if (past === 0) return now === 0 ? "–" : "new";
  const part = Math.round(100 * Math.abs(now / past - 1));
  return `${now < past ? "−" : "+"}${digits(part)} %`;
}

/** The corrections as marks in a chart; none where a server publishes none. */
export async function correctionMarks() {
  const none = refusal => {
    if (refusal.status === 404) return { corrections: [] };
    throw refusal;
  };
  const { corrections } = await ask("v1/corrections").catch(none);
  return corrections.map(({ number, at, reason }) => ({ at, name: `Correction: ${reason}`, href: `#corrections/${number}` }));
}
