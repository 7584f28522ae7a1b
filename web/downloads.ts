// SPDX-License-Identifier: MIT
// Saves a chart as a picture and a table as CSV, from what is on the page.
import { element, fileName, save, svgElement, textOf } from "./elements";

const properties = [
  "display", "dominant-baseline", "fill", "font-family", "font-size", "font-weight", "stroke", "stroke-dasharray",
  "stroke-linecap", "stroke-linejoin", "stroke-width", "text-anchor", "transform", "vector-effect",
];

/** The chart as a file of its own: styles written out, symbols taken along, title and source added. */
function picture(figure: HTMLElement, chart: SVGSVGElement): string {
  const plot = chart.parentElement!;
  const style = getComputedStyle(plot);
  const [left, right, top, foot] = [parseFloat(style.paddingLeft), parseFloat(style.paddingRight), 58, 34];
  const box = chart.getBoundingClientRect();
  const out = svgElement("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: String(box.width + left + right),
    height: String(box.height + top + foot),
  });
  out.append(svgElement("rect", { width: "100%", height: "100%", fill: "#fff" }));
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const from = [...chart.querySelectorAll<SVGElement>("*")];
  [...copy.querySelectorAll<SVGElement>("*")].forEach((to, i) => {
    const computed = getComputedStyle(from[i]!);
    for (const property of properties) to.style.setProperty(property, computed.getPropertyValue(property));
  });
  for (const cursor of copy.querySelectorAll(".cursor, .cursor-dot")) cursor.remove();
  copy.setAttribute("x", String(left));
  copy.setAttribute("y", String(top));
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("overflow", "visible");
  for (const nested of copy.querySelectorAll("svg")) nested.setAttribute("overflow", "visible");
  const symbols = svgElement("defs");
  for (const symbol of document.querySelectorAll<SVGElement>(".defs [id^='s-']")) {
    const symbolCopy = symbol.cloneNode(true) as SVGElement;
    const computed = getComputedStyle(symbol);
    for (const property of ["fill", "stroke", "stroke-width"]) symbolCopy.style.setProperty(property, computed.getPropertyValue(property));
    symbols.append(symbolCopy);
  }
  const line = (text: string, y: number, size: number, weight: string) => {
    const made = svgElement("text", { x: "8", y: String(y), "font-size": String(size), "font-weight": weight, "font-family": "sans-serif" });
    made.textContent = text;
    return made;
  };
  const subtitle = textOf(figure.querySelector("figcaption .sub"));
  out.append(symbols, line(textOf(figure.querySelector("figcaption h2, figcaption h3")), 20, 15, "700"), line(subtitle, 38, 12, "400"), copy);
  out.append(line(`${textOf(document.querySelector(".foot p"))}`, box.height + top + foot - 10, 10, "400"));
  return new XMLSerializer().serializeToString(out);
}

function csv(table: HTMLTableElement): string {
  const field = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [...table.rows].map((row) => [...row.cells].map((cell) => field(textOf(cell).replace(/\u2212/g, "-"))).join(",")).join("\r\n") + "\r\n";
}

export function offerDownloads(): void {
  for (const figure of document.querySelectorAll<HTMLElement>(".fig")) {
    const chart = figure.querySelector<SVGSVGElement>("svg.chart");
    if (!chart) continue;
    const button = element("button", { type: "button", class: "button button--quiet" }, "Save picture");
    button.addEventListener("click", () => save(fileName("svg"), "image/svg+xml", picture(figure, chart)));
    figure.querySelector(".links")?.append(button);
  }
  for (const table of document.querySelectorAll<HTMLTableElement>("table.points, table.areas")) {
    const button = element("button", { type: "button", class: "button button--quiet" }, "Save table");
    button.addEventListener("click", () => save(fileName("csv"), "text/csv", csv(table)));
    const place = table.closest(".scroll") ?? table;
    place.before(element("p", { class: "tools" }, button));
  }
}
