"""The WebSocket of a page: what it sends goes to its session, what its session says goes back."""

from __future__ import annotations

import asyncio
import time

from starlette.websockets import WebSocket, WebSocketDisconnect

from formcheck.web import protocol
from formcheck.web.limits import (
    ERRORS_A_SECOND,
    ERRORS_AT_ONCE,
    FRAMES_A_SECOND,
    HELLO_S,
    MAX_FRAME_BYTES,
    MOST_WAITING,
    SLOW_S,
    TEXTS_A_SECOND,
)
from formcheck.web.outbox import Outbox
from formcheck.web.protocol import BadMessage, Message, Resume, Start
from formcheck.web.rate_limiter import RateLimiter
from formcheck.web.session_registry import SessionRegistry
from formcheck.web.workout_session import WorkoutSession

DONE, POLICY, LATER = 1000, 1008, 1013  # WebSocket close codes
BUSY = "every place is taken (try: again in a minute, or formcheck serve --sessions N)"
GONE = "there is no such session any more (try: start again)"
NO_HELLO = "neither start nor resume came (try: see docs/serve.md)"


class CloseConnection(Exception):
    """The connection is to be closed with this code."""

    def __init__(self, code: int) -> None:
        self.code = code


class CoachingEndpoint:
    """Serves connections one by one, each as long as it lasts."""

    def __init__(self, sessions: SessionRegistry) -> None:
        self._sessions = sessions
        self._waiting = 0

    async def serve(self, websocket: WebSocket) -> None:
        """The endpoint."""
        await websocket.accept()
        try:
            session, resumed = await self._begin_session(websocket)
            await Connection(websocket, session).run(resumed=resumed)
        except CloseConnection as closed:
            await _close(websocket, closed.code)
        except WebSocketDisconnect:
            pass

    async def _begin_session(self, websocket: WebSocket) -> tuple[WorkoutSession, bool]:
        """Wait for the first message and give it its session."""
        if self._waiting >= MOST_WAITING:
            raise await _refusal(websocket, "busy", BUSY, LATER)
        self._waiting += 1
        try:
            async with asyncio.timeout(HELLO_S):
                hello = await _first(websocket)
        except TimeoutError:
            raise await _refusal(websocket, "bad-message", NO_HELLO, POLICY) from None
        finally:
            self._waiting -= 1
        return await self._session(websocket, hello), isinstance(hello, Resume)

    async def _session(self, websocket: WebSocket, hello: Start | Resume) -> WorkoutSession:
        if isinstance(hello, Resume):
            session = self._sessions.resume(hello.session)
            if session is None:
                raise await _refusal(websocket, "gone", GONE, DONE)
        else:
            try:
                plan = hello.plan()
            except BadMessage as error:
                raise await _refusal(websocket, "bad-message", str(error), POLICY) from error
            session = self._sessions.start(plan, hello.model)
            if session is None:
                raise await _refusal(websocket, "busy", BUSY, LATER)
        return session


class Connection:
    """A connection that has its session."""

    def __init__(self, websocket: WebSocket, session: WorkoutSession) -> None:
        self._websocket, self._session = websocket, session
        self._frames = RateLimiter(FRAMES_A_SECOND, FRAMES_A_SECOND)
        self._texts = RateLimiter(TEXTS_A_SECOND, TEXTS_A_SECOND)
        self._errors = RateLimiter(ERRORS_A_SECOND, ERRORS_AT_ONCE)

    async def run(self, *, resumed: bool) -> None:
        """Pass messages both ways until either side has enough, or another connection takes over."""
        replaced = self._session.attach()
        outbox = self._session.outbox
        try:
            await _send(self._websocket, protocol.started_message(self._session.name, resumed=resumed))
            tasks = {
                asyncio.create_task(work) for work in (self._receive(), self._send(outbox), replaced.wait())
            }
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            for task in done:
                task.result()
            raise CloseConnection(DONE)
        finally:
            self._session.detach(replaced)

    async def _send(self, outbox: Outbox) -> None:
        while True:
            message = await outbox.take()
            await _send(self._websocket, message)
            if message["type"] == "over":
                return

    async def _receive(self) -> None:
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code", DONE))
            if (text := message.get("text")) is not None:
                self._hear(text)
            else:
                self._see(message["bytes"])

    def _hear(self, text: str) -> None:
        if not self._texts.allow(time.monotonic()):
            self._complain("too-fast", f"more than {TEXTS_A_SECOND:g} messages a second (try: fewer)")
            return
        try:
            command = protocol.parse_message(text)
            if isinstance(command, Start | Resume):
                raise BadMessage("this session has begun (try: another connection)")
            self._session.execute(command)
        except BadMessage as error:
            self._complain("bad-message", str(error))

    def _see(self, frame: bytes) -> None:
        time_s = protocol.capture_time(frame)
        if len(frame) > MAX_FRAME_BYTES:
            self._complain("too-large", f"a picture above {MAX_FRAME_BYTES} bytes (try: smaller)", time_s)
        elif not self._frames.allow(time.monotonic()):
            most = f"{FRAMES_A_SECOND:g} pictures a second"
            self._complain("too-fast", f"more than {most} (try: fewer)", time_s)
        else:
            try:
                self._session.add_frame(frame)
            except BadMessage as error:
                self._complain("bad-frame", str(error), time_s)

    def _complain(self, code: str, why: str, time_s: float | None = None) -> None:
        if not self._errors.allow(time.monotonic()):
            raise CloseConnection(POLICY)
        self._session.outbox.put_error(protocol.error_message(code, why, time_s))


async def _first(websocket: WebSocket) -> Start | Resume:
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", DONE))
    try:
        hello = protocol.parse_message(message.get("text") or "")
        if not isinstance(hello, Start | Resume):
            raise BadMessage(NO_HELLO)
    except BadMessage as error:
        raise await _refusal(websocket, "bad-message", str(error), POLICY) from error
    return hello


async def _refusal(websocket: WebSocket, code: str, why: str, close: int) -> CloseConnection:
    await _send(websocket, protocol.error_message(code, why))
    return CloseConnection(close)


async def _send(websocket: WebSocket, message: Message) -> None:
    """Send it, unless the page has not been reading for long: then it is closed."""
    try:
        async with asyncio.timeout(SLOW_S):
            await websocket.send_text(protocol.encode_message(message))
    except TimeoutError:
        raise WebSocketDisconnect(POLICY) from None


async def _close(websocket: WebSocket, code: int) -> None:
    try:
        async with asyncio.timeout(SLOW_S):
            await websocket.close(code)
    except (TimeoutError, WebSocketDisconnect, RuntimeError):
        pass  # it is closed already, or does not read
