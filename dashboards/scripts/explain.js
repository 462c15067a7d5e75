// How a number is computed: formula, dates, filters, sums, sample, interval; provisional or final.
const dialog = make("dialog", { id: "explanation", "aria-labelledby": "explanation-title" });
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

const explainHere = (ids, question = questionOf()) => {
  const title = make("h2", { id: "explanation-title" }, word("how"));
  const close = make("button", { type: "button", class: "close", onclick: () => dialog.close() }, word("close"));
  dialog.replaceChildren(make("div", { class: "inside" }, title, asked(question), ids.map((id) => explanation(meta.kpis[id], question)), close));
  dialog.showModal();
};

const asked = ({ first, last, where }) => {
  const names = Object.entries(where).map(([name, values]) => [word(name), values.map((value) => shownName(name, value)).join(isChinese() ? "、" : ", ")]);
  return terms([[word("days_shown"), spanName(first, last)], ...names]);
};

const terms = (pairs) =>
  make("dl", {}, pairs.filter(Boolean).map(([term, ...values]) => [make("dt", {}, term), values.map((value) => make("dd", {}, value))]));

const explanation = (kpi, question) => {
  const [row] = measured(kpi.id, { ...question, times: true });
  const told = row ? sumsTold(kpi, row) : [[word("value"), word("refused_people")]];
  return make("section", { class: "how" },
    make("h3", {}, titleOf(kpi), " ", make("code", {}, kpi.id)),
    make("p", {}, inWords(kpi.definition)),
    terms([
      [word("formula"), make("code", {}, kpi.formula)],
      kpi.dated_by.length && [word("dated_by"), kpi.dated_by.map((key) => (meta.words.dated_by[key.replace("marts.", "").replace("staged.", "")] ? word(key.replace(/^(marts|staged)\./, ""), "dated_by") : key)).join(isChinese() ? "；" : "; ")],
      ...policiesOf(kpi, question),
      ...told,
      [word("state"), stateOf(kpi)],
    ]));
};

const sumsTold = (kpi, row) => {
  const method = kpi.kind === "share" ? word("wilson") : kpi.kind === "mean" ? word("normal") : word("ranks");
  return [
    [word("value"), row.value === null ? `${NOTHING} (${word(row.reason ?? "no_value")})` : withUnit(row.value, kpi.unit)],
    !kpi.quantile && !kpi.has_no_denominator && [word("fraction"), fraction(row, kpi.unit)],
    [word("sample"), `n = ${grouped3(row.n, 0)}${kpi.minimum_sample ? ` (${word("minimum_sample")} ${kpi.minimum_sample})` : ""}${row.isSmall ? ` · ${word("few_cases")}` : ""}`],
    row.interval && [word("interval"), `${withUnit(row.interval[0], kpi.unit)} … ${withUnit(row.interval[1], kpi.unit)} (${method})`],
    kpi.has_quantiles && row.median !== undefined && [`${word("median")}, ${word("p90")}`, `${withUnit(row.median, kpi.unit)}, ${withUnit(row.p90, kpi.unit)} (${word("within_2")})`],
  ];
};

const stateOf = (kpi) => {
  const { last } = span();
  if (last <= kpi.final_until) return word("final");
  return `${word("final_until")} ${longDayName(kpi.final_until)}${kpi.matures ? ` (${filled(word("matures_after"), { days: kpi.matures })})` : ""}`;
};

// A service level is only a number with its formula, T and short abandons beside it.
const policiesOf = (kpi, { where }) => {
  if (!kpi.id.startsWith("service_level")) return [];
  return (meta.frames.policies ?? [])
    .filter(({ queue }) => !where.queue || where.queue.includes(queue) || queue === "*")
    .map((policy) => [policy.queue === "*" ? word("every_other_queue") : nameOf(policy.queue), policyText(policy)]);
};

const policyText = (policy) => {
  if (!policy) return NOTHING;
  const parts = [policy.formula, `T ${policy.answer_within_seconds} ${word("seconds", "units")}`, `s ${policy.short_abandon_seconds} ${word("seconds", "units")}`];
  if (policy.target !== null) parts.push(`≥ ${number(policy.target, "share")}`);
  return parts.join(" · ");
};
