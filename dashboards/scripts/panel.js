// A panel: title, picture or table, the table behind a picture, how it is computed, CSV and PNG.
const CHARTS = { trend, lines, bars, funnel, distribution, ages, heat_map: heatMap, staffing };
const TABLES = { tiles, alerts, lacking, queues, formulas, figures, frame, agents, profile };

const hasData = (id) => {
  const kpi = meta.kpis[id];
  if (!kpi) return false;
  if (kpi.over) return kpi.over.every(hasData);
  const column = factOf(kpi, []).kpis[kpi.base ?? id];
  if (!column) return false;
  return (column.isFilled ??= [column.numerator, column.denominator].some((one) => one?.values.some(Boolean)));
};
const wholeId = (named) => named.replace(/:(above|below)$/, "");
const firstKnown = (line) => line.split(" | ").find((id) => hasData(wholeId(id)));

// A panel with the KPIs that have data; none where all of them are empty.
const settled = (panel) => {
  if (panel.table === "alerts" || panel.table === "lacking") return meta.has_data ? panel : null;
  if (panel.frame) return (meta.frames[panel.frame] ?? []).length ? panel : null;
  const kpis = (panel.kpis ?? []).map(firstKnown).filter(Boolean);
  if (!kpis.length || (panel.chart === "funnel" && kpis.length < 3)) return null;
  return panel.chart === "distribution" && !factOf(meta.kpis[kpis[0]], []).kpis[kpis[0]].times ? null : { ...panel, kpis };
};

let panelNumber = 0;
const panelOf = (panel) => {
  const id = `panel-${++panelNumber}`;
  const title = panel.title ? inWords(panel.title) : titleOf(meta.kpis[panel.kpis[0]]);
  const body = make("div", { class: "body" });
  const figure = panel.chart ? make("div", { class: `figure ${panel.chart}`, role: "img", "aria-labelledby": `${id}-title` }) : null;
  const behind = make("details", { class: "behind" }, make("summary", {}, word("figures")), make("div"));
  const article = make("article", { class: `panel ${panel.width ?? "half"}`, id },
    make("h3", { id: `${id}-title` }, title), panel.caption ? make("p", { class: "caption" }, inWords(panel.caption)) : null,
    figure ? make("div", { class: "scroll-figure" }, figure) : null, body, figure ? behind : null);
  const one = { id, title, panel, article, body, figure, behind, table: null, isDue: true };
  article.append(actionsOf(one));
  behind.addEventListener("toggle", () => showBehind(one));
  return one;
};

const actionsOf = (one) => {
  const { panel } = one;
  const kpis = (panel.kpis ?? []).map(wholeId).filter((id, place, all) => all.indexOf(id) === place);
  const button = (key, act) => make("button", { type: "button", dataset: { act: key }, onclick: act }, word(key), make("span", { class: "unseen" }, ` ${one.title}`));
  return make("p", { class: "actions" },
    kpis.length && panel.table !== "tiles" ? button("how", () => explainHere(kpis, ownQuestion(panel))) : null,
    button("csv", () => { draw(one); saveCsv(one.title, one.table); }),
    button("png", () => { draw(one); return one.figure ? saveChart(one.title, one.figure) : saveTable(one.title, one.article.querySelector("table") ?? tableOf(one.table)[0].querySelector("table")); }));
};

const ownQuestion = (panel) => {
  const question = questionOf({ where: { ...state.where, ...panel.where } });
  return panel.days === "last" ? { ...question, ...lastDayOnly() } : question;
};

// Draws what is due; a question that a KPI cannot answer is said instead of a number.
const draw = (one) => {
  if (!one.isDue) return;
  one.isDue = false;
  try {
    if (one.figure) drawChart(one);
    else drawTable(one);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    one.table = { columns: [{ label: "" }], rows: [] };
    if (one.figure) one.figure.hidden = true;
    one.body.replaceChildren(make("p", { class: "empty" }, word(error.message)));
  }
};

const drawChart = (one) => {
  const made = CHARTS[one.panel.chart](one.panel, ownQuestion(one.panel));
  one.table = made.table;
  one.figure.hidden = false;
  one.body.replaceChildren();
  if (made.lines) one.figure.style.setProperty("--rows", made.lines);
  one.figure.setAttribute("aria-label", `${one.title}. ${filterSentence()}`);
  Plotly.react(one.figure, made.data, made.layout, { displayModeBar: false, responsive: true });
  showBehind(one);
};

const showBehind = (one) => {
  if (one.behind.open && one.table) one.behind.lastElementChild.replaceChildren(...tableOf(one.table, { labelled: `${one.id}-title` }));
};

const drawTable = (one) => {
  const made = TABLES[one.panel.table](one.panel);
  one.table = made.table ?? { ...made, sort: one.table?.sort };
  if (made.element) return one.body.replaceChildren(...[made.element].flat());
  if (!made.rows.length && !made.total) return one.body.replaceChildren(make("p", { class: "empty" }, word("no_rows")));
  const parts = tableOf(one.table, { labelled: `${one.id}-title`, isSortable: made.isSortable });
  if (!made.isSearchable) return one.body.replaceChildren(...parts);
  const input = one.search ?? make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const found = make("output", { "aria-live": "polite" });
  const every = one.table.rows;
  const sift = () => {
    const wanted = input.value.trim().toLocaleLowerCase();
    one.table.from = 0;
    one.table.rows = every.filter(({ search }) => search.includes(wanted));
    found.textContent = wanted ? `${one.table.rows.length} / ${every.length}` : "";
    one.body.querySelector("table").dispatchEvent(new Event("refill"));
  };
  input.oninput = sift;
  one.search = input;
  one.body.replaceChildren(make("p", { class: "search" }, make("label", {}, word("search"), " ", input), " ", found), ...parts);
  if (input.value) sift();
};
