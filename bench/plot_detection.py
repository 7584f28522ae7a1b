#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws docs/verdicts-detection.svg from what bench/false_alarms measured.

    bench/plot_detection.py [docs/verdicts-measured.txt] [docs/verdicts-detection.svg]

One panel a mean, one line a step (10, 20, 40 per cent, three times as many), at 60 months of
independent events: noticed after 3, 6 and 12 months. Dashed: what a test at 5 per cent reaches
that knows level, season and date, for independent events (the normal test on square roots).
"""
import math
import re
import sys

LENGTH = 60
MONTHS = (3, 6, 12)
STEPS = {"10": "#8a8d91", "20": "#2b7a78", "40": "#b5541c", "200": "#4a3f8f"}
WIDTH, HEIGHT, LEFT, TOP, GAP = 150, 150, 44, 40, 22


def measured(path):
    """{mean: {step: [share after 3, 6, 12 months]}}"""
    out = {}
    for line in open(path):
        found = re.match(rf"\s*{LENGTH} months, mean\s+([\d.]+):(.*\+10%.*)", line)
        if not found:
            continue
        out[found.group(1)] = {
            step: [int(v) for v in values.split("/")]
            for step, values in re.findall(r"\+(\d+)%\s+(\d+/\s*\d+/\s*\d+)", found.group(2))
        }
    return out


def known(mean, step, months):
    """Power of the two-sided test at 5 per cent that knows all but whether there is a step."""
    z = 2 * (math.sqrt(mean * (1 + step / 100)) - math.sqrt(mean)) * math.sqrt(months)
    below = lambda x: 0.5 * math.erfc(-x / math.sqrt(2))
    return 100 * (below(z - 1.959964) + below(-z - 1.959964))


def panel(out, x, mean, steps):
    at = lambda month, share: f"{x + WIDTH * month / 12:.1f},{TOP + HEIGHT * (1 - share / 100):.1f}"
    out.append(f'<text x="{x}" y="{TOP - 10}" font-weight="bold">{mean} a month</text>')
    for share in (0, 50, 100):
        y = TOP + HEIGHT * (1 - share / 100)
        out.append(f'<path d="M{x} {y}h{WIDTH}" stroke="#ddd"/>')
    for month in (0, *MONTHS):
        out.append(f'<text x="{x + WIDTH * month / 12:.1f}" y="{TOP + HEIGHT + 16}" text-anchor="middle">{month}</text>')
    for step, shares in steps.items():
        colour = STEPS[step]
        points = " ".join(at(m, s) for m, s in zip(MONTHS, shares))
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        ideal = " ".join(at(m, known(float(mean), float(step), m)) for m in MONTHS)
        out.append(f'<polyline points="{ideal}" fill="none" stroke="{colour}" stroke-dasharray="3 3"/>')


def main():
    source = sys.argv[1] if len(sys.argv) > 1 else "docs/verdicts-measured.txt"
    target = sys.argv[2] if len(sys.argv) > 2 else "docs/verdicts-detection.svg"
    table = measured(source)
    width = LEFT + len(table) * (WIDTH + GAP)
    height = TOP + HEIGHT + 60
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
           f'font-size="12" role="img"><title>Share of steps that are noticed, by months since the step, at '
           f'{LENGTH} months of data</title><rect width="100%" height="100%" fill="#fff"/>']
    for share in (0, 50, 100):
        out.append(f'<text x="{LEFT - 6}" y="{TOP + HEIGHT * (1 - share / 100) + 4}" text-anchor="end">{share}%</text>')
    for i, (mean, steps) in enumerate(table.items()):
        panel(out, LEFT + i * (WIDTH + GAP), mean, steps)
    for i, (step, colour) in enumerate(STEPS.items()):
        x = LEFT + i * 130
        out.append(f'<path d="M{x} {height - 16}h20" stroke="{colour}" stroke-width="2"/>'
                   f'<text x="{x + 26}" y="{height - 12}">{"three times" if step == "200" else "+" + step + "%"}</text>')
    out.append(f'<text x="{LEFT + 540}" y="{height - 12}">months since the step; dashed: a test that knows level, '
               "season and date</text></svg>")
    with open(target, "w") as file:
        file.write("\n".join(out) + "\n")


main()
