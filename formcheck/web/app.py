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

from formcheck.exercises import EXERCISES
from formcheck.web.capacity import Places
from formcheck.web.report_store import ReportStore
from formcheck.web.security import REPORT, Door, Guard
from formcheck.web.session_registry import SessionRegistry
from formcheck.web.upload import Uploads
from formcheck.web.websocket import Coaching

STATIC = str(files("formcheck.web") / "static")
FRESH = {"Cache-Control": "no-cache"}  # a page must not meet the scripts of an older formcheck


class Static(StaticFiles):
    """The page's parts."""

    def file_response(self, *arguments: Any, **more: Any) -> Response:
        """As it is, but asked for again each time."""
        response = super().file_response(*arguments, **more)
        response.headers.update(FRESH)
        return response


def make_app(door: Door, most_sessions: int, notify: Callable[[str], None]) -> Starlette:
    """The ASGI application; `notify` takes lines for whoever runs the server.

    Its `state.end` is for the server to call before it waits for its connections.
    """
    places, shelf = Places(most_sessions), ReportStore()
    sessions, uploads = SessionRegistry(places, shelf, notify), Uploads(places, shelf, notify)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(sessions.watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(sessions.close(), uploads.close())
            await shelf.close()

    async def report(request: Request) -> Response:
        return await _report(shelf, **request.path_params)

    routes = [
        Route("/", _page),
        Route("/exercises", _exercises),
        Route("/reports/{owner}/{number:int}.{kind}", report),
        Route("/analyze", uploads.analyze, methods=["POST"]),
        WebSocketRoute("/coach", Coaching(sessions).serve),
        Mount("/static", Static(directory=STATIC)),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(Guard, door=door)])
    app.state.end = uploads.end
    return app


async def _page(request: Request) -> Response:
    return FileResponse(f"{STATIC}/index.html", headers=FRESH)


async def _exercises(request: Request) -> Response:
    return JSONResponse(
        [
            {"name": one.name, "title": one.title, "lines": one.page.strip().splitlines()}
            for one in EXERCISES.values()
        ]
    )


async def _report(shelf: ReportStore, owner: str, number: int, kind: str) -> Response:
    if kind == "json" and (document := shelf.json(owner, number)) is not None:
        return Response(document, media_type="application/json")
    if kind == "html" and (page := await shelf.html(owner, number)) is not None:
        return Response(page, media_type="text/html", headers={"Content-Security-Policy": REPORT})
    return PlainTextResponse(
        "formcheck: no such report, or not any more (try: save it when the set is over)\n", 404
    )
