# SPDX-License-Identifier: MIT
"""What the proofs share: workspaces to try things on, a PostgreSQL server, a running workbench and a client.

Every proof is a program: NAME.py --program PEELIAN --driver PROOF_DRIVER [--seed N]. It prints what it measured
and exits 0, 1 with what was wrong, or 77 where the machine does not allow it."""
import argparse
import http.client
import json
import os
import pwd
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

HERE = Path(__file__).resolve().parent
POSTGRES = Path("/usr/lib/postgresql/15/bin")
PASSWORD = "proof correct horse battery"
SKIPPED = 77


class Failed(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Failed(message)


class Bench:
    """A folder with a workspace in it, and the programs to work on it."""

    def __init__(self, options, url=""):
        self.program, self.driver = options.program.resolve(), options.driver.resolve()
        self.folder = Path(tempfile.mkdtemp(prefix="proof-"))
        self.workspace = self.folder / "ws"
        self.env = {"PATH": f"{self.program.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                    "PEELIAN_USER": "Ann Analyst", "HOME": str(self.folder)}
        if url:
            self.env["PEELIAN_DATABASE"] = url
        self.shell("letters_workspace; rm -r ws/records")

    def shell(self, command):
        subprocess.run(["bash", "-c", f"set -euo pipefail; . {HERE}/../cli/support.sh; {command}"], cwd=self.folder,
                       env=self.env, check=True, stdout=subprocess.DEVNULL)

    def run(self, *words, env=None, status=0):
        """Output of `peelian ...`; any other status than the given one is a failure, None takes all."""
        done = subprocess.run([self.program, *map(str, words)], cwd=self.folder, env={**self.env, **(env or {})},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=120)
        if status is not None and done.returncode != status:
            raise Failed(f"peelian {' '.join(map(str, words))}: exit {done.returncode}, expected {status}\n"
                         f"{done.stdout[-2000:]}{done.stderr[-2000:]}")
        self.status, self.stderr = done.returncode, done.stderr
        return done.stdout

    def verify(self, *words, status=0):
        return json.loads(self.run("registers", "verify", "--json", "-w", self.workspace, *words, status=status))

    def records(self):
        """All letters by id."""
        text = self.run("registers", "export", "letters", "--format", "json", "-w", self.workspace)
        return {record["id"]: record for record in json.loads(text)}

    def accounts(self, count, role, areas="", name=""):
        """Accounts officer0, officer1, ... of a role, or of several with commas between."""
        subprocess.run([self.driver, "accounts", self.workspace, str(count), name or role, role,
                        *([areas] if areas else [])], env=self.env, check=True)

    def done(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres:
    """A server of its own on a socket in a temporary folder; None where there is no PostgreSQL."""

    @staticmethod
    def start():
        return Postgres() if (POSTGRES / "postgres").exists() else None

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="proof-pg-", dir="/tmp"))
        self.who = {}
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.log = open(self.folder / "log", "wb")
        self.command("initdb", "-D", "data", "-U", "peelian", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.server = None
        self.serve()

    def command(self, name, *words):
        subprocess.run([POSTGRES / name, *words], cwd=self.folder, check=True, stdout=self.log, stderr=self.log,
                       **self.who)

    def serve(self):
        self.server = subprocess.Popen([POSTGRES / "postgres", "-D", "data", "-k", self.folder, "-c",
                                        "listen_addresses=", "-c", "max_connections=300"], cwd=self.folder,
                                       stdout=self.log, stderr=self.log, **self.who)
        for _ in range(200):
            done = subprocess.run([POSTGRES / "pg_isready", "-q", "-h", self.folder, "-U", "peelian"])
            if done.returncode == 0:
                return
            time.sleep(0.05)
        raise Failed("PostgreSQL does not answer")

    def kill(self):
        """As if the machine's power had gone, as far as processes go."""
        for child in subprocess.run(["pgrep", "-P", str(self.server.pid)], capture_output=True,
                                    text=True).stdout.split():
            try:
                os.kill(int(child), signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.server.kill()
        self.server.wait()
        (self.folder / "data/postmaster.pid").unlink(missing_ok=True)

    def url(self, schema):
        subprocess.run([POSTGRES / "psql", "-q", "-h", self.folder, "-U", "peelian", "-d", "postgres", "-c",
                        f"create schema {schema}"], check=True, stdout=subprocess.DEVNULL)
        return f"postgresql://peelian@/postgres?host={self.folder}&options=-csearch_path%3D{schema}"

    def stop(self):
        self.server.send_signal(signal.SIGINT)
        self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Workbench:
    """A running `peelian workbench`."""

    def __init__(self, bench, env=None, words=(), loopback=True):
        self.process = subprocess.Popen(
            [bench.program, "workbench", bench.workspace, *(["--insecure-loopback"] if loopback else []), "--port", "0",
             *words],
            cwd=bench.folder, env={**bench.env, **(env or {})}, stdout=subprocess.PIPE, stderr=open(
                bench.folder / "workbench.log", "ab"), text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        check(found, f"the workbench did not start: {(bench.folder / 'workbench.log').read_text()[-2000:]}")
        self.port = int(found.group(1))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def end(self):
        """Stops it, and fails where it does not end in peace."""
        began = time.monotonic()
        status = self.stop()
        check(status == 0, f"the workbench ended with {status}, {time.monotonic() - began:.1f} s after SIGTERM")


class Client:
    """One person's browser: cookies, forms, and the JSON interface."""

    def __init__(self, port):
        self.port, self.cookies, self.csrf = port, {}, ""
        self.kept = {}  # cookies as they were set, with their attributes
        self.connection = None

    def ask(self, method, path, body=None, headers=None):
        """Status and text. Redirects are not followed."""
        headers = dict(headers or {})
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=240)  # a busy machine hashes slowly
            try:
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                text = answer.read().decode()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.connection = None
                if attempt == 2 or method != "GET":
                    raise
        self.headers = [(name.lower(), value) for name, value in answer.getheaders()]
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.keep(value)
        self.location = answer.getheader("Location")
        if answer.will_close:
            self.connection.close()
            self.connection = None
        return answer.status, text

    def keep(self, header):
        name, value = header.split(";")[0].split("=", 1)
        if "Max-Age=0" in header:
            self.cookies.pop(name, None)
            self.kept.pop(name, None)
        else:
            self.cookies[name] = value
            self.kept[name] = header

    def form(self, path, fields):
        return self.ask("POST", path, urllib.parse.urlencode(fields),
                        {"Content-Type": "application/x-www-form-urlencoded"})

    def sign_in(self, name, password=PASSWORD):
        """True when it worked; then the session's token for forms is known."""
        _, page = self.ask("GET", "/sign-in")
        status, _ = self.form("/sign-in", {"csrf": token_in(page), "name": name, "password": password, "to": "/"})
        if status != 303:
            return False
        _, page = self.ask("GET", "/account/")
        self.csrf = token_in(page)
        return True

    def get(self, path):
        status, text = self.ask("GET", path)
        return status, json.loads(text) if text.startswith("{") else text

    def post(self, path, value):
        status, text = self.ask("POST", path, json.dumps(value),
                                {"Content-Type": "application/json", "X-CSRF-Token": self.csrf})
        return status, json.loads(text) if text.startswith("{") else text


def token_in(page):
    found = re.search(r'name="csrf"\s+value="([^"]+)"', page)
    check(found, f"the page has no form token: {page[:300]}")
    return found.group(1)


def main(work):
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--driver", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    random.seed(options.seed)
    try:
        sys.exit(work(options) or 0)
    except Failed as failed:
        print(f"FAILED: {failed}")
        sys.exit(1)
