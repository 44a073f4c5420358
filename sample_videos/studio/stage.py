"""Drawing with OpenGL (moderngl; EGL with software rendering is enough): a room, a mat, gym props and one body.

Lighting: a soft shadowed key light, a shadow map from above for ambient occlusion, a sky/ground ambient term.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import moderngl
import numpy as np

from .body import Body
from .camera import look_at, orthographic
from .geometry import AnyFloats, Floats
from .mesh import box
from .outfit import CLOTH, GLOSS

FLOOR, WALL, MAT = 10, 11, 12  # material numbers besides those in outfit
SHADERS = Path(__file__).with_name("shaders")
SHADOW_SIZE = 640
KEY, SKY, GROUND = (1.15, 1.08, 0.98), (0.42, 0.45, 0.50), (0.24, 0.21, 0.18)
FAR, NEAR = 4.5, 2.6  # half lengths of the walls, their distance


class Thing(NamedTuple):
    """A mesh on the graphics side."""

    points: Any
    normals: Any
    draw: Any
    cast: Any
    shadow: bool
    closed: bool  # nobody sees its inside


class Light(NamedTuple):
    came_from: tuple[float, float, float]
    centre: tuple[float, float, float]
    level: float = 1.0


class Stage:
    """width x height pixels; colours: wall, floor, mat."""

    def __init__(self, width: int, height: int, colours: dict[str, Any]) -> None:
        egl: dict[str, Any] = {"backend": "egl", "libgl": "libGL.so.1", "libegl": "libEGL.so.1"}
        self.ctx = moderngl.create_context(standalone=True, **egl)
        self.size, self.things = (width, height), list[Thing]()
        self.program, self.depth_program = self._program("body"), self._program("depth")
        self.raw = self.ctx.texture(self.size, 4)
        self.raw.repeat_x = self.raw.repeat_y = False
        self.frame = self.ctx.framebuffer([self.raw], self.ctx.depth_renderbuffer(self.size))
        self.smooth_program = self._program("smooth")
        corners = self.ctx.buffer(np.array([-1, -1, 3, -1, -1, 3], "f4").tobytes())
        self.smooth = self.ctx.vertex_array(self.smooth_program, [(corners, "2f", "p")])
        self.smoothed = self.ctx.framebuffer([self.ctx.renderbuffer(self.size, 4)])
        self.shadows = [self._shadow_map() for _ in range(2)]
        self._build_room(colours)

    def _program(self, name: str) -> Any:
        vertex, fragment = (
            (SHADERS / f"{name}.{end}").read_text(encoding="utf-8") for end in ("vert", "frag")
        )
        return self.ctx.program(vertex_shader=vertex, fragment_shader=fragment)

    def _shadow_map(self) -> tuple[Any, Any]:
        t = self.ctx.depth_texture((SHADOW_SIZE, SHADOW_SIZE))
        t.compare_func, t.filter = "", (moderngl.NEAREST, moderngl.NEAREST)
        t.repeat_x = t.repeat_y = False
        return t, self.ctx.framebuffer(depth_attachment=t)

    def add(
        self,
        points: AnyFloats,
        normals: AnyFloats,
        colour: Any,
        material: Any,
        triangles: Any,
        field: Any = 1.0,
        shadow: bool = True,
        closed: bool = False,
    ) -> Thing:
        """A mesh; returns a handle for `move`."""

        def buffer(x: Any, width: int) -> Any:
            x = np.broadcast_to(x, (len(points), width) if width > 1 else (len(points),))
            return self.ctx.buffer(np.ascontiguousarray(x, "f4").tobytes())

        p, n, k = buffer(points, 3), buffer(normals, 3), buffer(field, 1)
        index = self.ctx.buffer(np.ascontiguousarray(triangles, "i4").tobytes())
        seen = [(p, "3f", "p"), (n, "3f", "n"), (buffer(colour, 3), "3f", "c")]
        seen += [(buffer(material, 1), "1f", "m"), (k, "1f", "k")]
        draw = self.ctx.vertex_array(self.program, seen, index)
        cast = self.ctx.vertex_array(self.depth_program, [(p, "3f", "p"), (k, "1f", "k")], index)
        self.things.append(Thing(p, n, draw, cast, shadow, closed))
        return self.things[-1]

    def move(self, thing: Thing, points: AnyFloats, normals: AnyFloats) -> None:
        thing.points.write(np.ascontiguousarray(points, "f4").tobytes())
        thing.normals.write(np.ascontiguousarray(normals, "f4").tobytes())

    def add_body(self, body: Body) -> Thing:
        v = body.vertices
        return self.add(
            v, body.normals(v), body.colour, body.material, body.triangles, body.field, closed=True
        )

    def add_rod(self, a: Any, b: Any, radius: float, colour: Any) -> Thing:
        points, normals, triangles = rod(a, b, radius)
        return self.add(points, normals, colour, GLOSS if radius > 0.01 else CLOTH, triangles)

    def add_box(self, low: Any, high: Any, colour: Any) -> Thing:
        points, normals, triangles = box(low, high)
        return self.add(points, normals, colour, CLOTH, triangles)

    def _quad(self, corners: Any, normal: Any, colour: Any, material: int) -> None:
        points, normals = np.array(corners, float), np.tile(normal, (4, 1))
        self.add(points, normals, colour, material, [[0, 1, 2], [0, 2, 3]], shadow=False)

    def _build_room(self, colours: dict[str, Any]) -> None:
        f = FAR
        self._quad([(-f, -f, 0), (f, -f, 0), (f, f, 0), (-f, f, 0)], (0, 0, 1), colours["floor"], FLOOR)
        for x, y in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            d, t, up = np.array([x, y, 0]) * NEAR, np.array([-y, x, 0]) * FAR, np.array([0, 0, 1])
            shade = np.array(colours["wall"]) * (1 if x == 0 else 0.9)
            self._quad([d - t, d + t, d + t + 3 * up, d - t + 3 * up], (-x, -y, 0), shade, WALL)
            d, white = d * 0.995, (0.85, 0.85, 0.84)
            self._quad([d - t, d + t, d + t + 0.1 * up, d - t + 0.1 * up], (-x, -y, 0), white, WALL)
        half_x, half_y, z = 1.05, 0.42, 0.012
        mat = [(-half_x, -half_y, z), (half_x, -half_y, z), (half_x, half_y, z), (-half_x, half_y, z)]
        self._quad(mat, (0, 0, 1), colours["mat"], MAT)

    def render(self, eye: Floats, view: Floats, light: Light) -> np.ndarray:
        """view: world to clip coordinates.  An RGB picture (height, width, 3) uint8."""
        towards, centre = np.array(light.came_from) / np.linalg.norm(light.came_from), np.array(light.centre)
        maps = [
            orthographic(1.6) @ look_at(centre + 4 * towards, centre),
            orthographic(1.6) @ look_at(centre + [0.01, 0, 4], centre, (1, 0, 0)),
        ]
        self._cast_shadows(maps)
        self.frame.use()
        self.frame.clear(0.75, 0.77, 0.8, depth=1.0)
        for name, matrix in (("view", view), ("key_map", maps[0]), ("top_map", maps[1])):
            write(self.program, name, matrix)
        for unit, name in enumerate(("key_depth", "top_depth")):
            self.shadows[unit][0].use(unit)
            self.program[name] = unit
        self.program["eye"], self.program["light"] = tuple(eye), tuple(towards)
        for name, colour in (("key", KEY), ("sky", SKY), ("ground", GROUND)):
            self.program[name] = tuple(light.level * x for x in colour)
        for thing in self.things[::-1]:  # the body first: it hides much of the room
            self._draw(thing.draw, thing.closed)
        return self._smoothed_picture()

    def _cast_shadows(self, maps: list[Floats]) -> None:
        self.ctx.enable(moderngl.DEPTH_TEST)
        for (_, target), matrix in zip(self.shadows, maps, strict=True):
            target.use()
            target.clear(depth=1.0)
            write(self.depth_program, "view", matrix)
            for thing in self.things:
                if thing.shadow:
                    self._draw(thing.cast, thing.closed)

    def _draw(self, array: Any, closed: bool) -> None:
        """Half of the triangles of what is closed face away: most of the time goes into triangles."""
        (self.ctx.enable if closed else self.ctx.disable)(moderngl.CULL_FACE)
        array.render()

    def _smoothed_picture(self) -> np.ndarray:
        self.smoothed.use()
        self.ctx.disable(moderngl.DEPTH_TEST)
        self.raw.use(0)
        self.smooth_program["px"] = 1 / self.size[0], 1 / self.size[1]
        self.smooth.render()
        picture = np.frombuffer(self.smoothed.read(components=3), np.uint8)
        return picture.reshape(self.size[1], self.size[0], 3)[::-1]

    def release(self) -> None:
        self.ctx.release()


def write(program: Any, name: str, matrix: Floats) -> None:
    program[name].write(np.ascontiguousarray(matrix.T, "f4").tobytes())


def rod(a: Any, b: Any, radius: float, sides: int = 12) -> tuple[Floats, Floats, Any]:
    """A cylinder from a to b: vertices, normals, triangles."""
    a, b = np.array(a, float), np.array(b, float)
    u = (b - a) / np.linalg.norm(b - a)
    s = np.cross(u, (0, 0, 1) if abs(u[2]) < 0.9 else (1, 0, 0))
    s /= np.linalg.norm(s)
    t = np.arange(sides) * 2 * np.pi / sides
    ring = np.cos(t)[:, None] * s + np.sin(t)[:, None] * np.cross(u, s)
    i, j = np.arange(sides), (np.arange(sides) + 1) % sides
    tri = np.vstack([np.stack([i, j, j + sides], 1), np.stack([i, j + sides, i + sides], 1)])
    return np.vstack([a + radius * ring, b + radius * ring]), np.vstack([ring, ring]), tri
