"""The evidence for and against a swing being a repetition: its features, and how much each one weighs."""
