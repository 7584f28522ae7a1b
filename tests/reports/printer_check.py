#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints a page and reads back what a screen reader would: printer_check.py TEST_REPORTS PDFINFO.

The tags come from poppler's pdfinfo, the rest from the file itself: headings in order, tables with
headers and captions, words for figures and links, language and title, text in the order of the
page, nothing drawn outside of tags that is not marked as decoration. Prints a line for each fault
and exits 1; skipped (77) where there is no Chromium.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from html.parser import HTMLParser
from pathlib import Path

STANDARD = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI
Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
Figure Formula Form""".split())
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


class Words(HTMLParser):
    """The text of a page in its order, without what is hidden."""

    def __init__(self):
        super().__init__()
        self.text, self.hidden = "", []

    def handle_starttag(self, tag, attributes):
        if tag in ("meta", "hr", "img", "path", "link", "br"):
            return
        hidden = tag in ("head", "style", "script") or ("aria-hidden", "true") in attributes
        self.hidden.append(hidden or (bool(self.hidden) and self.hidden[-1]))

    def handle_endtag(self, tag):
        if tag not in ("path", "hr", "img") and self.hidden:
            self.hidden.pop()

    def handle_data(self, data):
        if self.hidden and not self.hidden[-1]:
            self.text += data


def squeezed(text):
    # Whether a font joins ff to one shape is its own affair (NFKC parts them again).
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def check_tags(pdfinfo, pdf, page):
    read = subprocess.run([pdfinfo, "-struct-text", str(pdf)], check=True, capture_output=True, encoding="utf-8")
    check(not read.stderr.strip(), f"pdfinfo complains: {read.stderr.strip()}")
    tags = [(len(line) - len(line.lstrip()), line.strip()) for line in read.stdout.splitlines() if line.strip()]
    names = [re.match(r"\"|[A-Za-z0-9]+", words).group(0) if re.match(r"\"|[A-Za-z0-9]+", words) else "" for _, words in tags]
    check([n for n in names if re.fullmatch("H[1-6]", n)] == ["H1", "H2", "H2", "H3"], f"headings are {names}")
    tables = [i for i, n in enumerate(names) if n == "Table"]
    check(len(tables) == 2, "there are not two tables")
    for i in tables:
        inside = []
        for (indent, _), name in zip(tags[i + 1:], names[i + 1:]):
            if indent <= tags[i][0]:
                break
            inside.append(name)
        check("TH" in inside and "Caption" in inside and "TD" in inside, f"a table holds {inside}")
    text = "".join(words[1:-1] for _, words in tags if words.startswith('"'))
    wanted = Words()
    wanted.feed(page.read_text(encoding="utf-8"))
    check(squeezed(text) == squeezed(wanted.text), f"text is\n  {squeezed(text)}\nand was to be\n  {squeezed(wanted.text)}")


def objects_of(data):
    found = re.finditer(rb"(?<=\n)(\d+) 0 obj\n(.*?)\nendobj(?=\n)", data, re.S)
    return {int(m.group(1)): m.group(2) for m in found}


def check_elements(objects):
    elements = {n: o for n, o in objects.items() if b"/Type /StructElem" in o}
    tag = {n: re.search(rb"/S /(\w+)", o).group(1).decode() for n, o in elements.items()}
    roles = b"".join(re.findall(rb"/RoleMap <<(.*?)>>", b"\n".join(objects.values()), re.S)).decode()
    for number, name in tag.items():
        check(name in STANDARD or f"/{name} /" in roles, f"tag {name} is no tag of PDF 1.7 and has no role")
        if name == "Figure":
            check(b"/Alt (" in elements[number], f"figure {number} has no words")
        if name == "LI":
            kids = [int(k) for k in re.findall(rb"(\d+) 0 R", re.search(rb"/K (.*)", elements[number], re.S).group(1))]
            kids = [tag[k] for k in kids if k in tag]
            check(kids == ["Lbl", "LBody"], f"an item of a list holds {kids}")
        if name in ("Table", "TR", "L"):
            kids = re.search(rb"/K (\[.*?\]|\d+ 0 R|\d+)", elements[number], re.S).group(1)
            check(not re.search(rb"\d", re.sub(rb"\d+ 0 R", b"", kids)), f"{name} {number} is drawn itself")
    check(sum(n == "Figure" for n in tag.values()) == 2, "there are not two figures")
    check({"Strong", "Em"} <= set(tag.values()), "the page's stress is gone")


def check_links(objects):
    links = [o for o in objects.values() if b"/Subtype /Link" in o]
    check(all(b"/Contents (" in o for o in links), "a link has no words")
    check(len(links) == 3, f"there are {len(links)} links")
    for address in (b"(https://www.example.org/areas/)", b"(https://example.org/x?a=1&b=\\(2\\))", b"/Dest /second"):
        check(any(address in o for o in links), f"there is no link to {address}")


def check_marks(objects):
    """All that pages draw stands within a tag or an artifact."""
    for page in (o for o in objects.values() if o.startswith(b"<</Type /Page\n")):
        content = objects[int(re.search(rb"/Contents (\d+)", page).group(1))]
        forms = [n for n, f in re.findall(rb"(/X\d+) (\d+) 0 R", page) if b"/StructParents" in objects[int(f)]]
        stream = zlib.decompress(content[content.index(b"stream\n") + 7:])
        depth, artifacts, last = 0, 0, b""
        for token in re.findall(rb"<[0-9a-f]+>|/?[A-Za-z*]+\d*|<<|>>|[^\s<>/]+", stream):
            if token in (b"BDC", b"BMC"):
                depth += 1
                artifacts += token == b"BMC"
            depth -= token == b"EMC"
            if token in (b"f", b"S", b"B", b"Tj", b"TJ", b"Do", b"f*") and depth == 0 and last not in forms:
                faults.append(f"{token.decode()} draws outside of tags")
            last = token
        check(depth == 0, "marks are not closed")
        check(artifacts > 0, "the foot of a page is no artifact")


program, pdfinfo = sys.argv[1:]
if not any(map(shutil.which, [os.environ.get("PEELIAN_CHROMIUM") or "chromium", "chromium-browser", "google-chrome"])):
    print("no Chromium here: nothing is printed")
    sys.exit(77)
with tempfile.TemporaryDirectory() as temporary:
    page = Path(temporary) / "printed.html"
    shutil.copy(Path(__file__).with_name("printed.html"), page)
    subprocess.run([program, "-tc=pages for other programs to read"], check=True, capture_output=True,
                   env={**os.environ, "PEELIAN_PRINT": temporary})
    pdf = page.with_suffix(".pdf")
    about = subprocess.run([pdfinfo, str(pdf)], check=True, capture_output=True, encoding="utf-8").stdout
    for words in ("Report & pack for Café <July 2017>", "Mayor's Office", "Aug 14 00:00:00 2017", "Tagged:          yes",
                  "A4", "JavaScript:      no", "Pages:           2"):
        check(words in about, f"pdfinfo does not say '{words}'")
    metadata = subprocess.run([pdfinfo, "-meta", str(pdf)], check=True, capture_output=True, encoding="utf-8").stdout
    for words in ("<pdfuaid:part>1</pdfuaid:part>", "Report &amp; pack for Café &lt;July 2017&gt;", "en-GB"):
        check(words in metadata, f"the metadata does not say '{words}'")
    check_tags(pdfinfo, pdf, page)
    data = pdf.read_bytes()
    for words in (b"/Lang (en-GB)", b"/MarkInfo <</Marked true>>", b"/DisplayDocTitle true", b"/Outlines "):
        check(words in data, f"the file does not say {words}")
    everything = objects_of(data)
    check_elements(everything)
    check_links(everything)
    check_marks(everything)
print("\n".join(faults) if faults else "the page is read back as it was printed")
sys.exit(1 if faults else 0)
