// The numbers that make a place in the ranking.
import { count, digits, html } from "./chart.js";
import { definition } from "./definitions.js";
import { className, reasonName } from "./names.js";
import { change } from "./periods.js";

const LIST = named => ([name, n]) => `${named(name)} ${digits(n)}`;

/** The growth of a ranked repository: of its finished days, against as many before them. */
export const growth = ({ finished_downloads: now, previous_finished_downloads: past }) => (past === 0 ? "new" : change(now, past));

/** What the server says of a place, in words. */
export function explanation(row, { days, sort, classes }) {
  const lines = [
    ["Place", `${row.rank} by ${sort === "growth" ? "growth among the 100 most downloaded" : "downloads"}; of equal ones more likes first (${digits(row.likes)})`],
    ["Downloads", `${count(row.recent_downloads, "download")} in ${count(days, "day")}${classes.length > 0 ? `, by ${classes.join(", ")}` : ""}`],
    ["Growth", `${growth(row)}: ${digits(row.finished_downloads)} in the last ${count(days, "finished day")}, ${digits(row.previous_finished_downloads)} in as many before`],
    ["Visitors", `${digits(row.authenticated)} signed in, ${digits(row.anonymous)} anonymous`],
    ["Files", digits(row.files)],
    ...(row.classes ? [["Classes", Object.entries(row.classes).sort(([, a], [, b]) => b - a).map(LIST(className)).join(", ") || "none"]] : []),
    ["Not counted", Object.entries(row.excluded).map(LIST(reasonName)).join(", ") || "nothing"],
  ];
  const words = { Place: "trending", Downloads: "download", Growth: "growth", Visitors: "visitor", Files: "file", Classes: "class", "Not counted": "excluded" };
  return html("dl", { class: "explanation" }, ...lines.flatMap(([name, text]) => [html("dt", {}, definition(words[name], name)), html("dd", {}, text)]));
}
