"""The tables of the history, version by version.

A version that was ever released is never changed: what is to be different is a
further step.  A file's `user_version` says how many steps it has behind it.
"""

APPLICATION_ID = 0x466F_726D  # "Form": says whose file it is

STEPS = (
    """
    CREATE TABLE sets (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        done_s REAL NOT NULL,
        done_at TEXT NOT NULL,
        exercise TEXT NOT NULL,
        reps INTEGER NOT NULL,
        reps_left INTEGER NOT NULL,
        reps_right INTEGER NOT NULL,
        clean_reps INTEGER NOT NULL,
        hip_range_deg REAL,
        hip_range_left_deg REAL,
        hip_range_right_deg REAL,
        hold_s REAL,
        hold_left_s REAL,
        hold_right_s REAL,
        knee_angle_deg REAL,
        faults TEXT NOT NULL,
        equipment TEXT NOT NULL,
        load_kg REAL,
        note TEXT NOT NULL,
        source TEXT NOT NULL
    );
    CREATE INDEX sets_by_time ON sets (done_s);
    CREATE TABLE reports (number INTEGER PRIMARY KEY REFERENCES sets, json TEXT NOT NULL);
    """,
    """
    CREATE TABLE lifts (
        key TEXT PRIMARY KEY,
        done_s REAL NOT NULL,
        done_at TEXT NOT NULL,
        what TEXT NOT NULL
    );
    CREATE INDEX lifts_by_time ON lifts (done_s);
    """,
)
