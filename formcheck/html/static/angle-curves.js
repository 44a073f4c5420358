/* What a chart of angles over time shows: the curves, their errors, targets and repetitions. */

// biome-ignore lint/correctness/noUnusedVariables: the scripts after this one in the page use it
const angleCurves = (() => {
  /**
   * Behind the curves: targets, repetitions, and attempts that were not counted.
   * @param {Plot} chart
   * @param {JointCurves} joint
   * @param {ReportData} data
   */
  const drawBehind = (chart, joint, data) => {
    for (const band of joint.targets) {
      const closed = band.low !== null && band.high !== null;
      const { y0, y1 } = painting.area(chart, band, closed ? painting.colour("target", 13) : null);
      if (band.high !== null) painting.rule(chart, y0, painting.colour("target"));
      if (band.low !== null) painting.rule(chart, y1, painting.colour("target"));
    }
    for (const { side, start, end, topStart, topEnd } of data.reps) {
      painting.area(chart, { from: start, to: end }, painting.colour(side, 9));
      painting.area(chart, { from: topStart, to: topEnd }, painting.colour(side, 17));
    }
    for (const { start, end } of data.attempts) hatch(chart, painting.area(chart, { from: start, to: end }));
  };

  /**
   * @param {Plot} chart
   * @param {ReturnType<typeof painting.area>} area
   */
  const hatch = ({ ctx }, { x0, x1, y0, y1 }) => {
    const gap = 7 * uPlot.pxRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(x0, y0, x1 - x0, y1 - y0);
    ctx.clip();
    ctx.strokeStyle = painting.colour("quiet", 35);
    ctx.lineWidth = uPlot.pxRatio;
    ctx.beginPath();
    for (let x = x0 - (y1 - y0); x < x1; x += gap) {
      ctx.moveTo(x, y1);
      ctx.lineTo(x + (y1 - y0), y0);
    }
    ctx.stroke();
    ctx.restore();
  };

  /**
   * Before the curves: the number of each repetition over its top.
   * @param {Plot} chart
   * @param {TimedRep[]} reps
   */
  const drawBefore = (chart, reps) => {
    const top = chart.bbox.top + 5 * uPlot.pxRatio;
    for (const { number, side, topStart, topEnd } of reps) {
      const { x0, x1, y0 } = painting.area(chart, { from: topStart, to: topEnd });
      if (x1 <= x0) continue;
      chart.ctx.fillStyle = painting.colour(side);
      chart.ctx.fillRect(x0, y0, x1 - x0, 3 * uPlot.pxRatio);
      painting.text(chart, String(number), (x0 + x1) / 2, top, painting.colour(side));
    }
  };

  /**
   * A leg's curve: the working leg's is the stronger one.
   * @param {Side} side
   * @param {Side[]} working
   * @returns {import("uplot").Series}
   */
  const curve = (side, working) => {
    const works = working.includes(side);
    return {
      label: side === "left" ? "Left" : "Right",
      stroke: () => painting.colour(side, works || !working.length ? 100 : 60),
      width: works ? 2.2 : 1.2,
      value: (_, value) => charts.quantity(value, "°", 0),
      points: { show: false },
    };
  };

  /**
   * An edge of the error band; it has no line of its own.
   * @type {import("uplot").Series}
   */
  const EDGE = { label: "", stroke: "transparent", width: 0, points: { show: false }, class: "edge" };

  /**
   * The curves of both legs, and bands of error around those of the working legs.
   * @param {NonNullable<ReportData["curves"]>} curves
   * @param {JointCurves} joint
   * @param {TimedRep[]} reps
   */
  const withErrors = ({ times, working }, joint, reps) => {
    /** @type {import("uplot").Series[]} */
    const series = [
      { label: "Time", value: (_, value) => (value == null ? "–" : `${value.toFixed(1)} s`) },
      curve("left", working),
      curve("right", working),
    ];
    const values = [times, joint.lines.left, joint.lines.right];
    /** @type {import("uplot").Band[]} */
    const bands = [];
    for (const side of working) {
      const own = reps.filter((rep) => rep.side === side);
      const works = times.map((time) => own.some(({ start, end }) => start <= time && time <= end));
      for (const error of [joint.errors[side], -joint.errors[side]]) {
        series.push(EDGE);
        values.push(
          joint.lines[side].map((value, i) => (value === null || !works[i] ? null : value + error)),
        );
      }
      bands.push({ series: [series.length - 2, series.length - 1], fill: () => painting.colour(side, 16) });
    }
    return { series, values, bands };
  };

  return { drawBefore, drawBehind, withErrors };
})();
