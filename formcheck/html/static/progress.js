"use strict";
/* Sets over weeks. */

(() => {
  const data = charts.data();
  const units = { range: "°", hold: " s", clean: " %", load: " kg" };
  const colours = { left: "left", right: "right", clean: "good", load: "accent" };

  const days = [1, 2, 7, 14, 28, 91, 182, 365, 730, 1826];
  const date = (seconds) => new Date(seconds * 1000).toLocaleDateString("sv-SE"); // Sweden writes dates as ISO does
  const margin = (first, last) => Math.max((last - first) * 0.04, 86400);

  const draw = (exercise, name) => {
    const lines = Object.entries(data[exercise][name]).filter(([, values]) => values.some((value) => value !== null));
    const times = data[exercise].times;
    const dots = times.length <= 200;
    charts.add(`${exercise}-${name}`, [times, ...lines.map(([, values]) => values)], {
      height: 210,
      series: [
        { label: "Date", value: (chart, value) => (value == null ? "–" : date(value)) },
        ...lines.map(([line]) => ({
          label: line[0].toUpperCase() + line.slice(1),
          stroke: () => charts.colour(colours[line]),
          width: 2,
          spanGaps: true,
          points: { show: dots, size: 7, fill: () => charts.colour(colours[line]) },
          value: (chart, value) => (value == null ? "–" : value + units[name]),
        })),
      ],
      scales: { x: { range: (u, first, last) => [first - margin(first, last), last + margin(first, last)] }, y: { range: (u, least, most) => [0, name === "clean" ? 105 : Math.max(most ?? 1, 1) * 1.12] } },
      axes: [
        charts.axis({ size: 34, space: 100, incrs: days.map((count) => count * 86400), values: (u, ticks) => ticks.map(date) }),
        charts.axis({ values: (u, ticks) => ticks.map((tick) => tick + units[name]), size: 58 }),
      ],
      cursor: { sync: { key: exercise }, drag: { x: true, y: false } },
    });
  };

  charts.build(() => {
    for (const exercise of Object.keys(data)) Object.keys(units).forEach((name) => draw(exercise, name));
  });
})();
