// SPDX-License-Identifier: MIT
// Offers the map of real boundaries beside the tile map. Its script is large, so it comes
// only when asked for.
import { element } from "./elements";

export function offerMap(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-map]")) {
    const button = element("button", { type: "button", class: "button button--quiet" }, "Show real boundaries");
    const line = element("p", { class: "tools" }, button);
    box.closest(".maps")?.after(line);
    button.addEventListener("click", async () => {
      button.disabled = true;
      box.hidden = false;
      document.head.append(element("link", { rel: "stylesheet", href: box.dataset.style ?? "" }));
      try {
        const map = (await import(box.dataset.script ?? "")) as { draw(box: HTMLElement): Promise<void> };
        await map.draw(box);
        line.remove();
      } catch {
        box.hidden = true;
        line.replaceChildren("This browser cannot draw the map. The tile map and the table hold the same.");
      }
    });
  }
}
