"""The command that opens the app: which log it shows, and what it says before it starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolltrack.command.cli import main


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the app would have been started with."""
    given: dict[str, object] = {}

    def serve_app(folder: Path, log: Path, **options: object) -> int:
        given.update(folder=folder, log=log, **options)
        return 0

    monkeypatch.setattr("rolltrack.command.app.serve_app", serve_app)
    return given


def test_the_app_shows_the_log_of_its_folder(
    tmp_path: Path, served: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["app", str(tmp_path / "mine"), "--no-browser"]) == 0
    log = tmp_path / "mine" / "sessions.csv"
    assert served["log"] == log
    assert (served["browser"], served["phone"], served["port"]) == (False, False, 8866)
    assert capsys.readouterr().out.splitlines() == [
        f"Your log is {log}",
        "It opens on this computer only.",
        "To stop it, press Ctrl+C here.",
    ]


def test_a_log_that_is_named_is_the_one_of_the_app_but_never_that_of_the_sample(
    tmp_path: Path, served: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLLTRACK_LOG", str(tmp_path / "real.csv"))
    main(["app", str(tmp_path / "mine")])
    assert served["log"] == tmp_path / "real.csv"
    main(["app", str(tmp_path / "mine"), "--log", str(tmp_path / "other.csv")])
    assert served["log"] == tmp_path / "other.csv"
    main(["app", str(tmp_path / "made up"), "--sample"])
    assert served["log"] == tmp_path / "made up" / "sessions.csv"
    assert (tmp_path / "made up" / "sessions.csv").is_file()


def test_letting_a_phone_in_says_first_what_that_means(
    tmp_path: Path, served: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["app", str(tmp_path), "--phone"])
    said = capsys.readouterr().out
    assert served["phone"] is True
    assert "anyone on this Wi-Fi who has the link" in said
    assert "not encrypted" in said
    assert "on this computer only" not in said
