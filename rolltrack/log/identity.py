"""Which log this is, for programs that keep what they were given: calendars, health records."""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from pathlib import Path

from rolltrack.entry.ids import ID_PATTERN
from rolltrack.log.journal import Journal
from rolltrack.log.safewrite import make_private_folder
from rolltrack.log.snapshot import Snapshot

_NAMESPACE = uuid.UUID("9a6b4f0e-4e0c-4bb0-9d0e-0c6a5f1c7b8e")


def identity_of(log_path: Path, snapshot: Snapshot) -> str:
    """A UUID that stays with a log, and that no other log has.

    When it is first asked for, it is made from the first entry id in the file, which a log keeps
    when it is moved, renamed or synced to another computer; two people's entries never share an id.
    A log without any id gets a random one. It is then kept beside the journal, so that it stays
    when that first entry is deleted, or the rows are sorted. Where nothing can be kept it is made
    anew each time, from the same entry or, without any, from the path.
    """
    journal = Journal(Path(os.path.realpath(log_path)))
    kept = journal.folder / "identity"
    with contextlib.suppress(OSError, ValueError):
        return str(uuid.UUID(kept.read_text(encoding="ascii")))
    first_id = re.search(ID_PATTERN.encode(), snapshot.table.data)
    made = uuid.uuid5(_NAMESPACE, first_id[0].decode()) if first_id else uuid.uuid4()
    try:
        make_private_folder(journal.folder)
        kept.write_text(str(made), encoding="ascii")
    except OSError:
        return str(made if first_id else uuid.uuid5(_NAMESPACE, str(journal.log)))
    return str(made)
