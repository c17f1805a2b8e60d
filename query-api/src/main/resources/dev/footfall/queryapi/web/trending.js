// The start page: a ranking and one repository, kept current. What comes from the server becomes text, never markup.
import { address } from "./address.js";
import { count, digits, html } from "./chart.js";
import { addressOf, ask, byId, countedClasses, nameOf, show, showLoading, showNotice, showRefusal } from "./page.js";
import { forgetRepository, showRepository } from "./repository.js";

const TYPES = { model: "Models", dataset: "Datasets", space: "Spaces" };

const ranking = byId("ranking");
const detail = byId("detail");
const view = { type: "model", days: 7, classes: [], top: [], chosen: undefined, callers: 0 };

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/* Ranking */

async function loadRanking(quietly = false) {
  const { type, days, classes, callers } = view;
  if (!quietly) showLoading(ranking);
  const isCurrent = () => type === view.type && days === view.days && classes === view.classes && callers === view.callers;
  try {
    const some = classes.length > 0 ? `&classes=${classes.map(encodeURIComponent)}` : "";
    const answer = await ask(`trending?repo_type=${type}&days=${days}&limit=50${some}`);
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
  const by = view.classes.length > 0 ? ` by ${view.classes.join(", ")}` : "";
  const period = (view.days === 1 ? "today" : `in the last ${view.days} days`) + by;
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

function chosenInAddress() {
  const { page, about } = address();
  return Object.hasOwn(TYPES, page) && /^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/.test(about) ? { type: page, id: about } : null;
}

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

/** Offers a ranking by any of the classes of clients that are counted; that of all clients is the one by none. */
async function offerClasses() {
  const names = await countedClasses();
  const buttons = ["", ...names].map(name => html("button", { type: "button", "data-class": name }, name || "All clients"));
  const mark = () => {
    for (const one of buttons) one.setAttribute("aria-pressed", one.dataset.class ? view.classes.includes(one.dataset.class) : view.classes.length === 0);
  };
  for (const button of buttons) button.addEventListener("click", () => {
    const name = button.dataset.class;
    const chosen = names.filter(one => (one === name) !== view.classes.includes(one));
    view.classes = name && chosen.length < names.length ? chosen : [];
    mark();
    loadRanking();
  });
  mark();
  byId("classes").replaceChildren(...buttons);
  byId("classes").hidden = names.length === 0;
}

offerClasses();

/** Shows the repository in the address, or an example where there is none. */
export function showTrending({ takesFocus = false } = {}) {
  const named = chosenInAddress();
  document.body.classList.toggle("chosen", named !== null);
  document.title = named ? `${named.id} · Footfall` : "Footfall";
  if (named && named.type !== view.type) chooseType(named.type);
  choose(named ?? view.top[0], takesFocus && named !== null);
  if (ranking.childElementCount === 0) loadRanking();
}

function choose(repo, takesFocus) {
  view.chosen = repo;
  markChosen();
  showRepository(detail, repo, { takesFocus });
}

/** Asks again, and shows what has changed. */
export function refreshTrending() {
  loadRanking(true);
  if (view.chosen) showRepository(detail, view.chosen, { quietly: true });
}

/** Forgets what another caller was shown, and what is on its way to them. */
export function forgetTrending() {
  Object.assign(view, { top: [], chosen: undefined, callers: view.callers + 1 });
  ranking.replaceChildren();
  forgetRepository(detail);
}
