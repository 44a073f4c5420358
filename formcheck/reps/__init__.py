"""Repetitions: phases, swings, what counts, what each one measured, and its verdict."""
