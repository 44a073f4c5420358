"""Drawing on pictures: what a set looks like, live and in an annotated video."""
