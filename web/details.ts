// SPDX-License-Identifier: MIT
// Opens what is folded away when it is printed or linked to.

function openAround(target: Element | null): void {
  for (let at: Element | null = target; at; at = at.parentElement)
    if (at instanceof HTMLDetailsElement) at.open = true;
}

export function openForPrintAndLinks(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
  const follow = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    openAround(target);
    target?.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  if (location.hash) follow();
}
