/* Painting on a chart beside its curves, in the page's colours. */

// biome-ignore lint/correctness/noUnusedVariables: the scripts after this one in the page use it
const painting = (() => {
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

  return { area, colour, rule, text };
})();
