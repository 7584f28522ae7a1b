#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times `peelian verdict` on a file of 100,000 series of 60 months, on one thread and two.

    bench/verdict_file.py [--program build/release/bin/peelian] [--series 100000] [--runs 3]

Also fails when the two do not write the same bytes.
"""
import argparse
import hashlib
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def write_series(path, series):
    months = [f"{year}-{month:02}" for year in range(2019, 2024) for month in range(1, 13)]
    chance = random.Random(1)
    with open(path, "w") as out:
        out.write("series,period,value,better\n")
        for i in range(series):
            mean = (0.5, 5, 30, 300)[i % 4]
            values = (max(0, round(chance.gauss(mean, mean**0.5))) for _ in months)
            out.write("".join(f"burglary {i},{m},{v},down\n" for m, v in zip(months, values)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=ROOT / "build/release/bin/peelian")
    parser.add_argument("--series", type=int, default=100000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "series.csv")
        write_series(path, arguments.series)
        print(f"{arguments.series} series of 60 months, {os.path.getsize(path) / 1e6:.0f} MB")
        hashes = set()
        for threads in (1, 2):
            best = []
            for _ in range(arguments.runs):
                started = time.perf_counter()
                done = subprocess.run([arguments.program, "verdict", path, "--threads", str(threads)],
                                      stdout=subprocess.PIPE, check=True)
                best.append(time.perf_counter() - started)
                hashes.add(hashlib.sha256(done.stdout).hexdigest())
            print(f"threads {threads}: {sorted(best)[len(best) // 2]:.2f} s (median of {len(best)})")
        if len(hashes) != 1:
            raise SystemExit("the bytes differ between threads or runs")
        print("same bytes")


if __name__ == "__main__":
    main()
