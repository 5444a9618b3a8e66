// SPDX-License-Identifier: Apache-2.0
// Takes a picture of a page, for people to look at:
//   node tests/browser/picture.mjs PAGE.html OUT.png|OUT.pdf [dark] [phone] [print] [from=0] [height=900] [at=SELECTOR]
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, openPage } from "./chromium.mjs";

const [page, out, ...words] = process.argv.slice(2);
const value = (name, otherwise) => {
  const word = words.find((each) => each.startsWith(`${name}=`));
  return word ? word.slice(name.length + 1) : otherwise;
};
const phone = words.includes("phone");
const browser = await launch(process.env.CHROMIUM ?? "chromium");
try {
  const opened = await openPage(browser, pathToFileURL(resolve(page)).href, {
    width: Number(value("width", phone ? 375 : 1280)),
    height: 900,
    dark: words.includes("dark"),
    mobile: phone,
  });
  await opened.drawn();
  if (words.includes("print")) await browser.send("Emulation.setEmulatedMedia", { media: "print" });
  for (const problem of opened.problems) console.error(problem);
  console.error("drawn after", await opened.evaluate("document.documentElement.dataset.drawnAfter"), "ms; page",
    await opened.evaluate("document.documentElement.scrollWidth + ' x ' + document.documentElement.scrollHeight"));
  if (out.endsWith(".pdf")) {
    const { data } = await browser.send("Page.printToPDF", { printBackground: true, preferCSSPageSize: true });
    writeFileSync(out, Buffer.from(data, "base64"));
  } else {
    const at = value("at", "");
    const box = at
      ? await opened.evaluate(`(() => { const b = document.querySelector(${JSON.stringify(at)}).getBoundingClientRect(); return {x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height}; })()`)
      : { x: 0, y: Number(value("from", 0)), width: await opened.evaluate("innerWidth"), height: Number(value("height", 900)) };
    const { data } = await browser.send("Page.captureScreenshot", { captureBeyondViewport: true, clip: { ...box, scale: Number(value("scale", 1)) } });
    writeFileSync(out, Buffer.from(data, "base64"));
  }
} finally {
  await browser.close();
}
