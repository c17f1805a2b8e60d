// The forms of administrators: to count by other rules, and to decide about a state. A refusal is shown in the server's words.
import { html } from "./chart.js";
import { ask } from "./page.js";

const EXAMPLES = { "session.gap": "PT10M", "session.retention": "P7D", "counting.redirects": "count", projections: "hours,classes" };
const MOST_OF_A_REASON = 500;

const DECISIONS = {
  promote: { name: "Promote", text: "All nodes answer from it from then on.", hasReason: true },
  demote: { name: "Demote", text: "The state that answered before does again.", hasReason: true },
  drop: { name: "Drop", text: "It is no longer counted, and its counts are deleted." },
};

/** A form that sends once at a time, and shows what it was refused with. */
function form(name, send, fields, ...others) {
  const problem = html("p", { class: "problem", role: "alert" });
  const all = html("form", { class: "fields", "aria-busy": "false" }, ...fields, problem, html("div", { class: "buttons" }, html("button", {}, name), ...others));
  all.addEventListener("submit", async event => {
    event.preventDefault();
    if (all.getAttribute("aria-busy") === "true") return;
    problem.textContent = "";
    all.setAttribute("aria-busy", "true");
    await send().catch(refusal => (problem.textContent = refusal.message));
    all.setAttribute("aria-busy", "false");
  });
  return all;
}

const labelled = (label, field) => html("label", {}, html("span", {}, label), field);

/** Asks for another state; `done` is given its name as soon as it is being counted. */
export function countForm(done) {
  const text = attributes => html("input", { autocomplete: "off", spellcheck: "false", ...attributes });
  const name = text({ name: "state", required: "", maxlength: "32", pattern: "[a-z0-9]+", title: "1 to 32 of a-z and 0-9" });
  const key = html("select", { name: "setting" }, ...["", ...Object.keys(EXAMPLES)].map(one => html("option", { value: one }, one || "none")));
  const value = text({ name: "value", disabled: "" });
  const rules = html("textarea", { name: "rules", rows: "6", spellcheck: "false" });
  key.addEventListener("change", () => {
    value.disabled = !key.value;
    value.required = Boolean(key.value);
    value.placeholder = EXAMPLES[key.value] ?? "";
  });
  return form("Count", async () => {
    const wish = { ...(rules.value.trim() && { rules: rules.value }), ...(key.value && { set: { [key.value]: value.value.trim() } }) };
    await ask(`v1/whatif/${encodeURIComponent(name.value)}/count`, wish);
    done(name.value);
  }, [labelled("Name", name), labelled("Setting", key), labelled("Value", value),
    labelled("Rules, as YAML; if empty, the rules that answer. The setting overrides them.", rules)]);
}

/** Asks for a decision about a state in a dialog; `done` is given the server's answer. */
export function askDecision(place, kind, state, done) {
  const { name, text, hasReason } = DECISIONS[kind];
  const reason = html("textarea", { name: "reason", rows: "3", required: "", maxlength: MOST_OF_A_REASON });
  const cancel = html("button", { type: "button", class: "quiet" }, "Cancel");
  const decide = async () => {
    const sent = hasReason ? { reason: reason.value.trim().replaceAll(/\s+/g, " ") } : {};
    const answer = await ask(`v1/whatif/${encodeURIComponent(state)}/${kind}`, sent);
    dialog.close();
    done(answer);
  };
  const fields = hasReason ? [labelled("Reason, visible to everybody", reason)] : [];
  const dialog = html("dialog", { class: "card", "aria-label": `${name} ${state}` }, html("h2", {}, `${name} ${state}?`), html("p", {}, text),
    form(name, decide, fields, cancel));
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  place.append(dialog);
  dialog.showModal();
}
