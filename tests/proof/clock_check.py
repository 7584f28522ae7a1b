#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The machine's clock jumps, back and forth: events keep the order of their numbers, verification notes the jump
and finds no fault, and a session from a clock that ran ahead, or that is over, opens nothing."""
import proof

TIMES = ["2024-02-01T09:00:00Z", "2024-02-03T09:00:00Z", "2024-01-15T09:00:00Z", "2030-01-01T00:00:00Z",
         "2024-02-01T10:00:00Z"]


def order_is_kept(bench):
    for n, time in enumerate(TIMES):
        file = bench.folder / f"{n}.csv"
        file.write_text(f"Subject,Received\nLetter {n},2024-01-02\n")
        bench.run("registers", "import", "letters", file, "-w", bench.workspace, env={"PEELIAN_NOW": time})
    records = bench.records()
    proof.check([records[f"l00{n + 1}"]["values"]["subject"][0] for n in range(5)] ==
                [f"Letter {n}" for n in range(5)], "numbers do not follow the order of entry")
    found = bench.verify()
    proof.check(found["whole"], f"a clock that jumped is taken for a fault: {found['faults']}")
    proof.check(len(found["notes"]) == 2, f"two jumps back, noted: {found['notes']}")
    print(f"5 events at {len(TIMES)} times, 2 jumps back noted, whole")


def session_at(bench, client, time):
    """Whether the session opens a page at that time."""
    workbench = proof.Workbench(bench, env={"PEELIAN_NOW": time})
    try:
        client.port, client.connection = workbench.port, None
        return client.ask("GET", "/")[0] == 200
    finally:
        workbench.stop()


def sessions_are_refused(bench):
    bench.accounts(1, "officer")
    workbench = proof.Workbench(bench, env={"PEELIAN_NOW": "2024-02-01T09:00:00Z"})
    client = proof.Client(workbench.port)
    proof.check(client.sign_in("officer0"), "signing in does not work")
    proof.check(client.ask("GET", "/")[0] == 200, "the session opens nothing")
    workbench.stop()
    cookies = dict(client.cookies)
    for time, opens in (("2024-02-01T09:10:00Z", True), ("2024-01-31T09:00:00Z", False),
                        ("2024-02-02T09:00:00Z", False)):
        client.cookies = dict(cookies)
        proof.check(session_at(bench, client, time) == opens, f"at {time} the session of 1 February, 09:00, is "
                    f"{'refused' if opens else 'open'}")
    print("a session opens ten minutes later; not a day before it was made, nor a day after")


def work(options):
    bench = proof.Bench(options)
    order_is_kept(bench)
    sessions_are_refused(bench)
    bench.done()


proof.main(work)
