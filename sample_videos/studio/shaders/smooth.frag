#version 330
in vec2 uv; out vec4 o; uniform sampler2D image; uniform vec2 px;   // edge smoothing (FXAA; far cheaper here than multisampling)
vec3 at(float x, float y) { return texture(image, uv + vec2(x, y) * px).rgb; }
float luma(vec3 c) { return dot(c, vec3(.299, .587, .114)); }
void main() {
  vec3 m = at(0., 0.); float a = luma(at(-1., -1.)), b = luma(at(1., -1.)), c = luma(at(-1., 1.)), d = luma(at(1., 1.)), e = luma(m);
  float low = min(e, min(min(a, b), min(c, d))), high = max(e, max(max(a, b), max(c, d)));
  if (high - low < .04) { o = vec4(m, 1); return; }
  vec2 along = vec2(-((a + b) - (c + d)), (a + c) - (b + d));
  float scale = 1. / (min(abs(along.x), abs(along.y)) + max((a + b + c + d) * .03, .008));
  along = clamp(along * scale, -6., 6.);
  vec3 near = .5 * (at(along.x * -.1667, along.y * -.1667) + at(along.x * .1667, along.y * .1667));
  vec3 far = .5 * near + .25 * (at(along.x * -.5, along.y * -.5) + at(along.x * .5, along.y * .5));
  o = vec4(luma(far) < low || luma(far) > high ? near : far, 1); }
