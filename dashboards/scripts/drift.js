// Drift: is the last day another thing than the 28 days before it? Told in standard errors.
const DRIFT_DAYS = 28;
const NOTABLE = 3;

const errorSquared = ({ numerator, denominator, squares }) => {
  if (squares === null || !(denominator >= 2)) return null;
  return Math.max((squares - (numerator * numerator) / denominator) / (denominator - 1) / denominator, 0);
};

const errorsApart = (kpi, lately, before) => {
  if (!lately.denominator || !before.denominator) return null;
  const gap = lately.numerator / lately.denominator - before.numerator / before.denominator;
  let spread = null;
  if (kpi.kind === "share") {
    const pooled = (lately.numerator + before.numerator) / (lately.denominator + before.denominator);
    spread = pooled * (1 - pooled) * (1 / lately.denominator + 1 / before.denominator);
  } else if (kpi.kind === "mean") {
    const parts = [errorSquared(lately), errorSquared(before)];
    if (parts.includes(null)) return null;
    spread = parts[0] + parts[1];
  } else return null;
  if (spread <= 0) return gap === 0 ? 0 : null;
  return gap / Math.sqrt(spread);
};

const driftOf = (kpi, lately, before) => {
  const errors = lately && before ? errorsApart(kpi, lately, before) : null;
  const isEnough = lately && before && Math.min(lately.n, before.n) >= Math.max(kpi.minimum_sample, 2);
  const told = { value: lately?.value ?? null, before: before?.value ?? null, n: lately?.n ?? 0, errors, verdict: "too_few" };
  if (told.value === null || told.before === null || errors === null || !isEnough) return told;
  if (Math.abs(errors) < NOTABLE) told.verdict = "steady";
  else if (kpi.better === "neither") told.verdict = "other";
  else told.verdict = told.value > told.before === (kpi.better === "higher") ? "better" : "worse";
  return told;
};

// Per combination of names, of the last day that is shown.
const driftsOf = (id, by, where) => {
  const kpi = meta.kpis[id];
  const { last } = span();
  const before = new Map(measured(id, { by, where, first: Math.max(0, last - DRIFT_DAYS), last: last - 1 })
    .map((row) => [by.map((name) => row.names[name]).join("\u0000"), row]));
  return measured(id, { by, where, first: last, last }).map((row) => ({
    names: row.names,
    ...driftOf(kpi, row, before.get(by.map((name) => row.names[name]).join("\u0000"))),
  }));
};

// The same as `measure`, and nothing where the KPI is not kept by what is asked for.
const measured = (id, question) => {
  try { return measure(id, question); } catch (error) { if (error instanceof Refused) return []; throw error; }
};
