"use strict";
// Draws the figures of the language that is shown; a click shows the other one.
(() => {
  const root = document.documentElement;
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const sides = [...document.querySelectorAll(".side")];
  const shown = () => sides.find((side) => !side.hidden);
  const places = (side) => [...side.querySelectorAll(".figure")];
  const options = { displayModeBar: false, responsive: true };

  const draw = async () => {
    root.dataset.drawn = "no";
    const side = shown();
    const drawn = figures[side.dataset.language];
    root.lang = side.lang;
    for (const [place, element] of places(side).entries()) {
      if (!element.hasChildNodes()) await Plotly.newPlot(element, drawn[place].data, drawn[place].layout, options);
    }
    root.dataset.drawn = "yes";
  };
  for (const button of document.querySelectorAll(".switch")) {
    button.addEventListener("click", () => {
      for (const side of sides) side.hidden = !side.hidden;
      draw();
      shown().querySelector(".switch").focus();
    });
  }
  // Paper has a width of its own, which no element knows before it is printed.
  const drawnOnes = () => places(shown()).filter((element) => element.hasChildNodes());
  window.addEventListener("beforeprint", () => {
    for (const element of drawnOnes()) Plotly.relayout(element, { width: element.closest(".full") ? 960 : 720 });
  });
  window.addEventListener("afterprint", () => {
    for (const element of drawnOnes()) Plotly.relayout(element, { width: null, autosize: true });
  });
  draw();
})();
