// KPIs by team, shop, queue or channel, with totals from the sums.
const figures = ({ kpis, by }) => {
  const shown = kpis.filter(hasData);
  const found = shown.map((id) => new Map(measured(id, questionOf({ by: [by] })).map((row) => [row.names[by], row])));
  const names = [...new Set(found.flatMap((rows) => [...rows].filter(([, row]) => row.value).map(([name]) => name)))];
  names.sort((one, other) => (one === null) - (other === null) || String(one).localeCompare(String(other)));
  const cells = (pick) => shown.map((id, place) => valueCell(meta.kpis[id], pick(place)));
  return {
    columns: [{ label: word(by) }, ...shown.map((id) => kpiColumn(meta.kpis[id]))],
    rows: names.map((name) => [
      { text: name ?? word("not_named"), value: name ?? "", link: name === null ? null : addressOf({ where: { ...state.where, [by]: [name] } }) },
      ...cells((place) => found[place].get(name)),
    ]),
    total: [{ text: word("total"), value: word("total") }, ...cells((place) => measured(shown[place], questionOf())[0])],
    isSortable: true,
  };
};

// Ready tables about the data itself.
const FRAMES = {
  loads: ["source", "log", "files", "records_read", "loaded", "duplicates", "left_out", "rejected"],
  checks: ["name", "relation", "message"],
  rejects: ["reason", "column", "source", "records", "file"],
  lateness: ["log", "first_day", "last_day", "days", "standing"],
  header_changes: ["file", "source", "what"],
};
const HEADS = { records: "records", name: "check", message: "finding", what: "change", days: "days_with_data", file: "file", standing: "state", first_day: "first_day", last_day: "last_day" };

const frame = ({ frame: name }) => {
  const every = meta.frames[name] ?? [];
  const listed = name === "checks" ? every.filter((row) => row.name) : every;
  const rows = name === "rejects" ? [...listed].sort((one, other) => other.records - one.records) : listed;
  const numbers = new Set(["files", "records_read", "loaded", "duplicates", "left_out", "rejected", "records", "days"]);
  return {
    columns: FRAMES[name].map((column) => ({ label: word(HEADS[column] ?? column), isNumber: numbers.has(column), isShort: column.endsWith("_day") })),
    rows: rows.map((row) => FRAMES[name].map((column) => frameCell(name, column, row))),
    total: name === "checks" ? [{ text: filled(word("others_hold"), { n: grouped3(every.filter((row) => !row.name).reduce((sum, row) => sum + row.checks, 0), 0) }) }, { text: "" }, { text: "" }] : null,
    isSortable: true,
  };
};

const frameCell = (name, column, row) => {
  const value = column === "message" || column === "what" ? row[`${column}_${state.language}`] : row[column];
  if (column === "name") return { text: meta.words.checks[value] ? word(value, "checks") : value, value, notes: [value] };
  if (column === "relation") return { text: value, value, notes: [meta.words.checks[row.severity] ? word(row.severity, "checks") : row.severity] };
  if (column === "standing") {
    const behind = Math.max(meta.days - 1 - dayNumber(row.last_day), 0);
    const key = row.is_late ? "late" : behind ? "as_usual" : "up_to_date";
    return { text: behind ? `${word(key)} (${behind})` : word(key), value: behind, mark: null };
  }
  if (column === "file" && row.line) return { text: `${value}:${row.line}`, value: `${value}:${row.line}` };
  return { text: typeof value === "number" ? grouped3(value, 0) : value ?? "", value: value ?? null };
};
