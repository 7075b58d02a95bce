// Every file of settings of the demonstration, of a new site and of the tests is right by its schema, as a validator
// that is not ours judges it, and a slip is found.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

import Ajv from "ajv";
import { parse } from "yaml";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
const schema = (name) => ajv.compile(JSON.parse(readFileSync(join(root, `schemas/${name}.json`), "utf8")));

/** The files in a folder of a site, if it is there. */
const inside = (site, folder) =>
  existsSync(join(root, site, folder)) ? readdirSync(join(root, site, folder)).map((name) => `${folder}/${name}`) : [];
const pages = (site, folder) => inside(site, folder).filter((path) => path.endsWith(".md"));

const KINDS = {
  site: () => ["site.yaml"],
  source: (site) => inside(site, "data").map((folder) => `${folder}/source.yaml`),
  events: () => ["content/events.yaml"],
  indicator: (site) => pages(site, "content/indicators"),
  recommendation: (site) => pages(site, "content/recommendations"),
  strategy: () => ["content/strategy.yaml"],
  interventions: () => ["content/interventions.yaml"],
  duty: () => ["content/duty.yaml"],
  place: (site) => pages(site, "content/places"),
  pictures: () => ["content/pictures/pictures.yaml"],
  corrections: () => ["content/corrections.yaml"],
  addresses: () => ["content/addresses.yaml"],
  costs: () => ["content/costs.yaml"],
  schools: () => ["content/schools.yaml"],
  chapter: (site) => [...pages(site, "content"), ...pages(site, "content/chapters")],
};

/** The settings of a file: all of it, or what stands between the first two lines of three hyphens. */
function settings(path) {
  const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
  return parse(path.endsWith(".md") ? text.split(/^---$/m)[1] : text);
}

for (const [name, paths] of Object.entries(KINDS)) {
  const validate = schema(name);
  for (const site of [".", "starter/site", "tests/sites/base"]) {
    test(`${name} of ${site}`, () => {
      for (const path of paths(site).filter((path) => existsSync(join(root, site, path)))) {
        const valid = validate(settings(join(root, site, path)));
        assert.ok(valid, `${site}/${path}\n${ajv.errorsText(validate.errors, { separator: "\n" })}`);
      }
    });
  }
}

test("a slip is found", () => {
  const source = settings(join(root, "starter/site/data/offences-illustrative/source.yaml"));
  const validate = schema("source");
  for (const slip of [
    { ...source, titel: "x" },
    { ...source, status: "provisonal" },
    { ...source, format: "tabel" },
    { ...source, layout: { ...source.layout, area: { colum: "code" } } },
    { ...source, files: { name: "x" } },
    { ...source, licence: { name: "MIT" } },
  ]) {
    assert.ok(!validate(slip), JSON.stringify(slip));
  }
});
