"""The picture at the top of the README: ``python -m tests.readme_picture`` draws it again."""

from __future__ import annotations

from pathlib import Path

import rolltrack as rt

SAMPLE = Path(__file__).parents[1] / "sample_data"

if __name__ == "__main__":
    log = rt.SessionLog(SAMPLE / "sessions.csv")
    settings = log.settings
    picture = rt.plot_trends(
        rt.days_of(log),
        names=settings.routine_names,
        weekly_aim=settings.weekly_aim_minutes,
        worthwhile=settings.worthwhile_change,
    )
    picture.savefig(SAMPLE / "trends.png", dpi=110, metadata={"Software": None})
