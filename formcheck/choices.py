"""What stands for "find it out yourself"; imports nothing, so that help stays fast."""

AUTO = "auto"  # the exercise is recognised from the set itself
