"""The sets of weeks and months: one SQLite file on this machine."""

from formcheck.history.entry import Entry, Lift, entry_of
from formcheck.history.store import History, default_path

__all__ = ["Entry", "History", "Lift", "default_path", "entry_of"]
