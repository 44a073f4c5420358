"""What to say to the person: live, after the set, over a workout."""
