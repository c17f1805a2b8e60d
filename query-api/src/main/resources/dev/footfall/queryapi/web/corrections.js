// The corrections: why numbers changed that had been published, the newest first.
import { totals } from "./change.js";
import { count, html } from "./chart.js";
import { ask, show, showLoading, showNotice, showRefusal, timeText } from "./page.js";

const addressOf = number => `#corrections/${number}`;

export function showCorrections(place, about) {
  document.title = "Corrections · Footfall";
  const panel = html("div", { "aria-busy": "true" });
  const feed = html("a", { href: "v1/corrections.atom", type: "application/atom+xml" }, "Atom feed");
  show(place, html("div", { class: "section-head" }, html("h1", {}, "Corrections"), feed),
    html("p", { class: "soft" }, "Numbers that were published change when other rules decide what counts. Each such change is listed here, with its reason."), panel);
  loadCorrections(panel, about);
}

async function loadCorrections(panel, about) {
  showLoading(panel);
  try {
    showAll(panel, (await ask("v1/corrections")).corrections, about);
  } catch (refusal) {
    showRefusal(panel, refusal, () => panel.isConnected && loadCorrections(panel, about));
  }
}

function showAll(panel, corrections, about) {
  if (corrections.length === 0) return showNotice(panel, "No corrections", "No published number has been changed by other rules.");
  const entries = corrections.map(correction => [String(correction.number), entry(correction)]);
  show(panel, ...entries.map(([, article]) => article));
  entries.find(([number]) => number === about)?.[1].focus();
}

function entry(correction) {
  const { number, at, reason, rules_before: before, rules } = correction;
  return html("article", { class: "card correction", tabindex: "-1", "aria-label": `Correction ${number}` },
    html("h2", {}, reason),
    html("p", { class: "soft" }, html("a", { href: addressOf(number) }, `Correction ${number}`), ", ", html("time", { datetime: at }, timeText(at))),
    html("p", {}, "Rules ", html("code", {}, before), " before, ", html("code", {}, rules), " since. ", days(correction)), totals(correction));
}

function days({ changed_days: changed, first_day: first, last_day: last }) {
  if (changed === 0) return "No number changed.";
  const period = first === last ? `on ${first}` : `from ${first} to ${last}`;
  return `${count(changed, "day")} of repositories changed, ${period}.`;
}
