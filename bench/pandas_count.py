# SPDX-License-Identifier: MIT
"""What an analyst would write: pandas counting crimes by month, small area and type, and
searches by month, ethnicity and object. Nothing is checked, kept or published.

    python3 pandas_count.py FOLDER
"""
import glob
import sys
import time

import pandas


def count(pattern, columns):
    parts = []
    for path in sorted(glob.glob(pattern)):
        rows = pandas.read_csv(path, usecols=columns, dtype=str, keep_default_na=False)
        if "Date" in columns:
            rows["Date"] = rows["Date"].str.slice(0, 7)
        parts.append(rows.groupby(columns, sort=False).size())
    return pandas.concat(parts).groupby(level=list(range(len(columns)))).sum()


def main():
    folder = sys.argv[1]
    start = time.monotonic()
    crimes = count(f"{folder}/police_uk/*/*-street.csv", ["Month", "LSOA code", "Crime type"])
    searches = count(
        f"{folder}/police_uk/*/*-stop-and-search.csv",
        ["Date", "Officer-defined ethnicity", "Object of search"],
    )
    taken = time.monotonic() - start
    print(f"street: {crimes.sum()} rows, {len(crimes)} groups")
    print(f"stop and search: {searches.sum()} rows, {len(searches)} groups")
    print(f"all: {taken:.2f} s")


if __name__ == "__main__":
    main()
