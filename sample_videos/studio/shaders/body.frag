#version 330
in vec3 wp, wn, col, s1, s2; flat in float mat; in float field; out vec4 o;
uniform vec3 eye, light, key, sky, ground; uniform sampler2D key_depth, top_depth;
float lit(sampler2D t, vec3 s, float r, float bias) {          // fraction of 8 taps in a disc that see the light
  if (any(lessThan(s.xy, vec2(.01))) || any(greaterThan(s.xy, vec2(.99)))) return 1.;
  float a = 0., turn = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5) * 6.283;
  for (int i = 0; i < 8; i++) {
    float an = turn + float(i) * 2.39996, rr = sqrt((float(i) + .5) / 8.) * r;
    a += s.z - bias <= texture(t, s.xy + rr * vec2(cos(an), sin(an))).r ? 1. : 0.; }
  return a / 8.; }
float hash(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453); }
float noise(vec2 p) { vec2 i = floor(p), f = fract(p); f = f * f * (3. - 2. * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y); }
void main() {
  if (field < 0.) discard;
  bool skin = mat < .5, gloss = mat > .5 && mat < 1.5, cloth = mat > 1.5 && mat < 2.5, hair = mat > 2.5 && mat < 3.5,
       floor_ = mat > 9.5 && mat < 10.5, wall = mat > 10.5 && mat < 11.5;
  vec3 N = normalize(wn), V = normalize(eye - wp), a = col; float shine = .03;
  if (wall && dot(N, V) < 0.) discard;
  if (floor_) {                                                // planks
    float plank = floor(wp.y / .14), board = floor((wp.x + plank * .37) / 1.1);
    a *= (.82 + .3 * hash(vec2(plank, board))) * (.9 + .2 * noise(vec2(wp.x * 3. + plank * 7., wp.y * 60.)));
    a *= mix(1., .6, smoothstep(.965, .995, abs(fract(wp.y / .14) - .5) * 2.)); shine = .06; }
  else if (wall) a *= .96 + .05 * noise(wp.xz * 40. + wp.y * 40.);
  else if (cloth) a *= .93 + .12 * noise(wp.xz * 90. + wp.yy * 70.);
  float nl = dot(N, light), d = max(skin ? (nl + .15) / 1.15 : nl, 0.);
  float seen = (nl <= 0. && !skin) ? 1. : lit(key_depth, s1, .012, .0022), open_ = lit(top_depth, s2, .05, .004);
  float occ = mix(.35, 1., mix(1., open_, .75 * clamp(N.z * .7 + .3, 0., 1.) + .25));
  vec3 H = normalize(light + V);
  float sp = pow(max(dot(N, H), 0.), hair ? 30. : 40.) * (gloss ? 1.2 : shine * 3.);
  vec3 c = a * (mix(ground, sky, N.z * .5 + .5) * occ + key * d * seen) + key * sp * seen * d
         + sky * pow(1. - max(dot(N, V), 0.), 3.) * .05;
  if (skin) c += a * vec3(.10, .03, .02) * (1. - abs(nl)) * seen;
  o = vec4(pow(clamp(c / (1. + .18 * c), 0., 1.), vec3(1. / 2.2)), 1.); }
