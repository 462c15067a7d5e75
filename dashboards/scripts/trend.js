// One KPI by day: with 95 % intervals, what it is set against, its target, median and p90 of times.
const trend = ({ kpis: [id] }, question = questionOf()) => {
  const kpi = meta.kpis[id];
  const days = daysIn(question);
  const rows = byDay(measure(id, { ...question, by: ["day"], times: true }));
  const back = backTo(days.length);
  const earlier = back === null ? null
    : byDay(measure(id, { ...question, by: ["day"], first: Math.max(0, question.first - back), last: Math.max(0, question.last - back) }));
  const x = days.map(dayText);
  const traces = band(days, rows);
  if (earlier) traces.push({
    x, y: days.map((day) => earlier.get(day - back)?.value ?? null), mode: "lines", name: word(`against_${state.compare}`),
    line: { color: colour("second"), width: 1.5, dash: "dot" }, hoverinfo: "text",
    hovertext: days.map((day) => (day - back >= 0 ? sentence(kpi, day - back, earlier.get(day - back)) : "")),
  });
  if (kpi.has_quantiles) for (const [name, look] of [["median", "third"], ["p90", "sixth"]]) traces.push({
    x, y: days.map((day) => rows.get(day)?.[name] ?? null), mode: "lines", name: word(name),
    line: { color: colour(look), width: 1.5, dash: name === "p90" ? "dash" : "longdash" }, hoverinfo: "text",
    hovertext: days.map((day) => `${dayName(day)}<br>${word(name)} <b>${withUnit(rows.get(day)?.[name] ?? null, kpi.unit)}</b>`),
  });
  traces.push(...ownLine(kpi, days, rows));
  const target = targetOf(kpi, question);
  const shapes = target === null ? [] : [{
    type: "line", xref: "paper", x0: 0, x1: 1, y0: target, y1: target, line: { color: colour("muted"), width: 1.2, dash: "dash" },
  }];
  const annotations = target === null ? [] : [{
    xref: "paper", x: 1, y: target, xanchor: "right", yanchor: "bottom", showarrow: false,
    text: `${word("target")} ${withUnit(target, kpi.unit)}`, font: { color: colour("muted") }, bgcolor: colour("paper"), opacity: 0.85,
  }];
  const isBare = kpi.unit === "count" || kpi.unit === "money";
  const series = [{ name: titleOf(kpi), unit: kpi.unit, rows }];
  if (kpi.has_quantiles) for (const name of ["median", "p90"]) series.push({ name: word(name), unit: kpi.unit, rows, pick: (row) => row[name] ?? null });
  if (!kpi.has_no_denominator) series.push({ name: "n", unit: "count", rows, pick: (row) => row.n });
  if (earlier) series.push({ name: word(`against_${state.compare}`), unit: kpi.unit, rows: earlier, shift: back });
  return {
    data: traces,
    layout: layoutOf({
      shapes, annotations, showlegend: traces.length > 1,
      xaxis: dayAxis(question.first, question.last), yaxis: valueAxis(kpi.unit, kpi.unit !== "share" || isBare),
    }),
    table: tableOfDays(days, series),
  };
};

// 95 % intervals as a band; a line with gaps has them at its points.
const band = (days, rows) => {
  const spans = days.map((day) => rows.get(day)?.interval);
  if (!spans.every(Boolean)) return [];
  const edge = (end) => ({ x: days.map(dayText), y: spans.map((ends) => ends[end]), mode: "lines", line: { width: 0 }, hoverinfo: "skip", showlegend: false });
  return [edge(0), { ...edge(1), fill: "tonexty", fillcolor: colour("band"), name: word("interval"), showlegend: true }];
};

// Hollow where the sample is small or the day not final.
const ownLine = (kpi, days, rows) => {
  const marked = markedDays(days, rows);
  const isEvery = marked.length === days.length;
  const points = pointsAt(marked, rows, days.length);
  const trace = {
    x: days.map(dayText), y: days.map((day) => rows.get(day)?.value ?? null), name: kpi.has_quantiles ? word("mean") : word("by_day"),
    mode: isEvery ? "lines+markers" : "lines", line: { color: colour("first"), width: 2.2 }, cliponaxis: false, ...(isEvery ? { marker: points.marker } : {}),
    hovertext: days.map((day) => sentence(kpi, day, rows.get(day))), hoverinfo: "text",
  };
  const spans = days.map((day) => rows.get(day)?.interval);
  const traces = isEvery || !marked.length ? [trace] : [trace, points];
  if (spans.every(Boolean) || !spans.some(Boolean)) return traces;
  trace.error_y = {
    type: "data", symmetric: false, color: colour("faint"), thickness: 1, width: 0,
    array: days.map((day, place) => (spans[place] ? Math.max(spans[place][1] - rows.get(day).value, 0) : 0)),
    arrayminus: days.map((day, place) => (spans[place] ? Math.max(rows.get(day).value - spans[place][0], 0) : 0)),
  };
  return traces;
};

// Of many days only those that say more than the line does: unsure ones, and lone ones between gaps.
const MANY_DAYS = 40;
const isUnsure = (row) => Boolean(row && (row.isSmall || !row.isFinal));
const markedDays = (days, rows) => {
  const isGap = (day) => (rows.get(day)?.value ?? null) === null;
  if (days.length <= MANY_DAYS) return days;
  return days.filter((day) => !isGap(day) && (isUnsure(rows.get(day)) || (isGap(day - 1) && isGap(day + 1))));
};
const pointsAt = (marked, rows, length) => ({
  x: marked.map(dayText), y: marked.map((day) => rows.get(day)?.value ?? null), mode: "markers", hoverinfo: "skip", showlegend: false, cliponaxis: false,
  marker: {
    color: marked.map((day) => colour(isUnsure(rows.get(day)) ? "paper" : "first")), size: length > MANY_DAYS ? 5 : 7,
    line: { width: 1.6, color: colour("first") },
  },
});

// The desk's own target; for service levels that of the queues, where it is one.
const targetOf = (kpi, { where }) => {
  const own = meta.targets[kpi.id];
  if (own) return own.at_least ?? own.at_most;
  if (kpi.id !== "service_level") return null;
  const targets = new Set((where.queue ?? queuesKnown()).map((queue) => policyOf(queue)?.target));
  return targets.size === 1 ? [...targets][0] ?? null : null;
};
const queuesKnown = () => [...new Set(facts.intervals.places.map(([, queue]) => queue).filter(Boolean))];
const policyOf = (queue) => {
  const known = meta.frames.policies ?? [];
  return known.find((one) => one.queue === queue) ?? known.find((one) => one.queue === "*") ?? null;
};
