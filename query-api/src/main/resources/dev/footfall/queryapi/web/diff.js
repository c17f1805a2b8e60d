// What a state beside the one that answers counts differently, on one screen.
import { changes, totals } from "./change.js";
import { chartIn, count, daysOf, digits, html, plusDays } from "./chart.js";
import { ask, choice, link, show, showBusy, showRefusal, tile } from "./page.js";

const MOVERS = 50;
const MOST_DAYS = 3_660;
const SPANS = { 30: "30 days", 90: "90 days", 365: "12 months", all: "All time" };

const asked = { span: "all" };

/**
 * Compares the state with the one that answers, and returns the answer; undefined where it is refused, or asked for `again`.
 *
 * @param correction the one by which this state ceased to answer, if it was the last
 */
export async function showDiff(panel, name, correction, again) {
  const mark = {}; // The comparison that was asked for last is the one that is shown.
  panel.asked = mark;
  showBusy(panel);
  try {
    const diff = await ask(`v1/whatif/${encodeURIComponent(name)}/diff?by=all&limit=${MOVERS}`);
    if (panel.asked !== mark) return undefined;
    showChange(panel, diff, correction, again);
    return diff;
  } catch (refusal) {
    if (panel.asked === mark) showRefusal(panel, refusal, () => panel.isConnected && panel.asked === mark && again());
    return undefined;
  }
}

function showChange(panel, diff, correction, again) {
  const button = html("button", { type: "button", class: "quiet" }, "Compare again");
  button.addEventListener("click", again);
  const left = diff.left === 0 ? [] : [html("p", { class: "warning" }, `${count(diff.left, "record")} ${diff.left === 1 ? "is" : "are"} left to count: the numbers are not final.`)];
  const { changed, appeared, gone } = diff.repositories;
  const days = html("section", { class: "card" });
  show(panel, html("div", { class: "section-head" }, html("h2", {}, correction ? `What going back to ${diff.state} would change` : `What ${diff.state} would change`), button),
    ...(correction ? [html("p", { class: "found" }, `${correction.state} answers. What its promotion changed is in `, html("a", { href: `#corrections/${correction.number}` }, `correction ${correction.number}`), ".")] : []),
    html("p", { class: "soft" }, "Rules ", html("code", {}, diff.rules_before), " before, ", html("code", {}, diff.rules), " after."), ...left, totals(diff),
    html("dl", { class: "tiles" }, tile("Repositories changed", digits(changed)), tile("Appeared", digits(appeared)), tile("Gone", digits(gone)),
      tile("Their days changed", digits(diff.changed_days))),
    days, html("div", { class: "pair" },
      html("div", {},
        card("Downloads by type", changes("Downloads by type", "Type", row => row.type, diff.by_type, downloads)),
        card("Downloads by class of client", changes("Downloads by class of client", "Class", row => row.class, diff.by_class)),
        card("Requests counted, or excluded for a reason", changes("Requests by outcome", "Reason", row => row.reason, diff.by_reason))),
      movers(diff.by_repository, changed)));
  showDays(days, diff.by_day);
}

const downloads = row => ({ before: row.before.downloads, after: row.after.downloads });

const card = (title, ...children) => html("section", { class: "card" }, html("h2", {}, title), ...children);

function movers(rows, changed) {
  const note = changed === 0 ? "No repository changed." : rows.length < changed ? `The first ${rows.length} of ${digits(changed)}.` : `${count(changed, "repository", "repositories")} in all.`;
  return card("Repositories with the largest change", changes("Repositories with the largest change, by downloads", "Repository", row => link(row), rows, downloads),
    html("p", { class: "soft" }, note));
}

const daysIn = rows => daysOf({ from: rows[0]?.date, to: rows.at(-1)?.date });

/** The last days, or all from the first to the last one; only those with numbers where that would be too many. */
function everyDay(rows, span) {
  const days = span < daysIn(rows) ? span : daysIn(rows);
  if (!(days <= MOST_DAYS)) return rows;
  const known = new Map(rows.map(row => [row.date, row]));
  return Array.from({ length: days }, (none, i) => plusDays(rows.at(-1).date, i + 1 - days))
    .map(date => known.get(date) ?? { date, before: { downloads: 0 }, after: { downloads: 0 } });
}

/** Bars of after, and a line over them at the height of before, so that each step is seen. */
function showDays(panel, rows) {
  const shown = everyDay(rows, asked.span);
  const spans = Object.fromEntries(Object.entries(SPANS).filter(([span]) => span === "all" || span < daysIn(rows)));
  const choose = span => {
    asked.span = span;
    showDays(panel, rows);
  };
  show(panel, html("div", { class: "chart-head" }, html("h2", {}, "Downloads per day"),
    html("div", { class: "key" }, html("span", {}, "after"), html("span", { class: "outline" }, "before")),
    ...(Object.keys(spans).length > 1 ? [choice("Days", spans, Object.hasOwn(spans, asked.span) ? asked.span : "all", choose)] : [])),
  ...chartIn(panel, {
    rows: shown.map(row => ({ time: row.date, ...downloads(row) })),
    series: [{ name: "after", className: "signed-in", of: row => row.after }],
    lines: [{ className: "outline", of: row => row.before, isStep: true }],
    one: "download",
    told: row => `, before ${digits(row.before)}`,
    columns: [["before", row => row.before], ["after", row => row.after]],
  }));
}
