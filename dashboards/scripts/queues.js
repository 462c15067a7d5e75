// Queues: formula and target, then the service level, volume, abandonment and speed of answer.
const queues = ({ kpis, days }) => {
  const question = { ...questionOf({ by: ["queue"] }), ...(days === "last" ? lastDayOnly() : {}) };
  const shown = kpis.filter(hasData);
  const found = shown.map((id) => new Map(measured(id, question).map((row) => [row.names.queue, row])));
  const names = [...new Set(found.flatMap((rows) => [...rows.keys()]))].filter((name) => name !== null && found.some((rows) => rows.get(name)?.n));
  const totals = shown.map((id) => measured(id, { ...question, by: [] })[0]);
  const cells = (rows) => shown.map((id, place) => valueCell(meta.kpis[id], rows[place]));
  return {
    columns: [{ label: word("queue") }, { label: word("policy"), isShort: true }, ...shown.map((id) => kpiColumn(meta.kpis[id]))],
    rows: names.map((name) => {
      const policy = policyOf(name);
      const [level, ...others] = cells(found.map((rows) => rows.get(name)));
      const isBelow = level.value !== null && policy?.target !== null && policy !== null && level.value < policy.target;
      return [{ text: name, value: name }, { text: policyText(policy), value: policyText(policy) }, { ...level, mark: isBelow ? "worse" : null, markLabel: "below_target" }, ...others];
    }),
    total: names.length > 1 ? [{ text: word("total"), value: word("total") }, { text: "" }, ...cells(totals)] : null,
    isSortable: true,
  };
};

// A queue's service level by each formula, side by side over the same calls.
const formulas = ({ kpis }) => {
  const question = questionOf({ by: ["queue"] });
  const shown = kpis.filter(hasData);
  const base = meta.kpis.service_level;
  const found = shown.map((id) => [id, new Map(measured(id, question).map((row) => [row.names.queue, row]))]);
  const names = [...new Set(found.flatMap(([, rows]) => [...rows].filter(([name, row]) => name !== null && row.n).map(([name]) => name)))].slice(0, 12);
  return {
    columns: [{ label: word("queue"), isShort: true }, { label: word("variant"), isShort: true }, { label: inWords(base.label), isNumber: true, kpi: "service_level" }, { label: word("fraction"), isNumber: true }, { label: word("formula") }],
    rows: names.flatMap((name) => found.map(([id, rows]) => {
      const variant = id.split(":")[1];
      const row = rows.get(name);
      const isInForce = policyOf(name)?.formula === variant;
      return [
        { text: name, value: name }, { text: variant, value: variant, notes: isInForce ? [word("in_force")] : [] },
        valueCell(meta.kpis[id], row), { text: row ? fraction(row, "share") : NOTHING, value: row ? fraction(row, "share") : null },
        { text: base.formulas?.[variant] ?? "", value: base.formulas?.[variant] ?? "" },
      ];
    })),
  };
};
