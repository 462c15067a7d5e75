// How times are spread: cases by length, from the histogram; and how old what is unsolved is.
const EDGES = {
  seconds: [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800],
  minutes: [1, 5, 15, 30, 60, 120, 240, 480, 1440, 2880],
  hours: [1, 2, 4, 8, 12, 24, 48, 72, 120, 168],
};

const distribution = ({ kpis: [id] }, question = questionOf()) => {
  const kpi = meta.kpis[id];
  const [row] = measure(id, { ...question, times: true });
  const edges = EDGES[kpi.unit];
  const counts = new Array(edges.length + 1).fill(0);
  if (row.histogram) row.histogram.counts.forEach((count, bucket) => {
    const value = middleOf(bucket, row.histogram.lowest) / kpi.scale;
    const place = edges.findIndex((edge) => value <= edge);
    counts[place < 0 ? edges.length : place] += count;
  });
  let used = counts.length;
  while (used > 1 && !counts[used - 1]) used--;
  const names = counts.slice(0, used).map((_, place) =>
    place === edges.length ? `> ${grouped3(edges[place - 1], 0)}` : `≤ ${grouped3(edges[place], 0)}`);
  const figure = bands(names, counts.slice(0, used), unitName(kpi.unit));
  const isNarrow = window.innerWidth < 36 * letterSize();
  if (row.median !== undefined) figure.layout.margin.t = (isNarrow ? 3 : 1.8) * letterSize();
  if (row.median !== undefined) figure.layout.annotations = [{
    xref: "paper", yref: "paper", x: 0, y: 1.03, xanchor: "left", yanchor: "bottom", showarrow: false, align: "left", font: { color: colour("muted") },
    text: `${word("median")} ${withUnit(row.median, kpi.unit)} · ${word("p90")} ${withUnit(row.p90, kpi.unit)}${isNarrow ? "<br>" : " · "}n = ${grouped3(row.n, 0)}`,
  }];
  return figure;
};

const bands = (names, counts, unit) => {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const share = (count) => (all ? count / all : 0);
  return {
    data: [{
      type: "bar", x: names, y: counts, marker: { color: colour("first") }, hoverinfo: "text", textposition: "none",
      hovertext: counts.map((count, place) => `${names[place]} ${unit}<br><b>${grouped3(count, 0)}</b> (${number(share(count), "share")})`),
    }],
    layout: layoutOf({ bargap: 0.12, xaxis: { type: "category", title: { text: unit }, automargin: true }, yaxis: valueAxis("count") }),
    table: {
      columns: [{ label: unit || word("age"), isShort: true }, { label: word("cases"), isNumber: true }, { label: word("share"), isNumber: true }],
      rows: names.map((name, place) => [
        { text: name, value: name },
        { text: grouped3(counts[place], 0), value: counts[place] },
        { text: number(share(counts[place]), "share"), value: share(counts[place]) },
      ]),
    },
  };
};

const ages = () => {
  const names = ["age_0", "age_1", "age_2", "age_3", "age_4", "age_5"].map((key) => word(key));
  const counts = names.map(() => 0);
  const last = meta.days - 1;
  const teamOf = (agent) => {
    const found = meta.agents.find(({ id }) => id === agent)?.spans.find(([from, to]) => last >= from && last <= to);
    return found && found[2] !== null ? meta.teams[found[2]] : null;
  };
  for (const row of meta.frames.open_tickets ?? []) {
    const isIn = ([name, values]) => name !== "queue" && values.includes(name === "team" ? teamOf(row.agent) : row[name]);
    if (Object.entries(state.where).every(isIn)) counts[row.age] += row.tickets;
  }
  return bands(names, counts, "");
};
