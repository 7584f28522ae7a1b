// SPDX-License-Identifier: MIT
// Reads a chart point by point, by pointer or by keyboard. The numbers are those of the
// chart's own table; the places are those of its own line.
import { element, svgElement, textOf } from "./elements";

const unitsWide = 1000;
const unitsHigh = 520;

/** Height (in units) of each period that has a point, from the line's path data. */
export function heights(path: string, periods: number): Map<number, number> {
  const found = new Map<number, number>();
  let x = 0;
  let y = 0;
  for (const [, command, numbers] of path.matchAll(/([MmlhLz])([^MmlhLz]*)/g)) {
    const values = (numbers!.match(/-?\d+/g) ?? []).map(Number);
    if (command === "h" || command === "z") continue;
    for (let i = 0; i + 1 < values.length; i += 2) {
      x = (command === "M" ? 0 : x) + values[i]!;
      y = (command === "M" ? 0 : y) + values[i + 1]!;
      found.set(Math.round((x / unitsWide) * Math.max(1, periods - 1)), y);
    }
  }
  return found;
}

/** "Mar 2024: 182, usual range 190 to 260, below usual" */
function words(row: HTMLTableRowElement, names: string[]): string {
  const cells = [...row.cells];
  const parts = cells.slice(1).flatMap((cell, i) => {
    const text = textOf(cell);
    const name = names[i + 1] ?? "";
    if (!text) return [];
    if (name === "Value") return [text === "[c]" ? "withheld" : text === "[x]" ? "no data" : text];
    if (name === "Usual range") return [`usual range ${text}`];
    if (name === "Note") return ["withheld", "no data"].includes(text) ? [] : [text];
    return [];
  });
  return `${textOf(cells[0])}: ${parts.join(", ")}`;
}

class Readout {
  private index: number;
  private readonly line = svgElement("line", { class: "cursor" });
  private readonly dot = svgElement("circle", { class: "cursor-dot", r: "5" });
  private readonly output = element("p", { class: "readout", "aria-live": "polite" });
  private readonly slider: HTMLElement;

  constructor(
    plot: HTMLElement,
    private readonly chart: SVGSVGElement,
    private readonly rows: HTMLTableRowElement[],
    private readonly names: string[],
    private readonly places: Map<number, number>,
  ) {
    this.index = rows.length - 1;
    this.slider = element("div", {
      role: "slider",
      tabindex: "0",
      "aria-label": "Points of the chart: use the arrow keys to read each",
      "aria-valuemin": "1",
      "aria-valuemax": String(rows.length),
    });
    plot.append(this.slider, this.output);
    this.slider.addEventListener("keydown", (event) => this.key(event));
    this.slider.addEventListener("focus", () => this.show(this.index));
    this.slider.addEventListener("blur", () => this.hide());
    this.slider.addEventListener("pointermove", (event) => this.point(event));
    this.slider.addEventListener("pointerdown", (event) => this.point(event));
    this.slider.addEventListener("pointerleave", () => {
      if (document.activeElement !== this.slider) this.hide();
    });
    this.tell(this.index);
  }

  private key(event: KeyboardEvent): void {
    const last = this.rows.length - 1;
    const to: Record<string, number> = {
      ArrowLeft: this.index - 1,
      ArrowDown: this.index - 1,
      ArrowRight: this.index + 1,
      ArrowUp: this.index + 1,
      PageDown: this.index - 12,
      PageUp: this.index + 12,
      Home: 0,
      End: last,
    };
    if (event.key === "Escape") this.hide();
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.show(Math.min(last, Math.max(0, next)));
  }

  private point(event: PointerEvent): void {
    const box = this.chart.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    const last = this.rows.length - 1;
    this.show(Math.min(last, Math.max(0, Math.round(part * last))));
  }

  /** What a screen reader says of the place. */
  private tell(index: number): string {
    const row = this.rows[this.rows.length - 1 - index]!; // the table has the newest first
    const text = words(row, this.names);
    this.slider.setAttribute("aria-valuenow", String(index + 1));
    this.slider.setAttribute("aria-valuetext", text);
    return text;
  }

  private show(index: number): void {
    this.index = index;
    // The slider speaks for itself while it has the focus.
    this.output.setAttribute("aria-live", document.activeElement === this.slider ? "off" : "polite");
    this.output.textContent = this.tell(index);
    const x = `${(100 * index) / Math.max(1, this.rows.length - 1)}%`;
    const plotHeight = Number(this.chart.querySelector("svg")?.getAttribute("height") ?? 260);
    for (const [name, value] of [["x1", x], ["x2", x], ["y2", String(plotHeight)]] as const)
      this.line.setAttribute(name, value);
    this.chart.append(this.line);
    const y = this.places.get(index);
    if (y === undefined) {
      this.dot.remove();
      return;
    }
    this.dot.setAttribute("cx", x);
    this.dot.setAttribute("cy", String((y * plotHeight) / unitsHigh));
    this.chart.append(this.dot);
  }

  private hide(): void {
    this.output.textContent = "";
    this.line.remove();
    this.dot.remove();
  }
}

export function addReadouts(): void {
  for (const plot of document.querySelectorAll<HTMLElement>(".plot[data-table]")) {
    const chart = plot.querySelector<SVGSVGElement>("svg.chart");
    const table = document.getElementById(plot.dataset.table ?? "");
    const line = plot.querySelector(".line");
    if (!chart || !line || !(table instanceof HTMLTableElement)) continue;
    const rows = [...(table.tBodies[0]?.rows ?? [])];
    if (rows.length < 2) continue;
    const names = [...(table.tHead?.rows[0]?.cells ?? [])].map(textOf);
    new Readout(plot, chart, rows, names, heights(line.getAttribute("d") ?? "", rows.length));
  }
}
