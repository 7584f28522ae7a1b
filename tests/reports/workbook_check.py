#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Opens a workbook with LibreOffice and holds every cell of every sheet against what was put
in, then looks into its parts for what a screen reader needs: workbook_check.py TEST_REPORTS SOFFICE.

TEST_REPORTS is the test program, which writes the workbook and, beside it, the words its tables
are to show. Exits 1 with a line for each fault.
"""
import csv
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HELD = {  # what cells hold behind what they show, in the first table
    "12,345": "12345", "\u22123.2%": "-3.2%", "+2.0 pp": "2", "£1,234.50": "1234.5", "0": "0", "0.0%": "0%",
    "0.0 pp": "0", "100%": "100%", "\u2212£7": "-7", "+17%": "17%", "\u22120.5 pp": "-0.5",
    "1,000,000 [p]": "1000000", "1.5": "1.5",
}
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


def converted(soffice, folder, name, as_shown):
    """Sheet name -> rows, as LibreOffice reads them."""
    out = folder / name
    settings = f"44,34,76,1,,0,false,true,{'true' if as_shown else 'false'},false,false,-1"
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
               f"csv:Text - txt - csv (StarCalc):{settings}", "--outdir", str(out), str(folder / "book.xlsx")]
    subprocess.run(command, check=True, timeout=240, capture_output=True, env={**os.environ, "HOME": str(folder)})
    return {p.stem.removeprefix("book-"): list(csv.reader(p.open(encoding="utf-8"))) for p in out.iterdir()}


def tables_to_be(folder):
    """Title -> rows of words, as the test program wrote them."""
    tables, rows = {}, None
    for line in csv.reader((folder / "shown.csv").open(encoding="utf-8")):
        if len(line) == 1:
            rows = tables[line[0]] = []
        else:
            rows.append(line)
    return tables


def below_headings(rows):
    """The table of a sheet: what follows the link back to the contents; its headings first."""
    at = [r[0] for r in rows].index("Back to the contents")
    return rows[at + 1], rows[at + 2:]


def check_tables(shown, held, to_be):
    sheets = {rows[0][0]: name for name, rows in shown.items()}
    for title, expected in to_be.items():
        check(title in sheets, f"there is no sheet with the title '{title}'")
        if title not in sheets:
            continue
        headings, rows = below_headings(shown[sheets[title]])
        check(len(set(headings)) == len(headings) and all(headings), f"{title}: headings {headings}")
        if not expected:
            expected = [["[z]"] * len(headings)]
        check(rows == expected, f"{title}: shows\n  {rows}\nand was to show\n  {expected}")
        _, raw = below_headings(held[sheets[title]])
        for want, got in zip(expected, raw):
            for word, value in zip(want, got):
                check(value == HELD.get(word, word), f"{title}: '{word}' holds '{value}'")


def check_cover(shown):
    cover = shown["Cover"]
    check(cover[0][0] == "Report to the Police & Crime Committee", "the cover's title")
    text = "\n".join(row[0] for row in cover)
    for words in ("SYNTHETIC", "Mayor's Office <of> London, July 2017", "Release 3f2a9c, made on 14 August 2017.",
                  "Contact: someone@example.org"):
        check(words in text, f"the cover does not say '{words}'")
    at = cover.index(["Worksheet", "What it holds"])
    check([r[0] for r in cover[at + 1:]] == [n for n in ORDER if n != "Cover"], "the contents are not the sheets")


def check_parts(path):
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        read = {name: book.read(name).decode() for name in names}
        check(all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in book.infolist()), "a part has a date")
    check("2017-08-14T00:00:00Z" in read["docProps/core.xml"], "the file's date")
    check("Mayor's Office" in read["docProps/core.xml"].replace("&apos;", "'"), "the file's author")
    check("en-GB" in read["docProps/custom.xml"], "the file's language")
    check(read["xl/workbook.xml"].count("Print_Titles") == 3, "headings repeated in print")
    names_of_tables = [re.search(r'displayName="([^"]+)"', read[n]).group(1) for n in names if "xl/tables/" in n]
    check(sorted(names_of_tables) == ["table_none", "table_of_contents", "table_of_markers", "table_recorded_crime",
                                      "table_recorded_crime_2"], f"tables are named {names_of_tables}")
    for name in (n for n in names if n.startswith("xl/worksheets/sheet")):
        text = read[name]
        check("<f>" not in text, f"{name} has a formula")
        check("<mergeCell" not in text, f"{name} has merged cells")
        check('orientation="landscape"' in text and "fitToPage" in text, f"{name} in print")
        active = re.findall(r'activeCell="([^"]+)"', text)
        check(all(a == "A1" for a in active), f"{name}: the cursor is at {active}")
        rows = ElementTree.fromstring(text).find(f"{MAIN}sheetData")
        numbers = [int(r.get("r")) for r in rows]
        check(numbers == list(range(1, len(numbers) + 1)), f"{name} has a blank row")
        empty = [c.get("r") for c in rows.iter(f"{MAIN}c") if c.find(f"{MAIN}v") is None]
        check(not empty, f"{name} has empty cells {empty}")
        check("<autoFilter" not in "".join(read[n] for n in names if "xl/tables/" in n), "a table has filters")
    links = "".join(read[n] for n in names if n.endswith("sheet3.xml.rels"))
    check("https://www.example.org/measures/burglary/" in links, "a row's link to its page")
    return re.findall(r'<sheet name="([^"]+)"', read["xl/workbook.xml"])


program, soffice = sys.argv[1:]
with tempfile.TemporaryDirectory() as temporary:
    made = Path(temporary)
    subprocess.run([program, "-tc=a workbook for other programs to read"], check=True, capture_output=True,
                   env={**os.environ, "PEELIAN_WORKBOOK": temporary})
    ORDER = [n.replace("&apos;", "'") for n in check_parts(made / "book.xlsx")]
    as_shown, as_held = (converted(soffice, made, n, n == "shown") for n in ("shown", "held"))
    check(set(as_shown) == set(ORDER), f"sheets {sorted(as_shown)}")
    check_cover(as_shown)
    check_tables(as_shown, as_held, tables_to_be(made))
print("\n".join(faults) if faults else f"{len(ORDER)} sheets read back as they were written")
sys.exit(1 if faults else 0)
