#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The disk with the store becomes full while people write: they are told so, nothing that was acknowledged is lost,
nothing half-written stays, and work goes on once there is room. Needs the right to mount a small file system."""
import os
import subprocess
import sys

import proof


def write_until_it_ends(bench):
    done = subprocess.run([bench.driver, "write", bench.workspace, "2"], env=bench.env, capture_output=True, text=True,
                          timeout=60)
    lines = [line.split() for line in done.stdout.splitlines()]
    return {identity: (int(version), subject) for identity, version, subject in lines}, done


def held(bench, acknowledged):
    records = bench.records()
    for identity, (version, subject) in acknowledged.items():
        proof.check(identity in records and records[identity]["version"] >= version,
                    f"{identity} at {version} was acknowledged and is not there")


def on_full_disk(bench, store):
    bench.run("registers", "import", "letters", bench.folder / "one.csv", "-w", bench.workspace)
    ballast = store / "ballast"
    ballast.write_bytes(b"x" * (1 << 20))
    acknowledged, done = write_until_it_ends(bench)
    proof.check(done.returncode == 1, f"the writer did not end with an error: {done.returncode}")
    proof.check("full" in done.stderr or "room" in done.stderr, f"the error does not name the disk: {done.stderr}")
    proof.check(len(acknowledged) > 10, "the disk was full before anything was written")
    ballast.unlink()
    held(bench, acknowledged)
    proof.check(bench.verify()["whole"], "the store is not whole after the disk was full")
    bench.run("registers", "import", "letters", bench.folder / "two.csv", "-w", bench.workspace)
    subjects = [record["values"]["subject"][0] for record in bench.records().values()]
    proof.check("After" in subjects, "nothing can be written although there is room again")
    print(f"{len(acknowledged)} records acknowledged before the disk was full; all there, whole, and work goes on")


def backup_on_full_disk(bench, store):
    """A backup that does not fit says so and leaves nothing."""
    room = os.statvfs(store)
    (store / "ballast").write_bytes(b"x" * (room.f_bavail * room.f_frsize - (64 << 10)))
    bench.run("backup", store / "copy", "-w", bench.workspace, status=1)
    proof.check("No space" in bench.stderr or "disk" in bench.stderr, f"the error names no disk: {bench.stderr}")
    print(bench.stderr.splitlines()[0])
    left = [path.name for path in store.iterdir() if "copy" in path.name]
    proof.check(not left, f"the failed backup left {left}")
    (store / "ballast").unlink()
    bench.run("backup", store / "copy", "-w", bench.workspace)
    print("a backup onto the full disk was refused, one with room was made")


def work(options):
    bench = proof.Bench(options)
    store = bench.workspace / "store"
    store.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", store], capture_output=True, text=True)
    if mounted.returncode != 0:
        print(f"skipped: a file system cannot be mounted here ({mounted.stderr.strip()})")
        bench.done()
        sys.exit(proof.SKIPPED)
    for name, subject in (("one", "Before"), ("two", "After")):
        (bench.folder / f"{name}.csv").write_text(f"Subject,Received\n{subject},2024-01-02\n")
    try:
        on_full_disk(bench, store)
        backup_on_full_disk(bench, store)
    finally:
        subprocess.run(["umount", store], check=False)
        bench.done()


proof.main(work)
