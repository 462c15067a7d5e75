// The strip on top: each KPI on the last day, against an earlier one and its target.
const tiles = ({ kpis }) => {
  const { last } = span();
  return { element: make("ul", { class: "tiles" }, kpis.map((id) => tile(meta.kpis[id], last)).filter(Boolean)), table: tileTable(kpis, last) };
};

const dayBefore = (last) => {
  const back = backTo(1);
  return back === null || last - back < 0 ? null : last - back;
};

const tile = (kpi, last) => {
  const question = { where: state.where, by: [], first: last, last };
  const [now] = measured(kpi.id, question);
  const earlier = dayBefore(last);
  const [before] = earlier === null ? [] : measured(kpi.id, { ...question, first: earlier, last: earlier });
  if (!now) return make("li", { class: "tile" }, make("h3", {}, inWords(kpi.label)), make("p", { class: "value" }, NOTHING), make("p", { class: "before" }, word("refused_people")));
  const verdict = verdictOf(kpi, now, before);
  const missed = isMissed(kpi, now);
  const days = daysIn({ first: Math.max(0, last - 27), last });
  const rows = byDay(measured(kpi.id, { ...question, by: ["day"], first: days[0] }));
  const known = before && before.value !== null && now.value !== null;
  return make("li", { class: `tile ${missed ? "missed" : verdict}`, dataset: { kpi: kpi.id } },
    make("h3", {}, inWords(kpi.label)),
    make("p", { class: "value" }, number(now.value, kpi.unit), unitName(kpi.unit) ? make("span", { class: "unit" }, ` ${unitName(kpi.unit)}`) : null),
    make("p", { class: "change" }, known ? make("strong", {}, change(now.value, before.value, kpi.unit)) : null, known ? " " : "", now.value === null ? word(now.reason ?? "no_value") : word(`verdict_${verdict}`)),
    make("p", { class: "before" }, known ? `${word(`before_${state.compare}`)} ${withUnit(before.value, kpi.unit)}` : "", now.isFinal ? null : `${known ? " · " : ""}${word("provisional")}`),
    targetTold(kpi, now, missed),
    sparkline(days.map((day) => rows.get(day)?.value ?? null)),
    make("button", { type: "button", class: "ask", onclick: () => explainHere([kpi.id], question) }, word("how"), make("span", { class: "unseen" }, ` ${inWords(kpi.label)}`)));
};

const isMissed = (kpi, row) => {
  const target = targetOf(kpi, { where: state.where });
  if (target === null || row.value === null) return false;
  const isFloor = meta.targets[kpi.id] ? "at_least" in meta.targets[kpi.id] : kpi.better === "higher";
  return isFloor ? row.value < target : row.value > target;
};

const targetTold = (kpi, row, missed) => {
  const target = targetOf(kpi, { where: state.where });
  if (target === null) return null;
  return make("p", { class: "target" }, `${word("target")} ${withUnit(target, kpi.unit)} · ${word(missed ? "missed" : "met")}`);
};

// Better or worse only where the two days lie apart; else it may be chance.
const verdictOf = (kpi, now, before) => {
  if (!before || now.value === null || before.value === null) return "alone";
  if (now.isSmall || before.isSmall) return "unsure";
  if (now.value === before.value) return "steady";
  if (!isApart(now, before)) return "chance";
  const rises = now.value > before.value;
  const isKnown = (now.interval && before.interval) || now.denominator === null;
  if (kpi.better === "neither" || !isKnown) return rises ? "up" : "down";
  return rises === (kpi.better === "higher") ? "better" : "worse";
};

// Intervals that do not touch; bare counts by the scatter of their sum, as Poisson's.
const isApart = (now, before) => {
  if (now.interval && before.interval) return now.interval[0] > before.interval[1] || now.interval[1] < before.interval[0];
  if (now.denominator === null && before.denominator === null) return Math.abs(now.value - before.value) > Z * Math.sqrt(Math.abs(now.value) + Math.abs(before.value));
  return true;
};

const tileTable = (kpis, last) => ({
  columns: [{ label: word("kpi") }, { label: dayName(last), isNumber: true }, { label: word(`before_${state.compare}`), isNumber: true }, { label: "n", isNumber: true }],
  rows: kpis.map((id) => {
    const kpi = meta.kpis[id], earlier = dayBefore(last);
    const [now] = measured(id, { where: state.where, by: [], first: last, last });
    const [before] = earlier === null ? [] : measured(id, { where: state.where, by: [], first: earlier, last: earlier });
    const cell = (row) => ({ text: number(row?.value ?? null, kpi.unit), value: row?.value ?? null });
    return [{ text: titleOf(kpi), value: titleOf(kpi) }, cell(now), cell(before), { text: now ? grouped3(now.n, 0) : "", value: now?.n ?? null }];
  }),
});
