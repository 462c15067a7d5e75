// Service level by queue and half hour of the desk's day: blue above the target, orange below it.
const FEW = 10; // cases below which a half hour has no colour

const heatMap = ({ kpis: [id] }, question = questionOf()) => {
  const kpi = meta.kpis[id];
  const rows = measure(id, { ...question, by: ["queue", "half_hour"] }).filter(({ names, n }) => names.queue !== null && n);
  const queues = [...new Set(rows.map(({ names }) => names.queue))].reverse();
  const hours = halfHoursOf(rows);
  const at = (row) => hours.indexOf(row.names.half_hour);
  return {
    data: [{
      type: "bar", x: rows.map(at), base: rows.map((row) => queues.indexOf(row.names.queue) - 0.48), y: rows.map(() => 0.96), width: 0.96,
      marker: { color: rows.map(heat), line: { width: 0 } }, hoverinfo: "text", textposition: "none",
      hovertext: rows.map((row) => [
        `${short(row.names.queue)} ${row.names.half_hour}`, `<b>${number(row.value, kpi.unit)}</b>`, `n = ${grouped3(row.n, 0)}`,
        ...(row.interval ? [`95%: ${number(row.interval[0], kpi.unit)} … ${number(row.interval[1], kpi.unit)}`] : []),
      ].join("<br>")),
    }],
    layout: layoutOf({
      barmode: "overlay", hovermode: "closest",
      xaxis: { tickvals: hours.map((_, place) => place).filter((place) => hours[place].endsWith(":00")), ticktext: hours.filter((name) => name.endsWith(":00")), range: [-0.6, hours.length - 0.4], showline: false },
      yaxis: { tickvals: queues.map((_, place) => place), ticktext: queues.map(short), range: [-0.6, queues.length - 0.4], showgrid: false },
    }),
    lines: queues.length,
    table: heatTable(rows, hours, [...queues].reverse(), kpi),
  };
};

// Half hours before the day boundary end the business day.
const halfHoursOf = (rows) => {
  const turned = (name) => (name < meta.day_starts_at ? `1${name}` : `0${name}`);
  return [...new Set(rows.map(({ names }) => names.half_hour))].sort((one, other) => (turned(one) < turned(other) ? -1 : 1));
};

const heat = (row) => {
  const target = policyOf(row.names.queue)?.target ?? null;
  if (row.value === null || row.n < FEW || target === null) return colour("middle");
  const distance = row.value - target;
  const isFar = Math.abs(distance) > (distance > 0 ? (1 - target) / 2 : 0.1);
  return colour(`${distance >= 0 ? "above" : "below"}${isFar ? "" : "_soft"}`);
};

const heatTable = (rows, hours, queues, kpi) => {
  const found = new Map(rows.map((row) => [`${row.names.half_hour}\u0000${row.names.queue}`, row]));
  return {
    columns: [{ label: word("half_hour"), isShort: true }, ...queues.map((queue) => ({ label: queue, isName: true, isNumber: true }))],
    rows: hours.map((hour) => [
      { text: hour, value: hour },
      ...queues.map((queue) => {
        const row = found.get(`${hour}\u0000${queue}`);
        return { text: number(row?.value ?? null, kpi.unit), value: row?.value ?? null, isMuted: Boolean(row && row.n < FEW) };
      }),
    ]),
  };
};
