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
   * A colour of the page's styles; `share` is how solid it is, percent.
   * @param {string} name
   */
  const colour = (name, share = 100) => {
    const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    const alpha = Math.round(share * 2.55)
      .toString(16)
      .padStart(2, "0");
    return share === 100 ? value : value + alpha;
  };

  /**
   * The colour of a line by its name.
   * @param {string} line
   */
  const lineColour = (line) => colour(LINE_COLOURS[line] ?? "ink");

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
    stroke: () => colour("quiet"),
    grid: { stroke: () => colour("grid"), width: 1 },
    ticks: { stroke: () => colour("grid"), width: 1, size: 5 },
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
            for (const edge of edges) rule(chart, chart.valToPos(edge, "y", true), colour("target"));
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

  /**
   * A rectangle in the units of the chart, null meaning its border; returns its place in dots.
   * @param {Plot} chart
   * @param {{ from?: number | null, to?: number | null, low?: number | null, high?: number | null }} edges
   * @param {string | null} fill
   */
  const area = (chart, { from = null, to = null, low = null, high = null }, fill = null) => {
    const { left, top, width, height } = chart.bbox;
    /**
     * @param {number | null} value
     * @param {string} scale
     * @param {number} otherwise
     * @param {number} least
     * @param {number} most
     */
    const place = (value, scale, otherwise, least, most) =>
      value === null ? otherwise : Math.min(Math.max(chart.valToPos(value, scale, true), least), most);
    const x0 = place(from, "x", left, left, left + width);
    const x1 = place(to, "x", left + width, left, left + width);
    const y0 = place(high, "y", top, top, top + height);
    const y1 = place(low, "y", top + height, top, top + height);
    if (fill && x1 > x0 && y1 > y0) {
      chart.ctx.fillStyle = fill;
      chart.ctx.fillRect(x0, y0, x1 - x0, y1 - y0);
    }
    return { x0, x1, y0, y1 };
  };

  /**
   * A dashed line across the chart.
   * @param {Plot} chart
   * @param {number} y in dots
   * @param {string} stroke
   */
  const rule = (chart, y, stroke) => {
    const { left, width, top, height } = chart.bbox;
    if (y <= top || y >= top + height) return;
    const { ctx } = chart;
    ctx.save();
    ctx.strokeStyle = stroke;
    ctx.lineWidth = uPlot.pxRatio;
    ctx.setLineDash([6 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    ctx.stroke();
    ctx.restore();
  };

  /**
   * A centred text below y with a rim that sets it off from the chart.
   * @param {Plot} chart
   * @param {string} words
   * @param {number} x
   * @param {number} y
   * @param {string} fill
   */
  const text = (chart, words, x, y, fill) => {
    const { ctx } = chart;
    ctx.save();
    ctx.font = `600 ${14 * uPlot.pxRatio}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.strokeStyle = colour("card");
    ctx.lineWidth = 4 * uPlot.pxRatio;
    ctx.lineJoin = "round";
    ctx.strokeText(words, x, y);
    ctx.fillStyle = fill;
    ctx.fillText(words, x, y);
    ctx.restore();
  };

  /** The JSON that Python put into the page. */
  const data = () => JSON.parse(document.getElementById("data")?.textContent ?? "null");

  return { add, addByRep, area, axis, build, colour, data, dottedLine, quantity, rule, text, valueAxis };
})();
