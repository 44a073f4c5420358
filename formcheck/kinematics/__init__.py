"""Joint angles, the camera's view of the body, and their errors."""
