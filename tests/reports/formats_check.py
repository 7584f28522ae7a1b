#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads every report of a site in all its formats and checks that they say the same.

    formats_check.py SITE [--office SOFFICE]

Each figure of NAME-figures.csv must stand in the page's tables, in the PDF's text and, as the same
number, in the spreadsheet. PDFs must be tagged, with title and language, headings and table headers.
With --office every spreadsheet is opened by LibreOffice besides and read back. Ends with
`N passed, N failed`.
"""
import argparse
import csv
import html.parser
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Cells(html.parser.HTMLParser):
    """Texts of a page's table cells and list items."""

    def __init__(self):
        super().__init__()
        self.cells, self.depth = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in ("td", "th", "li"):
            self.cells.append("")

    def handle_endtag(self, tag):
        if tag in ("table", "ul"):  # a page leaves the ends of cells out
            self.cells.append("")

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data


def page_cells(path):
    cells = Cells()
    cells.feed(path.read_text(encoding="utf-8"))
    return {" ".join(cell.split()) for cell in cells.cells}


def workbook_values(path):
    """Numbers and texts of all sheets of a workbook."""
    numbers, texts = [], set()
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            root = ET.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in item.iter(MAIN + "t")) for item in root]
        for name in book.namelist():
            if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                continue
            for cell in ET.fromstring(book.read(name)).iter(MAIN + "c"):
                value = cell.find(MAIN + "v")
                if value is None:
                    continue
                if cell.get("t") == "s":
                    texts.add(" ".join(shared[int(value.text)].split()))
                else:
                    numbers.append(float(value.text))
    return numbers, texts


def squeezed(text):
    return re.sub(r"\s+", "", text)


class Checker:
    def __init__(self):
        self.passed, self.failures = 0, []

    def check(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failures.append(what)

    def report(self, figures):
        folder, name = figures.parent, figures.name.removesuffix("-figures.csv")
        with open(figures, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        cells = page_cells(folder / "index.html")
        numbers, texts = workbook_values(folder / (name + ".xlsx"))
        pdf = folder / (name + ".pdf")
        printed = squeezed(self.pdf_text(pdf)) if pdf.exists() else None
        for row in rows:
            what = f"{name}: {row['row']}, {row['column']} ({row['text']})"
            text = " ".join(row["text"].split())
            self.check(text in cells, what + " stands in a table of the page")
            if row["value"]:
                # What stands in print, which is what the cell holds; a percentage as its hundredth part.
                shown = float(re.sub(r"[^0-9.-]", "", text.replace("\u2212", "-")))
                if text.endswith("%"):
                    shown /= 100
                close = any(abs(n - shown) < 1e-9 * max(1, abs(shown)) for n in numbers)
                self.check(close, what + " is a number of the spreadsheet")
            else:
                self.check(text in texts, what + " is a text of the spreadsheet")
            if printed is not None:
                self.check(squeezed(text) in printed, what + " stands in the PDF")
        if printed is not None:
            self.tags(pdf)
        return len(rows)

    @staticmethod
    def pdf_text(path):
        return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout

    def tags(self, path):
        info = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
        self.check(re.search(r"^Tagged: +yes", info, re.M), f"{path.name} is tagged")
        self.check(re.search(r"^Title: +\S", info, re.M), f"{path.name} has a title")
        tree = subprocess.run(["pdfinfo", "-struct", str(path)], capture_output=True, text=True, check=True).stdout
        for tag in ("H1", "Table", "TH", "TD"):
            self.check(re.search(rf"^ *{tag}\b", tree, re.M), f"{path.name} has the tag {tag}")
        self.check(len(re.findall(r"^ *H1\b", tree, re.M)) == 1, f"{path.name} has one first heading")
        self.check(b"/Lang" in path.read_bytes(), f"{path.name} says its language")

    def office(self, program, workbooks):
        """LibreOffice opens it, and its first table reads back."""
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([program, "--headless", f"-env:UserInstallation=file://{out}/profile", "--convert-to",
                            'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1',
                            "--outdir", out, *map(str, workbooks)],
                           capture_output=True, check=True, timeout=300)
            for workbook in workbooks:
                sheets = list(pathlib.Path(out).glob(workbook.stem + "-*.csv"))
                _, texts = workbook_values(workbook)
                read = {" ".join(cell.split()) for sheet in sheets
                        for row in csv.reader(open(sheet, encoding="utf-8", newline="")) for cell in row}
                missing = {t for t in texts if t and t not in read}
                self.check(sheets and not missing, f"{workbook.name} reads back in LibreOffice: {sorted(missing)[:3]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--office", default="")
    arguments = parser.parse_args()
    checker = Checker()
    found = sorted(arguments.site.glob("reports/**/*-figures.csv"))
    figures = sum(checker.report(path) for path in found)
    if arguments.office:
        checker.office(arguments.office,
                       [path.with_name(path.name.replace("-figures.csv", ".xlsx")) for path in found])
    for failure in checker.failures[:30]:
        print("FAILED", failure)
    checker.check(found and figures, "the site has reports with figures")
    print(f"{figures} figures of {len(found)} reports, {len(list(arguments.site.glob('reports/**/*.pdf')))} PDFs")
    print(f"{checker.passed} passed, {len(checker.failures)} failed")
    return 1 if checker.failures else 0


if __name__ == "__main__":
    sys.exit(main())
