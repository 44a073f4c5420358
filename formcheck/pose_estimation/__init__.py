"""Poses from pictures: MediaPipe, and which person to follow."""
