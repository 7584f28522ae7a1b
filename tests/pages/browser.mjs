// SPDX-License-Identifier: MIT
// The browser the page tests use: Debian's Chromium through playwright-core.
import { chromium } from "playwright-core";

export function launch() {
  return chromium.launch({
    executablePath: process.env.PEELIAN_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}
