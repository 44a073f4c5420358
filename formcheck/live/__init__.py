"""Live coaching: a camera, a person on a mat, a voice and a screen."""
