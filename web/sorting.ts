// SPDX-License-Identifier: MIT
// Puts the rows of a strip in the order of the plan or of the strength of evidence.
import { element } from "./elements";

export function addSorting(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-sort]")) {
    const table = box.querySelector("table");
    if (!table) continue;
    const bodies = [...table.tBodies];
    const original = bodies.map((body) => [...body.rows]);
    const rows = original.flat().filter((row) => row.dataset.strength !== undefined);
    if (rows.length < 3) continue;
    const plan = element("button", { type: "button", class: "button button--quiet", "aria-pressed": "true" }, "Order of the plan");
    const evidence = element("button", { type: "button", class: "button button--quiet", "aria-pressed": "false" }, "Strongest evidence first");
    const press = (on: HTMLElement, off: HTMLElement) => {
      on.setAttribute("aria-pressed", "true");
      off.setAttribute("aria-pressed", "false");
    };
    plan.addEventListener("click", () => {
      bodies.forEach((body, i) => body.replaceChildren(...original[i]!));
      press(plan, evidence);
    });
    evidence.addEventListener("click", () => {
      const sorted = [...rows].sort((a, b) => Number(b.dataset.strength) - Number(a.dataset.strength));
      bodies.forEach((body, i) => body.replaceChildren(...(i === 0 ? sorted : [])));
      press(evidence, plan);
    });
    box.prepend(element("p", { class: "tools" }, plan, " ", evidence));
  }
}
