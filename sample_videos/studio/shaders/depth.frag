#version 330
in float field; void main() { if (field < 0.) discard; }
