"""Coaching in the browser: pages bring the camera, this machine does the seeing."""
