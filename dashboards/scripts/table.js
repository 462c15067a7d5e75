// A table from columns and rows of cells: sortable, with a total, the first rows first.
const FIRST_ROWS = 50;

// Columns: label, isNumber, isShort, isName, kpi. Cells: text, value, note, mark, line, link, isMuted.
const tableOf = (table, { labelled, isSortable = false } = {}) => {
  const body = make("tbody");
  const head = make("tr", {}, table.columns.map((column, place) => headingOf(table, column, place, isSortable)));
  const one = make("table", { "aria-labelledby": labelled }, make("thead", {}, head), body);
  if (table.total) one.append(make("tfoot", {}, rowOf(table.columns, table.total)));
  const more = make("button", { type: "button", class: "all", onclick: () => { table.room = Infinity; fill(); } });
  const fill = () => {
    const rows = sortedRows(table);
    const room = table.room ?? FIRST_ROWS;
    table.before?.(rows.slice(0, room));
    body.replaceChildren(...rows.slice(0, room).map((row) => rowOf(table.columns, row.cells ? row.cells() : row)));
    more.hidden = rows.length <= room;
    more.textContent = `${word("show_all")} (${grouped3(rows.length, 0)})`;
    for (const [place, heading] of [...head.cells].entries()) {
      if (table.sort?.place === place) heading.setAttribute("aria-sort", table.sort.isDescending ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    }
  };
  one.addEventListener("refill", fill);
  fill();
  return [make("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": labelled }, one), more];
};

const headingOf = (table, column, place, isSortable) => {
  const label = column.isName ? nameOf(column.label) : column.label;
  const sort = (event) => {
    const isSame = table.sort?.place === place;
    table.sort = { place, isDescending: isSame ? !table.sort.isDescending : Boolean(column.isNumber) };
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
