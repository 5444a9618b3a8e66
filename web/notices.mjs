// SPDX-License-Identifier: Apache-2.0
// Writes the notices of the packages that the chart runtime is made of, from their own files:
//   npm ci --ignore-scripts && node notices.mjs > ../docs/third_party_notices.txt
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const packages = "node_modules";
/// Of the command line of vega-lite alone, as are types; no file of the runtime holds them.
const leftOut = new Set(["yargs"]);

const read = (name) => JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"));

/// Everything that the packages of package.json depend on.
function reachable(names, found = new Set()) {
  for (const name of names) {
    if (found.has(name) || leftOut.has(name) || name.startsWith("@types/") || !existsSync(join(packages, name))) continue;
    found.add(name);
    reachable(Object.keys(read(name).dependencies ?? {}), found);
  }
  return found;
}

/// Lines of copyright, and the text of the licence without them.
function licence(name) {
  const file = readdirSync(join(packages, name)).find((entry) => /^licen[cs]e/i.test(entry));
  const lines = file ? readFileSync(join(packages, name, file), "utf8").split(/\r?\n/) : [];
  const isCopyright = (line) => /^\s*(\(c\)\s*)?copyright \(?[c©]?\)?.*\d{4}/i.test(line);
  const owners = lines.filter(isCopyright).map((line) => line.trim());
  const text = lines.filter((line) => !isCopyright(line)).join("\n");
  return { owners, text: text.replace(/\s+/g, " ").trim() };
}

/// Text in lines of at most a hundred letters.
function wrapped(text, width = 100) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.join("\n");
}

const direct = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).dependencies);
const groups = new Map();
for (const name of [...reachable(direct)].sort()) {
  const { version, license, author } = read(name);
  const { owners, text } = licence(name);
  const who = author?.name ?? author ?? "";
  const key = text || `License: ${license}`;
  if (!groups.has(key)) groups.set(key, { license, members: [] });
  groups.get(key).members.push(`${name} ${version}: ${owners.join("; ") || who || "no copyright line"}`);
}

console.log("Third-party notices");
console.log();
console.log(wrapped("The charts of a report are drawn by Vega, Vega-Lite and Vega-Embed. Their " +
  "minified files, which a report holds or loads, are made of the packages below, each with its " +
  "copyright and licence."));
for (const [text, { license, members }] of groups) {
  console.log(`\n${license}\n`);
  for (const member of members) console.log(member);
  console.log(`\n${wrapped(text)}`);
}
