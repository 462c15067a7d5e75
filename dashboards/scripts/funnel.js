// From chat to payment: customers at each step, each with its share of the step above.
const funnel = ({ kpis }, question = questionOf()) => {
  const steps = kpis.map((named) => {
    const [id, part] = named.split(/:(?=above$|below$)/);
    const [row] = measure(id, question);
    return part === "below" ? row.denominator : part === "above" ? row.numerator : row.value;
  });
  const names = ["received", "asked", "paid"].map((key) => word(key));
  const share = (place) => (place && steps[place - 1] ? ` (${number(steps[place] / steps[place - 1], "share")})` : "");
  const texts = steps.map((count, place) => `${number(count, "count")}${share(place)}`);
  return {
    data: [{
      type: "bar", orientation: "h", x: steps.map((count) => count ?? 0), y: names, text: texts, textposition: "auto",
      marker: { color: [colour("fourth"), colour("first"), colour("third")] }, hoverinfo: "none", cliponaxis: false,
      insidetextfont: { color: [colour("on_fourth"), colour("on_first"), colour("on_third")] }, constraintext: "none",
    }],
    layout: layoutOf({ bargap: 0.35, xaxis: { ...valueAxis("count"), showgrid: true, showline: false }, yaxis: { autorange: "reversed" } }),
    table: {
      columns: [{ label: word("step") }, { label: word("customers"), isNumber: true }, { label: word("of_step_above"), isNumber: true }],
      rows: names.map((name, place) => [
        { text: name, value: name },
        { text: number(steps[place], "count"), value: steps[place] },
        place && steps[place - 1] ? { text: number(steps[place] / steps[place - 1], "share"), value: steps[place] / steps[place - 1] } : { text: NOTHING, value: null },
      ]),
    },
  };
};
