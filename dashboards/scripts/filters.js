// The bar of filters: days, comparison, names; what is set stands in the address.
const PRESETS = { 1: "last_day", 7: "last_7", 28: "four_weeks", 92: "all_days" };

const filterBar = () => {
  const parts = [daysControl(), fromTo(), compareControl(), ...FILTERS.map(picker)];
  const isSet = Object.keys(state.where).length > 0 || state.from !== null;
  const clear = make("button", { type: "button", id: "clear", onclick: () => changeTo({ where: {}, from: null, to: null, days: PLAIN.days }, { isWhole: true }) }, word("clear"));
  clear.hidden = !isSet;
  return make("form", { class: "filters", "aria-label": word("filters") }, parts, clear);
};

const daysControl = () => {
  const known = LENGTHS.filter((days, place) => place < 2 || days < meta.days || days === 92);
  const options = known.map((days) => make("option", { value: days, selected: state.from === null && state.days === days }, word(PRESETS[days])));
  if (state.from !== null) options.push(make("option", { value: "own", selected: true }, word("own_days")));
  const choose = make("select", { id: "days", onchange: () => changeTo({ days: Number(choose.value), from: null, to: null }, { isWhole: true }) }, options);
  return make("label", {}, make("span", {}, word("days")), choose);
};

const fromTo = () => {
  const { first, last } = span();
  const input = (id, day, label) => make("input", { type: "date", id, value: dayText(day), min: meta.first_day, max: dayText(meta.days - 1), "aria-label": word(label), onchange: () => take() });
  const from = input("from", first, "from");
  const to = input("to", last, "to");
  const take = () => {
    const [one, other] = [knownDay(from.value), knownDay(to.value)];
    if (one === null || other === null) return;
    changeTo({ from: Math.min(one, other), to: Math.max(one, other) }, { isWhole: true });
  };
  return make("span", { class: "span" }, from, make("span", { "aria-hidden": "true" }, "–"), to);
};

const compareControl = () => {
  const options = Object.keys(COMPARISONS).map((name) => make("option", { value: name, selected: state.compare === name }, word(`against_${name}`)));
  const choose = make("select", { id: "compare", onchange: () => changeTo({ compare: choose.value }) }, options);
  return make("label", {}, make("span", {}, word("compare")), choose);
};

// What the numbers are of, in words; read out when it changes.
const filterSentence = () => {
  const { first, last } = state.page === "today" ? lastDayOnly() : span();
  const names = Object.entries(state.where).map(([name, values]) => `${word(name)}: ${values.map((value) => shownName(name, value)).join(isChinese() ? "、" : ", ")}`);
  return [spanName(first, last), ...names].join(" · ");
};
