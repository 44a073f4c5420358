"use strict";
/* The charts of a set, and going to a time: in the video, the charts and the cards. */

(() => {
  const data = charts.data();
  const video = document.getElementById("video");
  const timed = {};
  let now = null;

  /* -- going to a time ------------------------------------------------- */

  const repAt = (time) => data.reps.find((rep) => rep.start <= time && time <= rep.end);

  const show = (time) => {
    now = time;
    for (const chart of Object.values(timed)) {
      const head = chart.over.querySelector(".playhead");
      const left = chart.valToPos(time, "x");
      head.hidden = !(left >= 0 && left <= chart.over.clientWidth);
      head.style.left = left + "px";
      chart.setLegend({ idx: chart.valToIdx(time) });
    }
    const rep = repAt(time);
    document.querySelectorAll(".card.here, .jump.here").forEach((one) => one.classList.remove("here"));
    if (!rep) return;
    document.getElementById("rep-" + rep.number)?.classList.add("here");
    for (const button of document.querySelectorAll(".film .jump")) {
      const at = Number(button.dataset.time);
      button.classList.toggle("here", rep.start <= at && at <= rep.end);
    }
  };

  const goTo = (time) => {
    if (video) video.currentTime = Math.max(time - data.videoStarts, 0);
    show(time);
  };

  for (const button of document.querySelectorAll(".jump")) {
    button.addEventListener("click", () => {
      goTo(Number(button.dataset.time));
      const target = video || document.getElementById("hip");
      const { top, bottom } = target?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
      if (target && (top < 0 || bottom > innerHeight)) target.scrollIntoView({ block: "center" });
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
      document.getElementById("novideo").hidden = false;
    });
  }

  /* -- angles over time ------------------------------------------------ */

  const behind = (joint) => (chart) => {
    const { ctx } = chart;
    ctx.save();
    for (const { from, to, low, high } of joint.targets) {
      const { y0, y1 } = charts.area(chart, from, to, low, high, low !== null && high !== null ? charts.colour("target", 13) : null);
      if (high !== null) charts.rule(chart, y0, charts.colour("target"));
      if (low !== null) charts.rule(chart, y1, charts.colour("target"));
    }
    for (const rep of data.reps) {
      charts.area(chart, rep.start, rep.end, null, null, charts.colour(rep.side, 9));
      charts.area(chart, rep.topStart, rep.topEnd, null, null, charts.colour(rep.side, 17));
    }
    for (const one of data.attempts) hatch(chart, charts.area(chart, one.start, one.end, null, null, null));
    ctx.restore();
  };

  const hatch = (chart, { x0, x1, y0, y1 }) => {
    const { ctx } = chart;
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

  const before = (chart) => {
    const top = chart.bbox.top + 5 * uPlot.pxRatio;
    for (const rep of data.reps) {
      const { x0, x1, y0 } = charts.area(chart, rep.topStart, rep.topEnd, null, null, null);
      if (x1 <= x0) continue;
      chart.ctx.fillStyle = charts.colour(rep.side);
      chart.ctx.fillRect(x0, y0, x1 - x0, 3 * uPlot.pxRatio);
      charts.text(chart, String(rep.number), (x0 + x1) / 2, top, { fill: charts.colour(rep.side), size: 14, halo: true });
    }
  };

  const degrees = (chart, value) => (value == null ? "–" : Math.round(value) + "°").replace("-", "−");

  const series = (curves, joint) => {
    const made = [{ label: "Time", value: (chart, value) => (value == null ? "–" : value.toFixed(1) + " s") }];
    const values = [curves.times];
    const bands = [];
    for (const side of ["left", "right"]) {
      const works = curves.working.includes(side);
      made.push({
        label: side === "left" ? "Left" : "Right",
        stroke: () => charts.colour(side, works || !curves.working.length ? 100 : 60),
        width: works ? 2.2 : 1.2,
        value: degrees,
        points: { show: false },
      });
      values.push(joint.lines[side]);
    }
    for (const side of curves.working) {
      const works = curves.times.map((time) => data.reps.some((rep) => rep.side === side && rep.start <= time && time <= rep.end));
      for (const error of [joint.errors[side], -joint.errors[side]]) {
        made.push({ label: "", stroke: "transparent", width: 0, points: { show: false }, class: "edge" });
        values.push(joint.lines[side].map((value, i) => (value === null || !works[i] ? null : value + error)));
      }
      bands.push({ series: [made.length - 2, made.length - 1], fill: () => charts.colour(side, 16) });
    }
    return { made, values, bands };
  };

  const overTime = (name) => {
    const { made, values, bands } = series(data.curves, data.curves[name]);
    const chart = charts.add(name, values, {
      height: innerWidth < 600 ? 250 : 290,
      series: made,
      bands,
      scales: { x: { time: false }, y: { range: (u, low, high) => uPlot.rangeNum(low ?? 0, high ?? 180, 0.08, true) } },
      axes: [
        charts.axis({ values: (u, ticks) => ticks.map((tick) => +tick.toFixed(1) + " s"), size: 34 }),
        charts.axis({ values: (u, ticks) => ticks.map((tick) => String(tick).replace("-", "−") + "°"), size: 52 }),
      ],
      cursor: { sync: { key: "time" }, drag: { x: true, y: false }, points: { size: 8 } },
      legend: { live: true },
      hooks: { drawClear: [behind(data.curves[name])], draw: [before], setScale: [() => now !== null && show(now)] },
    });
    if (!chart) return;
    const head = document.createElement("div");
    head.className = "playhead";
    head.hidden = true;
    chart.over.append(head);
    timed[name] = chart;
    goOnClick(chart);
    goOnKeys(chart);
  };

  const goOnClick = (chart) => {
    let pressed = 0;
    chart.over.addEventListener("mousedown", (event) => { pressed = event.clientX; });
    chart.over.addEventListener("click", (event) => {
      if (Math.abs(event.clientX - pressed) > 3) return;
      goTo(chart.posToVal(event.clientX - chart.over.getBoundingClientRect().left, "x"));
    });
  };

  const goOnKeys = (chart) => {
    const box = chart.root.parentElement;
    box.onkeydown = (event) => {
      const step = { ArrowLeft: -0.1, ArrowRight: 0.1 }[event.key];
      const { min, max } = chart.scales.x;
      if (step) show(Math.min(Math.max((now ?? min) + step, min), max));
      else if (event.key === "Enter" && now !== null) goTo(now);
      else return;
      event.preventDefault();
      chart.setCursor({ left: chart.valToPos(now, "x"), top: 0 });
    };
  };

  /* -- repetition by repetition ---------------------------------------- */

  const overTheSet = (name, { x, lines, low, high }, unit) => {
    const sides = Object.keys(lines);
    charts.add(name, [x, ...sides.map((side) => lines[side])], {
      height: 200,
      series: [
        { label: "Repetition", value: (chart, value) => value ?? "–" },
        ...sides.map((side) => ({
          label: side === "left" ? "Left" : "Right",
          stroke: () => charts.colour(side),
          width: 2,
          spanGaps: true,
          points: { show: true, size: 9, fill: () => charts.colour(side) },
          value: (chart, value) => (value == null ? "–" : value + unit),
        })),
      ],
      scales: {
        x: { time: false, range: (u, first, last) => [first - 0.5, last + 0.5] },
        y: { range: (u, least, most) => [0, Math.max(most ?? 1, low ?? 0) * 1.15] },
      },
      axes: [
        charts.axis({ incrs: [1, 2, 5, 10, 20, 50], size: 34 }),
        charts.axis({ values: (u, ticks) => ticks.map((tick) => tick + unit), size: 52 }),
      ],
      cursor: { drag: { x: false, y: false } },
      legend: { show: sides.length > 1, live: false },
      hooks: {
        drawClear: [(chart) => {
          for (const edge of [low, high]) {
            if (edge !== null) charts.rule(chart, chart.valToPos(edge, "y", true), charts.colour("target"));
          }
        }],
      },
    });
  };

  charts.build(() => {
    if (data.curves) ["hip", "knee"].forEach(overTime);
    overTheSet("hip_range_deg", data.overTheSet.hip_range_deg, "°");
    overTheSet("hold_s", data.overTheSet.hold_s, " s");
    if (now !== null) show(now);
  });
})();
