// The dashboard: which view the address names, and who is signed in. What comes from the server becomes text, never markup.
import { address } from "./address.js";
import { showAnalytics } from "./analytics.js";
import { showCategory } from "./category.js";
import { html } from "./chart.js";
import { showCompare } from "./compare.js";
import { showCorrections } from "./corrections.js";
import { showDefinitions } from "./definitions.js";
import { showLive } from "./live.js";
import { showOrganisation } from "./organisation.js";
import { byId, caller, signInByAddress, signOut } from "./page.js";
import { showRules } from "./rules.js";
import { showSources } from "./sources.js";
import { forgetTrending, refreshTrending, showTrending } from "./trending.js";
import { showUse } from "./use.js";

const REFRESH_MILLIS = 30_000;
const PAGES = {
  analytics: showAnalytics, use: showUse, category: showCategory, corrections: showCorrections, live: showLive, rules: showRules,
  definitions: showDefinitions, compare: showCompare, org: showOrganisation, sources: showSources,
};

let place = byId("page");
const isPage = () => document.body.classList.contains("paged");

function follow(takesFocus) {
  const { page, about } = address();
  const show = Object.hasOwn(PAGES, page) ? PAGES[page] : undefined;
  document.body.classList.toggle("paged", show !== undefined);
  for (const link of byId("pages").children) {
    if (link.dataset.page === (show ? page : "")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!show) return showTrending({ takesFocus });
  const old = place; // What was asked for a page that was left is shown nowhere.
  place = html("section", { id: "page", class: "page", tabindex: "-1" });
  old.replaceWith(place);
  show(place, about);
  if (takesFocus) place.focus({ preventScroll: true });
}

function showCaller() {
  const known = caller();
  byId("to-analytics").hidden = byId("to-rules").hidden = !known?.isAdmin;
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
setInterval(() => {
  showCaller();
  if (!document.hidden && !isPage()) refreshTrending();
}, REFRESH_MILLIS);

signInByAddress();
showCaller();
follow(false);
