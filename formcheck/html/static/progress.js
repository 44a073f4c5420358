"use strict";
/* Sets over weeks. */

(() => {
  const data = charts.data();
  const units = { range: "°", hold: " s", clean: " %", load: " kg" };
  const colours = { left: "left", right: "right", clean: "good", load: "accent" };

  const draw = (exercise, name) => {
    const lines = Object.entries(data[exercise][name]).filter(([, values]) => values.some((value) => value !== null));
    const times = data[exercise].times;
    const dots = times.length <= 200;
    charts.add(`${exercise}-${name}`, [times, ...lines.map(([, values]) => values)], {
      height: 210,
      series: [
        { label: "Date", value: "{YYYY}-{MM}-{DD}" },
        ...lines.map(([line]) => ({
          label: line[0].toUpperCase() + line.slice(1),
          stroke: () => charts.colour(colours[line]),
          width: 2,
          spanGaps: true,
          points: { show: dots, size: 7, fill: () => charts.colour(colours[line]) },
          value: (chart, value) => (value == null ? "–" : value + units[name]),
        })),
      ],
      scales: { y: { range: (u, least, most) => [0, name === "clean" ? 105 : Math.max(most ?? 1, 1) * 1.12] } },
      axes: [
        charts.axis({ size: 44 }),
        charts.axis({ values: (u, ticks) => ticks.map((tick) => tick + units[name]), size: 58 }),
      ],
      cursor: { sync: { key: exercise }, drag: { x: true, y: false } },
    });
  };

  charts.build(() => {
    for (const exercise of Object.keys(data)) Object.keys(units).forEach((name) => draw(exercise, name));
  });
})();
