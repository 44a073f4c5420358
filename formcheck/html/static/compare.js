/* Two sets by repetition. */

(() => {
  /** @type {CompareData} */
  const data = charts.data();

  charts.build(() => {
    for (const [measure, chart] of Object.entries(data)) charts.addByRep(measure, chart);
  });
})();
