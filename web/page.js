// SPDX-License-Identifier: Apache-2.0
// What a page does beyond showing its tables: draws the charts, sorts tables, changes its colours.
"use strict";
(() => {
  const root = document.documentElement;
  const style = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);

  // Colours that people with the usual colour blindnesses tell apart: after Paul Tol's "bright" and
  // "vibrant" sets (personal.sron.nl/~pault), lighter on a dark page.
  const lightColours = ["#3b73ad", "#e3743a", "#228a4b", "#aa3377", "#c9a227", "#45b5d6", "#e4556b", "#7a7f87", "#5b4bb0", "#8a6d3b"];
  const darkColours = ["#6ea6e0", "#f19a67", "#54be7b", "#d973ad", "#e0c35a", "#7fd4ee", "#f58797", "#a9afb8", "#9a8df0", "#c4a46c"];

  /** The names of a legend, in its order. */
  function legendNames(view, rows = view.data?.values, names = new Set()) {
    const colour = view.encoding?.color;
    if (Array.isArray(colour?.sort)) colour.sort.forEach((name) => names.add(name));
    else if (colour?.field) (rows ?? []).forEach((row) => names.add(String(row[colour.field])));
    for (const part of view.layer ?? view.vconcat ?? []) legendNames(part, part.data?.values ?? rows, names);
    return [...names];
  }

  /** As many columns as fit beside one another, four at most. */
  function legendColumns(names, width) {
    const symbol = 36, letter = 6.6;
    const wide = (columns) => {
      const longest = new Array(columns).fill(0);
      names.forEach((name, i) => { longest[i % columns] = Math.max(longest[i % columns], name.length); });
      return longest.reduce((sum, length) => sum + symbol + letter * length, 0);
    };
    return [4, 3, 2].find((columns) => wide(columns) <= width) ?? 1;
  }

  /** How a chart looks in the present colours, on so many pixels. */
  function config(spec, width) {
    const text = style("--text"), soft = style("--soft"), grid = style("--grid");
    const colours = isDark() ? darkColours : lightColours;
    const narrow = width < 520;
    const titled = spec.encoding?.y?.type === "quantitative";
    // Beside the names of the rows or the numbers of the axis, and the menu.
    const beside = titled || spec.vconcat ? 130 : 230;
    return {
      background: style("--surface"),
      font: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
      view: { stroke: null },
      axis: {
        labelColor: text, titleColor: soft, gridColor: grid, domainColor: grid, tickColor: grid,
        labelFontSize: narrow ? 11 : 12, titleFontSize: 12, titleFontWeight: 500, titlePadding: 8,
        labelLineHeight: 14, tickCount: narrow ? 4 : 7,
      },
      // Titles of upright axes lie above them, where there is room.
      axisY: { titleAngle: 0, titleAlign: "left", titleAnchor: "end", titleBaseline: "bottom", titleX: 0, titleY: -8 },
      axisX: { labelOverlap: true, titleAnchor: narrow ? "end" : null },
      legend: {
        labelColor: text, titleColor: soft, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500,
        symbolSize: 90, rowPadding: 4, columnPadding: 14, labelLimit: narrow ? width * 0.5 : 0,
        columns: narrow ? 1 : legendColumns(legendNames(spec), width - beside), offset: titled ? 26 : 12,
      },
      title: { color: text, anchor: "start" },
      range: { category: colours, ordinal: { scheme: "viridis" } },
      mark: { color: colours[0] },
      rule: { color: soft },
      text: { color: text, fontSize: narrow ? 10.5 : 11.5 },
      style: {
        series: { color: colours[0], fill: colours[0], stroke: colours[0] },
        mark: { color: text, stroke: text, fill: text },
        told: { fill: text, fontSize: narrow ? 10 : 11 },
        stop: { stroke: text, strokeWidth: 1.5 },
      },
    };
  }

  /** The specification for so many pixels. Views that stand in a column leave room for an axis. */
  function fitted(spec, width) {
    const copy = structuredClone(spec);
    for (const view of copy.vconcat ?? []) view.width = Math.max(180, width - 64);
    if (copy.width === "container") {
      copy.width = width;
      copy.autosize = { type: "fit-x", contains: "padding" };
    }
    return copy;
  }

  const charts = [...document.querySelectorAll(".chart")].map((figure) => ({
    drawing: figure.querySelector(".drawing"),
    name: figure.querySelector(".spec").dataset.name,
    spec: JSON.parse(figure.querySelector(".spec").textContent),
    figure,
    view: null,
  }));

  async function draw(chart) {
    const width = chart.drawing.clientWidth;
    chart.width = width;
    chart.view?.finalize();
    chart.view = await vegaEmbed(chart.drawing, fitted(chart.spec, width), {
      renderer: "svg",
      mode: "vega-lite",
      config: config(chart.spec, width),
      actions: { export: { svg: true, png: true }, source: false, compiled: false, editor: false },
      downloadFileName: chart.name,
      scaleFactor: { png: 2 },
      tooltip: { theme: isDark() ? "dark" : "light" },
      i18n: { SVG_ACTION: "Save as SVG", PNG_ACTION: "Save as PNG" },
    });
    const menu = chart.drawing.querySelector("summary");
    menu?.setAttribute("aria-label", "Save this chart");
    menu?.setAttribute("title", "Save this chart");
  }

  /** One after the other, so that the page stays alive meanwhile. */
  let turn = 0;
  async function drawAll() {
    const mine = ++turn;
    root.dataset.charts = "drawing";
    for (const chart of charts) {
      if (mine !== turn) return;
      await draw(chart);
    }
    root.dataset.charts = "drawn";
    root.dataset.drawnAfter = Math.round(performance.now());
  }

  function start() {
    if (charts.length === 0) return;
    if (typeof vegaEmbed === "undefined") {
      for (const { figure } of charts) {
        figure.classList.add("unscripted");
        figure.querySelector("details").open = true;
      }
      const notice = document.createElement("p");
      notice.className = "notice";
      notice.textContent = "The chart runtime could not be loaded; every chart has its numbers in a table.";
      document.querySelector("main").prepend(notice);
      return;
    }
    drawAll();
    let waiting;
    addEventListener("resize", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        for (const chart of charts)
          if (chart.width && Math.abs(chart.drawing.clientWidth - chart.width) > 24) draw(chart);
      }, 200);
    });
  }

  // Colours: as the system has them until the button is pressed.
  const button = document.createElement("button");
  button.type = "button";
  button.className = "theme";
  const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    label();
    if (charts.length && typeof vegaEmbed !== "undefined") drawAll();
  });
  prefersDark.addEventListener("change", () => {
    label();
    if (!root.dataset.theme && charts.length && typeof vegaEmbed !== "undefined") drawAll();
  });
  label();
  document.querySelector("header")?.append(button);

  // Sorting: a button in each heading.
  const number = (text) => {
    const value = Number.parseFloat(text.replaceAll(",", "").replace("−", "-"));
    return Number.isNaN(value) ? null : value;
  };
  function sort(table, column, heading) {
    const falling = heading.getAttribute("aria-sort") === "ascending";
    const numeric = heading.classList.contains("n");
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const body = table.tBodies[0];
    const key = (row) => row.cells[column].textContent.trim();
    const rows = [...body.rows].sort((one, other) => {
      const a = key(one), b = key(other);
      if (!numeric) return (falling ? -1 : 1) * a.localeCompare(b, "en", { numeric: true });
      const left = number(a), right = number(b);
      if (left === null || right === null) return (left === null) - (right === null);
      return falling ? right - left : left - right;
    });
    body.append(...rows);
  }
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const press = document.createElement("button");
      press.type = "button";
      press.append(...heading.childNodes);
      press.addEventListener("click", () => sort(table, column, heading));
      heading.append(press);
    });
  }

  // A link to a source or a sheet opens what it lies in.
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let outer = target && target.closest("details"); outer; outer = outer.parentElement.closest("details"))
      outer.open = true;
  }
  addEventListener("hashchange", reveal);
  reveal();
  start();
})();
