"""The sets of weeks and months: one SQLite file on this machine."""

from formcheck.history.entry import Entry, Lift, entry_of
from formcheck.history.location import default_path
from formcheck.history.store import History

__all__ = ["Entry", "History", "Lift", "default_path", "entry_of"]
