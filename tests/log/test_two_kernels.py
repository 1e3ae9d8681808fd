"""Two notebooks open on one log: two real Jupyter kernels that write at the same time."""

from __future__ import annotations

import os
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rolltrack import SessionLog

TIMES = 60
CODE = """
import pathlib, time, rolltrack as rt
folder, me, other = pathlib.Path({folder!r}), {me!r}, {other!r}
log = rt.SessionLog(folder / "sessions.csv")
(folder / me).touch()
while not (folder / other).exists():
    time.sleep(0.01)
for number in range({times}):
    entry = rt.Entry(start="2026-11-21T18:30:05+01:00", minutes=8, notes=f"{{me}} {{number}}")
    saved = log.append(entry)
    with open(folder / f"saved by {{me}}", "a") as told:
        print(saved.id, file=told, flush=True)
    log.replace(saved.id, pain_after=number % 11)
"""


@contextmanager
def two_kernels(folder: Path) -> Iterator[list[Any]]:
    """Two kernels at work on the log of the folder; each as its manager and its client."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jupyter_client.manager import start_new_kernel

        root = str(Path(__file__).parents[2])
        env = os.environ | {"PYTHONPATH": root, "IPYTHONDIR": str(folder / "ipython")}
        kernels = [start_new_kernel(startup_timeout=300, env=env) for _ in range(2)]
        try:
            yield kernels
        finally:
            for manager, client in kernels:
                client.stop_channels()
                manager.shutdown_kernel(now=True)


def begin(client: Any, folder: Path, me: str, other: str, times: int) -> str:
    code = CODE.format(folder=str(folder), me=me, other=other, times=times)
    return str(client.execute(code))


def result(client: Any, message: str) -> dict[str, Any]:
    while True:
        reply = client.get_shell_msg(timeout=300)
        if reply["parent_header"].get("msg_id") == message:
            return dict(reply["content"])


def test_two_kernels_on_one_log_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ROLLTRACK_STATE", str(tmp_path / "state"))
    with two_kernels(tmp_path) as [(_, one), (_, two)]:
        first = begin(one, tmp_path, "one", "two", TIMES)
        second = begin(two, tmp_path, "two", "one", TIMES)
        assert [result(one, first)["status"], result(two, second)["status"]] == ["ok", "ok"]
    log = SessionLog(tmp_path / "sessions.csv")
    notes = Counter(entry.notes for entry in log.entries())
    assert notes == Counter(f"{name} {n}" for name in ("one", "two") for n in range(TIMES))
    assert all(entry.pain_after == int(entry.notes.split()[1]) % 11 for entry in log.entries())
    assert (log.problems(), log.missing()) == ([], [])


def test_a_kernel_that_is_killed_loses_nothing_it_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ROLLTRACK_STATE", str(tmp_path / "state"))
    with two_kernels(tmp_path) as [(manager, one), (_, two)]:
        begin(one, tmp_path, "one", "two", 1_000_000)
        second = begin(two, tmp_path, "two", "one", TIMES)
        assert result(two, second)["status"] == "ok"
        manager.shutdown_kernel(now=True)
    told = [path.read_text().split() for path in tmp_path.glob("saved by *")]
    log = SessionLog(tmp_path / "sessions.csv")
    # The kernel may have died between its journal and the log: looking puts that entry in.
    assert log.missing() == []
    ids = [entry.id for entry in log.entries()]
    assert len(ids) == len(set(ids))
    assert {entry_id for saved in told for entry_id in saved} <= set(ids)
    assert log.problems() == []
    assert log.undo()
