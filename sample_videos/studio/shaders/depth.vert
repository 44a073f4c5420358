#version 330
in vec3 p; in float k; out float field; uniform mat4 view; void main() { field = k; gl_Position = view * vec4(p, 1); }
