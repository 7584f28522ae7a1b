// SPDX-License-Identifier: MIT
// Writes the list of common passwords as lines in small letters, sorted by byte, each once:
// node cmake/deny_list.mjs passwords.json OUT
import { readFileSync, writeFileSync } from "node:fs";

const [from, to] = process.argv.slice(2);
const words = new Set(JSON.parse(readFileSync(from, "utf8")).map((word) => word.toLowerCase()));
const lines = [...words].filter((word) => word && !word.includes("\n")).map((word) => Buffer.from(`${word}\n`));
writeFileSync(to, Buffer.concat(lines.sort((a, b) => Buffer.compare(a.subarray(0, -1), b.subarray(0, -1)))));
