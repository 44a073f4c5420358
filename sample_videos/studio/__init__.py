"""A small studio: renders a person doing a whole set of kickbacks, with exact truth.

Frames of reference used everywhere
  world   X towards the person's head (all fours) or front (standing), Y to the person's left, Z up; metres;
          the floor is Z = 0 and the person is near the origin
  image   pixels, x to the right, y down, origin at the top left corner of the picture
  angles  degrees; time in seconds from the first frame

What a scenario may say is in `scenario`; what the truth means is in `truth` and `verdicts`.
"""
