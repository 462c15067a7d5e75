// Histograms of times and their quantiles: buckets that grow by 4 %, 0 for no time at all.
const GROWTH = 1.02 / 0.98;
const Z = 1.959963984540054;
const QUANTILES = { median: 0.5, p90: 0.9 };
const middleOf = (bucket, lowest) =>
  bucket === 0 ? 0 : Math.round((2 * GROWTH ** (bucket - 1 + lowest) / (GROWTH + 1)) * 1e6) / 1e6;

const histogramsOf = (kpi, question) => {
  const fact = factOf(kpi, question.by);
  const times = fact === facts.agents ? fact.kpis[kpi.base ?? kpi.id]?.times : null;
  if (!times) return new Map();
  const { first, last } = question;
  const { rows, groups, names, keys } = selected(fact, question.by, question.where, { first, last });
  const counts = names.map(() => null);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    if (times.starts[row] === times.starts[row + 1]) continue;
    const sums = (counts[groups[place]] ??= new Uint32Array(times.size));
    for (let at = times.starts[row]; at < times.starts[row + 1]; at++) sums[times.buckets[at]] += times.n[at];
  }
  const found = new Map();
  names.forEach((one, group) => {
    if (counts[group]) found.set(keys[group], { names: one, counts: counts[group], lowest: times.lowest });
  });
  return found;
};

const ranked = ({ counts, lowest }, rank) => {
  let seen = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    seen += counts[bucket];
    if (seen >= rank) return middleOf(bucket, lowest);
  }
  return null;
};

// The smallest value that at least this share of all values does not exceed.
const quantile = (histogram, share) => {
  const count = histogram ? histogram.counts.reduce((sum, one) => sum + one, 0) : 0;
  // tenths are whole here, so that 0.9 × 10 is 9 and not a little more
  return count ? ranked(histogram, Math.ceil((Math.round(share * 10) * count) / 10)) : null;
};

const quantileInterval = (histogram, share) => {
  const count = histogram ? histogram.counts.reduce((sum, one) => sum + one, 0) : 0;
  if (count < 2) return null;
  const rank = share * count;
  const reach = Z * Math.sqrt(count * share * (1 - share));
  return [
    ranked(histogram, Math.max(1, Math.trunc(rank - reach))),
    ranked(histogram, Math.min(count, Math.ceil(rank + reach) + 1)),
  ];
};
