// The search for repositories: a field with completion, and the one in the header of all pages.
import { digits, html } from "./chart.js";
import { addressOf, ask, byId, nameOf } from "./page.js";

const WAIT_MILLIS = 80;
const MOST = 8;
let lists = 0;

/**
 * Gives a field a list of the repositories that its text finds: a combobox, by keyboard and mouse.
 *
 * @param field the text field, in the form that chooses by Enter
 * @param choose takes the repository that was chosen: the marked one, by Enter the first if none is
 * @param otherwise takes the text for which Enter finds none
 * @return forgets what was found
 */
export function completion(field, choose, otherwise = () => {}) {
  const list = html("ul", { class: "hits", id: `found-${++lists}`, role: "listbox", "aria-label": "Repositories" });
  const told = html("p", { class: "hits", role: "status" });
  const nothing = { text: "", repositories: [] };
  let found = nothing;
  let last;
  let marked = -1;
  let asking = Promise.resolve();
  let timer;

  const isOpen = () => !list.hidden;
  const close = () => {
    clearTimeout(timer);
    list.hidden = told.hidden = true;
    mark(-1);
    field.setAttribute("aria-expanded", "false");
  };
  const mark = i => {
    marked = i;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === i));
    if (i < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", list.children[i].id);
    list.children[i].scrollIntoView({ block: "nearest" });
  };
  const take = repo => {
    close();
    field.value = "";
    choose(repo);
  };
  const tell = words => {
    close();
    told.textContent = words;
    told.hidden = false;
  };
  const showList = () => {
    if (found.repositories.length === 0) return tell(found.problem ?? `No match for “${found.text}”.`);
    list.replaceChildren(...found.repositories.map((repo, i) => option(repo, `${list.id}-${i}`, () => take(repo))));
    told.hidden = true;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(-1);
  };
  const find = async () => {
    const text = field.value.trim();
    const mark = (last = {}); // The search that was asked for last is the one that is shown.
    const answer = await ask(`v1/search?limit=${MOST}&q=${encodeURIComponent(text)}`).catch(refusal => ({ repositories: [], problem: refusal.message }));
    if (mark !== last || text !== field.value.trim()) return;
    found = { ...answer, text };
    if (document.activeElement === field) showList();
  };
  const findSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (asking = find()), WAIT_MILLIS);
  };

  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off", spellcheck: "false", maxlength: 200 })) field.setAttribute(name, value);
  field.addEventListener("input", () => (field.value.trim() ? findSoon() : close()));
  field.addEventListener("blur", close);
  field.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && (isOpen() || !told.hidden)) {
      event.preventDefault();
      close();
    }
    if (!step) return;
    event.preventDefault();
    const last = found.repositories.length - 1;
    const next = marked + step;
    if (!isOpen()) findSoon();
    else mark(next > last ? -1 : next < -1 ? last : next);
  });
  field.form.addEventListener("submit", async event => {
    event.preventDefault();
    if (marked >= 0) return take(found.repositories[marked]);
    const text = field.value.trim();
    if (!text) return tell("Type a name, or the beginning of one.");
    clearTimeout(timer);
    await asking;
    if (found.text !== text || found.problem) await find();
    if (found.repositories.length > 0) take(found.repositories[0]);
    else if (!found.problem) otherwise(text);
  });
  const forget = () => {
    [found, last] = [nothing, undefined];
    list.replaceChildren();
    close();
  };
  close();
  field.after(list, told);
  return forget;
}

function option(repo, id, choose) {
  const line = html("li", { id, role: "option" }, html("span", { class: "name" }, ...nameOf(repo.id)), html("span", { class: "soft" }, repo.type, html("span", { class: "unseen" }, ", ")),
    html("span", { class: "soft" }, digits(repo.downloads), html("span", { class: "unseen" }, " downloads")));
  line.addEventListener("pointerdown", event => event.preventDefault()); // The field keeps the focus.
  line.addEventListener("click", choose);
  return line;
}

const isTyping = target => target.closest("input:not([type='range'], [type='checkbox']), textarea, select, [contenteditable]") !== null;

/** Makes the field of the header work; a slash anywhere leads to it. */
export function offerSearch() {
  const field = byId("search");
  document.addEventListener("caller", completion(field, repo => {
    field.blur();
    location.hash = addressOf(repo);
  }));
  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
