"use strict";
/* Charts that follow the page's colours, width and printing; `charts.build(draw)` draws them again when those change. */

const charts = (() => {
  const built = [];
  let all = () => {};

  const colour = (name, share = 100) => {
    const value = getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
    return share === 100 ? value : value + Math.round(share * 2.55).toString(16).padStart(2, "0");
  };

  const axis = (more) => ({
    stroke: () => colour("quiet"),
    grid: { stroke: () => colour("grid"), width: 1 },
    ticks: { stroke: () => colour("grid"), width: 1, size: 5 },
    font: "13px system-ui, sans-serif",
    ...more,
  });

  const add = (id, data, options) => {
    const box = document.getElementById(id);
    if (!box) return null;
    const chart = new uPlot({ width: box.clientWidth, ...options }, data, box);
    built.push(chart);
    return chart;
  };

  const again = () => {
    for (const chart of built.splice(0)) chart.destroy();
    all();
  };

  const build = (draw) => {
    all = draw;
    again();
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth !== width) { width = innerWidth; again(); }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    const printing = (on) => {
      document.documentElement.classList.toggle("printing", on);
      again();
    };
    matchMedia("print").addEventListener("change", (event) => printing(event.matches));
  };

  /* A rectangle in the units of the chart, null meaning its border; returns its place in dots. */
  const area = (chart, from, to, low, high, fill) => {
    const { left, top, width, height } = chart.bbox;
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

  const text = (chart, words, x, y, { fill, align = "center", weight = 600, size = 12, halo = false }) => {
    const { ctx } = chart;
    ctx.save();
    ctx.font = `${weight} ${size * uPlot.pxRatio}px system-ui, sans-serif`;
    ctx.textAlign = align;
    ctx.textBaseline = "top";
    if (halo) {
      ctx.strokeStyle = colour("card");
      ctx.lineWidth = 4 * uPlot.pxRatio;
      ctx.lineJoin = "round";
      ctx.strokeText(words, x, y);
    }
    ctx.fillStyle = fill;
    ctx.fillText(words, x, y);
    ctx.restore();
  };

  const data = () => JSON.parse(document.getElementById("data").textContent);

  return { add, area, axis, build, colour, data, rule, text };
})();
