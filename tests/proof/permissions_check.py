#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every role, with every area and held to one, tries everything on every register through the JSON interface and
through the pages: read each field, make a record, write each field, make each move. What happens must be what the
rules of src/registers/access.hpp say, which are worked out here once more from the registers' files. What was
refused must also have changed nothing, which somebody with all roles looks at after each try."""
import html.parser
import itertools
import tomllib

import proof

ROLES = ["viewer", "officer", "analyst", "approver", "auditor", "administrator"]
AREAS = ["E23000013", "E06000001"]
REGISTERS = {
    "open": """
title = "Open"
singular = "open record"
about = "Read and changed by whoever may change anything."
heading = "subject"
[[field]]
id = "subject"
label = "Subject"
type = "text"
required = true
[[field]]
id = "note"
label = "Note"
type = "text"
[[state]]
id = "new"
label = "New"
[[state]]
id = "over"
label = "Over"
kind = "done"
[[move]]
id = "end"
label = "End it"
to = "over"
""",
    "kept": """
title = "Kept"
singular = "kept record"
about = "Held to areas, with fields for few and a move for another person."
heading = "subject"
area = "area"
[access]
read = ["officer", "analyst", "approver", "administrator"]
create = ["officer", "approver"]
edit = ["officer", "analyst"]
[[field]]
id = "subject"
label = "Subject"
type = "text"
required = true
[[field]]
id = "area"
label = "Area"
type = "area"
[[field]]
id = "advice"
label = "Advice"
type = "text"
read = ["approver", "administrator", "officer"]
write = ["approver", "officer"]
[[field]]
id = "secret"
label = "Secret"
type = "text"
read = ["administrator"]
write = ["administrator"]
[[field]]
id = "figure"
label = "Figure"
type = "text"
write = ["analyst"]
[[state]]
id = "draft"
label = "Draft"
[[state]]
id = "sent"
label = "Sent"
[[state]]
id = "signed"
label = "Signed"
kind = "done"
[[move]]
id = "send"
label = "Send it"
from = ["draft"]
to = "sent"
who = ["officer"]
[[move]]
id = "sign"
label = "Sign it"
to = "signed"
who = ["approver", "administrator", "viewer"]
by_another = true
[[move]]
id = "reopen"
label = "Open it again"
from = ["signed"]
to = "draft"
""",
    "restricted": """
title = "Restricted"
singular = "restricted record"
about = "For approvers alone; every reading is noted."
heading = "subject"
[access]
read = ["approver"]
create = ["approver", "officer"]
edit = ["approver"]
restricted = true
[[field]]
id = "subject"
label = "Subject"
type = "text"
required = true
[[state]]
id = "new"
label = "New"
[[state]]
id = "over"
label = "Over"
kind = "done"
[[move]]
id = "end"
label = "End it"
to = "over"
who = ["approver", "officer"]
""",
}


class Rules:
    """What a role may do with a register, from the register's file."""

    def __init__(self, role, areas, definition):
        self.role, self.areas, self.definition = role, areas, definition
        access = definition.get("access", {})
        self.changes = role not in ("viewer", "auditor")
        self.read = role == "auditor" or role in access.get("read", ROLES)
        self.create = self.read and self.changes and role in access.get("create", ROLES)
        self.edit = self.read and self.changes and role in access.get("edit", ROLES)

    def sees(self, area):
        held = bool(self.areas) and "area" in self.definition
        return self.read and (not held or area in self.areas)

    def reads(self, field):
        return self.role == "auditor" or self.role in field.get("read", ROLES)

    def writes(self, field):
        return self.edit and self.reads(field) and self.role in field.get("write", ROLES)

    def makes(self, move, state, made_it):
        return (self.read and self.changes and self.role in move.get("who", ROLES)
                and state in move.get("from", [state]) and not (move.get("by_another") and made_it))


class Form(html.parser.HTMLParser):
    """What a browser would send of the page's forms, as names and values in order; a name may come twice."""

    def __init__(self, page):
        super().__init__()
        self.fields, self.select, self.text = [], None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        name = values.get("name")
        if tag == "input" and name and values.get("type") not in ("submit", "file", "radio", "checkbox"):
            self.fields.append((name, values.get("value") or ""))
        elif tag == "input" and name and "checked" in values:
            self.fields.append((name, values.get("value") or ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in values:
            self.fields.append((self.select, values.get("value") or ""))
        elif tag == "textarea":
            self.text = name
            self.fields.append((name, ""))

    def handle_data(self, data):
        if self.text:
            self.fields[-1] = (self.text, self.fields[-1][1] + data)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.text = None
        if tag == "select":
            self.select = None

    def with_values(self, **values):
        """The same with these in place of what they were, or more."""
        return [(name, value) for name, value in self.fields if name not in values] + list(values.items())


class Matrix:
    """All the cells, tried one by one against a running workbench."""

    def __init__(self, bench, workbench, definitions):
        self.bench, self.definitions = bench, definitions
        self.cells = 0
        self.wrong = []
        self.witness = self.person(workbench, "witness0")
        self.people = []
        for role, held in itertools.product(ROLES, (False, True)):
            client = self.person(workbench, f"{role}{'-held' if held else ''}0")
            self.people.append((role, [AREAS[1]] if held else [], client))

    @staticmethod
    def person(workbench, name):
        client = proof.Client(workbench.port)
        proof.check(client.sign_in(name), f"{name} cannot sign in")
        client.name = name
        return client

    def cell(self, what, expected, got):
        self.cells += 1
        if expected != got:
            self.wrong.append(f"{what}: expected {expected}, got {got}")

    def fresh(self, register, area="", subject="Fresh"):
        """A new record by the witness, whose every field is filled with its own mark."""
        values = {"subject": f"{subject} {register} {area}"}
        for field in self.definitions[register]["field"]:
            if field["id"] == "area" and area:
                values["area"] = area
            elif field["id"] not in ("subject", "area"):
                values[field["id"]] = f"MARK-{register}-{field['id']}"
        status, made = self.witness.post(f"/api/registers/{register}", {"values": values})
        proof.check(status == 201, f"the witness cannot make a record: {status} {made}")
        return made["id"]

    def stands(self, register, identity):
        status, record = self.witness.get(f"/api/registers/{register}/{identity}")
        proof.check(status == 200, f"the witness cannot read {register}/{identity}: {status}")
        return record

    def try_reading(self, client, rules, register, identity, area):
        name = f"{client.name} reads {register} ({area or 'no area'})"
        sees = rules.sees(area)
        status, record = client.get(f"/api/registers/{register}/{identity}")
        self.cell(f"{name} by JSON", sees, status == 200)
        page_status, page = client.ask("GET", f"/registers/{register}/{identity}")
        self.cell(f"{name} by page", sees, page_status == 200)
        others = [client.ask("GET", path)[1] for path in
                  (f"/registers/{register}/{identity}/history", f"/registers/{register}/", f"/api/registers/{register}",
                   f"/registers/{register}/?q=MARK", f"/search/?q=MARK-{register}", "/changes/",
                   f"/registers/{register}/export?format=csv", f"/registers/{register}/{identity}/change")]
        for field in self.definitions[register]["field"]:
            if field["id"] in ("subject", "area"):
                continue
            mark, readable = f"MARK-{register}-{field['id']}", sees and rules.reads(field)
            values = record.get("values", {}) if isinstance(record, dict) else {}
            self.cell(f"{name}, field {field['id']} by JSON", readable, values.get(field["id"]) == [mark])
            self.cell(f"{name}, field {field['id']} by page", readable, mark in page)
            if not (rules.read and rules.reads(field)):
                self.cell(f"{name}, field {field['id']} anywhere", False, any(mark in text for text in others))
        if not sees:
            title = f"Fresh {register} {area}"
            self.cell(f"{name}, its title anywhere", False, any(title in text for text in [page, *others]))

    def try_making(self, client, rules, register, area):
        values = {"subject": f"By {client.name}"}
        if "area" in self.definitions[register] and area:
            values["area"] = area
        status, made = client.post(f"/api/registers/{register}", {"values": values})
        expected = rules.create and rules.sees(area)
        self.cell(f"{client.name} makes {register} ({area or 'no area'})", expected, status == 201)
        return made["id"] if status == 201 else None

    def try_writing(self, client, rules, register, area, by_page):
        for field in self.definitions[register]["field"]:
            if field["id"] == "area":
                continue
            identity = self.fresh(register, area)
            version = self.stands(register, identity)["version"]
            mine = f"Written by {client.name}"
            if by_page:
                address = f"/registers/{register}/{identity}/change"
                status, page = client.ask("GET", address)
                form = Form(page if status == 200 else "")
                if status != 200:  # what a page that was refused would have sent
                    form.fields = [("version", str(version)), ("was", "{}"), ("on", "subject"), ("f.subject", "forged")]
                fields = form.with_values(**{"csrf": client.csrf, f"f.{field['id']}": mine, "reason": "Tried"})
                client.form(address, fields + [("on", field["id"])])
            else:
                client.post(f"/api/registers/{register}/{identity}",
                            {"version": version, "values": {field["id"]: mine}})
            record = self.stands(register, identity)
            expected = rules.sees(area) and rules.writes(field)
            what = f"{client.name} writes {register}.{field['id']} ({area or 'no area'}) by {'page' if by_page else 'JSON'}"
            self.cell(what, expected, record["values"].get(field["id"]) == [mine])
            self.cell(f"{what}, and nothing else", version + (1 if expected else 0), record["version"])

    def try_moving(self, client, rules, register, area, by_page):
        definition = self.definitions[register]
        for move in definition["move"]:
            identity = self.fresh(register, area)
            record = self.stands(register, identity)
            self.move(client, register, record, move, by_page)
            expected = rules.sees(area) and rules.makes(move, definition["state"][0]["id"], False)
            made = self.stands(register, identity)["moves"][-1]["move"] == move["id"]
            self.cell(f"{client.name} moves {register} by {move['id']} ({area or 'no area'}, "
                      f"{'page' if by_page else 'JSON'})", expected, made)

    def move(self, client, register, record, move, by_page):
        if not by_page:
            client.post(f"/api/registers/{register}/{record['id']}",
                        {"version": record["version"], "values": {}, "move": move["id"]})
            return
        address = f"/registers/{register}/{record['id']}/move/{move['id']}"
        status, page = client.ask("GET", address)
        form = Form(page if status == 200 else "")
        if status != 200:
            form.fields = [("version", str(record["version"])), ("on", "-on"), ("f.-on.day", "2"),
                           ("f.-on.month", "1"), ("f.-on.year", "2024")]
        client.form(address, form.with_values(csrf=client.csrf))

    def try_own(self, client, rules, register, area):
        """Nobody makes a move that asks for another person on what they made themselves."""
        identity = self.try_making(client, rules, register, area)
        if identity is None:
            return
        for move in self.definitions[register]["move"]:
            if move.get("by_another"):
                record = self.stands(register, identity)
                self.move(client, register, record, move, False)
                expected = rules.makes(move, record["state"], True)
                self.cell(f"{client.name} moves their own {register} by {move['id']}", expected,
                          self.stands(register, identity)["state"] == move["to"])

    def try_all(self):
        for (role, areas, client), (register, definition) in itertools.product(self.people, self.definitions.items()):
            rules = Rules(role, areas, definition)
            for area in AREAS if "area" in definition else [""]:
                self.try_reading(client, rules, register, self.fresh(register, area), area)
                self.try_own(client, rules, register, area)
                for by_page in (False, True):
                    self.try_writing(client, rules, register, area, by_page)
                    self.try_moving(client, rules, register, area, by_page)
            listed = [r["id"] for r in client.get("/api/registers")[1]["registers"]]
            self.cell(f"{client.name} is told of {register}", rules.read, register in listed)

    def try_strangers(self, port):
        """Without a session, and without the session's token, nothing is read and nothing changes."""
        stranger = proof.Client(port)
        identity = self.fresh("open")
        for path in ("/", "/registers/", "/registers/open/", f"/registers/open/{identity}", "/accounts/", "/search/"):
            status, page = stranger.ask("GET", path)
            self.cell(f"a stranger asks for {path}", (303, False), (status, "MARK" in page))
        for path in ("/api/registers", "/api/registers/open", f"/api/registers/open/{identity}"):
            self.cell(f"a stranger asks for {path}", 401, stranger.ask("GET", path)[0])
        client = next(client for role, areas, client in self.people if role == "officer" and not areas)
        token, client.csrf = client.csrf, "x" * len(client.csrf)
        status, _ = client.post(f"/api/registers/open/{identity}", {"version": 1, "values": {"note": "forged"}})
        self.cell("a change without the session's token", 403, status)
        client.csrf = token
        self.cell("it changed nothing", 1, self.stands("open", identity)["version"])


def try_headers(bench, matrix):
    """Where people come by https: cookies that no script and no other site gets, and pages that load nothing else."""
    workbench = proof.Workbench(bench, words=["--public-address", "https://work.example.org"], loopback=False)
    client = proof.Client(workbench.port)
    matrix.cell("signing in where people come by https", True, client.sign_in("officer0"))
    cookie = next(iter(client.kept.values()))
    names = list(client.cookies)
    matrix.cell("every cookie's name", True, all(name.startswith("__Host-") for name in names) and bool(names))
    for word in ("Secure", "HttpOnly", "SameSite=", "Path=/"):
        matrix.cell(f"{word} of the session's cookie", True, word in cookie)
    client.ask("GET", "/")
    headers = dict(client.headers)
    for name, word in (("content-security-policy", "default-src 'none'"), ("content-security-policy", "frame-ancestors"),
                       ("x-content-type-options", "nosniff"), ("cache-control", "no-store"),
                       ("strict-transport-security", "max-age"), ("referrer-policy", "same-origin")):
        matrix.cell(f"{name} of a page has {word}", True, word in headers.get(name, ""))
    matrix.cell("a page allows nothing inline or from elsewhere", False,
                any(word in headers["content-security-policy"] for word in ("unsafe", "http:", "*")))
    matrix.cell("the server names itself", False, "server" in headers)
    for method in ("PUT", "DELETE", "TRACE", "OPTIONS"):
        matrix.cell(f"{method} is taken", True, client.ask(method, "/")[0] in (400, 405, 501))
    workbench.end()


def work(options):
    bench = proof.Bench(options)
    (bench.workspace / "registers/letters.toml").unlink()
    for name, text in REGISTERS.items():
        (bench.workspace / f"registers/{name}.toml").write_text(f'id = "{name}"\n{text}')
    with open(bench.workspace / "peelian.toml", "a") as settings:
        settings.write("\n[sign_in]\nsecond_factor = []\n")
    for role in ROLES:
        bench.accounts(1, role)
        bench.accounts(1, role, AREAS[1], f"{role}-held")
    bench.accounts(1, ",".join(ROLES), name="witness")
    workbench = proof.Workbench(bench)
    definitions = {name: tomllib.loads(text) for name, text in REGISTERS.items()}
    matrix = Matrix(bench, workbench, definitions)
    matrix.try_all()
    matrix.try_strangers(workbench.port)
    try_headers(bench, matrix)
    workbench.end()
    proof.check(bench.verify()["whole"], "the log is not whole")
    proof.check(not matrix.wrong, f"{len(matrix.wrong)} of {matrix.cells} cells:\n" + "\n".join(matrix.wrong[:60]))
    print(f"{matrix.cells} cells, all as the rules say")
    bench.done()


proof.main(work)
