// SPDX-License-Identifier: MIT
// Finds areas while one types: a combobox over the form that leads to the list of areas.
import { element, textOf } from "./elements";

type Place = [name: string, code: string, what: string];

const most = 8;
let places: Promise<Place[]> | undefined;

function load(address: string): Promise<Place[]> {
  places ??= fetch(address)
    .then((answer) => (answer.ok ? (answer.json() as Promise<Place[]>) : []))
    .catch(() => []);
  return places;
}

const plain = (text: string) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, " ").trim();

/** Names that begin so, then those with a word that does, in their own order. */
export function matching(all: Place[], typed: string): Place[] {
  const wanted = plain(typed);
  if (!wanted) return [];
  const first = all.filter(([name]) => plain(name).startsWith(wanted));
  const then = all.filter(([name]) => !plain(name).startsWith(wanted) && ` ${plain(name)}`.includes(` ${wanted}`));
  return [...first, ...then];
}

class Finder {
  private readonly list: HTMLUListElement;
  private readonly status = element("p", { class: "govuk-visually-hidden", role: "status" });
  private shown: Place[] = [];
  private active = -1;

  constructor(private readonly input: HTMLInputElement, form: HTMLFormElement) {
    this.list = element("ul", { class: "find__list", role: "listbox", id: `${input.id}-list`, "aria-label": "Places", hidden: "" });
    input.parentElement!.append(this.list, this.status);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", this.list.id],
    ] as const)
      input.setAttribute(name, value);
    input.addEventListener("focus", () => void load(this.address()));
    input.addEventListener("input", () => void this.suggest());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => {
      const item = (event.target as Element).closest("li");
      if (item) this.go(this.shown[[...this.list.children].indexOf(item)]);
    });
    form.addEventListener("submit", (event) => {
      const only = this.shown.length === 1 ? this.shown[0] : this.shown.find(([name]) => plain(name) === plain(input.value));
      if (!only) return; // the list of areas takes it from here
      event.preventDefault();
      this.go(only);
    });
  }

  private address(): string {
    return this.input.dataset.areas ?? "";
  }

  private async suggest(): Promise<void> {
    const typed = this.input.value;
    const all = await load(this.address());
    if (typed !== this.input.value) return;
    const found = matching(all, typed);
    this.shown = found.slice(0, most);
    this.active = -1;
    this.list.replaceChildren(
      ...this.shown.map(([name, , what], i) =>
        element("li", { role: "option", id: `${this.list.id}-${i}`, "aria-selected": "false" }, `${name} `, element("span", { class: "in" }, what)),
      ),
    );
    const open = this.shown.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = typed ? `${found.length} ${found.length === 1 ? "place" : "places"} found` : "";
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") return this.close();
    if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      return this.go(this.shown[this.active]);
    }
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0 || this.shown.length === 0) return;
    event.preventDefault();
    const count = this.shown.length;
    this.active = this.active < 0 ? (by > 0 ? 0 : count - 1) : (this.active + by + count) % count;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === this.active)));
    const chosen = this.list.children[this.active]!;
    chosen.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen.id);
  }

  private close(): void {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private go(place: Place | undefined): void {
    if (place) location.assign(`/areas/${place[1]}/`);
  }
}

export function addSearch(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[data-areas]"))
    if (input.form) new Finder(input, input.form);
}

/** On the list of areas: what was asked for comes first. */
export function filterAreaList(): void {
  const asked = new URLSearchParams(location.search).get("q")?.trim();
  if (!asked || location.pathname !== "/areas/") return;
  const links = [...document.querySelectorAll<HTMLAnchorElement>("main .columns a, main h2 a")];
  const all = links.map((link): Place => [textOf(link), link.getAttribute("href") ?? "", textOf(link.parentElement?.querySelector(".in"))]);
  const found = matching(all, asked);
  const box = element("section", { "aria-labelledby": "asked" });
  box.append(element("h2", { id: "asked" }, found.length > 0 ? `Places called “${asked}”` : `No place is called “${asked}”`));
  if (found.length === 0) box.append(element("p", {}, "Check the spelling, or look through the list below."));
  const list = element("ul");
  for (const [name, address, what] of found.slice(0, 50))
    list.append(element("li", {}, element("a", { href: address }, name), what ? ` ${what}` : ""));
  box.append(list);
  document.querySelector("main .lead")?.after(box);
  for (const input of document.querySelectorAll<HTMLInputElement>("input[data-areas]")) input.value = asked;
}
