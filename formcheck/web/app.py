"""The server's addresses, wired to what answers them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from formcheck import ui
from formcheck.exercises import EXERCISES
from formcheck.pose_estimation.from_camera import open_camera_poses
from formcheck.pose_estimation.pose_source import OpenPoseSource
from formcheck.web.capacity import Capacity
from formcheck.web.report_store import ReportStore
from formcheck.web.security import REPORT, AccessRules, SecurityMiddleware
from formcheck.web.session_registry import SessionRegistry
from formcheck.web.upload import UploadEndpoint
from formcheck.web.websocket import CoachingEndpoint

STATIC = str(files("formcheck.web") / "static")
FRESH = {"Cache-Control": "no-cache"}  # a page must not meet the scripts of an older formcheck


class UncachedStaticFiles(StaticFiles):
    """The page's parts."""

    def file_response(self, *arguments: Any, **more: Any) -> Response:
        """The file, not to be cached."""
        response = super().file_response(*arguments, **more)
        response.headers.update(FRESH)
        return response


def make_app(
    rules: AccessRules,
    most_sessions: int,
    notify: Callable[[str], None],
    open_poses: OpenPoseSource = open_camera_poses,
) -> Starlette:
    """The ASGI application; `notify` takes lines for the user who runs the server.

    open_poses: what finds the poses of a workout.  The application's `state.end`
    is for the server to call before it waits for its connections.
    """
    capacity, reports = Capacity(most_sessions), ReportStore()
    sessions = SessionRegistry(capacity, reports, open_poses, notify)
    uploads = UploadEndpoint(capacity, reports, notify)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        ending = asyncio.create_task(sessions.end_expired())
        try:
            yield
        finally:
            ending.cancel()
            await asyncio.gather(sessions.close(), uploads.close())
            await reports.close()

    async def report(request: Request) -> Response:
        return await _report(reports, **request.path_params)

    routes = [
        Route("/", _page),
        Route("/exercises", _exercises),
        Route("/reports/{owner}/{number:int}.{kind}", report),
        Route("/analyze", uploads.analyze, methods=["POST"]),
        WebSocketRoute("/coach", CoachingEndpoint(sessions).serve),
        Route("/static/shared.json", _shared),
        Mount("/static", UncachedStaticFiles(directory=STATIC)),
    ]
    app = Starlette(
        routes=routes, lifespan=lifespan, middleware=[Middleware(SecurityMiddleware, rules=rules)]
    )
    app.state.end = uploads.end
    return app


async def _page(request: Request) -> Response:
    return FileResponse(f"{STATIC}/index.html", headers=FRESH)


async def _shared(request: Request) -> Response:
    return FileResponse(str(ui.FILE), headers=FRESH)


async def _exercises(request: Request) -> Response:
    return JSONResponse(
        [
            {"name": one.name, "title": one.title, "lines": one.page.strip().splitlines()}
            for one in EXERCISES.values()
        ]
    )


async def _report(reports: ReportStore, owner: str, number: int, kind: str) -> Response:
    if kind == "json" and (document := reports.json(owner, number)) is not None:
        return Response(document, media_type="application/json")
    if kind == "html" and (page := await reports.html(owner, number)) is not None:
        return Response(page, media_type="text/html", headers={"Content-Security-Policy": REPORT})
    return PlainTextResponse(
        "formcheck: no such report, or it has expired (try: save it when the set has ended)\n", 404
    )
