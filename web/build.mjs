// SPDX-License-Identifier: MIT
// Bundles the scripts and styles of the public site and the workbench: node web/build.mjs FOLDER.
// Everything is minified, nothing is inlined as a data address except what the style
// sheet of govuk-frontend brings, and the same input gives the same bytes.
import * as esbuild from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = resolve(here, "../node_modules");
const out = resolve(process.argv[2] ?? join(here, "../build/web"));
mkdirSync(out, { recursive: true });

function compiled(name) {
  return sass.compile(join(here, "styles", name), {
    style: "expanded",
    loadPaths: [join(modules, "govuk-frontend/dist"), join(modules, "@ministryofjustice/frontend"), resolve(modules, "..")],
    quietDeps: true,
    charset: false,
  }).css;
}

function styles() {
  for (const [from, to] of [
    [compiled("site.scss"), "site.css"],
    [compiled("workbench.scss"), "workbench.css"],
    [readFileSync(join(here, "styles/map.css"), "utf8"), "map.css"],
  ])
    writeFileSync(join(out, to), esbuild.transformSync(from, { loader: "css", minify: true }).code);
}

async function scripts() {
  const common = {
    bundle: true,
    minify: true,
    target: "es2020",
    format: "esm",
    legalComments: "none", // licences.txt has them in full
    logLevel: "warning",
  };
  for (const name of ["site", "compare", "map"])
    await esbuild.build({ ...common, entryPoints: [join(here, `${name}.ts`)], outfile: join(out, `${name}.js`) });
  await esbuild.build({
    ...common,
    entryPoints: [join(modules, "maplibre-gl/dist/maplibre-gl-worker.mjs")],
    outfile: join(out, "map-worker.js"),
  });
}

function licences() {
  const parts = [
    "govuk-frontend",
    "@ministryofjustice/frontend",
    "@observablehq/plot",
    "d3",
    "maplibre-gl",
    "@zxcvbn-ts/language-common",
  ].map((name) => {
    const folder = join(modules, name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const text = ["LICENSE.txt", "LICENSE", "LICENSE.md"].flatMap((file) => {
      try {
        return [readFileSync(join(folder, file), "utf8")];
      } catch {
        return [];
      }
    })[0];
    return `${name} ${version} (${license})\n\n${(text ?? "").trim()}\n`;
  });
  writeFileSync(join(out, "licences.txt"), parts.join("\n" + "-".repeat(78) + "\n\n"));
}

styles();
writeFileSync(join(out, "icon.svg"), readFileSync(join(here, "icon.svg")));
await scripts();
licences();
