// SPDX-License-Identifier: MIT
// Pictures of pages, to look at: node tests/pages/shots.mjs SITE-FOLDER OUT-FOLDER [PATH...]
import { mkdirSync } from "node:fs";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const [folder, out, ...paths] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const server = await serve(folder);
const browser = await launch();
for (const width of [1280, 320]) {
  const context = await browser.newContext({ viewport: { width, height: width === 320 ? 640 : 900 } });
  const page = await context.newPage();
  for (const path of paths.length > 0 ? paths : ["/"]) {
    await page.goto(server.address + path);
    await page.waitForTimeout(200);
    const name = path.split("?")[0].replaceAll("/", "_").replace(/^_|_$/g, "") || "home";
    await page.screenshot({ path: `${out}/${name}-${width}.png`, fullPage: true });
  }
  await context.close();
}
await browser.close();
server.stop();
