"""A form coach for glute kickbacks."""
__version__ = "0.1.0"
