"""What the coach says, aloud."""
