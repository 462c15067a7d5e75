// Agents at work and agents required, by half hour: one line of queues each, at most three.
const staffing = () => {
  const wanted = state.where.queue;
  const rows = (meta.frames.staffing ?? []).filter(({ queue }) => !wanted || wanted.some((one) => queue.split(", ").includes(one)));
  const names = [...new Set(rows.map(({ queue }) => queue))].slice(0, 3);
  const hours = halfHoursOf(rows.map((row) => ({ names: row })));
  const of = (name, part) => hours.map((hour) => rows.find((row) => row.queue === name && row.half_hour === hour)?.[part] ?? null);
  const line = (name, place, part) => ({
    x: hours, y: of(name, part), mode: "lines", name: `${short(name)} · ${word(part)}`, hoverinfo: "text",
    line: { color: colour(SERIES[place]), width: part === "required" ? 2 : 2.5, dash: part === "required" ? "dot" : "solid", shape: "hvh" },
    hovertext: of(name, part).map((value, at) => `${hours[at]} · ${short(name)}<br>${word(part)} <b>${number(value, "hours")}</b>`),
  });
  return {
    data: names.flatMap((name, place) => [line(name, place, "present"), line(name, place, "required")]),
    layout: layoutOf({ showlegend: true, xaxis: { type: "category", nticks: 14 }, yaxis: valueAxis("count") }),
    table: {
      columns: [{ label: word("half_hour"), isShort: true }, ...names.flatMap((name) => ["present", "required"].map((part) => ({ label: `${name} · ${word(part)}`, isNumber: true, isName: true })))],
      rows: hours.map((hour, at) => [
        { text: hour, value: hour },
        ...names.flatMap((name) => ["present", "required"].map((part) => ({ text: number(of(name, part)[at], "hours"), value: of(name, part)[at] }))),
      ]),
    },
  };
};
