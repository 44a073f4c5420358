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
   * @param {string} name
   * @param {NonNullable<ReportData["curves"]>} curves
   * @param {JointCurves} joint
   */
  const drawOverTime = (name, curves, joint) => {
    const { series, values, bands } = angleCurves.withErrors(curves, joint, data.reps);
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
        drawClear: [(drawn) => angleCurves.drawBehind(drawn, joint, data)],
        draw: [(drawn) => angleCurves.drawBefore(drawn, data.reps)],
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
