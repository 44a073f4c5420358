"""The sets of weeks and months: one SQLite file on this machine."""

from formcheck.history.entry import HistoryEntry, Lift, entry_of
from formcheck.history.location import default_path
from formcheck.history.store import History, open_history

__all__ = ["History", "HistoryEntry", "Lift", "default_path", "entry_of", "open_history"]
