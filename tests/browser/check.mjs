// SPDX-License-Identifier: Apache-2.0
// Opens reports in a browser and looks at them as a reader would: charts have marks, axes say their
// units, nothing is cut off or complains, tables sort, and without scripts the tables are there.
//   node check.mjs EVPICKUP SOURCE_FOLDER CHROMIUM [quick]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, openPage } from "./chromium.mjs";

const [program, source, chromium, quick] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "evpickup_report_"));
let failures = 0;

function check(holds, what) {
  if (holds) return;
  ++failures;
  console.log(`  FAILED: ${what}`);
}

/** The page that a command writes. */
function written(name, ...command) {
  const file = join(folder, `${name}.html`);
  execFileSync(program, [...command, "-q", "--data", source, "-o", file], { cwd: folder });
  return file;
}
const report = (name, scenario) => written(name, "run", scenario);

/** What a reader sees of the charts; runs in the page. */
function lookAtCharts() {
  const box = (element) => element.getBoundingClientRect();
  const apart = (a, b) => a.right <= b.left + 1.5 || b.right <= a.left + 1.5 || a.bottom <= b.top + 1.5 || b.bottom <= a.top + 1.5;
  return [...document.querySelectorAll(".chart")].map((figure) => {
    const svg = figure.querySelector(".drawing svg");
    const texts = svg ? [...svg.querySelectorAll("text")].filter((text) => text.textContent) : [];
    const edge = svg && box(svg);
    const button = figure.querySelector(".drawing summary");
    const labels = svg ? [...svg.querySelectorAll(".role-axis-label")].map((axis) => [...axis.querySelectorAll("text")].filter((text) => text.textContent && text.getAttribute("opacity") !== "0")) : [];
    return {
      name: figure.id,
      marks: svg ? svg.querySelectorAll(".role-mark > *").length : 0,
      titles: svg ? [...svg.querySelectorAll(".role-axis-title text")].map((text) => text.textContent).filter(Boolean) : [],
      cut: texts.filter((text) => box(text).width > 0 && (box(text).left < edge.left - 2 || box(text).right > edge.right + 2)).map((text) => text.textContent),
      crossed: labels.flatMap((axis) => axis.filter((text, i) => i > 0 && !text.getAttribute("transform")?.includes("rotate") && !apart(box(axis[i - 1]), box(text))).map((text) => text.textContent)),
      hidden: texts.filter((text) => button && box(text).width > 0 && !apart(box(text), box(button))).map((text) => text.textContent),
      wide: svg ? edge.width - figure.clientWidth : 0,
      menu: [...figure.querySelectorAll(".vega-actions a")].map((link) => link.textContent),
      rows: figure.querySelectorAll("details tbody tr").length,
    };
  });
}

async function look(file, options, least) {
  const browser = await launch(chromium);
  try {
    const page = await openPage(browser, pathToFileURL(file).href, options);
    const state = await page.drawn();
    check(state === "drawn", `charts are ${state}`);
    const charts = await page.evaluate(`(${lookAtCharts})()`);
    check(charts.length >= least, `${charts.length} charts, expected ${least} or more`);
    for (const chart of charts) {
      check(chart.marks > 0, `${chart.name} has no marks`);
      check(chart.titles.length > 0 || chart.name.startsWith("chart-chances"), `${chart.name} has no axis title`);
      for (const title of chart.titles) check(/\(.+\)$/.test(title), `${chart.name}: axis "${title}" has no unit`);
      check(chart.cut.length === 0, `${chart.name}: cut off: ${chart.cut.join(" | ")}`);
      check(chart.crossed.length === 0, `${chart.name}: labels over one another: ${chart.crossed.join(" | ")}`);
      check(chart.hidden.length === 0, `${chart.name}: under the menu: ${chart.hidden.join(" | ")}`);
      check(chart.wide <= 1, `${chart.name} is ${chart.wide} px too wide`);
      check(chart.menu.join() === "Save as SVG,Save as PNG", `${chart.name}: menu ${chart.menu}`);
      check(chart.rows > 0, `${chart.name} has no numbers`);
    }
    check(page.problems.length === 0, page.problems.join("\n    "));
    check(page.requests.every((url) => url.startsWith("file:")), `asks for ${page.requests.join(" ")}`);
    check(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways");
    console.log(`  ${charts.length} charts after ${await page.evaluate("document.documentElement.dataset.drawnAfter")} ms`);
    return { browser, page, charts };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function lookAndClose(file, options, least) {
  const { browser } = await look(file, options, least);
  await browser.close();
}

/** Tables sort by their headings, by keys alone as well. */
async function checkTables(file) {
  const { browser, page } = await look(file, {}, 1);
  const first = "document.querySelector('#figures tbody tr td:nth-child(5)').textContent";
  const before = await page.evaluate(first);
  await page.evaluate("document.querySelector('#figures th:nth-child(5) button').focus()");
  for (const type of ["keyDown", "keyUp"])
    await browser.send("Input.dispatchKeyEvent", { type, key: "Enter", code: "Enter", text: type === "keyDown" ? "\r" : undefined, windowsVirtualKeyCode: 13 });
  check((await page.evaluate("document.querySelector('#figures th:nth-child(5)').ariaSort")) === "ascending", "a heading does not sort by the enter key");
  const values = await page.evaluate("[...document.querySelectorAll('#figures tbody td:nth-child(5)')].map((cell) => Number(cell.textContent.replaceAll(',', '')))");
  check(values.every((value, i) => i === 0 || values[i - 1] <= value), `not in order: ${values}`);
  await page.evaluate("document.querySelector('#figures th:nth-child(5) button').click()");
  check((await page.evaluate("document.querySelector('#figures th:nth-child(5)').ariaSort")) === "descending", "a second press does not turn it round");
  check(before !== undefined, "no figures");
  // The button changes the colours of page and charts.
  const colour = "getComputedStyle(document.body).backgroundColor";
  const light = await page.evaluate(colour);
  await page.evaluate("document.querySelector('button.theme').click()");
  await page.drawn();
  check((await page.evaluate(colour)) !== light, "the page stays light");
  check(page.problems.length === 0, page.problems.join("\n    "));
  const { data } = await browser.send("Page.printToPDF", { preferCSSPageSize: true });
  check(Buffer.from(data, "base64").length > 50000, "nothing is printed");
  await browser.close();
}

async function checkWithoutScripts(file) {
  const browser = await launch(chromium);
  const page = await openPage(browser, pathToFileURL(file).href, { scripts: false });
  const { root } = await browser.send("DOM.getDocument");
  const number = async (selector) => (await browser.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector })).nodeIds.length;
  check((await number("svg")) === 0, "something was drawn");
  check((await number(".chart table")) === (await number(".chart")), "a chart has no table");
  check((await number("#figures tbody tr")) > 0, "no figures");
  check((await number("noscript p")) === 1, "the page does not say that scripts are off");
  check(page.problems.length === 0, page.problems.join("\n    "));
  await browser.close();
}

/** A program without the runtime: the page says so, and shows the tables where there is no network. */
async function checkWithoutRuntime(file) {
  const browser = await launch(chromium);
  await browser.send("Network.enable");
  await browser.send("Network.emulateNetworkConditions", { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 });
  const page = await openPage(browser, pathToFileURL(file).href);
  const text = await page.evaluate("document.querySelector('main').textContent");
  check(text.includes("cdn.jsdelivr.net"), "the page does not say where it loads from");
  check(text.includes("could not be loaded"), "the page does not say that charts are missing");
  check(await page.evaluate("[...document.querySelectorAll('.chart details')].every((part) => part.open)"), "the numbers stay closed");
  await browser.close();
}

const scenario = (name) => join(source, "scenarios", `${name}.toml`);
try {
  console.log("flagship");
  const flagship = report("flagship", scenario("rd6_vs_us_trucks"));
  if (!readFileSync(flagship, "utf8").includes("which this file holds")) {
    console.log("without the chart runtime");
    await checkWithoutRuntime(flagship);
  } else {
    console.log(`  ${statSync(flagship).size} bytes`);
    for (const options of [{}, { dark: true }, { width: 375, mobile: true }]) {
      console.log(`flagship ${JSON.stringify(options)}`);
      await lookAndClose(flagship, options, 6);
    }
    console.log("tables");
    await checkTables(report("trims", scenario("rd6_trims")));
    const wide = {};
    const narrow = { width: 375, mobile: true, dark: true };
    const others = [["rd6_uncertainty", 10, wide], ["rd6_sensitivity", 6, narrow], ["battery_sweep_rd6", 1, narrow],
      ["rd6_best_pack", 6, wide], ["commute_vs_contractor", 2, narrow], ["erev_vs_bev_towing", 1, wide], ["road_trip", 1, narrow], ["us_buyer", 6, wide]];
    for (const [name, least, options] of quick ? [] : others) {
      console.log(`${name} ${JSON.stringify(options)}`);
      await lookAndClose(report(name, scenario(name)), options, least);
    }
  }
  if (!quick && readFileSync(flagship, "utf8").includes("which this file holds"))
    for (const options of [{}, { width: 375, mobile: true }]) {
      console.log(`ledgers and errors ${JSON.stringify(options)}`);
      await lookAndClose(written("cost", "cost", "radar_rd6:kwh86", "ford_f150_lightning:pro_sr", "--market", "us"), options, 3);
      await lookAndClose(written("errors", "validate", "--kind", "labels,highway,towing,cold"), options, 1);
    }
  console.log("without scripts");
  await checkWithoutScripts(flagship);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? "all as it should be" : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
