"""What everything beside the pose model costs: a pose, a repetition of a short and of a long set, help on the screen.

    python -m benchmarks.core

Compare within one run: absolute times depend on the machine.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time

from benchmarks import corpus
from formcheck.reps.rep_counter import RepCounter
from tests.support.tempo_sets import TempoSet

RUNS = 7
SHORT, LONG = 200, 2000  # repetitions
RATE = 12.0


def update_ms() -> list[float]:
    """CPU milliseconds per pose, a mean for each clip of the test split."""
    means = []
    for clip in corpus.load("test"):
        poses, session = clip.poses, RepCounter()
        start = time.process_time()
        for pose in poses:
            session.update(pose)
        means.append(1000 * (time.process_time() - start) / len(poses))
    return means


def rep_ms(reps: int) -> float:
    """CPU milliseconds per repetition of one set: to follow it, to count it, and to judge the whole set at its end."""
    poses, counter = TempoSet(rest_s=0.3, reps=reps).poses(RATE, noise_deg=0.6), RepCounter()
    start = time.process_time()
    for pose in poses:
        counter.update(pose)
    counter.finish()
    assert len(counter.reps) == reps
    assert not counter.attempts
    return 1000 * (time.process_time() - start) / reps


def cpu_s(*command: str) -> float:
    """CPU seconds of a command, the median of some runs after a first one to warm up."""
    spent = []
    for _ in range(RUNS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent[1:])


def main() -> None:
    """Print the figures."""
    means = update_ms()
    print(f"RepCounter.update: {statistics.median(means):.2f} ms a pose (worst clip {max(means):.2f} ms)")
    short, long = rep_ms(SHORT), rep_ms(LONG)
    print(
        f"a repetition: {short:.1f} ms in a set of {SHORT}, {long:.1f} ms in one of {LONG}, {long / short:.2f} times"
    )
    nothing = cpu_s(sys.executable, "-c", "pass")
    print(f"python -c pass: {nothing:.3f} s of CPU")
    for arguments in (("--help",), ("count", "--help"), ("analyze", "--help")):
        spent = cpu_s(sys.executable, "-m", "formcheck", *arguments)
        print(
            f"formcheck {' '.join(arguments)}: {spent:.3f} s of CPU, {spent / nothing:.1f} times python -c pass"
        )


if __name__ == "__main__":
    main()
