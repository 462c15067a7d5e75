// What is looked at: page, days, comparison, names. It stands in the address, so that links keep it.
const root = document.documentElement;
const LENGTHS = [1, 7, 28, 92];
const COMPARISONS = { week: 7, weeks: 28, before: null, none: 0 };
const PLAIN = { page: "today", person: null, days: 28, from: null, to: null, compare: "week", where: {} };
const state = { ...PLAIN, language: meta.language };

const span = () => {
  const end = meta.days - 1;
  if (state.from === null) return { first: Math.max(0, end - state.days + 1), last: end };
  return { first: state.from, last: state.to };
};

// So many days back lies what the shown days are set against; null: nothing.
const backTo = (length) => {
  if (state.compare === "none") return null;
  return COMPARISONS[state.compare] ?? length;
};

const questionOf = (more = {}) => ({ ...span(), where: state.where, by: [], ...more });

const addressOf = (changes = {}) => {
  const told = { ...state, ...changes };
  const search = new URLSearchParams();
  if (told.from !== null) { search.set("from", dayText(told.from)); search.set("to", dayText(told.to)); }
  else if (told.days !== PLAIN.days) search.set("days", told.days);
  if (told.compare !== PLAIN.compare) search.set("compare", told.compare);
  for (const name of FILTERS) for (const value of told.where[name] ?? []) search.append(name, value);
  const page = told.page === "agent" ? `agent/${encodeURIComponent(told.person)}` : told.page;
  return `#${page}${search.size ? `?${search}` : ""}`;
};

const knownDay = (text) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? "") || Number.isNaN(Date.parse(text))) return null;
  return Math.min(Math.max(dayNumber(text), 0), meta.days - 1);
};

const readAddress = () => {
  const [path, query] = location.hash.slice(1).split(/\?(.*)/s);
  const [page, person] = path.split(/\/(.*)/s);
  const search = new URLSearchParams(query ?? "");
  const [from, to] = [knownDay(search.get("from")), knownDay(search.get("to"))];
  const isPage = meta.pages.some(({ id }) => id === page) || (page === "agent" && person);
  Object.assign(state, PLAIN, { page: isPage ? page : PLAIN.page, person: person ? decoded(person) : null });
  if (from !== null && to !== null && from <= to) Object.assign(state, { from, to });
  if (LENGTHS.includes(Number(search.get("days")))) state.days = Number(search.get("days"));
  if (Object.hasOwn(COMPARISONS, search.get("compare") ?? "")) state.compare = search.get("compare");
  state.where = Object.fromEntries(
    FILTERS.map((name) => [name, search.getAll(name)]).filter(([, values]) => values.length));
};

const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

// A page opened from disk may have no storage; then a choice lasts as long as the page.
const remember = (key, value) => { try { localStorage.setItem(`deskmark-${key}`, value); } catch { /* none */ } };
const recall = (key) => { try { return localStorage.getItem(`deskmark-${key}`); } catch { return null; } };
