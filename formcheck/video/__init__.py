"""Video files and cameras: reading, timing, writing."""
