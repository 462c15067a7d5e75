// A count by day, stacked by shop, queue or channel: the greatest apart, the smallest together.
const bars = ({ kpis: [id], by }, question = questionOf()) => {
  const kpi = meta.kpis[id];
  const days = daysIn(question);
  const stacks = new Map();
  for (const row of measure(id, { ...question, by: [by, "day"] })) {
    const name = row.names[by];
    if (!stacks.has(name)) stacks.set(name, { name, total: 0, rows: new Map() });
    stacks.get(name).rows.set(dayNumber(row.names.day), row);
    stacks.get(name).total += row.value ?? 0;
  }
  const kept = fewEnough([...stacks.values()].filter(({ total }) => total > 0));
  const labels = kept.map(({ name }) => (name === undefined ? word("others") : name ?? word("not_named")));
  return {
    data: kept.map(({ rows }, place) => ({
      type: "bar", x: days.map(dayText), y: days.map((day) => rows.get(day)?.value ?? 0), name: short(labels[place]),
      marker: { color: colour(place < SERIES.length ? SERIES[place] : "other") }, hoverinfo: "text", textposition: "none",
      hovertext: days.map((day) => `${short(labels[place])} <b>${number(rows.get(day)?.value ?? 0, kpi.unit)}</b>`),
    })),
    layout: layoutOf({
      barmode: "stack", bargap: 0.25, hovermode: "x unified", showlegend: kept.length > 1,
      xaxis: { ...dayAxis(question.first, question.last), hoverformat: isChinese() ? "%-m月%-d日" : "%-d %b" }, yaxis: valueAxis(kpi.unit),
    }),
    table: tableOfDays(days, kept.map(({ rows }, place) => ({ name: labels[place], unit: kpi.unit, rows, pick: (row) => row.value }))),
  };
};

const fewEnough = (stacks) => {
  const ordered = stacks.sort((one, other) => other.total - one.total || String(one.name).localeCompare(String(other.name)));
  if (ordered.length <= SERIES.length) return ordered;
  const rest = { name: undefined, rows: new Map() };
  for (const { rows } of ordered.slice(SERIES.length - 1)) for (const [day, row] of rows) {
    rest.rows.set(day, { ...row, value: (rest.rows.get(day)?.value ?? 0) + (row.value ?? 0) });
  }
  return [...ordered.slice(0, SERIES.length - 1), rest];
};
