/* Charts that follow the page's colours, width and printing; `charts.build(draw)` draws them again when those change. */

// biome-ignore lint/correctness/noUnusedVariables: the scripts after this one in the page use it
const charts = (() => {
  const LINE_COLOURS = /** @type {Record<string, string>} */ ({
    left: "left",
    right: "right",
    A: "left",
    B: "right",
    clean: "good",
    load: "accent",
  });

  /** @type {Plot[]} */
  const built = [];
  let drawAll = () => {};

  /**
   * The colour of a line by its name.
   * @param {string} line
   */
  const lineColour = (line) => painting.colour(LINE_COLOURS[line] ?? "ink");

  /**
   * A number with its unit, as people read it.
   * @param {number | null | undefined} value
   */
  const quantity = (value, unit = "", digits = 20) => {
    if (value === null || value === undefined) return "–";
    return `${Number(value.toFixed(digits))}`.replace("-", "−") + unit;
  };

  /** @param {string} name */
  const capitalised = (name) => name.charAt(0).toUpperCase() + name.slice(1);

  /**
   * @param {import("uplot").Axis} more
   * @returns {import("uplot").Axis}
   */
  const axis = (more) => ({
    stroke: () => painting.colour("quiet"),
    grid: { stroke: () => painting.colour("grid"), width: 1 },
    ticks: { stroke: () => painting.colour("grid"), width: 1, size: 5 },
    font: "13px system-ui, sans-serif",
    ...more,
  });

  /** @param {string} unit */
  const valueAxis = (unit, size = 54) =>
    axis({ values: (_, ticks) => ticks.map((tick) => quantity(tick, unit)), size });

  /** The axis of repetitions. */
  const repAxis = () => axis({ incrs: [1, 2, 5, 10, 20, 50], size: 34 });

  /**
   * A line of a chart with a dot at every value.
   * @param {string} name
   * @param {string} unit
   * @param {number} dots size of its dots, px; 0 for none
   * @returns {import("uplot").Series}
   */
  const dottedLine = (name, unit, dots) => ({
    label: capitalised(name),
    stroke: () => lineColour(name),
    width: 2,
    spanGaps: true,
    points: { show: dots > 0, size: dots, fill: () => lineColour(name) },
    value: (_, value) => quantity(value, unit),
  });

  /**
   * A chart in the element `id`; null where the page has none.
   * @param {string} id
   * @param {import("uplot").AlignedData} data
   * @param {Omit<import("uplot").Options, "width">} options
   */
  const add = (id, data, options) => {
    const box = document.getElementById(id);
    if (!box) return null;
    const chart = new uPlot({ width: box.clientWidth, ...options }, data, box);
    built.push(chart);
    return chart;
  };

  /**
   * A measure by repetition, its target dashed.
   * @param {string} id
   * @param {RepChart} chart
   */
  const addByRep = (id, { x, lines, low, high, unit }) => {
    const names = Object.keys(lines);
    const edges = [low, high].filter((edge) => edge !== null);
    add(id, [x, ...Object.values(lines)], {
      height: 205,
      series: [
        { label: "Repetition", value: (_, value) => quantity(value) },
        ...names.map((name) => dottedLine(name, unit, 9)),
      ],
      scales: {
        x: { time: false, range: (_, first, last) => [(first ?? 1) - 0.5, (last ?? 1) + 0.5] },
        y: { range: (_, __, most) => [0, Math.max(most ?? 1, ...edges) * 1.15] },
      },
      axes: [repAxis(), valueAxis(unit)],
      cursor: { drag: { x: false, y: false } },
      legend: { show: names.length > 1, live: false },
      hooks: {
        drawClear: [
          (chart) => {
            for (const edge of edges)
              painting.rule(chart, chart.valToPos(edge, "y", true), painting.colour("target"));
          },
        ],
      },
    });
  };

  const drawAgain = () => {
    for (const chart of built.splice(0)) chart.destroy();
    drawAll();
  };

  /** @param {() => void} draw */
  const build = (draw) => {
    drawAll = draw;
    drawAgain();
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      drawAgain();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
    matchMedia("print").addEventListener("change", ({ matches }) => {
      document.documentElement.classList.toggle("printing", matches);
      drawAgain();
    });
  };

  /** The JSON that Python put into the page. */
  const data = () => JSON.parse(document.getElementById("data")?.textContent ?? "null");

  return { add, addByRep, axis, build, data, dottedLine, quantity, valueAxis };
})();
