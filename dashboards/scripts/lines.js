// Several KPIs of one unit by day, told apart by colour and by dashes.
const lines = ({ kpis }, question = questionOf()) => {
  const days = daysIn(question);
  const shown = kpis.filter(hasData);
  const series = shown.map((id, place) => ({ id, place, kpi: meta.kpis[id], rows: byDay(measure(id, { ...question, by: ["day"] })) }));
  const unit = series[0].kpi.unit;
  const names = shownNames(series.map(({ kpi }) => kpi));
  return {
    data: series.map(({ kpi, rows, place }) => ({
      x: days.map(dayText), y: days.map((day) => rows.get(day)?.value ?? null), name: names[place], mode: days.length > MANY_DAYS ? "lines" : "lines+markers",
      line: { color: colour(SERIES[place]), width: 2, dash: DASHES[place] }, marker: { size: 5 },
      hovertext: days.map((day) => sentence(kpi, day, rows.get(day), names[place])), hoverinfo: "text", cliponaxis: false,
    })),
    layout: layoutOf({ showlegend: true, xaxis: dayAxis(question.first, question.last), yaxis: valueAxis(unit, unit !== "share") }),
    table: tableOfDays(days, series.map(({ kpi, rows, place }) => ({ name: names[place], unit: kpi.unit, rows }))),
  };
};

// Variants of one KPI share its name: what tells them apart is the last part of their id.
const shownNames = (kpis) =>
  kpis.map((kpi) => {
    const isShared = kpis.filter((other) => inWords(other.label) === inWords(kpi.label)).length > 1;
    const variant = kpi.id.split(":")[1];
    if (!isShared) return inWords(kpi.label);
    const seconds = /^(\d+)s$/.exec(variant ?? "");
    if (seconds) return `≤ ${seconds[1]} ${word("seconds", "units")}`;
    if (!variant && kpi.id === "replied_within_rate") return `≤ 3 ${word("minutes", "units")}`;
    return variant ? meta.words.site[`variant_${variant}`] ? word(`variant_${variant}`) : variant : inWords(kpi.label);
  });
