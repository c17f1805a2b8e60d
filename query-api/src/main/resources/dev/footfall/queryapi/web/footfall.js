// The dashboard: which view the address names, and who is signed in. What comes from the server becomes text, never markup.
import { address } from "./address.js";
import { showAnalytics } from "./analytics.js";
import { showCategory } from "./category.js";
import { html } from "./chart.js";
import { showCluster } from "./cluster.js";
import { showCompare } from "./compare.js";
import { showCorrections } from "./corrections.js";
import { showDefinitions } from "./definitions.js";
import { showLive } from "./live.js";
import { showOrganisation } from "./organisation.js";
import { byId, caller, show, signInByAddress, signOut } from "./page.js";
import { showRules } from "./rules.js";
import { offerSearch } from "./search.js";
import { showSources } from "./sources.js";
import { forgetTrending, isStartPage, refreshTrending, showTrending } from "./trending.js";
import { showUse } from "./use.js";

const REFRESH_MILLIS = 30_000;
const PAGES = {
  analytics: showAnalytics, use: showUse, category: showCategory, corrections: showCorrections, live: showLive, rules: showRules,
  definitions: showDefinitions, compare: showCompare, org: showOrganisation, sources: showSources, cluster: showCluster,
};

let place = byId("page");
const isPage = () => document.body.classList.contains("paged");

function follow(takesFocus) {
  const singular = location.hash.replace(/^#(model|dataset|space)s\//, "#$1/"); // The API has plurals.
  if (singular !== location.hash) history.replaceState(null, "", singular);
  const { page, about } = address();
  const isThere = Object.hasOwn(PAGES, page) && (page !== "org" || about !== "");
  const showPage = isThere ? PAGES[page] : isStartPage() ? undefined : showMissing;
  const wasPage = isPage();
  document.body.classList.toggle("paged", showPage !== undefined);
  for (const link of byId("pages").children) {
    if (link.dataset.page === (showPage ? page : "")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const old = place; // What was asked for a page that was left is shown nowhere.
  place = html("section", { id: "page", class: "page", tabindex: "-1" });
  old.replaceWith(place);
  if (!showPage) {
    showTrending({ takesFocus });
    return wasPage && refreshTrending();
  }
  showPage(place, about);
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
document.addEventListener("caller", event => {
  showCaller();
  forgetTrending();
  if (!event.detail.isRefused) follow(false);
});
window.addEventListener("hashchange", () => {
  if (signInByAddress()) {
    showCaller();
    forgetTrending();
  }
  follow(true);
});
function refresh() {
  showCaller();
  if (!document.hidden && !isPage()) refreshTrending();
}
setInterval(refresh, REFRESH_MILLIS);
document.addEventListener("visibilitychange", refresh);

signInByAddress();
showCaller();
offerSearch();
follow(false);
