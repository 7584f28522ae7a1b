#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the reports of the demo's site against what was printed: golden_check.py SITE EXAMPLE.

The forty rows of recorded crime that the Police and Crime Committee was given in July 2017 come from
EXAMPLE/printed; the other figures are typed here from what was printed, not from our own output.
Ends with `N passed, N failed`.
"""
import csv
import pathlib
import sys

# (report, table, row, column) -> as printed
PRINTED = {
    ("committee/2017-07", "mayor-s-questions", "June 2017"): {"Received": "101", "Answered in time": "92", "In time, %": "91%"},
    ("committee/2017-07", "letters-and-e-mails", "April 2017"): {"Received": "155", "Answered in 20 working days": "99", "In time, %": "64%"},
    ("committee/2017-07", "letters-and-e-mails", "May 2017"): {"Received": "3,510", "Answered in 20 working days": "3,467", "In time, %": "99%"},
    ("committee/2017-07", "letters-and-e-mails", "June 2017"): {"Received": "3,178", "Answered in 20 working days": "3,153", "In time, %": "99%"},
    ("committee/2017-07", "confidence-and-satisfaction", "Londoners who think the police do a good job locally"): {"A year before": "67%", "Latest": "69%", "Change": "+2 pp"},
    ("committee/2017-07", "confidence-and-satisfaction", "Victims satisfied with the police"): {"A year before": "80%", "Latest": "78%", "Change": "-2 pp"},
    ("committee/2017-07", "workforce", "Police officers"): {"May 2016": "31,601.41", "May 2017": "30,822.23", "Change": "-779.18", "Change, %": "-2.47%"},
    # Printed a hundred times too large; the change of the first was right all the same.
    ("committee/2017-07", "workforce", "Police staff"): {"May 2016": "9,410.64", "May 2017": "8,508.15", "Change, %": "-9.59%"},
    ("committee/2017-07", "workforce", "Police community support officers"): {"May 2016": "1,565.56", "May 2017": "1,387.69"},
    ("committee/2017-07", "workforce", "Special constables"): {"May 2016": "3,204.00", "May 2017": "2,537.00", "Change": "-667.00", "Change, %": "-20.82%"},
    ("annual-2017-18/2018-03", "spending-and-income-2017-18-million", "Gross expenditure"): {"Annual budget": "£60.9", "Outturn": "£54.0", "Variance": "-£6.9"},
    ("annual-2017-18/2018-03", "spending-and-income-2017-18-million", "Supplies and services, commissioning among them"): {"Variance": "-£6.2"},
    ("annual-2017-18/2018-03", "spending-and-income-2017-18-million", "Reserves"): {"Variance": "+£4.7"},
    ("annual-2017-18/2018-03", "spending-and-income-2017-18-million", "Income"): {"Annual budget": "-£23.6", "Outturn": "-£16.7", "Variance": "+£6.9"},
    ("annual-2017-18/2018-03", "spending-and-income-2017-18-million", "Net expenditure"): {"Annual budget": "£37.3", "Outturn": "£37.3", "Variance": "£0.0"},
    ("annual-2017-18/2018-03", "home-office-transformation-fund-2017-18-million", "Total"): {"Spent": "£6.33"},
    ("annual-2018-19/2019-03", "budget-2019-20-million", "Victim services and crime prevention"): {"Share, %": "80%"},
    ("annual-2018-19/2019-03", "budget-2019-20-million", "Violence Reduction Unit"): {"Share, %": "9%"},
    ("annual-2018-19/2019-03", "budget-2019-20-million", "All services"): {"Budget": "£67.9", "Share, %": "89%"},
    ("annual-2018-19/2019-03", "budget-2019-20-million", "Oversight and accountability"): {"Share, %": "9%"},
    ("annual-2018-19/2019-03", "budget-2019-20-million", "Shared audit"): {"Share, %": "2%"},
    ("annual-2018-19/2019-03", "budget-2019-20-million", "Total"): {"Budget": "£76.2", "Share, %": "100%"},
    ("annual-2018-19/2019-03", "spending-on-staff-by-grade-thousand", "Total"): {"2014/15": "7,218", "2015/16": "7,828", "2016/17": "8,163", "2017/18": "8,293", "2018/19": "9,904"},
    ("annual-2018-19/2019-03", "custody-visiting-2018", "2018"): {"Available": "5,240", "Interviewed": "3,991", "Interviewed of those available, %": "76%"},
}


def figures(site, report):
    """(table, row, column) -> text, minus signs made plain."""
    kind, edition = report.split("/")
    path = site / "reports" / kind / edition / f"{kind}-{edition}-figures.csv"
    with open(path, encoding="utf-8", newline="") as file:
        return {(r["table"], r["row"], r["column"]): r["text"].replace("\u2212", "-") for r in csv.DictReader(file)}


def main():
    site, example = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    reports = {name: figures(site, name) for name in {key[0] for key in PRINTED}}
    expected = {(report, table, row, column): text
                for (report, table, row), cells in PRINTED.items() for column, text in cells.items()}
    with open(example / "printed/committee-2017-07.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            change = row["change"] if row["change"].startswith("-") else "+" + row["change"]
            for column, text in {"12 months to June 2016": f"{int(row['2015-16']):,}",
                                 "12 months to June 2017": f"{int(row['2016-17']):,}", "Change, %": change}.items():
                expected[("committee/2017-07", "recorded-crime", row["title"], column)] = text
    failures = []
    for (report, *cell), text in expected.items():
        said = reports[report].get(tuple(cell), "nothing")
        if said != text:
            failures.append(f"{report}, {', '.join(cell)}: printed {text}, here {said}")
    for failure in failures:
        print("FAILED", failure)
    print(f"{len(expected) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
