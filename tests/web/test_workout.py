"""A workout through the server: real pictures, the real model, and the protocol of docs/serve.md."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed

from formcheck.report.set_report import SCHEMA
from tests.support.serve_client import Page, Server, Taken, binary, coached, jpeg, pictures, serving, truth

pytestmark = pytest.mark.slow

FAULTS = "donkey-kick-faults"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("--sessions", "3") as running:
        yield running


def between(from_s: float, to_s: float) -> list[Taken]:
    """Part of a clip whose repetitions end at 4.6 s, 7.6 s, ..."""
    return [taken for taken in pictures() if from_s <= taken[0] < to_s]


@pytest.fixture(scope="module")
def page(server: Server) -> Page:
    """A page that has seen the clip with faults."""
    return coached(server, pictures(FAULTS))


def test_a_set_through_the_socket_has_the_repetitions_and_faults_of_the_clip(page: Page) -> None:
    (done,) = page.all("set")
    assert done["report"]["schema"] == SCHEMA
    assert done["report"]["summary"]["reps"] == truth(FAULTS)
    assert [rep["rep"]["number"] for rep in page.events("rep")] == [1, 2, 3, 4]
    faults = [[fault["rule"] for fault in rep["faults"]] for rep in done["report"]["reps"]]
    assert faults == [[], ["knee-angle"], ["back-arch"], ["head"]]
    said = [line["spoken"] for message in page.heard for line in message.get("lines", [])]
    assert "2. Keep the knee bent at 90 degrees." in said
    assert said[-1].startswith("Set over. 4 repetitions")


def test_every_picture_is_acknowledged_with_the_body_in_its_own_pixels(page: Page) -> None:
    seen = page.all("seen")
    times = [message["time_s"] for message in seen]  # of two that wait to be sent only the newer is
    assert set(times) <= {time_s for time_s, _ in pictures(FAULTS)}
    assert times == sorted(times)
    assert len(times) > 0.9 * len(pictures(FAULTS))
    assert page.awaited == []
    assert {tuple(message["size"]) for message in seen} == {(640, 360)}
    bodies = [message["xy"] for message in seen if message["xy"] is not None]
    assert len(bodies) > 0.9 * len(seen)
    points = np.array([point for body in bodies for point in body if point is not None])
    assert ((points > -40) & (points < [680, 400])).all()
    assert page.errors() == []


def test_the_scene_tells_what_to_draw(page: Page) -> None:
    scene = page.all("seen")[-1]["scene"]
    assert (scene["left"], scene["right"]) == (0, 4)
    assert scene["moment"]["phase"] == "rest"
    assert scene["banner"]["tone"] == "cue"


def test_the_report_is_there_as_json_and_as_a_page_that_may_ask_for_nothing(
    page: Page, server: Server
) -> None:
    (done,) = page.all("set")
    with server.get(done["json"]) as answer:
        assert json.load(answer) == done["report"]
    with server.get(done["html"]) as answer:
        policy, html = answer.headers["Content-Security-Policy"], answer.read().decode()
    assert policy.startswith("sandbox allow-scripts")
    assert "connect-src" not in policy
    assert "default-src 'none'" in policy
    assert "4 repetitions" in html
    assert html.count("data:image/jpeg;base64,") == 4
    assert '"curves":{' in html


def test_the_plan_ends_a_set_by_itself_rests_and_ends_the_workout(server: Server) -> None:
    page, one = Page(server), between(0.0, 6.0)
    with page.connected({"type": "start", "exercise": "donkey-kick", "reps": 1, "sets": 2, "rest_s": 1}):
        page.show(one)
        (first,) = page.all("set")
        assert first["report"]["summary"]["reps"] == 1
        assert any(message["scene"]["card"] for message in page.all("seen"))
        page.show([(time_s + 10.0, picture) for time_s, picture in one])
        assert page.over
        with pytest.raises(ConnectionClosed):
            page.hear()
    assert [message["number"] for message in page.all("set")] == [1, 2]
    assert len(page.events("rep")) == 2


def test_a_connection_that_is_lost_for_a_moment_goes_on_where_it_was(server: Server) -> None:
    page = Page(server)
    with page.connected():
        page.show(between(0.0, 6.5))  # the second leg is up
        page.connection.socket.close()  # no goodbye
    time.sleep(1.0)
    with page.connected():
        assert page.all("started")[-1]["resumed"] is True
        page.show(between(6.5, 8.4))
        done = page.finish()
    assert done["report"]["summary"]["reps"] == 2


def test_a_second_connection_takes_the_place_of_one_that_seems_alive(server: Server) -> None:
    first = Page(server)
    with first.connected():
        first.show(between(0.0, 0.5))
        second = Page(server, first.session)
        with second.connected():
            with pytest.raises(ConnectionClosed):
                first.hear()
            second.show(between(0.5, 1.0))
            second.finish()


def test_a_workout_that_ended_while_nobody_listened_is_told_again(server: Server) -> None:
    page = Page(server)
    with page.connected():
        page.show(between(0.0, 0.5))
        page.say(type="finish")
        page.connection.socket.close()
    page.heard.clear()
    time.sleep(0.5)
    with page.connected():
        page.until_over()
    assert [message["type"] for message in page.heard] == ["started", "set", "over"]


def test_pausing_and_starting_over_are_obeyed(server: Server) -> None:
    page = Page(server)
    with page.connected():
        page.show(between(1.0, 3.0))
        page.say(type="pause", on=True)
        page.say(type="pause", on=True)  # a page may say it twice
        page.show(between(3.0, 4.0))
        assert [message["xy"] for message in page.all("seen")[-5:]] == [None] * 5
        page.say(type="pause", on=False)
        page.say(type="restart")
        page.show(between(4.0, 8.4))
        done = page.finish()
    assert done["report"]["summary"]["reps"] == 1
    assert done["report"]["source"]["duration_s"] < 5.0


def test_a_time_that_cannot_be_is_refused_and_the_set_goes_on(server: Server) -> None:
    page = Page(server)
    picture = jpeg(np.full((360, 640, 3), 90, np.uint8))
    with page.connected():
        page.show([(0.5, picture)])
        for time_s in (math.nan, math.inf, -1.0, 0.4, 0.5, 8000.0):
            page.connection.send(binary(time_s, picture))
            assert page.hear()["code"] == "bad-frame"
        page.show([(0.6, picture)])
        assert page.heard[-1]["time_s"] == 0.6
        page.finish()


def test_more_workouts_than_places_are_answered_busy(server: Server) -> None:
    pages = [Page(server) for _ in range(4)]
    with pages[0].connected() as first, pages[1].connected(), pages[2].connected():
        with pages[3].connected():
            assert pages[3].errors() == ["busy"]
        first.finish()
        time.sleep(0.5)
        with pages[3].connected({"type": "start"}) as late:
            assert late.session
            late.finish()
        for page in pages[1:3]:
            page.finish()
