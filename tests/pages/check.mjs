// SPDX-License-Identifier: MIT
// Looks at one page of each kind as readers do: node tests/pages/check.mjs SITE
// where SITE is the address of a running server or a folder. Wide and narrow, with and
// without scripts: axe at WCAG 2.2 AA, one h1, headings in order, no sideways scrolling,
// tables with captions and headers, size of the first load, the keyboard, print, larger
// text, console and policy errors. Ends with `N passed, N failed`.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const mostBytes = 150 * 1024;
const mostHtml = 256 * 1024;

/** What goes over the line: web servers, ours too, compress text. */
const sent = (body, type = "") => (/text|json|javascript|svg/.test(type) ? gzipSync(body).length : body.length);

let passed = 0;
const failures = [];
function check(holds, what, detail = "") {
  if (holds) passed += 1;
  else failures.push(detail ? `${what}: ${detail}` : what);
}

/** One address of each kind, found by following the site's own links. */
async function kinds(page, base) {
  const links = async (path) => {
    await page.goto(base + path);
    return page.$$eval("main a[href^='/'], nav a[href^='/']", (all) => all.map((a) => a.getAttribute("href").split("#")[0]));
  };
  const found = ["/", "/areas/", "/measures/", "/compare/", "/data/", "/about/", "/about/methods/", "/about/sources/",
    "/about/checks/", "/about/releases/", "/about/accessibility/", "/about/glossary/"];
  const areas = (await links("/areas/")).filter((a) => /^\/areas\/[^/]+\/$/.test(a));
  for (const prefix of ["E23", "BCU", "E09", "E05", "E0"]) {
    const area = areas.find((a) => a.startsWith(`/areas/${prefix}`) && !found.includes(a));
    if (!area) continue;
    found.push(area);
    const measure = (await links(area)).find((a) => a.startsWith(area) && a !== area);
    if (measure) found.push(measure);
  }
  found.push(...(await links("/measures/")).filter((a) => /^\/measures\/[^/]+\/$/.test(a)).slice(0, 12));
  const home = await links("/");
  if (home.includes("/plan/")) {
    found.push("/plan/");
    const objective = (await links("/plan/")).find((a) => /^\/plan\/[^/]+\/$/.test(a));
    const outcome = objective && (await links(objective)).find((a) => /^\/plan\/[^/]+\/[^/]+\/$/.test(a));
    found.push(...[objective, outcome].filter(Boolean));
  }
  if (home.includes("/dashboards/")) {
    found.push("/dashboards/");
    found.push(...(await links("/dashboards/")).filter((a) => /^\/dashboards\/[^/]+\/$/.test(a)));
  }
  const local = (await links("/plan/")).includes("/priorities/") ? await links("/priorities/") : [];
  if (local.length > 0) found.push("/priorities/", local.find((a) => /^\/priorities\/[^/]+\/$/.test(a)));
  if (home.includes("/evaluations/")) {
    found.push("/evaluations/");
    found.push(...(await links("/evaluations/")).filter((a) => /^\/evaluations\/[^/]+\/$/.test(a)));
  }
  if (home.includes("/reports/")) {
    found.push("/reports/");
    for (const kind of (await links("/reports/")).filter((a) => /^\/reports\/[^/]+\/$/.test(a)))
      found.push(kind, (await links(kind)).find((a) => a.startsWith(kind) && a !== kind && a.endsWith("/")));
  }
  const impact = (await links("/plan/")).includes("/impact/") ? await links("/impact/") : [];
  found.push(...impact.filter((a) => /^\/impact\/[^/]*\/?$/.test(a)));
  if (impact.length > 0) found.push("/impact/");
  if ((await links("/about/")).includes("/claims/")) found.push("/claims/");
  if (home.includes("/record/")) {
    found.push("/record/");
    const others = new Set(home); // the site's own parts, which its navigation leads to
    const registers = (await links("/record/")).filter((a) => /^\/[^/]+\/$/.test(a) && (!others.has(a) || a === "/commitments/"));
    for (const register of registers) {
      const inside = await links(register);
      const own = inside.filter((a) => a.startsWith(register) && a !== register);
      const record = own.find((a) => a.split("/").length === 4);
      found.push(register, ...["state/", "by/", "page/"].map((kind) => own.find((a) => a.startsWith(register + kind))), record);
    }
  }
  return [...new Set(found.filter(Boolean)), "/no-such-page/"];
}

async function lookAt(page, base, path, width, scripts, internal) {
  const name = `${path} at ${width}${scripts ? "" : " without scripts"}`;
  const problems = [];
  let bytes = 0;
  const hear = {
    console: (message) => message.type() === "error" && !/404|ERR_FAILED/.test(message.text()) && problems.push(message.text()),
    pageerror: (error) => problems.push(String(error)),
    response: async (response) => {
      if (/\/assets\/(compare|map)/.test(response.url())) return;
      bytes += sent(await response.body().catch(() => Buffer.alloc(0)), response.headers()["content-type"]);
    },
  };
  for (const [event, listener] of Object.entries(hear)) page.on(event, listener);
  const answer = await page.goto(base + path, { waitUntil: "load" });
  check(answer.status() === (path === "/no-such-page/" ? 404 : 200), `${name} answers`, String(answer.status()));
  await page.evaluate(axeSource);
  const result = await page.evaluate((wanted) => window.axe.run(document, { runOnly: { type: "tag", values: wanted } }), tags);
  check(result.violations.length === 0, `${name} passes axe`, result.violations.map((v) => `${v.id} ${v.nodes[0].html.slice(0, 120)} (${v.nodes.length})`).join("; "));
  const facts = await page.evaluate(() => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].filter((h) => h.getClientRects().length > 0).map((h) => Number(h.tagName[1]));
    const tables = [...document.querySelectorAll("table")];
    const shown = [...document.querySelectorAll("main *, header *, footer *")].filter((e) => e.getAttribute("style"));
    return {
      lang: document.documentElement.lang,
      title: document.title,
      ones: levels.filter((level) => level === 1).length,
      skips: levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1).length,
      bare: tables.filter((t) => !t.caption || ![...t.querySelectorAll("th")].every((th) => th.scope)).length,
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      inline: document.querySelectorAll("script:not([src]), style").length + (shown.length && 0),
      release: /Release [0-9a-f]{12}/.test(document.body.textContent),
      links: [...document.querySelectorAll("a[href^='/']")].map((a) => a.getAttribute("href").split("#")[0].split("?")[0]),
    };
  });
  check(facts.lang === "en-GB" && facts.title.length > 3, `${name} has language and title`);
  const html = (await answer.body()).length;
  check(html <= mostHtml, `${name} is at most 256 kB of HTML`, `${Math.round(html / 1024)} kB`);
  check(facts.ones === 1, `${name} has one h1`, String(facts.ones));
  check(facts.skips === 0, `${name} leaves out no heading level`, String(facts.skips));
  check(facts.bare === 0, `${name} has captions and scopes on every table`, String(facts.bare));
  check(facts.sideways <= 0, `${name} does not scroll sideways`, `${facts.sideways} pixels`);
  check(facts.inline === 0, `${name} has no inline script or style`, String(facts.inline));
  check(facts.release, `${name} names its release`);
  check(problems.length === 0, `${name} has no errors`, problems.join("; ").slice(0, 400));
  if (scripts) check(bytes <= mostBytes, `${name} loads in 150 kB`, `${Math.round(bytes / 1024)} kB`);
  for (const link of facts.links) internal.add(link);
  for (const [event, listener] of Object.entries(hear)) page.off(event, listener);
}

async function chartByKeyboard(page, base, path) {
  await page.goto(base + path);
  const slider = page.locator("[role=slider]").first();
  let reached = false;
  for (let i = 0; i < 60 && !reached; ++i) {
    await page.keyboard.press("Tab");
    reached = await slider.evaluate((s) => s === document.activeElement);
  }
  check(reached, `${path}: the Tab key reaches the chart`);
  const last = await slider.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowLeft");
  const before = await slider.getAttribute("aria-valuetext");
  check(last !== before && /\d/.test(before), `${path}: the arrow keys read the points`, `${last} / ${before}`);
  check(await page.locator(".readout").first().isVisible(), `${path}: the readout is seen`);
  await page.keyboard.press("Home");
  check((await slider.getAttribute("aria-valuenow")) === "1", `${path}: Home goes to the first point`);
  const box = await page.locator("svg.chart").first().boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  check(/\d/.test(await page.locator(".readout").first().textContent()), `${path}: the pointer reads a point`);
}

async function onPaper(page, base, path, scripts) {
  await page.goto(base + path);
  await page.emulateMedia({ media: "print" });
  const seen = await page.locator("table.points").first().evaluate((table) => {
    const inside = table.closest("details");
    return table.checkVisibility({ contentVisibilityAuto: true }) && table.getBoundingClientRect().height > 50 && !!inside;
  });
  check(seen, `${path} shows its table on paper${scripts ? "" : " without scripts"}`);
  check(await page.locator(".synthetic").count() === 0 || await page.locator(".synthetic").first().isVisible(), `${path} says SYNTHETIC on paper`);
  await page.emulateMedia({ media: "screen" });
}

async function largerText(page, base, path) {
  await page.goto(base + path);
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(sideways <= 0, `${path} holds text at 200%`, `${sideways} pixels`);
  await session.detach();
}

async function searching(page, base) {
  await page.goto(`${base}/measures/`);
  const names = await page.evaluate(async () => (await (await fetch(document.querySelector("#find").dataset.areas)).json()).slice(0, 5));
  const [name, code] = names[1] ?? names[0];
  await page.locator("#find").focus();
  await page.locator("#find").pressSequentially(name.slice(0, 4));
  await page.locator("#find-list li").first().waitFor();
  check((await page.locator("#find").getAttribute("aria-expanded")) === "true", "the search box opens its list");
  for (let i = 0; i < 8; ++i) {
    await page.keyboard.press("ArrowDown");
    const active = await page.locator("#find-list [aria-selected=true]").textContent();
    if (active.startsWith(name)) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/areas/${code}/`);
  check(true, "the search box goes to an area by keyboard");
  await page.goto(`${base}/areas/?q=${encodeURIComponent(name)}`);
  check(await page.locator("#asked").isVisible(), "the list of areas answers a search");
}

async function comparing(page, base) {
  const errors = [];
  page.on("console", (m) => m.type() === "error" && errors.push(m.text()));
  await page.goto(`${base}/compare/`);
  const codes = await page.$$eval("#compare-names option", (all) => all.slice(0, 2).map((o) => o.value));
  const selects = page.locator("#compare-areas select");
  await selects.nth(0).selectOption(codes[0]);
  await selects.nth(1).selectOption(codes[1]);
  await page.locator("#compare button").click();
  await page.locator("#compare-result svg").first().waitFor();
  check(errors.length === 0, "comparing draws without errors", errors.join("; ").slice(0, 300));
  await page.evaluate(axeSource);
  const result = await page.evaluate((wanted) => window.axe.run(document, { runOnly: { type: "tag", values: wanted } }), tags);
  check(result.violations.length === 0, "comparing passes axe", result.violations.map((v) => `${v.id} ${v.nodes[0].html.slice(0, 160)}`).join("; "));
  check(await page.locator("#compare-result table caption").count() === 1, "comparing gives a table");
}

async function mapping(page, base, path) {
  await page.goto(base + path);
  const button = page.getByRole("button", { name: "Show real boundaries" });
  if ((await button.count()) === 0) return;
  const errors = [];
  page.on("console", (m) => m.type() === "error" && /Content Security|Refused/.test(m.text()) && errors.push(m.text()));
  await button.click();
  await page.waitForFunction(() => document.querySelector(".map canvas") || /cannot draw/.test(document.body.textContent), undefined, { timeout: 20000 });
  check(errors.length === 0, "the map of boundaries keeps the policy", errors.join("; ").slice(0, 300));
}

const given = process.argv[2];
if (!given) {
  console.error("use: node tests/pages/check.mjs ADDRESS-OR-FOLDER");
  process.exit(2);
}
const server = given.startsWith("http") ? { address: given.replace(/\/$/, ""), stop() {} } : await serve(given);
const base = server.address;
const browser = await launch();
try {
  const first = await (await browser.newContext()).newPage();
  const paths = await kinds(first, base);
  const chart = paths.find((p) => /^\/areas\/[^/]+\/[^/]+\/$/.test(p));
  const internal = new Set();
  const ways = [true, false].flatMap((scripts) => [1280, 320].map((width) => ({ scripts, width })));
  // A context each, side by side: most of the time of one is waiting.
  await Promise.all(ways.map(async ({ scripts, width }) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    // Without the site's scripts, but with axe's own, which a switched-off engine would not run.
    if (!scripts) await page.route("**/assets/*.js", (route) => route.abort());
    for (const path of paths) await lookAt(page, base, path, width, scripts, internal);
    if (chart) await onPaper(page, base, chart, scripts);
    if (scripts && chart) await chartByKeyboard(page, base, chart);
    if (scripts && width === 1280) for (const path of paths.slice(0, 20)) await largerText(page, base, path);
    await context.close();
    console.error(`looked at ${paths.length} pages, ${width} wide${scripts ? "" : ", without scripts"}`);
  }));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await searching(await context.newPage(), base);
  await comparing(await context.newPage(), base);
  const measure = paths.find((p) => /^\/measures\/[^/]+\/$/.test(p));
  if (measure) await mapping(await context.newPage(), base, measure);
  const request = context.request;
  for (const link of internal) {
    check((await request.get(base + link)).ok(), `the link ${link} leads somewhere`);
  }
} finally {
  await browser.close();
  server.stop();
}
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
