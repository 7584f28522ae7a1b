#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the cases of the command line: tests/cli/run.py --program PEELIAN [FILTER...].

A case is a text file, tests/cli/<command>/<case>.test, made of sections:

    What is guarded, in a sentence or two; everything before the first section.
    --- file data/2024-01-x-street.csv
    the file's text
    --- shell
    gzip data/2024-01-x-street.csv      (for what text cannot say; must succeed;
                                         support.sh has functions for it)
    --- run peelian load ws
    --- stdout
    what standard output must be
    --- stderr
    what standard error must be
    --- exit 1

A case may have many runs. A run without --- stdout or --- stderr must print nothing there,
and one without --- exit must exit 0. `--- stdout contains` asks only that its lines are
found, in this order, each as a part of a line; `--- stdout any` asks for nothing.
What differs from run to run is replaced before the comparison: the case's folder by
FOLDER, hashes by HASH, the program's version by VERSION, today by TODAY.

Every command also gets, for free: its --help says how to use it, and an option that does
not exist is wrong use (exit 2), named on standard error.

--renew writes what the program says now into the cases. The last line is
"N passed, N failed".
"""
import argparse
import concurrent.futures
import datetime
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECTION = re.compile(r"^--- (file|shell|run|stdout|stderr|exit)(?: (.*))?$")


@dataclass
class Section:
    kind: str
    argument: str
    line: int
    text: str = ""


@dataclass
class Run:
    """A command with what is expected of it."""
    section: Section
    expected: dict = field(default_factory=dict)  # stdout, stderr, exit -> Section


class BadCase(Exception):
    pass


def read_case(path):
    """The case's introduction and its sections."""
    intro, sections = "", []
    for number, line in enumerate(path.read_text().splitlines(keepends=True), 1):
        found = SECTION.match(line.rstrip("\n"))
        if found:
            sections.append(Section(found.group(1), (found.group(2) or "").strip(), number))
        elif line.startswith("--- "):
            raise BadCase(f"{path}:{number}: there is no section {line.strip()!r}")
        elif sections:
            sections[-1].text += line
        else:
            intro += line
    return intro, sections


def group(path, sections):
    """Steps in order: sections of files and shells, and runs with what is expected."""
    steps = []
    for section in sections:
        if section.kind == "run":
            steps.append(Run(section))
        elif section.kind in ("stdout", "stderr", "exit"):
            if not steps or not isinstance(steps[-1], Run):
                raise BadCase(f"{path}:{section.line}: '{section.kind}' comes after a run")
            steps[-1].expected[section.kind] = section
        else:
            steps.append(section)
    if not any(isinstance(step, Run) for step in steps):
        raise BadCase(f"{path}:1: there is no run in this case")
    return steps


def normalise(text, folder, version):
    text = text.replace(str(folder), "FOLDER").replace(version, "VERSION")
    text = re.sub(r"(?<![.\w])(?:[0-9a-f]{64}|[0-9a-f]{12})\b", "HASH", text)
    today = datetime.datetime.now(datetime.timezone.utc).date()
    for day in (today, today - datetime.timedelta(days=1)):
        text = text.replace(day.isoformat(), "TODAY")
    return text


def contains(wanted, text):
    """The first of the wanted lines that is not found in order; None when all are."""
    at = 0
    for line in wanted.splitlines():
        found = text.find(line, at)
        if found < 0:
            return line
        at = found + len(line)
    return None


def difference(name, wanted, got):
    return "".join(line if line.endswith("\n") else line + "\n(no newline)\n" for line in difflib.unified_diff(
        wanted.splitlines(keepends=True), got.splitlines(keepends=True), f"{name} expected", f"{name} printed"))


class Runner:
    def __init__(self, program):
        self.program = program.resolve()
        done = subprocess.run([self.program, "--version"], capture_output=True, text=True, check=True)
        self.version = done.stdout.split()[-1]
        self.env = {
            "PATH": f"{self.program.parent}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "TZ": "Europe/London",
            "PEELIAN_USER": "Ann Analyst",
        }

    def shell(self, command, folder):
        env = {**self.env, "HOME": str(folder)}
        return subprocess.run(["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=300, check=False)

    def compare(self, path, run, got):
        """What is wrong with a run, as text."""
        wrong = ""
        for stream in ("stdout", "stderr"):
            section = run.expected.get(stream)
            mode = section.argument if section else ""
            if mode == "contains":
                line = contains(section.text, got[stream])
                if line is not None:
                    wrong += f"{stream} does not contain (in its place): {line}\nit is:\n{got[stream]}"
            elif mode == "":
                wrong += difference(stream, section.text if section else "", got[stream])
            elif mode != "any":
                raise BadCase(f"{path}:{section.line}: '{stream}' may be followed by 'contains' or 'any'")
        exit_section = run.expected.get("exit")
        wanted = int(exit_section.argument) if exit_section else 0
        if got["exit"] != wanted:
            wrong += f"exit is {got['exit']}, expected {wanted}\n"
            if run.expected.get("stderr") and run.expected["stderr"].argument == "any":
                wrong += got["stderr"]
        return f"$ {run.section.argument}\n{wrong}" if wrong else ""

    def run_case(self, path, renew):
        """Empty when the case passed, else what is wrong."""
        folder = Path(tempfile.mkdtemp(prefix="case-"))
        try:
            intro, sections = read_case(path)
            steps = group(path, sections)
            wrong = ""
            for step in steps:
                if not isinstance(step, Run):
                    self.prepare(path, step, folder)
                    continue
                done = self.shell(step.section.argument, folder)
                got = {
                    "stdout": normalise(done.stdout.decode(errors="replace"), folder, self.version),
                    "stderr": normalise(done.stderr.decode(errors="replace"), folder, self.version),
                    "exit": done.returncode,
                }
                if renew:
                    renew_run(step, got)
                else:
                    wrong += self.compare(path, step, got)
            if renew:
                write_case(path, intro, steps)
            return wrong
        except (BadCase, subprocess.TimeoutExpired) as error:
            return f"{error}\n"
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def prepare(self, path, section, folder):
        if section.kind == "file":
            file = folder / section.argument
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(section.text)
            return
        done = self.shell(f"set -euo pipefail\n. {HERE}/support.sh\n{section.text}", folder)
        if done.returncode != 0:
            raise BadCase(f"{path}:{section.line}: the preparation failed\n{done.stderr.decode(errors='replace')}")

    def commands(self):
        """The subcommands, as --help lists them."""
        text = subprocess.run([self.program, "--help"], capture_output=True, text=True, check=True).stdout
        return re.findall(r"^  ([a-z]+) ", text.split("Subcommands:")[1], re.M)

    def help_case(self, command):
        done = self.shell(f"peelian {command} --help", Path("/"))
        text = done.stdout.decode()
        wrong = "" if done.returncode == 0 else f"exit is {done.returncode}, expected 0\n"
        wrong += "" if not done.stderr else f"standard error is not empty: {done.stderr.decode()}"
        wrong += "" if f"Usage: peelian {command}" in text else f"it does not say how to use it:\n{text}"
        wrong += "" if "Exit status: 0 done" in text else f"it does not say the exit statuses:\n{text}"
        return wrong

    def wrong_option_case(self, command):
        done = self.shell(f"peelian {command} --no-such-option", Path("/"))
        wrong = "" if done.returncode == 2 else f"exit is {done.returncode}, expected 2\n"
        wrong += "" if not done.stdout else f"standard output is not empty: {done.stdout.decode()}"
        wrong += "" if done.stderr else "standard error says nothing\n"
        return wrong


def renew_run(step, got):
    for stream in ("stdout", "stderr"):
        section = step.expected.get(stream)
        if section and section.argument:
            continue
        if got[stream]:
            step.expected[stream] = Section(stream, "", 0, got[stream] if got[stream].endswith("\n") else got[stream] + "\n")
        else:
            step.expected.pop(stream, None)
    if got["exit"]:
        step.expected["exit"] = Section("exit", str(got["exit"]), 0)
    else:
        step.expected.pop("exit", None)


def write_case(path, intro, steps):
    out = intro
    for step in steps:
        parts = [step]
        if isinstance(step, Run):
            parts = [step.section] + [step.expected[k] for k in ("stdout", "stderr", "exit") if k in step.expected]
        for section in parts:
            out += f"--- {section.kind}{' ' + section.argument if section.argument else ''}\n{section.text}"
    path.write_text(out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("--help-cases", action="store_true", help="only the cases every command gets for free")
    parser.add_argument("filters", nargs="*", help="part of <command>/<case>")
    options = parser.parse_args()
    runner = Runner(options.program)
    cases = {}
    if not options.help_cases:
        for path in sorted(HERE.glob("*/*.test")):
            name = str(path.relative_to(HERE).with_suffix(""))
            cases[name] = lambda path=path: runner.run_case(path, options.renew)
    if not options.renew:
        for command in runner.commands():
            cases[f"{command}/--help"] = lambda command=command: runner.help_case(command)
            cases[f"{command}/--no-such-option"] = lambda command=command: runner.wrong_option_case(command)
    if options.filters:
        cases = {name: case for name, case in cases.items() if any(f in name for f in options.filters)}
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, wrong in zip(cases, pool.map(lambda case: case(), cases.values())):
            if wrong:
                failed += 1
                print(f"FAILED {name}\n{wrong}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0


sys.exit(main())
