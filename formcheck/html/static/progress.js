/* Sets over weeks. */

(() => {
  /** @type {ProgressData} */
  const data = charts.data();

  const DAY_S = 86400;
  const TICKS = [1, 2, 7, 14, 28, 91, 182, 365, 730, 1826].map((days) => days * DAY_S);
  const MOST_DOTTED = 200; // sets; of more the dots would hide the line

  /** @param {number} seconds */
  const date = (seconds) => new Date(seconds * 1000).toLocaleDateString("sv-SE"); // Sweden writes dates as ISO does

  /** @type {import("uplot").Scale.Range} */
  const dates = (_, first, last) => {
    const margin = Math.max((last - first) * 0.04, DAY_S);
    return [first - margin, last + margin];
  };

  /**
   * @param {string} exercise
   * @param {string} name
   * @param {number[]} times
   * @param {ProgressData[string]["charts"][string]} chart
   */
  const draw = (exercise, name, times, { lines, unit, full }) => {
    const known = Object.entries(lines).filter(([, values]) => values.some((value) => value !== null));
    charts.add(`${exercise}-${name}`, [times, ...known.map(([, values]) => values)], {
      height: 210,
      series: [
        { label: "Date", value: (_, value) => (value === null || value === undefined ? "–" : date(value)) },
        ...known.map(([line]) => charts.dottedLine(line, unit, times.length <= MOST_DOTTED ? 7 : 0)),
      ],
      scales: {
        x: { range: dates },
        y: { range: (_, __, most) => [0, full ?? Math.max(most ?? 1, 1) * 1.12] },
      },
      axes: [
        charts.axis({ size: 34, space: 100, incrs: TICKS, values: (_, ticks) => ticks.map(date) }),
        charts.valueAxis(unit, 58),
      ],
      cursor: { sync: { key: exercise }, drag: { x: true, y: false } },
    });
  };

  charts.build(() => {
    for (const [exercise, { times, charts: its }] of Object.entries(data)) {
      for (const [name, chart] of Object.entries(its)) draw(exercise, name, times, chart);
    }
  });
})();
