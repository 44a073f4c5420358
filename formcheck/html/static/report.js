/* The charts of a set, and going to a time: in the video, the charts and the cards. */

(() => {
  /** @type {ReportData} */
  const data = charts.data();
  const video = /** @type {HTMLVideoElement | null} */ (document.getElementById("video"));
  const jumps = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(".jump"));
  /** @type {{ chart: Plot, head: HTMLElement }[]} */
  let timed = [];
  /** @type {number | null} */
  let now = null;

  /* -- going to a time ------------------------------------------------- */

  /** @param {number} time */
  const repAt = (time) => data.reps.find((rep) => rep.start <= time && time <= rep.end);

  /** @param {number} time */
  const show = (time) => {
    now = time;
    for (const { chart, head } of timed) {
      const left = chart.valToPos(time, "x");
      head.hidden = !(left >= 0 && left <= chart.over.clientWidth);
      head.style.left = `${left}px`;
      chart.setLegend({ idx: chart.valToIdx(time) });
    }
    for (const one of document.querySelectorAll(".card.here, .jump.here")) one.classList.remove("here");
    const rep = repAt(time);
    if (!rep) return;
    document.getElementById(`rep-${rep.number}`)?.classList.add("here");
    for (const button of jumps) {
      const at = Number(button.dataset.time);
      if (button.closest(".film")) button.classList.toggle("here", rep.start <= at && at <= rep.end);
    }
  };

  /** @param {number} time */
  const goTo = (time) => {
    if (video) video.currentTime = Math.max(time - data.videoStarts, 0);
    show(time);
  };

  for (const button of jumps) {
    button.addEventListener("click", () => {
      goTo(Number(button.dataset.time));
      const target = video ?? document.getElementById("hip");
      if (!target) return;
      const { top, bottom } = target.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) target.scrollIntoView({ block: "center" });
    });
  }

  if (video) {
    const follow = () => {
      show(video.currentTime + data.videoStarts);
      if (!video.paused) requestAnimationFrame(follow);
    };
    video.addEventListener("play", follow);
    video.addEventListener("seeked", follow);
    video.addEventListener("error", () => {
      video.hidden = true;
      document.getElementById("novideo")?.removeAttribute("hidden");
    });
  }

  /* -- angles over time ------------------------------------------------ */

  /**
   * Behind the curves: targets, repetitions, and attempts that were not counted.
   * @param {Plot} chart
   * @param {JointCurves} joint
   */
  const drawBehind = (chart, joint) => {
    for (const band of joint.targets) {
      const closed = band.low !== null && band.high !== null;
      const { y0, y1 } = charts.area(chart, band, closed ? charts.colour("target", 13) : null);
      if (band.high !== null) charts.rule(chart, y0, charts.colour("target"));
      if (band.low !== null) charts.rule(chart, y1, charts.colour("target"));
    }
    for (const { side, start, end, topStart, topEnd } of data.reps) {
      charts.area(chart, { from: start, to: end }, charts.colour(side, 9));
      charts.area(chart, { from: topStart, to: topEnd }, charts.colour(side, 17));
    }
    for (const { start, end } of data.attempts) hatch(chart, charts.area(chart, { from: start, to: end }));
  };

  /**
   * @param {Plot} chart
   * @param {ReturnType<typeof charts.area>} area
   */
  const hatch = ({ ctx }, { x0, x1, y0, y1 }) => {
    const gap = 7 * uPlot.pxRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(x0, y0, x1 - x0, y1 - y0);
    ctx.clip();
    ctx.strokeStyle = charts.colour("quiet", 35);
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
   */
  const drawBefore = (chart) => {
    const top = chart.bbox.top + 5 * uPlot.pxRatio;
    for (const { number, side, topStart, topEnd } of data.reps) {
      const { x0, x1, y0 } = charts.area(chart, { from: topStart, to: topEnd });
      if (x1 <= x0) continue;
      chart.ctx.fillStyle = charts.colour(side);
      chart.ctx.fillRect(x0, y0, x1 - x0, 3 * uPlot.pxRatio);
      charts.text(chart, String(number), (x0 + x1) / 2, top, charts.colour(side));
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
      stroke: () => charts.colour(side, works || !working.length ? 100 : 60),
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
   */
  const withErrors = ({ times, working }, joint) => {
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
      const reps = data.reps.filter((rep) => rep.side === side);
      const works = times.map((time) => reps.some(({ start, end }) => start <= time && time <= end));
      for (const error of [joint.errors[side], -joint.errors[side]]) {
        series.push(EDGE);
        values.push(
          joint.lines[side].map((value, i) => (value === null || !works[i] ? null : value + error)),
        );
      }
      bands.push({ series: [series.length - 2, series.length - 1], fill: () => charts.colour(side, 16) });
    }
    return { series, values, bands };
  };

  /**
   * @param {string} name
   * @param {NonNullable<ReportData["curves"]>} curves
   * @param {JointCurves} joint
   */
  const drawOverTime = (name, curves, joint) => {
    const { series, values, bands } = withErrors(curves, joint);
    const chart = charts.add(name, /** @type {import("uplot").AlignedData} */ (values), {
      height: innerWidth < 600 ? 250 : 290,
      series,
      bands,
      scales: {
        x: { time: false },
        y: { range: (_, low, high) => uPlot.rangeNum(low ?? 0, high ?? 180, 0.08, true) },
      },
      axes: [
        charts.axis({ values: (_, ticks) => ticks.map((tick) => charts.quantity(tick, " s", 1)), size: 34 }),
        charts.valueAxis("°"),
      ],
      cursor: { sync: { key: "time" }, drag: { x: true, y: false }, points: { size: 8 } },
      legend: { live: true },
      hooks: {
        drawClear: [(drawn) => drawBehind(drawn, joint)],
        draw: [drawBefore],
        setScale: [() => now !== null && show(now)],
      },
    });
    if (!chart) return;
    const head = document.createElement("div");
    head.className = "playhead";
    head.hidden = true;
    chart.over.append(head);
    timed.push({ chart, head });
    goOnClick(chart);
    goOnKeys(chart);
  };

  /** @param {Plot} chart */
  const goOnClick = (chart) => {
    let pressed = 0;
    chart.over.addEventListener("mousedown", (event) => {
      pressed = event.clientX;
    });
    chart.over.addEventListener("click", (event) => {
      if (Math.abs(event.clientX - pressed) > 3) return; // a drag, which looks closer
      goTo(chart.posToVal(event.clientX - chart.over.getBoundingClientRect().left, "x"));
    });
  };

  const STEPS_S = /** @type {Record<string, number>} */ ({ ArrowLeft: -0.1, ArrowRight: 0.1 });

  /** @param {Plot} chart */
  const goOnKeys = (chart) => {
    const box = chart.root.parentElement;
    if (!box) return;
    box.onkeydown = (event) => {
      const step = STEPS_S[event.key];
      const { min = 0, max = 0 } = chart.scales.x ?? {};
      if (step) show(Math.min(Math.max((now ?? min) + step, min), max));
      else if (event.key === "Enter" && now !== null) goTo(now);
      else return;
      event.preventDefault();
      chart.setCursor({ left: chart.valToPos(now ?? min, "x"), top: 0 });
    };
  };

  charts.build(() => {
    timed = [];
    const { curves } = data;
    if (curves) {
      drawOverTime("hip", curves, curves.hip);
      drawOverTime("knee", curves, curves.knee);
    }
    for (const [measure, chart] of Object.entries(data.overTheSet)) charts.addByRep(measure, chart);
    if (now !== null) show(now);
  });
})();
