#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writers are killed (kill -9) at random moments, fifty times on each engine; every fifth time PostgreSQL itself
is killed too. Whatever was acknowledged is there afterwards, as it was acknowledged or newer, and the log is whole."""
import random
import subprocess
import time

import proof

KILLS = 50


def round_of_writing(bench, server):
    """Acknowledged changes of one short life: id -> (version, subject)."""
    writer = subprocess.Popen([bench.driver, "write", bench.workspace, "4"], env=bench.env, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    first = writer.stdout.readline()  # so that time to start is no part of the chance
    time.sleep(random.random() * 0.12)
    if server:
        server.kill()
    writer.kill()
    acknowledged = {}
    for line in [first, *writer.stdout.read().splitlines(keepends=True)]:
        if not line.endswith("\n"):
            continue
        identity, version, subject = line.split()
        acknowledged[identity] = (int(version), subject)
    writer.wait()
    if server:
        server.serve()
    return acknowledged


def held(bench, acknowledged):
    records = bench.records()
    for identity, (version, subject) in acknowledged.items():
        proof.check(identity in records, f"{identity} was acknowledged and is gone")
        record = records[identity]
        proof.check(record["version"] >= version, f"{identity} was at {version}, is at {record['version']}")
        if record["version"] == version:
            proof.check(record["values"]["subject"] == [subject], f"{identity} says {record['values']}")


def on_engine(options, name, url, server):
    bench = proof.Bench(options, url)
    everything = {}
    for n in range(KILLS):
        everything.update(round_of_writing(bench, server if n % 5 == 4 else None))
        if n % 10 == 9:  # all of it is looked at again each time
            held(bench, everything)
            found = bench.verify()
            proof.check(found["whole"], str(found))
    proof.check(len(everything) > KILLS, f"only {len(everything)} records were written")
    print(f"{name}: {KILLS} kills, {len(everything)} records acknowledged, {found['events']} events, whole")
    bench.done()


def work(options):
    on_engine(options, "SQLite", "", None)
    server = proof.Postgres.start()
    if server is None:
        print("PostgreSQL is not tried: it is not installed")
        return
    try:
        on_engine(options, "PostgreSQL", server.url("killed"), server)
    finally:
        server.stop()


proof.main(work)
