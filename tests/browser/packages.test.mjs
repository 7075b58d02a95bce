// What these tests stand on: packages whose licences let anyone use them, named without the address of a registry.

import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const PERMISSIVE = ["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT"];
// axe-core is under MPL-2.0, which asks for its own files to stay under it. It is run as it is, and never published.
const RUN_UNCHANGED = { "axe-core": "MPL-2.0" };

const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8"));
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");

test("every package has a permissive licence", () => {
  assert.ok(packages.length > 0);
  for (const [path, { license }] of packages) {
    const name = path.split("node_modules/").at(-1);
    assert.ok([...PERMISSIVE, RUN_UNCHANGED[name]].includes(license), `${name} is under ${license}`);
  }
});

test("every package is pinned by its digest and for tests only", () => {
  for (const [path, entry] of packages) {
    assert.match(entry.integrity ?? "", /^sha512-/, path);
    assert.equal(entry.dev, true, path);
    assert.equal(entry.resolved, undefined, `${path} names an address`);
  }
});
