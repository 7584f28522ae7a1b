#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Bytes of the store's file are overwritten at random places. Verification either names a fault or, where the
damage lies in bytes that hold nothing, everything still reads as before: never a wrong answer in silence. Then the
last backup is restored over the damaged store, and everything from before it is there."""
import random
import shutil
import subprocess
import time

import proof

TRIES = 40


def filled(options):
    bench = proof.Bench(options)
    writer = subprocess.Popen([bench.driver, "write", bench.workspace, "2"], env=bench.env, stdout=subprocess.PIPE,
                              text=True)
    for _ in range(300):
        writer.stdout.readline()
    writer.kill()
    writer.communicate()
    bench.accounts(1, "officer")
    return bench


def whole_state(bench):
    """All that people see of the store."""
    text = bench.run("registers", "export", "letters", "--format", "json", "-w", bench.workspace)
    return text, bench.run("registers", "history", "letters", "l010", "--json", "-w", bench.workspace), \
        bench.run("user", "list", "--json", "-w", bench.workspace)


def damage(path):
    """Between one and 64 bytes at one to four places, never in vain."""
    data = bytearray(path.read_bytes())
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(data))
        for i in range(at, min(at + random.choice([1, 2, 8, 64]), len(data))):
            data[i] ^= random.randrange(1, 256)
    path.write_bytes(data)


def work(options):
    bench = filled(options)
    store = bench.workspace / "store"
    good = bench.folder / "good"
    bench.verify()  # closes the log of what was written last
    before = whole_state(bench)
    bench.run("backup", bench.folder / "copy", "-w", bench.workspace)
    shutil.copytree(store, good)
    noticed = harmless = 0
    for n in range(TRIES):
        shutil.rmtree(store)
        shutil.copytree(good, store)
        damage(store / "registers.sqlite")
        bench.run("registers", "verify", "-w", bench.workspace, status=None)
        if bench.status == 0:
            proof.check(whole_state(bench) == before, f"try {n}: verification found nothing, and the answers differ")
            harmless += 1
        else:
            proof.check(bench.status == 1, f"try {n}: verify ended with {bench.status}: {bench.stderr}")
            noticed += 1
        if n % 10 == 0:
            bench.run("restore", bench.folder / "copy", "--overwrite", "-w", bench.workspace)
            proof.check(bench.verify()["whole"], "the restored store is not whole")
            proof.check(whole_state(bench) == before, "the restored store is not what was backed up")
    proof.check(noticed > TRIES / 4, f"only {noticed} of {TRIES} were noticed: does the damage reach the file?")
    print(f"{TRIES} damaged stores: {noticed} named by verify, {harmless} without any effect; restored each tenth time")
    bench.done()


proof.main(work)
