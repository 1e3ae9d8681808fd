"""An answer as the widgets send it to the browser: words, and a picture in both themes."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from rolltrack.charts.answers import plot_effect
from rolltrack.charts.picture import Picture
from rolltrack.inference.answer import Aside, Effect
from rolltrack.inference.explained import how, what_would_be_wrong
from rolltrack.inference.phrases import date

WIDTH = 560.0
FROM = {"log": "From your log", "experiment": "From your experiment"}


def shown_answer(
    answer: Effect,
    asides: Sequence[Aside] = (),
    days: dict[str, str] | None = None,
    today: dt.date | None = None,
) -> dict[str, Any]:
    """What `answerBlock` in answers.js shows; `days` is one more picture, for "how we know".

    With `today`, a next look that an entry of today can bring has no date any more.
    """
    return {
        "source": answer.source,
        "verdict": answer.verdict,
        "from": FROM[answer.source],
        "sentence": answer.sentence,
        "when": _when(answer, today),
        "picture": None
        if answer.estimate is None
        else both_themes(lambda theme: plot_effect(answer, width=WIDTH, theme=theme, titled=False)),
        "reasons": [reason for reason in answer.reasons if reason not in answer.sentence],
        "gates": [{"passed": gate.passed, "reason": gate.reason} for gate in answer.gates],
        "how": list(how(answer)),
        "wrong": list(what_would_be_wrong(answer)),
        "asides": [{"label": each.label, "sentence": each.sentence} for each in asides],
        "days": days,
    }


def both_themes(draw: Callable[[str], Picture]) -> dict[str, str]:
    """A picture as data addresses, light and dark, with its words."""
    pictures = {theme: draw(theme) for theme in ("light", "dark")}
    addresses = {
        theme: "data:image/png;base64," + base64.b64encode(picture.png(scale=2)).decode("ascii")
        for theme, picture in pictures.items()
    }
    return addresses | {"words": pictures["light"].text_alternative}


def _when(answer: Effect, today: dt.date | None) -> str:
    said = []
    if answer.first_day is not None and answer.last_day is not None:
        used = f"{answer.days_used} days" if answer.days_used != 1 else "1 day"
        said.append(f"From {_period(answer.first_day, answer.last_day)}: {used} used.")
    if answer.next_look is not None:
        due = today is not None and answer.next_look <= today
        when = "with your next entry" if due else date(answer.next_look)
        said.append(f"Next look: {when}.")
    return " ".join(said)


def _period(first: dt.date, last: dt.date) -> str:
    return f"{date(first)} to {date(last)}"
