"""A line between a window and the chat that can be cut at any byte."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.services import free_port


class BadLine:
    """Passes bytes on in both directions; `cut` aborts every connection, with what is under way."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writers: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Join a caller with the chat until one of them, or a cut, ends it."""
        there_reader, there = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers |= {writer, there}
        await asyncio.gather(_pass_on(reader, there), _pass_on(there_reader, writer))
        self._writers -= {writer, there}


@asynccontextmanager
async def bad_line(url: str) -> AsyncIterator[tuple[str, BadLine]]:
    """Give the address of a line to the chat at `url`."""
    port = free_port()
    line = BadLine(int(url.rpartition(":")[2]))
    server = await asyncio.start_server(line.connect, "127.0.0.1", port)
    try:
        yield f"http://127.0.0.1:{port}", line
    finally:
        line.cut()
        server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(512):
            writer.write(data)
            await writer.drain()
    writer.transport.abort()
