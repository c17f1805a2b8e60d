// The dashboard: which view the address names, and who is signed in. What comes from the server becomes text, never markup.
import { address, misread } from "./address.js";
import { html } from "./chart.js";
import { byId, caller, show, showNotice, signInByAddress, signOut, TYPES } from "./page.js";
import { forgetRepository, showRepository } from "./repository.js";
import { offerSearch } from "./search.js";
import { forgetTrending, refreshTrending, showTrending } from "./trending.js";

const REFRESH_MILLIS = 30_000;
/** The pages that are loaded when they are shown. */
const PAGES = {
  analytics: () => import("./analytics.js").then(all => all.showAnalytics), use: () => import("./use.js").then(all => all.showUse),
  category: () => import("./category.js").then(all => all.showCategory), corrections: () => import("./corrections.js").then(all => all.showCorrections),
  live: () => import("./live.js").then(all => all.showLive), rules: () => import("./rules.js").then(all => all.showRules),
  definitions: () => import("./definitions.js").then(all => all.showDefinitions), compare: () => import("./compare.js").then(all => all.showCompare),
  org: () => import("./organisation.js").then(all => all.showOrganisation), sources: () => import("./sources.js").then(all => all.showSources),
  cluster: () => import("./cluster.js").then(all => all.showCluster),
};

let place = byId("page");
const detail = byId("detail");
const THEME = "footfall.theme";
const OPTIONS = ["type", "days", "from", "to", "sort", "at", "classes", "by", "show", "shown", "compare", "tz", "scale"];
const isPage = () => document.body.classList.contains("paged");

/** The repository in the address. */
function chosen() {
  const { page, about } = address();
  return Object.hasOwn(TYPES, page) && /^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/.test(about) ? { type: page, id: about } : undefined;
}

function follow(takesFocus) {
  const singular = location.hash.replace(/^#(model|dataset|space)s\//, "#$1/"); // The API has plurals.
  if (singular !== location.hash) history.replaceState(null, "", singular);
  const { page, about, chosen: options } = address();
  byId("misread").textContent = "";
  for (const name of options.keys()) if (!OPTIONS.includes(name)) misread(`The address has the option “${name}”, which no page has.`);
  const repo = chosen();
  const isThere = Object.hasOwn(PAGES, page) && (page !== "org" || about !== "");
  const pageOf = isThere ? PAGES[page] : repo || page === "" ? undefined : async () => showMissing;
  const wasElsewhere = document.body.matches(".paged, .chosen");
  document.body.classList.toggle("paged", pageOf !== undefined);
  document.body.classList.toggle("chosen", repo !== undefined);
  for (const link of byId("pages").children) {
    if (link.dataset.page === (pageOf ? page : repo ? "repository" : "")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const old = place; // What was asked for a page that was left is shown nowhere.
  place = html("section", { id: "page", class: "page", tabindex: "-1" });
  old.replaceWith(place);
  if (repo) {
    document.title = `${repo.id} · Footfall`;
    return showRepository(detail, repo, { takesFocus });
  }
  if (pageOf) return open(pageOf, place, about, takesFocus);
  showTrending();
  return wasElsewhere && refreshTrending();
}

async function open(pageOf, place, about, takesFocus) {
  try {
    (await pageOf())(place, about);
  } catch (problem) {
    if (place.isConnected) showNotice(place, "This page could not be loaded", "Reload it when the server can be reached.", () => location.reload());
    throw problem;
  }
  if (takesFocus) place.focus({ preventScroll: true });
}

function showMissing(place) {
  document.title = "No such page · Footfall";
  show(place, html("div", { class: "notice" }, html("h1", {}, "No such page"), `There is no page “${location.hash}”. The search above finds repositories; `,
    html("a", { href: "#" }, "Trending"), " has the most downloaded."));
}

function showCaller() {
  const known = caller();
  byId("to-analytics").hidden = byId("to-rules").hidden = byId("to-cluster").hidden = !known?.isAdmin;
  byId("to-sign-in").hidden = known !== undefined;
  byId("sign-out").hidden = known === undefined;
  byId("user").textContent = known?.user ?? "";
}

byId("sign-out").addEventListener("click", () => signOut());
byId("skip").addEventListener("click", event => {
  event.preventDefault(); // The address names the view.
  byId("main").focus();
});
function forget() {
  forgetTrending();
  forgetRepository(detail);
}
byId("skip-chart").addEventListener("click", event => {
  event.preventDefault();
  const chart = [...document.querySelectorAll(".chart")].find(one => one.checkVisibility()) ?? byId("main");
  chart.focus();
});
document.addEventListener("misread", event => (byId("misread").textContent = event.detail));

/** Shows the pages in a theme, which this browser keeps; none is that of the system. */
function showIn(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").value = theme;
}
byId("theme").addEventListener("change", () => {
  localStorage.setItem(THEME, byId("theme").value);
  showIn(byId("theme").value);
});
showIn(localStorage.getItem(THEME) ?? "");

document.addEventListener("caller", event => {
  showCaller();
  forget();
  if (!event.detail.isRefused) follow(false);
});
window.addEventListener("hashchange", () => {
  if (signInByAddress()) {
    showCaller();
    forget();
  }
  follow(true);
});
/** Asks again for what changes by itself, and shows what has changed. */
export function refresh() {
  showCaller();
  if (document.hidden || isPage()) return;
  const repo = chosen();
  if (repo) showRepository(detail, repo, { quietly: true });
  else refreshTrending();
}
setInterval(refresh, REFRESH_MILLIS);
document.addEventListener("visibilitychange", refresh);

signInByAddress();
showCaller();
offerSearch();
follow(false);
