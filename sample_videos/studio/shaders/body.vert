#version 330
in vec3 p, n, c; in float m, k;
uniform mat4 view, key_map, top_map;
out vec3 wp, wn, col, s1, s2; flat out float mat; out float field;
void main() {
  field = k; wp = p; wn = n; col = c; mat = m;
  s1 = (key_map * vec4(p, 1)).xyz * .5 + .5; s2 = (top_map * vec4(p, 1)).xyz * .5 + .5;
  gl_Position = view * vec4(p, 1); }
