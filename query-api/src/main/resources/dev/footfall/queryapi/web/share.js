// The ways to show a repository's numbers elsewhere: a badge, a picture and a request, to copy.
import { html } from "./chart.js";
import { daysOf } from "./periods.js";

const MOST_DAYS_OF_PICTURE = 366;
const urlOf = path => new URL(path, document.baseURI).href;

/** The period of a picture, which has at most 366 days; days that end today stay such. */
function pictureDays({ from, to, days }) {
  const isLong = daysOf({ from, to }) > MOST_DAYS_OF_PICTURE;
  return days || isLong ? `days=${Math.min(days ?? MOST_DAYS_OF_PICTURE, MOST_DAYS_OF_PICTURE)}` : `from=${from}&to=${to}`;
}

/** A snippet of a picture of several repositories, with a link to the page that is shown. */
export const pictureSnippet = (path, period, alt) => html("details", { class: "snippets" }, html("summary", {}, "Picture"),
  copied("Picture, in HTML", `<a href="${location.href}"><img src="${urlOf(path)}${path.includes("?") ? "&" : "?"}${pictureDays(period)}" alt="${alt}"></a>`),
  html("p", { class: "soft" }, "It has what everybody may see; theme=light and theme=dark fix its theme."));

/** Snippets for a repository, at the period that is shown. */
export function snippets({ type, id }, period) {
  const { from, to, days } = period;
  const root = `${type}s/${id}/stats`;
  const page = `${urlOf("./")}#${type}/${id}`;
  const these = urlOf(`${root}/recent?from=${from}&to=${to}`);
  return html("details", { class: "snippets" }, html("summary", {}, "Badge, picture and API"),
    copied("Badge, in Markdown", `[![downloads](${urlOf(`${root}/badge.svg?period=month`)})](${page})`),
    copied("Picture, in HTML", `<a href="${page}"><img src="${urlOf(`${root}/chart.svg?${pictureDays(period)}`)}" alt="Downloads of ${id}"></a>`),
    copied("Chart, in HTML", `<script type="module" src="${urlOf("footfall-chart.js")}"></script><footfall-chart repository="${type}s/${id}" days="${Math.min(days ?? 30, 365)}"></footfall-chart>`),
    copied("Weeks, as a feed", urlOf(`${root}/weekly.atom`)),
    copied("These days, as JSON", `curl '${these}&fields=bytes,excluded'`),
    copied("These days, as CSV", `curl '${these}&format=csv' -o days.csv`),
    html("p", { class: "soft" }, "Pictures and badges of a private repository are for those alone who may see it. ", html("a", { href: "docs" }, "All of the API")));
}

function copied(name, text) {
  const field = html("input", { readonly: "", value: text, "aria-label": name, spellcheck: "false" });
  const button = html("button", { type: "button", class: "quiet", "aria-label": `Copy: ${name}` }, "Copy");
  button.addEventListener("click", async () => {
    field.select();
    const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    button.textContent = isCopied ? "Copied" : "Ctrl+C";
    setTimeout(() => (button.textContent = "Copy"), 2_000);
  });
  return html("div", { class: "snippet" }, html("span", { class: "soft" }, name), html("div", {}, field, button));
}
