// The words of the pages, each with its meaning. docs/definitions.md has all of it, with examples.
import { misread } from "./address.js";
import { html } from "./chart.js";
import { show } from "./page.js";

const WORDS = {
  "download": "One visit: the files of a repository that one visitor fetches in one session, with at most 30 minutes between two requests (the setting session.gap), on one UTC day.",
  "opening balance": "Downloads that another system counted, usually before this one did. Days and totals include them, hatched in charts; rankings, growth and what downloads are made of do not. No rule changes them.",
  "visitor": "A signed-in user, or else a client address with its User-Agent, stored only as a keyed hash. Downloads of users are signed in, all others anonymous.",
  "file": "A counted request for a file. A download has at least one.",
  "by file": "Downloads that included the file; a download of several files counts for each of them. Requests and bytes add up to those of the repository.",
  "sent": "The bytes of the bodies of counted requests, as the file server reports them.",
  "class": "The kind of client that began a download, by its first file: tool, browser, ci, mirror, monitor, robot or unknown. The rules define them, and may exclude some.",
  "client": "The program that began a download, by the User-Agent of its first file, such as hf_hub, git or curl.",
  "revision": "The branch, tag or commit of a download's first file; unknown if its requests name none.",
  "country": "The country of the client address of a download's first file, according to the file server's database. Countries with few visitors on a day are merged into the others.",
  "excluded": "Requests that do not count, each with the first reason that applies: withdrawn (not true, according to the rules), method (not GET), status (not answered with a file), range (a later part of a file), partial (only the beginning of a large file), path (a file that the rules ignore), class:tool, class:browser, class:ci, class:mirror, class:monitor, class:robot and class:unknown (a class of clients that the rules exclude), late (its day was closed), duplicate (counted before), double-click (the same visitor's file once more in a slot of the clock).",
  "day": "Midnight to midnight, UTC. Weeks begin on Monday. A day that is not over, and its week or month, is drawn paler; its numbers are those up to the time shown next to it.",
  "mean": "The mean of seven days: that day and the six before it. A day that is not over has none.",
  "before": "The previous period: as many days, weeks or months just before the period that is shown, compared unit by unit; or, if chosen, the same units a year before.",
  "cumulative": "The running sum of all days since the start of the period.",
  "correction": "A change of published numbers, because other rules decide what counts. Each has a reason, and a mark in the charts at the time of the change.",
  "trending": "The repositories with the most downloads in the period; equal ones are sorted by likes, then by name. Only repositories with at least one download that you may see.",
  "growth": "Downloads of finished days, as many as the period has, divided by those of as many days just before them, less 1: from 200 to 250 is +25 %. A period that ends today is compared up to yesterday, because today is not over. Repositories without earlier downloads are new. Growth sorts the 100 most downloaded of the period by the growth that is certain: 200 after 100 stand before 13 after 3, which may be chance.",
  "index": "Every line is 100 on the chosen day, or in its week or month: downloads divided by those of that day, times 100. A repository without downloads then has no line.",
};

/* What pages call that which the API has as words of one kind: classes of clients, and the reasons why a request does not count. */

const CLASSES = { ci: "CI" };
const REASONS = { method: "HEAD requests", status: "failed", range: "later parts", partial: "beginnings only", path: "ignored files", duplicate: "duplicates", "double-click": "double clicks" };

export const className = name => CLASSES[name] ?? name;

export const reasonName = reason => REASONS[reason] ?? (reason.startsWith("class:") ? className(reason.slice(6)) : reason);

const idOf = word => `#definitions/${word}`;

let meaning;

/** The one popover, which a click elsewhere, Escape, scrolling or its own link closes. */
function popover() {
  if (meaning) return meaning;
  meaning = html("div", { id: "meaning", popover: "auto", role: "note" });
  const hide = () => meaning.hidePopover();
  meaning.addEventListener("click", event => event.target.closest("a") && hide());
  addEventListener("scroll", hide, { passive: true });
  document.body.append(meaning);
  return meaning;
}

/** A button that explains a word in place: a mark, or the text that is given. */
export function definition(word, text) {
  const button = html("button", { type: "button", class: text ? "definition" : "definition mark", "aria-label": `${text ?? word}: definition` }, text ?? "i");
  button.popoverTargetElement = popover();
  button.addEventListener("click", () => {
    if (meaning.matches(":popover-open")) return; // this click closes it
    meaning.replaceChildren(html("strong", {}, word), html("p", {}, WORDS[word]), html("a", { href: idOf(word) }, "All definitions"));
    const { left, top, bottom } = button.getBoundingClientRect();
    const isBelow = bottom < innerHeight * 0.6;
    const at = { "--left": `${left}px`, top: isBelow ? `${bottom + 6}px` : "auto", bottom: isBelow ? "auto" : `${innerHeight - top + 6}px` };
    for (const [name, value] of Object.entries(at)) meaning.style.setProperty(name, value);
  });
  return button;
}

/** Shows all of them, and leads to one. */
export function showDefinitions(place, about) {
  document.title = "Definitions · Footfall";
  const entries = Object.entries(WORDS).map(([word, meaning]) => {
    const own = word === about ? { "aria-current": "true", tabindex: "-1" } : {};
    return html("div", own, html("dt", {}, html("a", { href: idOf(word) }, word)), html("dd", {}, meaning));
  });
  show(place, html("div", { class: "section-head" }, html("h1", {}, "What is counted")), html("dl", { class: "definitions card" }, ...entries),
    html("p", { class: "soft" }, "The numbers are those of the log of requests alone: counted again by the same rules, they are the same. ", html("a", { href: "docs" }, "The API")));
  if (about && !Object.hasOwn(WORDS, about)) misread(`There is no definition of “${about}”.`);
  const chosen = place.querySelector("[aria-current]");
  chosen?.scrollIntoView({ block: "center" });
  chosen?.focus({ preventScroll: true });
}
