// A table from columns and rows of cells: sortable, with a total; a long one so many rows at a time.
const ROWS_AT_A_TIME = 30;
const FEW_ROWS = 2 * ROWS_AT_A_TIME;

// Columns: label, isNumber, isShort, isName, kpi. Cells: text, value, note, mark, line, link, isMuted.
const tableOf = (table, { labelled, isSortable = false } = {}) => {
  const body = make("tbody");
  const head = make("tr", {}, table.columns.map((column, place) => headingOf(table, column, place, isSortable)));
  const one = make("table", { "aria-labelledby": labelled }, make("thead", {}, head), body);
  if (table.total) one.append(make("tfoot", {}, rowOf(table.columns, table.total)));
  const turner = turnerOf((step) => { table.from += step; fill(); });
  const fill = () => {
    const every = sortedRows(table);
    const isWhole = isPrinting || every.length <= FEW_ROWS;
    const room = isWhole ? every.length : ROWS_AT_A_TIME;
    table.from = isWhole ? 0 : Math.max(0, Math.min(table.from ?? 0, room * (Math.ceil(every.length / room) - 1)));
    const rows = every.slice(table.from, table.from + room);
    table.before?.(rows);
    body.replaceChildren(...rows.map((row) => rowOf(table.columns, row.cells ? row.cells() : row)));
    turner.tell(table.from, rows.length, every.length);
    for (const [place, heading] of [...head.cells].entries()) {
      if (table.sort?.place === place) heading.setAttribute("aria-sort", table.sort.isDescending ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    }
  };
  one.addEventListener("refill", fill);
  fill();
  return [make("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": labelled }, one), turner.element];
};

// Which rows are shown, and a button to each side.
const turnerOf = (turn) => {
  const button = (key, step) => make("button", { type: "button", class: key, onclick: () => turn(step) }, word(key));
  const [back, on] = [button("rows_before", -ROWS_AT_A_TIME), button("rows_after", ROWS_AT_A_TIME)];
  const told = make("output", { "aria-live": "polite" });
  const element = make("p", { class: "turner" }, back, told, on);
  const tell = (from, count, every) => {
    element.hidden = count >= every;
    back.disabled = from === 0;
    on.disabled = from + count >= every;
    told.textContent = filled(word("rows_shown"), { from: grouped3(from + 1, 0), to: grouped3(from + count, 0), all: grouped3(every, 0) });
  };
  return { element, tell };
};

const headingOf = (table, column, place, isSortable) => {
  const label = column.isName ? nameOf(column.label) : column.label;
  const sort = (event) => {
    const isSame = table.sort?.place === place;
    table.sort = { place, isDescending: isSame ? !table.sort.isDescending : Boolean(column.isNumber) };
    table.from = 0;
    event.target.closest("table").dispatchEvent(new Event("refill"));
  };
  return make("th", { scope: "col", class: column.isNumber ? "number" : null },
    isSortable ? make("button", { type: "button", onclick: sort }, label) : label,
    column.kpi ? make("button", { type: "button", class: "ask", "aria-label": `${word("how")} ${column.label}`, onclick: () => explainHere([column.kpi]) }, "?") : null);
};

const sortedRows = ({ rows, sort }) => {
  if (!sort) return rows;
  const key = (row) => (row.keys ? row.keys[sort.place] : row[sort.place]?.value ?? null);
  const known = rows.filter((row) => key(row) !== null && key(row) !== undefined);
  const way = sort.isDescending ? -1 : 1;
  const collator = new Intl.Collator(isChinese() ? "zh-CN" : "en");
  known.sort((one, other) => {
    const [left, right] = [key(one), key(other)];
    return way * (typeof left === "string" ? collator.compare(left, right) : left - right);
  });
  return [...known, ...rows.filter((row) => key(row) === null || key(row) === undefined)];
};

const rowOf = (columns, cells) =>
  make("tr", {}, cells.map((cell, place) => {
    const column = columns[place];
    const kind = [column.isNumber && "number", column.isShort && "short", cell.isMuted && "muted", cell.mark].filter(Boolean).join(" ");
    return make(place ? "td" : "th", { scope: place ? null : "row", class: kind || null }, cellContent(column, cell));
  }));

const MARKS = { better: "▲", worse: "▼" };
const cellContent = (column, cell) => [
  cell.line ?? null,
  cell.mark ? make("span", { class: "mark", role: "img", "aria-label": word(`${cell.mark}_than_all`) }, MARKS[cell.mark]) : null,
  cell.link ? make("a", { href: cell.link }, nameOf(cell.text)) : column.isNumber ? cell.text ?? "" : nameOf(cell.text ?? ""),
  cell.drift ? make("span", { class: `drift ${cell.drift.verdict}`, role: "img", "aria-label": word(`drift_${cell.drift.verdict}`) }, cell.drift.value > cell.drift.before ? " ↗" : " ↘") : null,
  ...(cell.notes ?? []).map((note) => make("small", {}, nameOf(note))),
];

// A value with its sample and interval, as every table of KPIs shows it.
const valueCell = (kpi, row) => {
  if (!row) return { text: NOTHING, value: null };
  const notes = [];
  if (row.value !== null && row.denominator !== null) notes.push(`n ${grouped3(row.n, 0)}`);
  if (row.interval) notes.push(`${number(row.interval[0], kpi.unit)}–${number(row.interval[1], kpi.unit)}`);
  return { text: number(row.value, kpi.unit), value: row.value, notes, isMuted: row.isSmall || !row.isFinal, row };
};
const kpiColumn = (kpi) => ({ label: titleOf(kpi), isNumber: true, kpi: kpi.id });
