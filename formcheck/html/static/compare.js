"use strict";
/* Two sets by repetition. */

(() => {
  const data = charts.data();
  const colours = { A: "left", B: "right" };

  const draw = (name) => {
    const { x, lines, low, high, unit } = data[name];
    const edges = [low, high].filter((edge) => edge !== null);
    charts.add(name, [x, ...Object.values(lines)], {
      height: 210,
      series: [
        { label: "Repetition", value: (chart, value) => value ?? "–" },
        ...Object.keys(lines).map((letter) => ({
          label: letter,
          stroke: () => charts.colour(colours[letter]),
          width: 2,
          points: { show: true, size: 9, fill: () => charts.colour(colours[letter]) },
          value: (chart, value) => (value == null ? "–" : value + unit),
        })),
      ],
      scales: {
        x: { time: false, range: (u, first, last) => [(first ?? 1) - 0.5, (last ?? 1) + 0.5] },
        y: { range: (u, least, most) => [0, Math.max(most ?? 1, ...edges) * 1.12] },
      },
      axes: [
        charts.axis({ incrs: [1, 2, 5, 10, 20, 50], size: 34 }),
        charts.axis({ values: (u, ticks) => ticks.map((tick) => tick + unit), size: 56 }),
      ],
      cursor: { drag: { x: false, y: false } },
      hooks: {
        drawClear: [(chart) => edges.forEach((edge) => charts.rule(chart, chart.valToPos(edge, "y", true), charts.colour("target")))],
      },
    });
  };

  charts.build(() => Object.keys(data).forEach(draw));
})();
