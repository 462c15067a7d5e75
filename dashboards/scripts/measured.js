// A KPI's value made from sums: with its interval, its state, and a reason where there is no value.
const refusal = (kpi, { by, where }) => {
  const names = [...by, ...Object.keys(where)];
  const people = names.find((name) => PEOPLE.includes(name));
  if (people && !kpi.is_for_agents) return "not_of_people";
  const isFine = kpi.grain === "queue_intervals";
  const fine = ["half_hour", "queue", "shop", "day", "week", "month"];
  if ((isFine || by.includes("half_hour")) && names.some((name) => !fine.includes(name))) return "not_kept_by";
  if (by.includes("half_hour") && !kpi.is_by_half_hour) return "not_by_half_hour";
  return null;
};

class Refused extends Error {}

// Rows per combination of names, sorted by them, as `deskmark kpis get` gives them; with histograms
// of times only where they are asked for.
const measure = (id, asked = {}) => {
  const kpi = meta.kpis[id];
  const question = { by: [], where: {}, first: 0, last: meta.days - 1, ...asked };
  const refused = refusal(kpi, question);
  if (refused) throw new Refused(refused);
  const found = sumsOf(kpi, question);
  const groups = presentIn(kpi, question);
  const present = groups.size;
  for (const [key, { names }] of found) groups.set(key, names);
  const empty = groups.size ? { numerator: 0, denominator: kpi.has_no_denominator ? null : 0, n: 0, squares: null } : null;
  if (!question.by.length) groups.set("", []);
  const isTimed = kpi.quantile || (kpi.has_quantiles && question.times);
  const times = isTimed ? histogramsOf(kpi, question) : new Map();
  const ordered = groups.size > present ? [...groups].sort(([, one], [, other]) => inOrder(one, other)) : [...groups];
  return ordered.map(([key, names]) => {
    const named = {};
    for (let place = 0; place < names.length; place++) named[question.by[place]] = names[place];
    return valued(kpi, named, found.get(key) ?? empty, times.get(key), endOf(named, question.last));
  });
};

const valued = (kpi, names, sums, histogram, end) => {
  const at = (share) => {
    const seconds = quantile(histogram, share);
    return seconds === null ? null : seconds / kpi.scale;
  };
  const row = { kpi: kpi.id, names, numerator: sums?.numerator ?? null, denominator: sums?.denominator ?? null };
  row.value = kpi.quantile ? at(kpi.quantile) : ratio(sums);
  row.n = sums?.n ?? 0;
  row.interval = intervalOf(kpi, sums, histogram);
  row.isFinal = end <= kpi.final_until;
  row.isSmall = kpi.minimum_sample > 0 && row.n < kpi.minimum_sample;
  row.reason = !sums ? "no_records" : sums.denominator === 0 ? "nothing_below" : null;
  row.squares = sums?.squares ?? null;
  row.histogram = histogram ?? null;
  if (kpi.has_quantiles && histogram) for (const [name, share] of Object.entries(QUANTILES)) row[name] = at(share);
  return row;
};

const ratio = (sums) => {
  if (!sums || sums.denominator === 0) return null;
  return sums.denominator === null ? sums.numerator : sums.numerator / sums.denominator;
};

const intervalOf = (kpi, sums, histogram) => {
  if (kpi.quantile) {
    const ends = quantileInterval(histogram, kpi.quantile);
    return ends && ends.map((end) => end / kpi.scale);
  }
  if (!sums?.denominator) return null;
  if (kpi.kind === "share") return wilson(sums.numerator, sums.denominator);
  if (kpi.kind === "mean" && sums.squares !== null) return normal(sums.numerator, sums.squares, sums.denominator);
  return null;
};

// Wilson's interval for a share; none where hits exceed trials.
const wilson = (hits, trials) => {
  if (trials <= 0 || hits < 0 || hits > trials) return null;
  const share = hits / trials;
  const shrunk = 1 + (Z * Z) / trials;
  const middle = (share + (Z * Z) / (2 * trials)) / shrunk;
  const reach = (Z * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials))) / shrunk;
  return [hits === 0 ? 0 : Math.max(middle - reach, 0), hits === trials ? 1 : Math.min(middle + reach, 1)];
};

// Of a mean: 1.96 standard errors to each side.
const normal = (total, squares, count) => {
  if (count < 2) return null;
  const mean = total / count;
  const variance = Math.max(squares - count * mean * mean, 0) / (count - 1);
  const reach = Z * Math.sqrt(variance / count);
  return [mean - reach, mean + reach];
};
