"""Counts, range meter, hold ring, banner, card and small print."""

from __future__ import annotations

from formcheck.coaching.scene import Banner, Card, Meter, Scene, Tone
from formcheck.drawing.canvas import (
    AMBER,
    BLACK,
    BOLD,
    GREEN,
    LEG,
    PAPER,
    QUIET,
    REGULAR,
    TRACK,
    Canvas,
    wrap_text,
)
from formcheck.ui import SHARED, Colour

SIZES, WORDS = SHARED.sizes, SHARED.words
MARGIN = SIZES.margin
COUNT_SIZE = SIZES.count  # letters a fifth of the picture high are read from three metres
METER_TOP, METER_WIDTH, METER_HEIGHT = SIZES.meter_top, SIZES.meter_width, SIZES.meter_height
SMALLEST_FULL_DEG = SIZES.smallest_full_deg  # what a full meter stands for, at least
RING_RADIUS = SIZES.ring_radius
BANNER_SIZE = SIZES.banner
SMALL, SMALL_ROW = SIZES.small_print, 36
FACE: dict[Tone, tuple[Colour, Colour, float]] = {  # panel, letters, how solid
    Tone(tone): (getattr(SHARED.colours, style.panel), getattr(SHARED.colours, style.letters), style.alpha)
    for tone, style in SHARED.banners.items()
}


def draw_counts(canvas: Canvas, scene: Scene) -> None:
    """Repetitions per side, upper left: a side that has none yet is left out."""
    shown = [(name, n) for name, n in (("left", scene.left), ("right", scene.right)) if n]
    columns = shown or [(WORDS.reps, 0)]
    size = COUNT_SIZE if len(columns) == 1 else COUNT_SIZE * 0.8
    widths = [max(canvas.text_width(str(n), size, BLACK), 96.0) for _, n in columns]
    below = _goal(scene)
    height = size * 0.74 + 62 + (34 if below else 0)
    width = sum(widths) + 28 * (len(widths) - 1) + 44
    if below:
        width = max(width, canvas.text_width(below, 26) + 44)
    canvas.panel(MARGIN, MARGIN, width, height)
    x = MARGIN + (width - sum(widths) - 28 * (len(widths) - 1)) / 2
    for (name, n), room in zip(columns, widths, strict=True):
        working = scene.moment is not None and scene.moment.side == name
        colour = LEG if working else PAPER
        canvas.text(str(n), x + room / 2, MARGIN + 16 + size * 0.74, size, colour, BLACK, "centre")
        canvas.text(name, x + room / 2, MARGIN + size * 0.74 + 48, 28, colour, BOLD, "centre")
        x += room + 28
    if below:
        canvas.text(below, MARGIN + width / 2, MARGIN + height - 14, 26, QUIET, REGULAR, "centre")


def _goal(scene: Scene) -> str:
    parts = []
    if scene.goal:
        parts.append(f"{scene.left + scene.right} of {scene.goal}")
    if scene.sets > 1:
        parts.append(f"set {scene.set_number} of {scene.sets}")
    return ", ".join(parts)


def draw_meter(canvas: Canvas, meter: Meter) -> None:
    """How far the thigh has swung, at the right border: target and own best are marked."""
    full = max(SMALLEST_FULL_DEG, 1.2 * (meter.target_deg or 0), 1.1 * (meter.best_deg or 0), meter.range_deg)
    right, bottom = canvas.width - MARGIN - 8, METER_TOP + METER_HEIGHT
    left = right - METER_WIDTH
    canvas.panel(left - 110, bottom - METER_HEIGHT - 52, 110 + METER_WIDTH + 16, METER_HEIGHT + 68)
    reached = meter.target_deg is not None and meter.range_deg >= meter.target_deg
    canvas.panel(left, bottom - METER_HEIGHT, METER_WIDTH, METER_HEIGHT, PAPER, 0.22, 10)
    high = METER_HEIGHT * min(meter.range_deg / full, 1.0)
    if high >= 1:
        canvas.panel(left, bottom - high, METER_WIDTH, high, GREEN if reached else LEG, 1.0, 10)
    canvas.text(f"{meter.range_deg:.0f}°", right + 6, bottom - METER_HEIGHT - 14, 32, PAPER, BOLD, "right")
    marks = [(WORDS.target, meter.target_deg, AMBER), (WORDS.best, meter.best_deg, PAPER)]
    _marks(
        canvas,
        left,
        bottom,
        [(n, METER_HEIGHT * v / full, c) for n, v, c in marks if v is not None and v > 0],
    )


def _marks(canvas: Canvas, left: float, bottom: float, marks: list[tuple[str, float, Colour]]) -> None:
    """Lines across the meter with their names beside it, kept apart from one another."""
    taken: list[float] = []
    for name, high, colour in marks:
        y = bottom - high
        canvas.line((left - 8, y), (left + METER_WIDTH + 6, y), colour, 4)
        level = next((t + (24 if y >= t else -24) for t in taken if abs(t - y) < 24), y)
        taken.append(level)
        canvas.text(name, left - 16, level + 8, 24, colour, BOLD, "right")


def draw_hold(canvas: Canvas, share: float) -> None:
    """A ring at the upper right that is full when the top has been held long enough."""
    x, y = canvas.width - MARGIN - RING_RADIUS - 14, MARGIN + RING_RADIUS + 14
    around = RING_RADIUS + 14
    canvas.panel(x - around, y - around, 2 * around, 2 * around, radius=around)
    done = share >= 1.0
    canvas.ring(x, y, RING_RADIUS - 4, 1.0, TRACK, 14)
    canvas.ring(x, y, RING_RADIUS - 4, share, GREEN if done else LEG, 14)
    canvas.text(WORDS.down if done else WORDS.hold, x, y + 11, 32, GREEN if done else PAPER, BOLD, "centre")


def draw_banner(canvas: Canvas, banner: Banner, above: float) -> None:
    """The one thing to read, at the bottom but `above` the small print."""
    widest = canvas.width - 2 * MARGIN - 48
    lines = wrap_text(canvas, banner.text, BANNER_SIZE, BOLD, widest)
    panel, letters, alpha = FACE[banner.tone]
    width = max(canvas.text_width(line, BANNER_SIZE, BOLD) for line in lines) + 64
    high = BANNER_SIZE * 1.2
    height = high * len(lines) + 30
    top = canvas.height - above - 14 - height
    canvas.panel((canvas.width - width) / 2, top, width, height, panel, alpha, 24)
    for row, line in enumerate(lines):
        y = top + 15 + high * row + BANNER_SIZE * 0.94
        canvas.text(line, canvas.width / 2, y, BANNER_SIZE, letters, BOLD, "centre")


def draw_card(canvas: Canvas, card: Card) -> None:
    """A panel in the middle."""
    widest = canvas.width - 2 * MARGIN - 80
    lines = [part for line in card.lines for part in wrap_text(canvas, line, 34, REGULAR, widest)]
    widths = [canvas.text_width(card.title, 44, BOLD), canvas.text_width(card.big, 190, BLACK)]
    width = max(widths + [canvas.text_width(line, 34) for line in lines]) + 96
    height = 286 + 46 * len(lines)
    x, top = canvas.width / 2, (canvas.height - height) / 2
    canvas.panel(x - width / 2, top, width, height, alpha=0.86, radius=28)
    canvas.text(card.title, x, top + 66, 44, QUIET, BOLD, "centre")
    canvas.text(card.big, x, top + 228, 190, PAPER, BLACK, "centre")
    for row, line in enumerate(lines):
        canvas.text(line, x, top + 290 + 46 * row, 34, PAPER, REGULAR, "centre")


def draw_small_print(canvas: Canvas, scene: Scene) -> float:
    """Keys at the lower left, frame rate and view error at the lower right; returns how high it stands.

    Where the picture is too narrow for both, one is above the other.
    """
    status = "   ".join(scene.status)
    texts = [(scene.keys, "left"), (status, "right")]
    widths = [canvas.text_width(text, SMALL) for text, _ in texts]
    rows_apart = 0 if sum(widths) + 4 * MARGIN <= canvas.width else SMALL_ROW
    base = canvas.height - 16
    for (text, side), width in zip(texts, widths, strict=True):
        if not text:
            continue
        x = 12.0 if side == "left" else canvas.width - width - 36
        canvas.panel(x, base - 24, width + 24, 32, radius=10)
        canvas.text(text, x + 12, base - 2, SMALL, PAPER)
        base -= rows_apart
    return 12 + SMALL_ROW + rows_apart
