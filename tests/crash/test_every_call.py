"""Every command, killed at and failed at every call that writes: nothing saved is ever lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

STRACE = shutil.which("strace")
pytestmark = pytest.mark.skipif(not STRACE, reason="strace is not installed (Linux only)")

CALLS = (
    "flock,lseek,pread64,openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,"
    "fadvise64,sync_file_range,truncate,ftruncate,fallocate,rename,renameat,renameat2,"
    "link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,chmod,"
    "fchmod,fchmodat,chown,fchown,fchownat,sendfile,copy_file_range,splice,ioctl,"
    "close"
)
FAULTS = ("signal=KILL", "error=ENOSPC", "error=EIO", "error=EROFS", "error=EACCES")
TWO_STEPS = ("append of a new column", "append after a kept one")
PREPARED = (*TWO_STEPS, "append to an emptied file", "undo", "redo", "restore")
COMMANDS = ("first append", "append", "edit", "delete", *PREPARED)


@dataclass
class Sandbox:
    """A worker with a log and a state folder of its own, which can be set back."""

    folder: Path
    worker: subprocess.Popen[str]

    @property
    def log(self) -> Path:
        return self.folder / "logs" / "sessions.csv"

    def reset(self, command: str) -> None:
        for name in ("logs", "state"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            if (self.folder / "kept" / command / name).exists():
                shutil.copytree(self.folder / "kept" / command / name, self.folder / name)

    def prepare(self, command: str) -> None:
        self.reset("nothing")
        if command != "first append":
            self.run("prepare")
            self.run("state")
        for step in PREPARED:
            if command == step or (command == "redo" and step == "undo"):
                self.run(f"prepare {step}")
        for name in ("logs", "state"):
            if (self.folder / name).exists():
                shutil.copytree(self.folder / name, self.folder / "kept" / command / name)

    def run(self, command: str, *strace: str) -> dict[str, Any]:
        if command == "prepare":
            self.log.parent.mkdir()
        line = {"command": command, "log": str(self.log), "stop": bool(strace)}
        assert self.worker.stdin
        self.worker.stdin.write(json.dumps(line) + "\n")
        self.worker.stdin.flush()
        steps = self._read({}, until="pid")
        if strace:
            steps |= self._traced(steps["pid"], strace)
        return self._read(steps, until="status")

    def _read(self, steps: dict[str, Any], until: str) -> dict[str, Any]:
        assert self.worker.stdout
        while until not in steps:
            steps |= json.loads(self.worker.stdout.readline())
        return steps

    def _traced(self, pid: int, strace: tuple[str, ...]) -> dict[str, Any]:
        while "T (stopped)" not in Path(f"/proc/{pid}/status").read_text():
            pass
        out = self.folder / "strace.txt"
        command = [str(STRACE), "-p", str(pid), "-o", str(out), "-e", f"trace={CALLS}", *strace]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert tracer.stderr
        said = tracer.stderr.readline()
        assert "attached" in said, said
        os.kill(pid, signal.SIGCONT)
        tracer.wait()
        tracer.stderr.close()
        return {"calls": out.read_text().splitlines()}


@pytest.fixture(scope="module")
def sandboxes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Sandbox]]:
    made = []
    for _ in range(2):
        folder = tmp_path_factory.mktemp("crash")
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.worker", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"ROLLTRACK_STATE": str(folder / "state")},
            cwd=Path(__file__).parents[2],
        )
        made.append(Sandbox(folder, worker))
    yield made
    for sandbox in made:
        assert sandbox.worker.stdin
        assert sandbox.worker.stdout
        sandbox.worker.stdin.close()
        sandbox.worker.stdout.close()
        sandbox.worker.wait()


def places(calls: list[str]) -> list[tuple[str, int]]:
    """Every call of a run as its name and its number among those of that name."""
    counts: Counter[str] = Counter()
    found = []
    for line in calls:
        match = re.match(r"(\w+)\((\d+)?", line)
        if match:
            counts[match[1]] += 1
            if match[2] != "1":  # what the worker itself says
                found.append((match[1], counts[match[1]]))
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_no_call_can_lose_what_was_saved(command: str, sandboxes: list[Sandbox]) -> None:
    for sandbox in sandboxes:
        sandbox.prepare(command)
    probe = sandboxes[0]
    probe.reset(command)
    before = probe.log.read_bytes() if probe.log.exists() else b""
    untouched = probe.run("next")["done"]
    old = [row for row in untouched["rows"] if row["id"] != "r_gggggggggg"]
    probe.reset(command)
    clean = probe.run(command, "-e", "inject=fsync:delay_enter=1")
    assert "done" in clean, clean
    after = probe.log.read_bytes()
    state = probe.run("state")["done"]
    new = state["rows"]
    assert new != old
    missing = (untouched["missing"], state["missing"])
    unchanged = {before}
    if command in TWO_STEPS:  # the header, or the entry that was kept, may be there already
        unchanged.add(b"".join(after.splitlines(keepends=True)[:-1]))
    found = places(clean["calls"])
    assert {"write", "fsync", "openat"} <= {name for name, _ in found}
    cases = [(name, number, fault) for name, number in found for fault in FAULTS]

    def check(sandbox: Sandbox, mine: list[tuple[str, int, str]]) -> list[str]:
        wrong = []
        for name, number, fault in mine:
            sandbox.reset(command)
            strace = f"inject={name}:{fault}:when={number}"
            result = sandbox.run(command, "-e", strace)
            file = sandbox.log.read_bytes() if sandbox.log.exists() else b""
            then = sandbox.run("next")
            if file not in unchanged | {after}:
                why = "the file is neither the old nor the new one"
            else:
                changed = file not in unchanged
                why = faults(result, changed, then, old, new, missing)
            if why:
                at = [call for call in result.pop("calls") if "INJECTED" in call]
                wrong.append(f"{strace}: {why}\n{at}\n{result}\n{then}\n{file!r}")
        return wrong

    with ThreadPoolExecutor(len(sandboxes)) as pool:
        wrong = pool.map(check, sandboxes, [cases[0::2], cases[1::2]])
    found_wrong = [line for part in wrong for line in part]
    assert not found_wrong, f"{len(found_wrong)} of {len(cases)}\n" + "\n".join(found_wrong[:10])


def faults(
    result: dict[str, Any],
    changed: bool,
    then: dict[str, Any],
    old: list[Any],
    new: list[Any],
    missing: tuple[int, int],
) -> str:
    """What is wrong after a fault and the next command; empty where nothing is."""
    if "crash" in result or "crash" in then or "error" in then:
        return "something other than a sentence, or the next command does not work"
    rows = [row for row in then["done"]["rows"] if row["id"] != "r_gggggggggg"]
    by_id = {row["id"]: row for row in rows}
    if len(by_id) != len(rows) or len(rows) != len(then["done"]["rows"]) - 1:
        return "an entry is there twice, or the next one is not"
    if rows not in (old, new) and sorted(map(str, rows)) not in (
        sorted(map(str, old)),
        sorted(map(str, new)),
    ):
        return "the entries are neither the old nor the new ones"
    if "done" in result and sorted(map(str, rows)) != sorted(map(str, new)):
        return "what was acknowledged is lost"
    if "error" in result and changed:
        return "it says that nothing changed, but the file did"
    if then["done"]["kept"] or then["done"]["beside"] != ["sessions.csv"]:
        return "something was left behind"
    is_new = sorted(map(str, rows)) == sorted(map(str, new))
    if then["done"]["missing"] != missing[is_new]:
        return "it misses what it should not, or does not miss what it should"
    if len(then["done"]["then"]) != len(rows):
        return "the next undo does not take back the next save"
    return ""
