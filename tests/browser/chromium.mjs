// SPDX-License-Identifier: Apache-2.0
// Chromium without a window, by its DevTools protocol over a pipe: needs node and nothing else.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts a browser; `send` gives a promise of the answer, `on` calls back with events. */
export async function launch(program) {
  const profile = mkdtempSync(join(tmpdir(), "evpickup_browser_"));
  const child = spawn(
    program,
    ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--hide-scrollbars", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const waiting = new Map();
  const listeners = [];
  let last = 0;
  let rest = "";
  child.stdio[4].setEncoding("utf8");
  child.stdio[4].on("data", (text) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop();
    for (const message of messages.map((part) => JSON.parse(part))) {
      if (message.id === undefined) {
        for (const listener of listeners) listener(message.method, message.params);
        continue;
      }
      const { resolve, reject } = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
    }
  });
  child.on("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error("the browser ended"));
  });
  const request = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    });
  const { targetId } = await request("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await request("Target.attachToTarget", { targetId, flatten: true });
  return {
    send: (method, params) => request(method, params, sessionId),
    on: (listener) => listeners.push(listener),
    close: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await request("Browser.close").catch(() => {});
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 3000))]);
      child.kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A page in a browser: what it says goes to `problems`. */
export async function openPage(browser, url, { width = 1280, height = 900, dark = false, mobile = false, scripts = true } = {}) {
  const problems = [];
  const requests = [];
  browser.on((method, params) => {
    if (method === "Runtime.consoleAPICalled" && ["error", "warning", "assert"].includes(params.type))
      problems.push(`console ${params.type}: ${params.args.map((a) => a.value ?? a.description).join(" ")}`);
    if (method === "Runtime.exceptionThrown")
      problems.push(`exception: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`);
    if (method === "Log.entryAdded" && ["error", "warning"].includes(params.entry.level))
      problems.push(`log ${params.entry.level}: ${params.entry.text}`);
    if (method === "Network.requestWillBeSent" && !/^(data|blob):/.test(params.request.url))
      requests.push(params.request.url);
  });
  for (const domain of ["Runtime", "Log", "Page", "Network"]) await browser.send(`${domain}.enable`);
  await browser.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: mobile ? 2 : 1, mobile });
  await browser.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }] });
  await browser.send("Emulation.setScriptExecutionDisabled", { value: !scripts });
  const loaded = new Promise((resolve) => browser.on((method) => method === "Page.loadEventFired" && resolve()));
  await browser.send("Page.navigate", { url });
  await loaded;
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await browser.send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  /** Waits until charts are drawn, at most ten seconds. */
  const drawn = async () => {
    for (let i = 0; i < 200; ++i) {
      const state = await evaluate("document.documentElement.dataset.charts ?? 'none'");
      if (state !== "drawing") return state;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return "late";
  };
  return { problems, requests, evaluate, drawn };
}
