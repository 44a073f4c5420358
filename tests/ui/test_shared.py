"""The file that Python and the page read names exactly what the core has; the page's types are checked by tsc."""

from __future__ import annotations

import re
from dataclasses import fields

import msgspec
import pytest

from formcheck.choices import AUTO
from formcheck.coaching.live_coach import Kind
from formcheck.coaching.plan import Plan
from formcheck.coaching.scene import Scene, Tone
from formcheck.exercises.measure import Unit
from formcheck.live.actions import Action
from formcheck.pose import LIMBS, SIDES, Landmark
from formcheck.reps.events import Moment
from formcheck.ui import FILE, SHARED, Shared
from formcheck.web.protocol import BadMessage, parse_message
from tests.support.paths import ROOT

STATIC = ROOT / "formcheck" / "web" / "static"


def test_every_kind_of_line_has_its_style_and_a_priority_of_its_own() -> None:
    assert set(SHARED.lines) == {kind.value for kind in Kind}
    priorities = sorted(style.priority for style in SHARED.lines.values())
    assert priorities == list(range(1, len(Kind) + 1))


def test_every_tone_of_a_banner_has_its_style_in_known_colours() -> None:
    assert set(SHARED.banners) == {tone.value for tone in Tone}
    for style in SHARED.banners.values():
        assert {style.panel, style.letters} <= {
            field.name for field in msgspec.structs.fields(SHARED.colours)
        }


def test_every_action_has_keys_of_its_own() -> None:
    assert set(SHARED.keys) == {action.value for action in Action}
    keys = [key for keys in SHARED.keys.values() for key in keys]
    assert len(keys) == len(set(keys))


def test_landmarks_are_those_of_the_pose() -> None:
    assert SHARED.landmarks.nose == Landmark.NOSE
    for side in SIDES:
        indices = getattr(SHARED.landmarks, side)
        assert indices == {name: getattr(LIMBS[side], name) for name in indices}


def test_every_unit_of_a_rule_is_written_as_the_core_writes_it() -> None:
    assert {unit: (style.value, style.target, style.digits) for unit, style in SHARED.units.items()} == {
        unit.value: (unit.value_suffix, unit.target_suffix, unit.digits) for unit in Unit
    }


@pytest.mark.parametrize("field", ["reps", "sets", "rest_s"])
def test_the_server_takes_what_the_page_may_ask_for_and_no_more(field: str) -> None:
    least, most = getattr(SHARED.plan, field)
    for value in (least, most):
        parse_message(f'{{"type": "start", "{field}": {value}}}')
    for value in (least - 1, most + 1):
        with pytest.raises(BadMessage):
            parse_message(f'{{"type": "start", "{field}": {value}}}')


@pytest.mark.parametrize("missing", ["lines", "colours", "keys", "resume_s"])
def test_without_one_of_its_parts_the_file_is_refused(missing: str) -> None:
    content = msgspec.json.decode(FILE.read_bytes())
    del content[missing]
    with pytest.raises(msgspec.ValidationError, match=missing):
        msgspec.convert(content, Shared)


def test_a_part_that_python_does_not_know_is_refused() -> None:
    content = msgspec.json.decode(FILE.read_bytes())
    content["colours"]["mauve"] = [1, 2, 3]
    with pytest.raises(msgspec.ValidationError, match="mauve"):
        msgspec.convert(content, Shared)


def declared(interface: str) -> set[str]:
    """The fields of an interface in the page's types."""
    types = (STATIC / "types.d.ts").read_text(encoding="utf-8")
    body = re.search(rf"^export interface {interface} \{{\n(.*?)^\}}", types, re.MULTILINE | re.DOTALL)
    assert body is not None, interface
    return set(re.findall(r"^  (\w+):", body[1], re.MULTILINE))


@pytest.mark.parametrize("sent", [Scene, Moment], ids=lambda sent: sent.__name__)
def test_the_page_expects_no_field_that_the_server_does_not_send(sent: type) -> None:
    known = {field.name for field in fields(sent)}
    expected = declared(sent.__name__)
    assert expected
    assert expected <= known


def test_the_form_of_the_page_begins_as_the_plan_does() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    plan = Plan()
    assert f'<option value="{AUTO}">' in page
    assert re.findall(r'id="sets"[^>]* value="(\d+)"', page) == [str(plan.sets)]
    assert re.findall(r'id="rest"[^>]* value="(\d+)"', page) == [f"{plan.rest_s:g}"]


def test_every_action_has_a_button_in_the_page() -> None:
    bar = (STATIC / "index.html").read_text(encoding="utf-8").partition('class="bar"')[2]
    assert set(re.findall(r'<button type="button" value="([^"]+)"', bar)) == {
        action.value for action in Action
    }
