"""One exchange with a server over HTTP, bounded in time and size, and free of secrets when it comes out."""

import asyncio
import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jagbench.errors import InvalidArgument
from jagbench.runners.engines.openai import faults
from jagbench.runners.engines.openai.address import Address
from jagbench.runners.engines.openai.faults import Fault, Refused, TooMuch
from jagbench.runners.engines.openai.secrets import Secrets

if TYPE_CHECKING:
    # An extra: a name is checked where it is not installed, too.
    import httpx2

MOST_TOLD = 16 * 2**20
"""Bytes of the longest answer that is not a reply, such as a list of models."""

MOST_WORDS = 64 * 2**10
"""Bytes read of an answer that is no success."""

LONGEST_CONNECT = 30.0
"""Longest wait for a connection, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent."""

    status: int
    """The HTTP status."""
    headers: Mapping[str, str]
    """The headers, names in small letters."""
    content: Any
    """What it sent, read as JSON; None if it is none."""
    text: str
    """What it sent, as it came."""


class Connection:
    """The way to one server.

    Args:
        address: Where it is.
        headers: Sent with every request, the key among them.
        query: Behind the `?` of every address.
        secrets: What must not come out.
        timeout: Longest wait for one answer, in seconds.

    Raises:
        InvalidArgument: if the environment names a proxy that cannot be used.
    """

    def __init__(
        self,
        address: Address,
        *,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        secrets: Secrets,
        timeout: float,
    ) -> None:
        import httpx2

        self._address = address
        self._secrets = secrets
        self._timeout = timeout
        # No compression: what is small stays small, and what comes is as long as it says.
        sent = {"User-Agent": "jagbench", "Accept": "application/json", "Accept-Encoding": "identity"}
        try:
            self._client = httpx2.AsyncClient(
                headers={**sent, **headers},
                params=[*address.query, *query.items()],
                timeout=httpx2.Timeout(None, connect=min(timeout, LONGEST_CONNECT)),
                limits=httpx2.Limits(max_connections=None, max_keepalive_connections=None),
                follow_redirects=False,
            )
        except (ImportError, ValueError, httpx2.InvalidURL) as error:
            raise InvalidArgument(
                f"The proxy {faults.proxied_by(address.url)} that the environment names cannot be used "
                f"({secrets.struck(str(error))}): take it out of ALL_PROXY, HTTP_PROXY and HTTPS_PROXY, or "
                f"put {address.host} into NO_PROXY. A SOCKS proxy needs: pip install socksio"
            ) from None

    async def ask(
        self,
        method: str,
        url: str,
        body: Mapping[str, Any] | None = None,
        *,
        most: int = MOST_TOLD,
        timeout: float | None = None,
    ) -> Answer:
        """Have one exchange.

        Args:
            method: `"GET"` or `"POST"`.
            url: The whole address.
            body: What is sent, as JSON.
            most: Bytes of the longest answer that can be of use.
            timeout: Longest wait from the first byte sent to the last received, in seconds; by default that
                of the connection.

        Returns:
            The answer, whatever its status.

        Raises:
            Fault: if it broke off, or took too long.
            Refused: if the answer is longer than can be of use.
            Unreachable: if no other exchange will fare better.
        """
        import httpx2

        longest = self._timeout if timeout is None else min(timeout, self._timeout)
        try:
            async with asyncio.timeout(longest):
                return await self._exchange(method, url, body, most)
        except TimeoutError:
            raise Fault(f"no whole answer within {longest:g} s", crowded=True) from None
        except TooMuch as error:
            raise Refused(str(error)) from None
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise faults.of_connection(error, url=self._address.url, secrets=self._secrets) from None

    async def post(self, url: str, body: Mapping[str, Any], *, most: int) -> Any:
        """Ask a question.

        Args:
            url: The whole address.
            body: The question.
            most: Bytes of the longest answer that can be of use.

        Returns:
            What the server answers, read as JSON.

        Raises:
            Fault: if it may go better next time.
            Refused: if it will not.
            Unreachable: if no other question will fare better.
        """
        answer = await self.ask("POST", url, body, most=most)
        self.expect(answer, sent=body)
        return answer.content

    def expect(self, answer: Answer, *, sent: Collection[str] = ()) -> None:
        """Raise what an answer means that is no success, or no JSON."""
        if answer.status >= 300:
            raise faults.of_status(
                answer.status, answer.headers, answer.content, answer.text, url=self._address.url, sent=sent
            )
        if answer.content is None:
            said = faults.words_of(None, answer.text)
            raise Fault(f"an answer that is no JSON: {said[:100]}" if said else "an empty answer")
        if (error := faults.of_content(answer.content, sent=sent)) is not None:
            raise error

    async def close(self) -> None:
        """Close what is open."""
        await self._client.aclose()

    async def _exchange(self, method: str, url: str, body: Mapping[str, Any] | None, most: int) -> Answer:
        content = None if body is None else json.dumps(body).encode("ascii")
        headers = {} if body is None else {"Content-Type": "application/json"}
        async with self._client.stream(method, url, content=content, headers=headers) as response:
            failed = response.status_code >= 300
            raw = await _read(response, MOST_WORDS if failed else most, cut=failed)
        # No secret leaves this place, whether a server repeats it in an error or in a reply.
        text = self._secrets.struck(raw.decode("utf-8", "replace"))
        try:
            read = self._secrets.struck_from(json.loads(text))
        except (ValueError, RecursionError):
            read = None
        found = {name.lower(): value for name, value in response.headers.items()}
        return Answer(status=response.status_code, headers=found, content=read, text=text)


async def _read(response: "httpx2.Response", most: int, *, cut: bool) -> bytes:
    """The content of an answer, never holding more than `most` bytes of it.

    Args:
        response: The answer.
        most: Bytes of the longest that can be of use.
        cut: Whether a longer one is cut there instead of refused.

    Raises:
        TooMuch: if it is longer.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise TooMuch(f"The server compresses its answers ({encoding[:20]}), although it is asked not to")
    # Some servers compress although they are asked not to; what they send may unfold to any length.
    unfold = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32) if encoding not in ("identity", "") else None
    found = bytearray()
    async for piece in response.aiter_raw():
        try:
            found += piece if unfold is None else unfold.decompress(piece, most + 1 - len(found))
        except zlib.error as error:
            raise Fault(f"an answer that cannot be unfolded: {error}") from None
        if len(found) > most:
            if cut:
                return bytes(found[:most])
            raise TooMuch(f"The server sent more than {most:,} bytes, more than what was asked for can take")
    return bytes(found)
