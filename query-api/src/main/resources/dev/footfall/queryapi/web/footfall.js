// The dashboard: a ranking and one repository, kept current. What comes from the server becomes text, never markup.
import { chart, count, dayTable, digits, html } from "./chart.js";

const REFRESH_MILLIS = 30_000;
const RECENT_DAYS = 30;
const TYPES = { model: "Models", dataset: "Datasets", space: "Spaces" };

const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC", hour12: false });

const byId = id => document.getElementById(id);
const ranking = byId("ranking");
const detail = byId("detail");
const view = { type: "model", days: 7, top: [], chosen: undefined, recent: [], shown: [] };

function nameOf(id) {
  const slash = id.indexOf("/");
  return [html("span", { class: "owner" }, id.slice(0, slash + 1), html("wbr")), html("span", { class: "own" }, id.slice(slash + 1))];
}

function show(panel, ...children) {
  panel.replaceChildren(...children);
  panel.setAttribute("aria-busy", "false");
}

function showLoading(panel) {
  panel.setAttribute("aria-busy", "true");
  const bones = html("div", { class: "bones", "aria-hidden": "true" });
  for (let i = 0; i < 6; i++) bones.append(html("span"));
  panel.replaceChildren(html("p", { class: "unseen", role: "status" }, "Loading"), bones);
}

function showNotice(panel, title, text, retry) {
  const notice = html("div", { class: retry ? "notice bad" : "notice", role: retry ? "alert" : "status" }, html("strong", {}, title), text);
  if (retry) {
    const button = html("button", { type: "button" }, "Try again");
    button.addEventListener("click", retry);
    notice.append(html("br"), button);
  }
  show(panel, notice);
}

/* Asking */

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" } }).catch(() => {
    throw new Refusal(0, "The server cannot be reached.");
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, body.detail ?? `The server answered ${response.status}.`);
  showFreshness(response.headers.get("X-Footfall-As-Of"), Number(response.headers.get("X-Footfall-Lag") ?? 0));
  return body;
}

function showFreshness(asOf, lag) {
  const age = asOf ? `As of ${moment.format(new Date(asOf))} UTC` : "No events yet";
  byId("freshness-text").textContent = lag > 0 ? `${age} · ${count(lag, "record")} behind` : age;
  byId("freshness").classList.toggle("behind", lag > 0);
  byId("freshness").hidden = false;
}

function showRefusal(panel, refusal, retry) {
  if (refusal.status !== 503) return showNotice(panel, "That did not work", refusal.message, retry);
  showNotice(panel, "Not ready yet", "The counts are being read in. This page tries again by itself.", retry);
  setTimeout(retry, 2_000);
}

/* Ranking */

async function loadRanking(quietly = false) {
  const { type, days } = view;
  if (!quietly) showLoading(ranking);
  const isCurrent = () => type === view.type && days === view.days;
  try {
    const answer = await ask(`trending?repo_type=${type}&days=${days}&limit=50`);
    if (!isCurrent()) return;
    if (quietly && isSame(view.top, answer.trending)) return;
    view.top = answer.trending;
    showRanking();
  } catch (refusal) {
    if (!isCurrent() || (quietly && refusal.status === 0)) return;
    view.top = [];
    showRefusal(ranking, refusal, () => isCurrent() && loadRanking());
  }
}

function showRanking() {
  const what = TYPES[view.type].toLowerCase();
  const period = view.days === 1 ? "today" : `in the last ${view.days} days`;
  if (!chosenInAddress() && addressOf(view.chosen) !== addressOf(view.top[0])) choose(view.top[0], false); // as an example
  if (view.top.length === 0) return showNotice(ranking, `No downloads of ${what} ${period}`, "As soon as one is counted, it is here.");
  const most = view.top[0].recent_downloads;
  const rows = html("ol", { class: "rows" });
  view.top.forEach((repo, index) => rows.append(html("li", {}, rankingRow(repo, index + 1, most))));
  const focused = ranking.contains(document.activeElement) ? document.activeElement.hash : "";
  show(ranking, html("p", { class: "unseen", role: "status" }, `${count(view.top.length, "repository", "repositories")} with downloads ${period}`), rows);
  markChosen();
  if (focused) [...ranking.querySelectorAll(".row")].find(row => row.hash === focused)?.focus();
}

function rankingRow(repo, rank, most) {
  const part = html("span");
  part.style.setProperty("--part", `${(100 * repo.recent_downloads) / most}%`);
  return html(
    "a",
    { class: "row", href: addressOf(repo) },
    html("span", { class: "rank" }, `${rank}`),
    html("span", { class: "name" }, ...nameOf(repo.id)),
    html("span", { class: "counts" },
      html("strong", {}, digits(repo.recent_downloads), html("span", { class: "unseen" }, " downloads in the period, ")),
      html("small", {}, `${digits(repo.downloads)} in all`)),
    html("span", { class: "share", "aria-hidden": "true" }, part),
  );
}

function markChosen() {
  const current = addressOf(view.chosen);
  for (const row of ranking.querySelectorAll(".row")) row.setAttribute("aria-current", row.hash === current);
}

/* Repository */

const addressOf = repo => (repo ? `#${repo.type}/${repo.id}` : "");

function chosenInAddress() {
  const match = /^#(model|dataset|space)\/([A-Za-z0-9._-]+)\/([A-Za-z0-9._-]+)$/.exec(location.hash);
  return match && { type: match[1], id: `${match[2]}/${match[3]}` };
}

async function loadRepository({ quietly = false, takesFocus = false } = {}) {
  const chosen = view.chosen;
  if (!chosen) return showNotice(detail, "Choose a repository", "Its downloads day by day are shown here.");
  if (!quietly) showLoading(detail);
  const base = `${chosen.type}s/${chosen.id}/stats`;
  try {
    const [totals, recent] = await Promise.all([ask(base), ask(`${base}/recent?days=${RECENT_DAYS}`)]);
    if (chosen !== view.chosen) return;
    if (quietly && isSame(view.shown, [totals, recent])) return;
    view.shown = [totals, recent];
    view.recent = recent.stats;
    showRepository(chosen, totals, quietly);
    if (takesFocus) detail.focus({ preventScroll: true });
  } catch (refusal) {
    if (chosen !== view.chosen || (quietly && refusal.status === 0)) return;
    view.shown = [];
    if (refusal.status !== 404) return showRefusal(detail, refusal, () => chosen === view.chosen && loadRepository());
    showNotice(detail, "No such repository", "Nothing has been downloaded from it, or the name is not right.");
    detail.prepend(backLink());
  }
}

const backLink = () => html("a", { class: "back", href: "#" }, "← All repositories");

function showRepository(chosen, totals, quietly) {
  const sum = column => view.recent.reduce((total, row) => total + row[column], 0);
  const [downloads, signedIn] = [sum("downloads"), sum("authenticated")];
  const tiles = html("dl", { class: "tiles" },
    tile("Downloads in all", digits(totals.downloads)),
    tile(`Last ${RECENT_DAYS} days`, digits(downloads)),
    tile(`Files, ${RECENT_DAYS} days`, digits(sum("files"))),
    tile("Signed in", downloads ? `${Math.round((100 * signedIn) / downloads)} %` : "–"));
  const isOpen = quietly && Boolean(detail.querySelector("details")?.open);
  const hadFocus = quietly && document.activeElement?.classList.contains("chart");
  const readout = html("p", { class: "readout", id: "readout", "aria-live": "polite" });
  show(detail, backLink(), html("span", { class: "kind" }, chosen.type), html("h2", {}, ...nameOf(chosen.id)), tiles,
    html("div", { class: "chart-head" }, html("h3", {}, "Downloads per day"),
      html("div", { class: "key" }, html("span", {}, "signed in"), html("span", { class: "anonymous" }, "anonymous"))),
    readout, chart(view.recent, chartWidth(), readout), dayTable(view.recent, isOpen));
  if (hadFocus) detail.querySelector(".chart").focus();
}

const chartWidth = () => {
  const style = getComputedStyle(detail);
  return Math.max(240, detail.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
};

const tile = (label, value) => html("div", { class: "tile" }, html("dt", {}, label), html("dd", {}, value));

/* Choosing */

function chooseType(type) {
  view.type = type;
  for (const tab of byId("types").children) {
    const isChosen = tab.dataset.type === type;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
  }
  ranking.setAttribute("aria-labelledby", `tab-${type}`);
  loadRanking();
}

byId("types").addEventListener("click", event => event.target.dataset.type && chooseType(event.target.dataset.type));
byId("types").addEventListener("keydown", event => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  const names = Object.keys(TYPES);
  chooseType(names[(names.indexOf(view.type) + step + names.length) % names.length]);
  byId(`tab-${view.type}`).focus();
});

byId("periods").addEventListener("click", event => {
  if (!event.target.dataset.days) return;
  view.days = Number(event.target.dataset.days);
  for (const button of byId("periods").children) button.setAttribute("aria-pressed", button === event.target);
  loadRanking();
});

function followAddress(takesFocus) {
  const named = chosenInAddress();
  document.body.classList.toggle("chosen", named !== null);
  document.title = named ? `${named.id} · Footfall` : "Footfall";
  if (named && named.type !== view.type) chooseType(named.type);
  choose(named ?? view.top[0], takesFocus && named !== null);
}

function choose(repo, takesFocus) {
  view.chosen = repo;
  markChosen();
  loadRepository({ takesFocus });
}

window.addEventListener("hashchange", () => followAddress(true));
let drawnWidth = 0;
new ResizeObserver(() => {
  const old = detail.querySelector(".chart");
  if (!old || chartWidth() === drawnWidth) return;
  drawnWidth = chartWidth();
  old.replaceWith(chart(view.recent, drawnWidth, byId("readout")));
}).observe(detail);
setInterval(() => {
  if (document.hidden) return;
  loadRanking(true);
  if (view.chosen) loadRepository({ quietly: true });
}, REFRESH_MILLIS);

followAddress(false);
if (ranking.childElementCount === 0) loadRanking();
