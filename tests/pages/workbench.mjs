// SPDX-License-Identifier: MIT
// The main journeys of the workbench in a browser, without scripts, as people take them:
// node tests/pages/workbench.mjs PEELIAN WORKSPACE, where WORKSPACE is the demo's. A copy of its texts gets a
// store of its own. Every page on the way is held to axe at WCAG 2.2 AA, wide and narrow, one h1, headings in
// order, no sideways scrolling. Ends with `N passed, N failed`.
import { execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { launch } from "./browser.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const [program, demo] = process.argv.slice(2);
const password = "staple battery lemonade";

let passed = 0;
const failures = [];
function check(holds, what, detail = "") {
  if (holds) passed += 1;
  else failures.push(detail ? `${what}: ${detail}` : what);
}

// ---- a workspace with its record and four people -------------------------------------

const folder = mkdtempSync(join(tmpdir(), "peelian-workbench-"));
const workspace = join(folder, "workspace");
const left = new Set(["store", "releases", "published", ".peelian", "data"]);
cpSync(demo, workspace, { recursive: true, filter: (path) => path === demo || !left.has(path.slice(demo.length + 1).split("/")[0]) });
mkdirSync(join(workspace, "data"));
cpSync(join(demo, "data", "geography"), join(workspace, "data", "geography"), { recursive: true });
// Looked at only: nothing here approves or publishes.
for (const name of ["releases", "published"]) symlinkSync(join(demo, name), join(workspace, name));
const run = (...words) => execFileSync(program, [...words, "--workspace", workspace], { stdio: ["ignore", "pipe", "pipe"] });
run("registers", "import", "--all");
writeFileSync(join(folder, "password"), password + "\n");
for (const [id, name, role] of [["olga.officer", "Olga Officer", "officer"], ["bob.boss", "Bob Boss", "approver"],
  ["ann.admin", "Ann Admin", "administrator"], ["vera.viewer", "Vera Viewer", "viewer"]])
  run("user", "add", id, "--name", name, "--role", role, "--password-file", join(folder, "password"));

const server = spawn(program, ["workbench", "--workspace", workspace, "--insecure-loopback", "--port", "0"],
  { stdio: ["ignore", "pipe", "inherit"] });
const base = await new Promise((tell, fail) => {
  server.stdout.on("data", (text) => {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(String(text));
    if (found) tell(found[0]);
  });
  server.on("exit", () => fail(new Error("the workbench did not start")));
});

// ---- looking at a page ---------------------------------------------------------------

const browser = await launch();

/** Somebody at a browser of their own, without scripts. */
async function person() {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  return { context, page: await context.newPage() };
}

// axe is a script: the page as it stands is looked at in a context that has them.
const looking = await (await browser.newContext({ bypassCSP: true })).newPage();
const seen = new Set();
async function look(page, name) {
  const kind = `${name} (${new URL(page.url()).pathname})`;
  if (seen.has(kind)) return;
  seen.add(kind);
  const html = await page.content();
  const headings = await page.$$eval("h1, h2, h3, h4, h5, h6", (all) =>
    // The summary of errors stands first, as GOV.UK has it.
    all.filter((h) => !h.closest(".govuk-error-summary")).map((h) => Number(h.tagName[1])));
  check(headings.filter((n) => n === 1).length === 1, `${kind}: one h1`, headings.join(" "));
  check(headings.every((n, i) => n <= (headings[i - 1] ?? 0) + 1), `${kind}: headings in order`, headings.join(" "));
  const error = await page.$(".govuk-error-summary");
  if (error) check((await page.title()).startsWith("Error"), `${kind}: the title says that there is an error`);
  await looking.context().clearCookies();
  await looking.context().addCookies(await page.context().cookies());
  for (const width of [1280, 320]) {
    await looking.setViewportSize({ width, height: 900 });
    await looking.route("**/*", (route) =>
      route.request().resourceType() === "document" ? route.fulfill({ body: html, contentType: "text/html; charset=utf-8" }) : route.continue());
    await looking.goto(page.url());
    await looking.unroute("**/*");
    await looking.addScriptTag({ content: axeSource });
    const result = await looking.evaluate((wanted) => axe.run({ runOnly: wanted }), tags);
    check(result.violations.length === 0, `${kind}: axe at ${width} px`,
      result.violations.map((v) => `${v.id} ${v.nodes[0].html.slice(0, 160)}`).join("; "));
    const wide = await looking.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(wide <= 0, `${kind}: no sideways scrolling at ${width} px`, `${wide} px`);
  }
}

async function open(page, address, name = address) {
  const answer = await page.goto(base + address);
  check(answer.status() === 200, `${name} answers`, String(answer.status()));
  await look(page, name);
}

const press = (page, name) => page.getByRole("button", { name, exact: true }).last().click();

/** RFC 6238, as an authenticator does it. */
function totp(secret) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => Number.parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const mac = createHmac("sha1", key).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, "0");
}

async function signIn(who) {
  const { page, context } = await person();
  await page.goto(base + "/");
  await look(page, "sign in");
  // By keyboard alone: past the skip link to the boxes, and Enter.
  await page.focus("#name");
  await page.keyboard.type(who);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await Promise.all([page.waitForURL((url) => url.pathname !== "/sign-in"), page.keyboard.press("Enter")]);
  if (page.url().endsWith("/account/second-factor")) {
    await look(page, "second factor");
    await page.fill("#code", "000000");
    await press(page, "Set it up");
    await look(page, "second factor, wrong code");
    await page.fill("#code", totp(await page.textContent(".wb-code")));
    await press(page, "Set it up");
    await look(page, "recovery codes");
    await page.click("text=I have kept them");
  }
  check(new URL(page.url()).pathname === "/", `${who} is signed in`, page.url());
  return { page, context };
}

// ---- journeys ------------------------------------------------------------------------

async function journeys() {
  const olga = await signIn("olga.officer");
  const page = olga.page;
  for (const address of ["/", "/due/", "/changes/", "/search/", "/search/?words=knife", "/views/", "/registers/", "/releases/", "/account/",
    "/account/password", "/registers/commitments/", "/registers/commitments/gangs-matrix-review", "/registers/recommendations/",
    "/registers/risks/", "/registers/risks/figures", "/registers/correspondence/", "/registers/boards/", "/registers/meetings/",
    "/registers/decisions/pcd-188", "/registers/decisions/pcd-188/history"])
    await open(page, address);

  // A decision from draft to the signatory.
  await open(page, "/registers/decisions/new", "new decision");
  await press(page, "Continue");
  await look(page, "new decision, without a title");
  check((await page.textContent(".govuk-error-summary")).includes("Enter title"), "an empty title is asked for");
  await page.fill("[name='f.title']", "A decision of the test <b>");
  await page.fill("[name='f.value']", "12,345");
  await press(page, "Continue");
  await look(page, "check your answers");
  check((await page.textContent("main")).includes("£12,345"), "the value is shown as money", (await page.textContent("main dl")).replace(/\s+/g, " "));
  await page.getByRole("button", { name: /^Save / }).click();
  await look(page, "the new decision");
  const decision = new URL(page.url()).pathname;
  check(/\/registers\/decisions\/pcd-219$/.test(decision), "the next number is given", decision);
  await page.goto(base + decision + "/move/submit");
  await look(page, "a move");
  await press(page, "Put it before the signatory");
  await look(page, "a move that needs more");
  await page.fill("[name='f.request']", "Because of the test.");
  await press(page, "Put it before the signatory");
  check((await page.textContent("main")).includes("With the signatory"), "the decision is with the signatory");
  check((await page.goto(base + decision + "/move/sign")).status() === 403, "an officer cannot sign");
  await look(page, "not allowed");

  // Signed by another, with a second factor.
  const bob = await signIn("bob.boss");
  await open(bob.page, decision, "decision, seen by the approver");
  await bob.page.goto(base + decision + "/move/sign");
  await press(bob.page, "Sign it");
  check((await bob.page.textContent("main")).includes("Signed"), "an approver signs");
  await open(bob.page, decision + "/withhold", "withhold");
  await open(bob.page, "/releases/", "releases, approver");
  await bob.page.click("table a");
  await look(bob.page, "a release");

  // Two people change one record.
  await page.goto(base + decision + "/change");
  await look(page, "change");
  await bob.page.goto(base + decision + "/change");
  await bob.page.fill("[name='f.title']", "Bob's title");
  await press(bob.page, "Save changes");
  await look(bob.page, "change, without a reason");
  await bob.page.fill("[name=reason]", "A better title");
  await press(bob.page, "Save changes");
  check((await bob.page.textContent("h1")).includes("Bob's title"), "the first change is saved",
    (await bob.page.locator(".govuk-error-summary").allTextContents()).join(" "));
  await page.fill("[name='f.title']", "Olga's title");
  await page.fill("[name=reason]", "Another title");
  await press(page, "Save changes");
  await look(page, "conflict");
  const conflict = await page.textContent("main");
  check(conflict.includes("Bob's title") && conflict.includes("Olga's title"), "both versions are shown",
    (await page.locator(".govuk-error-summary").allTextContents()).join(" "));
  await press(page, "Save");
  check((await page.textContent("h1")).includes("Olga's title"), "what was kept is saved");
  await open(page, decision + "/history", "history");

  // A table from a spreadsheet, looked at first.
  const table = join(folder, "meetings.csv");
  await open(page, "/registers/meetings/import", "import");
  writeFileSync(table, "title,board,on\nA meeting,no-such-board,2018-03-01\nAnother,justice-matters,soon\n");
  await page.setInputFiles("[name=file]", table);
  await press(page, "Look at it first");
  await look(page, "import with problems");
  check((await page.textContent("main")).includes("Nothing was imported"), "a bad table imports nothing");
  writeFileSync(table, "title,board,on\nA meeting,justice-matters,2018-03-01\n");
  await page.setInputFiles("[name=file]", table);
  await press(page, "Look at it first");
  await look(page, "import, seen");
  await page.getByRole("button", { name: /^Import / }).click();
  await look(page, "imported");
  check((await page.textContent("main")).includes("Imported"), "a good table is imported");

  const export_ = await page.request.get(base + "/registers/meetings/export?as=csv");
  check(export_.ok() && (await export_.text()).includes("A meeting"), "a list can be taken along");

  const ann = await signIn("ann.admin");
  for (const address of ["/accounts/", "/accounts/new", "/accounts/olga.officer"]) await open(ann.page, address);
  const vera = await signIn("vera.viewer");
  await open(vera.page, "/registers/", "registers, viewer");
  check((await vera.page.goto(base + "/registers/risks/")).status() === 404, "a viewer does not learn of risks");
  check((await vera.page.goto(base + "/accounts/")).status() === 403, "a viewer does not see accounts");
  await press(page, "Sign out");
  await look(page, "signed out");
}

try {
  await journeys();
} catch (error) {
  failures.push(`a journey ended early: ${error.stack}`);
}
await browser.close();
server.removeAllListeners("exit");
server.kill("SIGTERM");
rmSync(folder, { recursive: true, force: true });
for (const failure of failures) console.log(failure);
console.log(`${seen.size} pages of ${basename(program)} workbench`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);
