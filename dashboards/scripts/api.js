// The page's numbers for whoever asks from the console: rows as `deskmark kpis get --format json`.
const ask = ({ kpis, by = [], where = {}, from = null, to = null }) => {
  const question = { by, where, times: true };
  if (from) question.first = dayNumber(from);
  if (to) question.last = dayNumber(to);
  return kpis.flatMap((id) => measure(id, question).map((row) => asPrinted(meta.kpis[id], row)));
};

const asPrinted = (kpi, row) => {
  const printed = { kpi: row.kpi, ...row.names, value: row.value };
  if (kpi.has_quantiles && row.histogram) Object.assign(printed, { median: row.median, p90: row.p90 });
  return {
    ...printed,
    numerator: kpi.quantile ? null : row.numerator,
    denominator: row.denominator,
    n: row.n,
    low: row.interval ? row.interval[0] : null,
    high: row.interval ? row.interval[1] : null,
    state: row.isFinal ? "final" : "provisional",
    unit: kpi.unit,
  };
};

const publish = () => { window.deskmark = Object.freeze({ ask, kpis: Object.keys(meta.kpis) }); };
