#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Two hundred people at once: each signs in, reads, makes a record, and then all of them change the same few records
by turns, each adding one to a count. Who was too late is told (409) and tries again from what stands. At the end
every acknowledged addition is in the count, no answer was a server error, and the log is whole."""
import collections
import threading
import time

import proof

PEOPLE, SHARED, ADDITIONS = 200, 5, 2


class Measured:
    """Times by kind of request, and statuses; shared by all threads."""

    def __init__(self):
        self.lock, self.times, self.statuses = threading.Lock(), collections.defaultdict(list), collections.Counter()
        self.problems = []

    def ask(self, kind, work):
        began = time.monotonic()
        status, value = work()
        took = time.monotonic() - began
        with self.lock:
            self.times[kind].append(took)
            self.statuses[status] += 1
            if status >= 500:
                self.problems.append(f"{kind}: {status} {str(value)[:200]}")
        return status, value

    def problem(self, text):
        with self.lock:
            self.problems.append(text)

    def show(self):
        for kind, times in self.times.items():
            times.sort()
            print(f"{kind:10} {len(times):5} requests  p50 {times[len(times) // 2] * 1000:7.0f} ms  "
                  f"p99 {times[len(times) * 99 // 100] * 1000:7.0f} ms")


def add_one(client, measured, shared):
    """Adds one to a shared record, however many are before us; the number of times we were told to look again."""
    conflicts = 0
    while True:
        _, record = measured.ask("read", lambda: client.get(f"/api/registers/letters/{shared}"))
        count = int(record["values"]["subject"][0].split()[-1])
        change = {"version": record["version"], "values": {"subject": f"Count {count + 1}"}}
        status, answer = measured.ask("change", lambda: client.post(f"/api/registers/letters/{shared}", change))
        if status == 200:
            return conflicts
        if status != 409:
            raise proof.Failed(f"a change was answered {status}: {answer}")
        conflicts += 1


def person(number, port, measured, start, shared, told):
    client = proof.Client(port)
    try:
        start.wait()
        if not measured.ask("sign in", lambda: (200 if client.sign_in(f"officer{number}") else 403, ""))[0] == 200:
            raise proof.Failed(f"officer{number} cannot sign in")
        status, page = measured.ask("page", lambda: client.ask("GET", "/registers/letters/"))
        if status != 200:
            raise proof.Failed(f"the list was answered {status}: {page[:200]}")
        own = {"values": {"subject": f"Own {number}", "received": "2024-01-02"}}
        status, answer = measured.ask("make", lambda: client.post("/api/registers/letters", own))
        if status != 201:
            raise proof.Failed(f"a record was answered {status}: {answer}")
        for n in range(ADDITIONS):
            conflicts = add_one(client, measured, shared[(number + n) % len(shared)])
            with measured.lock:
                told.append(conflicts)
    except Exception as error:  # a thread's failure is the proof's
        measured.problem(f"officer{number}: {error!r}")


def made_shared(bench):
    file = bench.folder / "shared.csv"
    file.write_text("Subject,Received\n" + "Count 0,2024-01-02\n" * SHARED)
    bench.run("registers", "import", "letters", file, "-w", bench.workspace)
    return sorted(bench.records())


def crowd(bench):
    """All of them at once on a running workbench: what was measured, and how often somebody was told to look again."""
    shared = made_shared(bench)
    bench.accounts(PEOPLE, "officer")
    workbench = proof.Workbench(bench)
    measured, told, start = Measured(), [], threading.Event()
    threads = [threading.Thread(target=person, args=(n, workbench.port, measured, start, shared, told))
               for n in range(PEOPLE)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    start.set()
    for thread in threads:
        thread.join()
    measured.took = time.monotonic() - began
    proof.check(not measured.problems, f"{len(measured.problems)} problems: {measured.problems[:5]}")
    workbench.end()
    return measured, shared, sum(told)


def on_engine(options, name, url):
    bench = proof.Bench(options, url)
    measured, shared, told = crowd(bench)
    records = bench.records()
    counted = sum(int(records[identity]["values"]["subject"][0].split()[-1]) for identity in shared)
    proof.check(counted == PEOPLE * ADDITIONS, f"{PEOPLE * ADDITIONS} additions were acknowledged, {counted} are there")
    own = [r for r in records.values() if r["values"]["subject"][0].startswith("Own ")]
    proof.check(len(own) == PEOPLE, f"{len(own)} of {PEOPLE} own records are there")
    proof.check(told > 0, "nobody was ever told of a conflict: did they work at once?")
    proof.check(bench.verify()["whole"], "the log is not whole")
    print(f"{name}: {PEOPLE} people in {measured.took:.1f} s, {told} conflicts told, no addition lost, "
          f"answers {dict(measured.statuses)}")
    measured.show()
    bench.done()


def work(options):
    on_engine(options, "SQLite", "")
    server = proof.Postgres.start()
    if server is None:
        print("PostgreSQL is not tried: it is not installed")
        return
    try:
        on_engine(options, "PostgreSQL", server.url("crowd"))
    finally:
        server.stop()


proof.main(work)
