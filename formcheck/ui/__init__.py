"""What the window, the voice and the web page have in common, from the one file that Python and JavaScript read.

`formcheck serve` hands `shared.json` to the page as it is.  What the core has
as enumerations (kinds of lines, tones of banners, landmarks) stays there; a test
compares the names.
"""

from __future__ import annotations

from importlib.resources import files

from msgspec import Struct, json

Colour = tuple[int, int, int]  # red, green, blue, 0..255


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the file: a name that is missing or unknown is an error at import."""


class LineStyle(_Part, frozen=True):
    """How a kind of line is said where there is no speech, and what becomes of it when several come."""

    priority: int  # of several lines that come at once, 1 decides what the tone is for
    good_for_s: float  # how long it may wait while another is spoken
    announced: bool  # to a screen reader
    notes: tuple[tuple[float, float], ...]  # (Hz, s); a frequency of 0 is a pause


class Sound(_Part, frozen=True):
    """Tones, and how long an utterance may take before its engine is given up."""

    loudness: float  # of a tone, 0..1
    fade_s: float  # at both ends of a note
    slowest_s: float  # to say anything, and
    per_letter_s: float  # for every letter of it


class Colours(_Part, frozen=True):
    """The colours of what is drawn over the camera's picture."""

    ink: Colour
    paper: Colour
    quiet: Colour
    leg: Colour
    amber: Colour
    green: Colour
    track: Colour
    surround: Colour


class BannerStyle(_Part, frozen=True):
    """The names of a banner's colours, and how solid its panel is."""

    panel: str
    letters: str
    alpha: float


class Sizes(_Part, frozen=True):
    """Lengths in px of a picture whose shorter side is `normal_side`."""

    normal_side: float
    panel_alpha: float
    margin: float
    count: float
    meter_top: float
    meter_width: float
    meter_height: float
    smallest_full_deg: float
    ring_radius: float
    banner: float
    small_print: float
    angle_label_away: float
    angle_arc: float


class Bones(_Part, frozen=True):
    """Widths of the skeleton's lines; `rim` is how much wider the dark line beneath each is."""

    arm: float
    leg: float
    working_leg: float
    trunk: float
    neck: float
    head: float
    rim: float


class Landmarks(_Part, frozen=True):
    """Indices into the landmarks of a pose."""

    nose: int
    left: dict[str, int]
    right: dict[str, int]


class Words(_Part, frozen=True):
    """Labels in the picture."""

    reps: str
    target: str
    best: str
    hold: str
    down: str


class UnitStyle(_Part, frozen=True):
    """What follows a value and a target in a unit, and the decimals that a value usually has."""

    value: str
    target: str
    digits: int


class PlanLimits(_Part, frozen=True):
    """The least and the most that a workout may be asked to have."""

    reps: tuple[int, int]
    sets: tuple[int, int]
    rest_s: tuple[int, int]


class Shared(_Part, frozen=True):
    """All of it."""

    lines: dict[str, LineStyle]  # by the kind of line
    sound: Sound
    colours: Colours
    banners: dict[str, BannerStyle]  # by the tone of the banner
    sizes: Sizes
    bones: Bones
    landmarks: Landmarks
    words: Words
    keys: dict[str, tuple[str, ...]]  # by action, as browsers name them; the first is shown
    units: dict[str, UnitStyle]  # as exercises.measure.Unit has them
    plan: PlanLimits
    resume_s: float  # how long a lost connection may take to come back
    reports_kept_s: float


FILE = files(__name__) / "shared.json"
SHARED = json.decode(FILE.read_bytes(), type=Shared)
