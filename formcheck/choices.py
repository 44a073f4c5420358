"""What is used where the user names nothing; imports nothing, so that help stays fast."""

AUTO = "auto"  # the exercise is recognised from the set itself
DEFAULT_MODEL = "full"
