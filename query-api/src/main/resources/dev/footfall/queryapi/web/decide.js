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

/** What may be changed of rules to begin with: the name of the state, what it counts, and the changed text. */
const CHANGES = [
  ["gap10", "Example: sessions end after 10 minutes", text => text.replace(/^(session:.*gap: )[^,}]+/m, "$1PT10M")],
  ["norobots", "Example: robots do not count", text => text.replace(/^(classes:.*robot: )count/m, "$1exclude")],
];

/** The rules with another name, so that they are told from those that they were made of. */
const named = (text, name) => text.replace(/^name:.*$/m, `name: ${name}`);

/** Fills the form with the rules that answer, and offers examples of a change of them. */
async function prefill({ begin, rules, name, known }) {
  const answer = await ask("v1/rules");
  if (!rules.isConnected || rules.value !== "") return;
  Object.assign(known, answer);
  rules.value = answer.text;
  const examples = CHANGES.filter(([, , change]) => change(answer.text) !== answer.text);
  begin.replaceChildren(html("option", { value: "" }, `The rules that answer, ${answer.rules}`), ...examples.map(([key, label]) => html("option", { value: key }, label)));
  begin.addEventListener("change", () => {
    const [key, , change] = examples.find(([key]) => key === begin.value) ?? ["", "", text => text];
    rules.value = key ? named(change(answer.text), key) : answer.text;
    name.value = key;
  });
}

/** Asks for another state; `done` is given its name as soon as it is being counted. */
export function countForm(done) {
  const text = attributes => html("input", { autocomplete: "off", spellcheck: "false", ...attributes });
  const name = text({ name: "state", required: "", maxlength: "32", pattern: "[a-z0-9]+", title: "1 to 32 of a-z and 0-9" });
  const key = html("select", { name: "setting" }, ...["", ...Object.keys(EXAMPLES)].map(one => html("option", { value: one }, one || "none")));
  const value = text({ name: "value", disabled: "" });
  const rules = html("textarea", { name: "rules", rows: "14", spellcheck: "false" });
  const begin = html("select", { name: "begin" }, html("option", { value: "" }, "The rules that answer"));
  const known = { text: "", lists: {} };
  key.addEventListener("change", () => {
    value.disabled = !key.value;
    value.required = Boolean(key.value);
    value.placeholder = EXAMPLES[key.value] ?? "";
  });
  const all = form("Count", async () => {
    const text = rules.value.trim() && named(rules.value, name.value);
    const wish = { ...(text && { rules: text, lists: known.lists }), ...(key.value && { set: { [key.value]: value.value.trim() } }) };
    await ask(`v1/whatif/${encodeURIComponent(name.value)}/count`, wish);
    done(name.value);
  }, [labelled("Begin with", begin), labelled("Name of the state", name), labelled("Setting that overrides the rules", key), labelled("Its value", value),
    labelled("Rules, as YAML: change what should count differently. They get the name of the state; without any, those that answer are counted.", rules)]);
  return { form: all, prefill: () => prefill({ begin, rules, name, known }).catch(() => {}) };
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
