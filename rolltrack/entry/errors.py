"""Everything rolltrack raises on purpose. Each message is a sentence to show as it is."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from rolltrack.entry.language import mark, say


class RolltrackError(Exception):
    """Something a person can act on; ``str(error)`` says what is wrong and what to do."""


class InvalidValue(RolltrackError):
    """A value that its column does not allow."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


class InvalidEntry(RolltrackError):
    """An entry with one or more values that do not fit; ``sentences`` maps column to reason.

    >>> str(InvalidEntry({"minutes": "minutes must be a whole number from 0 to 180, got 999."}))
    'minutes must be a whole number from 0 to 180, got 999.'
    """

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__("; ".join(sentences.values()))
        self.sentences = dict(sentences)


class UnreadableLog(RolltrackError):
    """A file that is no log, or one that cannot be read as a whole."""

    def __init__(self, name: str, why: str, what_to_do: str) -> None:
        sentence = mark("{name} cannot be read: {why}. Nothing was changed. {what_to_do}")
        super().__init__(say(sentence, name=name, why=why, what_to_do=what_to_do))


class LogBusy(RolltrackError):
    """Another save held the log for too long, or this one began within it (0 seconds)."""

    def __init__(self, name: str, seconds: float) -> None:
        if seconds:
            sentence = mark(
                "Not saved: another rolltrack has been writing to {name} for {seconds:.0f} "
                "seconds. Close it (or restart its kernel), then save again. Nothing was changed."
            )
        else:
            sentence = mark(
                "Not saved: another save to {name} is not through yet. Save again after it. "
                "Nothing was changed."
            )
        super().__init__(say(sentence, name=name, seconds=seconds))


class NotSaved(RolltrackError):
    """The disk refused, and the log is as it was; ``why`` says which disk, and what to do."""

    def __init__(self, name: str, error: OSError) -> None:
        self.why = f"{name}: {why_not(error)}"
        super().__init__(say("Not saved: {why} Nothing was changed.", why=self.why))


_LOCKED = (
    *(errno.EACCES, errno.EPERM, errno.EROFS),
    *(errno.EBUSY, errno.ETXTBSY, errno.EAGAIN, errno.EDEADLK),
)


def why_not(error: OSError) -> str:
    """Why the disk refused and what to do, in words.

    >>> why_not(OSError(errno.ENOSPC, "No space left on device"))
    'the disk is full. Make room, then save again.'
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("the disk is full. Make room, then save again.")
    if error.errno == errno.ENOTDIR:
        return say("a file stands where its folder should be. Move that file away.")
    if error.errno == errno.ENOENT:
        return say("its folder is not there. Plug in its drive or bring the folder back.")
    if error.errno in _LOCKED:
        return say(
            "it may not be written to. Close it in other programs, or make the file and its "
            "folder writable for you."
        )
    reason = error.strerror or type(error).__name__
    sentence = mark("the disk reported a fault ({reason}). Copy the file to another disk.")
    return say(sentence, reason=reason)


class NoSuchEntry(RolltrackError):
    """An id that is not in the log."""

    def __init__(self, entry_id: str, name: str) -> None:
        sentence = mark(
            "There is no entry {entry_id} in {name}. It may have been deleted elsewhere; "
            "load the log again."
        )
        super().__init__(say(sentence, entry_id=entry_id, name=name))


class ChangedElsewhere(RolltrackError):
    """An entry that is no longer what was shown."""

    def __init__(self, what: str) -> None:
        sentence = mark(
            "{what} was changed elsewhere since it was shown here. Nothing was changed "
            "now; load the log again to see its newest state."
        )
        super().__init__(say(sentence, what=what))


class IdTaken(RolltrackError):
    """An entry with an id that another entry has."""

    def __init__(self, entry_id: str, name: str) -> None:
        sentence = mark(
            "Not saved: {name} has a different entry with the id {entry_id}. Save this "
            "one without an id; it gets its own."
        )
        super().__init__(say(sentence, name=name, entry_id=entry_id))


class SeveralEntries(RolltrackError):
    """An id that different entries of the log share."""

    def __init__(self, entry_id: str, lines: str) -> None:
        sentence = mark(
            "Different entries share the id {entry_id} (lines {lines}), so it is not "
            "clear which one is meant. Give one of them an empty id in the file, then "
            "try again."
        )
        super().__init__(say(sentence, entry_id=entry_id, lines=lines))


class NothingToUndo(RolltrackError):
    """There is no change left to take back, or to do again."""


class InvalidPlan(RolltrackError):
    """An experiment that cannot be planned, saved or changed as asked."""


class UnreadablePlan(RolltrackError):
    """An experiment's schedule that is not as it was drawn."""

    def __init__(self, name: str, why: str) -> None:
        sentence = mark(
            "{name} cannot be used: {why}. Nothing was changed. Put back the file as it "
            "was, or move it away and plan a new experiment."
        )
        super().__init__(say(sentence, name=name, why=why))


class ExportRefused(RolltrackError):
    """A file that cannot be written as asked; nothing was written."""


class ExportStopped(RolltrackError):
    """An export that the person stopped; nothing was written."""


class InvalidSettings(RolltrackError):
    """Settings that do not fit; ``sentences`` maps each setting to the reason."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(say("Not saved: {reasons}.", reasons="; ".join(sentences.values())))
        self.sentences = dict(sentences)


class UnreadableSettings(RolltrackError):
    """A settings file that cannot be read, and so is not written to either."""

    def __init__(self, why: str) -> None:
        sentence = mark(
            "Not saved: {why} Mend that line in a text editor, or start with a fresh "
            "settings file; the old one is kept beside it."
        )
        super().__init__(say(sentence, why=why))
