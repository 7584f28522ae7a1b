// SPDX-License-Identifier: MIT
// Two to four areas side by side, on the same scale and the same periods. The choice is
// kept in the page's address, so that it can be sent to others.
import { areaY, axisX, axisY, gridY, line, dot, plot, ruleY } from "@observablehq/plot";
import { element, textOf } from "./elements";

/** /api/v1/measures/<id>.json: points are rows of the named columns. */
interface Answer {
  columns: string[];
  areas: { code: string; name: string; points: (string | number | null)[][] }[];
}
interface Shown {
  area: string;
  date: Date;
  period: string;
  value: number;
  lower: number;
  upper: number;
}

const most = 4;
const form = document.getElementById("compare") as HTMLFormElement | null;
const result = document.getElementById("compare-result");
const measure = document.getElementById("compare-measure") as HTMLSelectElement | null;
const names = [...document.querySelectorAll<HTMLOptionElement>("#compare-names option")];

function addSelects(chosen: string[]): HTMLSelectElement[] {
  const box = document.getElementById("compare-areas")!;
  return Array.from({ length: most }, (_, i) => {
    const select = element("select", { name: "area", "aria-label": `Area ${i + 1}` });
    select.append(element("option", { value: "" }, i < 2 ? "Choose an area" : "None"));
    for (const option of names) select.append(element("option", { value: option.value }, textOf(option)));
    select.value = chosen[i] ?? "";
    box.append(select);
    return select;
  });
}

const month = (date: Date) => date.toLocaleDateString("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

function pick(answer: Answer, codes: string[], kind: string, scale: number): Shown[] {
  const at = (name: string) => answer.columns.indexOf(name);
  const [kinds, period, value, lower, upper, flag] = ["period_kind", "period", "value", "lower", "upper", "flag"].map(at);
  return codes.flatMap((code) => {
    const area = answer.areas.find((a) => a.code === code);
    return (area?.points ?? [])
      .filter((row) => row[kinds!] === kind)
      .map((row): Shown => {
        const hidden = row[flag!] === "suppressed" || row[flag!] === "missing";
        const number = (v: unknown) => (typeof v === "number" && !hidden ? v * scale : NaN);
        const month = String(row[period!]);
        return {
          area: area!.name,
          date: new Date(`${month}-01T00:00:00Z`),
          period: month,
          value: number(row[value!]),
          lower: number(row[lower!]),
          upper: number(row[upper!]),
        };
      });
  });
}

function draw(points: Shown[], areas: string[], unit: string, percent: boolean): Element {
  const wide = Math.min(960, result!.clientWidth || 960);
  const narrow = wide < 640;
  const facet = narrow ? { fy: "area" } : { fx: "area" };
  const made = plot({
    width: wide,
    height: narrow ? 170 * areas.length + 40 : 340,
    marginLeft: 52,
    marginTop: 28,
    ariaLabel: `Line charts of ${unit} in ${areas.join(", ")}, on one scale. The table below holds every value.`,
    x: { type: "utc", label: null },
    y: { zero: !percent, label: unit, nice: true },
    fx: { domain: areas, label: null, padding: 0.08 },
    fy: { domain: areas, label: null, padding: 0.12 },
    marks: [
      gridY(),
      axisX({ ticks: narrow ? 4 : 3 }),
      axisY({ ticks: 5 }),
      percent ? null : ruleY([0]),
      areaY(points, { ...facet, x: "date", y1: "lower", y2: "upper", fill: "#d9e1ea" }),
      line(points, { ...facet, x: "date", y: "value", stroke: "#12325b", strokeWidth: 1.5 }),
      dot(points, { ...facet, x: "date", y: "value", fill: "#12325b", r: 1.5 }),
    ],
  });
  // The page's own style sheet says what Plot would say here, and the policy allows no other.
  for (const style of made.querySelectorAll("style")) style.remove();
  for (const part of made.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label"); // groups bear no names
  made.setAttribute("role", "img");
  return made;
}

function table(points: Shown[], areas: string[], caption: string, percent: boolean): HTMLElement {
  const rows = new Map<string, { date: Date; values: Map<string, number> }>();
  for (const p of points) {
    const row = rows.get(p.period) ?? { date: p.date, values: new Map<string, number>() };
    row.values.set(p.area, p.value);
    rows.set(p.period, row);
  }
  const made = element("table", { class: "matrix" }, element("caption", {}, caption));
  const head = element("tr", {}, element("th", { scope: "col" }, "Period"));
  for (const area of areas) head.append(element("th", { scope: "col" }, area));
  made.append(element("thead", {}, head));
  const body = element("tbody");
  for (const [, row] of [...rows].sort(([a], [b]) => b.localeCompare(a))) {
    const line = element("tr", {}, element("th", { scope: "row" }, month(row.date)));
    for (const area of areas) {
      const value = row.values.get(area) ?? NaN;
      const text = Number.isNaN(value) ? "[x]" : value.toLocaleString("en-GB", { maximumFractionDigits: percent ? 1 : 2 });
      line.append(element("td", {}, percent && !Number.isNaN(value) ? `${text}%` : text));
    }
    body.append(line);
  }
  made.append(body);
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, made);
}

async function show(codes: string[], option: HTMLOptionElement): Promise<void> {
  const title = textOf(option);
  const percent = option.dataset.percent === "1";
  const heading = element("h2", {}, title);
  result!.replaceChildren(heading, element("p", {}, "Fetching the figures"));
  let answer: Answer;
  try {
    const reply = await fetch(option.dataset.json ?? "");
    if (!reply.ok) throw new Error(reply.statusText);
    answer = (await reply.json()) as Answer;
  } catch {
    result!.replaceChildren(heading, element("p", {}, "The figures could not be fetched. The tables below hold the latest values."));
    return;
  }
  const points = pick(answer, codes, option.dataset.kind ?? "month", percent ? 100 : 1);
  const areas = [...new Set(points.map((p) => p.area))];
  if (areas.length === 0) {
    result!.replaceChildren(heading, element("p", {}, "This measure is not published for these areas."));
    return;
  }
  const unit = option.dataset.unit ?? "";
  const sub = element("p", { class: "sub" }, `${unit}. The same scale and the same periods; the band is the 95% interval of each value.`);
  const figure = element("figure", { class: "fig" }, draw(points, areas, unit, percent));
  const folded = element(
    "details",
    { class: "govuk-details" },
    element("summary", { class: "govuk-details__summary" }, element("span", { class: "govuk-details__summary-text" }, "Table of every value")),
    table(points, areas, `${title}, ${unit}`, percent),
  );
  result!.replaceChildren(heading, sub, figure, folded);
}

function start(): void {
  if (!form || !result || !measure) return;
  const asked = new URLSearchParams(location.search);
  const chosen = [...asked.getAll("area"), ...(asked.get("areas") ?? "").split(",")].filter((code) => code !== "");
  const selects = addSelects(chosen.slice(0, most));
  form.hidden = false;
  if (asked.get("measure")) measure.value = asked.get("measure")!;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const codes = [...new Set(selects.map((s) => s.value).filter((code) => code !== ""))];
    const option = measure.selectedOptions[0];
    if (codes.length < 2 || !option) {
      result.replaceChildren(element("p", { class: "error" }, "Choose at least two different areas."));
      return;
    }
    const query = new URLSearchParams({ areas: codes.join(","), measure: option.value });
    history.replaceState(null, "", `?${query.toString().replaceAll("%2C", ",")}`);
    void show(codes, option);
  });
  if (chosen.length >= 2) form.requestSubmit();
}

start();
