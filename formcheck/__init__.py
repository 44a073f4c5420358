"""A form coach for glute kickbacks."""
