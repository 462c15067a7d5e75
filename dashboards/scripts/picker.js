// A choice of names, found by any part of them: teams, agents, shops, queues, channels.
const MOST_SHOWN = 60;
const agentNames = new Map(meta.agents.map(({ id, name }) => [id, name]));
const shownName = (dimension, value) => (dimension === "agent" ? agentNames.get(value) ?? value : value);

const choicesOf = (dimension) => {
  if (dimension === "agent") return meta.agents.map(({ id, name }) => ({ value: id, text: name, more: name === id ? "" : id }));
  if (dimension === "team") return meta.teams.map((team) => ({ value: team, text: team, more: "" }));
  const place = ["shop", "queue", "channel"].indexOf(dimension);
  const names = [...facts.agents.places, ...facts.intervals.places].map((one) => one[place]).filter((name) => name !== null && name !== undefined);
  return [...new Set(names)].sort().map((name) => ({ value: name, text: name, more: "" }));
};

const picker = (dimension) => {
  const choices = choicesOf(dimension);
  if (choices.length < 2) return null;
  const chosen = () => state.where[dimension] ?? [];
  const summary = make("summary", {});
  const list = make("div", { class: "choices", role: "group", "aria-label": word(dimension) });
  const search = make("input", { type: "search", autocomplete: "off", spellcheck: "false", "aria-label": `${word("find")}: ${word(dimension)}`, placeholder: word("find"), oninput: () => fill() });
  const count = make("output", { "aria-live": "polite" });
  const clear = make("button", { type: "button", onclick: () => { apply([]); fill(); } }, word("all"));
  const apply = (values) => {
    const { [dimension]: _, ...others } = state.where;
    changeTo({ where: values.length ? { ...others, [dimension]: values } : others });
    say();
  };
  const say = () => {
    const names = chosen().map((value) => shownName(dimension, value));
    const text = names.length === 0 ? word("all") : names.length === 1 ? names[0] : `${names[0]} +${names.length - 1}`;
    summary.replaceChildren(`${word(dimension)} `, make("strong", {}, nameOf(text)));
    box.classList.toggle("is-set", names.length > 0);
    clear.hidden = names.length === 0;
  };
  const fill = () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    const found = choices.filter(({ text, more }) => `${text} ${more}`.toLocaleLowerCase().includes(wanted));
    const first = found.filter(({ value }) => chosen().includes(value));
    const shown = [...first, ...found.filter(({ value }) => !chosen().includes(value))].slice(0, MOST_SHOWN);
    list.replaceChildren(...shown.map(({ value, text, more }) => choice(value, text, more)));
    count.textContent = found.length > shown.length ? `${shown.length} / ${found.length}` : "";
  };
  const choice = (value, text, more) => {
    const tick = make("input", { type: "checkbox", value, onchange: () => apply(tick.checked ? [...chosen(), value] : chosen().filter((one) => one !== value)) });
    tick.checked = chosen().includes(value);
    return make("label", {}, tick, nameOf(text), more ? make("small", {}, nameOf(more)) : null);
  };
  const box = make("details", { class: "picker", dataset: { dimension } }, summary,
    make("div", { class: "drop" }, choices.length > 8 ? search : null, list, make("p", {}, clear, count)));
  box.addEventListener("toggle", () => { if (box.open) { fill(); search.focus(); } });
  box.addEventListener("keydown", (event) => { if (event.key === "Escape" && box.open) { box.open = false; summary.focus(); event.stopPropagation(); } });
  say();
  return box;
};

// One list is open at a time, and none once the reader goes elsewhere.
document.addEventListener("click", (event) => {
  for (const box of document.querySelectorAll("details.picker[open], details.menu[open]")) if (!box.contains(event.target)) box.open = false;
});
