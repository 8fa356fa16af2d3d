"""What an exchange with a server that went wrong means: for this question, and for the run."""

import re
import ssl
from collections.abc import Collection, Mapping
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies

from jagbench.errors import JagbenchError
from jagbench.runners.engines.openai.secrets import KEY, Secrets
from jagbench.runners.engines.openai.waits import asked_wait

MOST_WORDS = 500
"""Characters of a server's words that are repeated."""


class Unreachable(JagbenchError):
    """Nobody answers at the address, or not to us: no question will fare better, and the run ends."""


class Refused(JagbenchError):
    """This question fails for good.

    Args:
        said: Why.
        status: The HTTP status by which it was refused, where there was one.
    """

    def __init__(self, said: str, *, status: int | None = None) -> None:
        super().__init__(said)
        self.status = status


class Fault(Exception):
    """What may pass; the text says what it was.

    Args:
        said: What it was.
        asked: Seconds that the server asks to be left alone for; None where it does not.
        busy: Whether the server says that it is asked too much.
        crowded: Whether it is a sign of too many questions at once.
        connected: Whether the server was reached at all.
    """

    def __init__(
        self,
        said: str,
        *,
        asked: float | None = None,
        busy: bool = False,
        crowded: bool = False,
        connected: bool = True,
    ) -> None:
        super().__init__(said)
        self.asked = asked
        self.busy = busy or asked is not None
        self.crowded = crowded or self.busy
        self.connected = connected


class TooMuch(Exception):
    """A server sent more than can be of use."""


def mapping(found: object) -> dict[str, Any]:
    """What a server has sent, where it is a JSON object; else an empty one."""
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def words_of(content: object, text: str = "") -> str:
    """What a server says went wrong, in its own words: each kind of server has another place for them.

    Args:
        content: What it sent, read as JSON; None if it is none.
        text: What it sent, as it came.
    """
    said = _words(content)
    if not said and content is None:
        # A page for people: its tags say nothing.
        said = re.sub(r"<(style|script)\b.*?</\1\s*>|<[^>]{0,1000}>", " ", text[:20_000], flags=re.S | re.I)
    shown = "".join(mark if mark.isprintable() else " " for mark in said)
    return " ".join(shown.split())[:MOST_WORDS]


def _words(content: object) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "; ".join(filter(None, map(_detail, cast("list[object]", content[:5]))))
    if not (fields := mapping(content)):
        return ""
    names = ("error", "message", "detail", "errors", "error_description", "msg", "title", "reason")
    return next((said for name in names if (said := _words(fields.get(name)))), "")


def _detail(found: object) -> str:
    """One entry of a list of faults, with the field that it is about (FastAPI: `loc` and `msg`)."""
    place = mapping(found).get("loc")
    field = ".".join(str(part) for part in cast("list[object]", place)) if isinstance(place, list) else ""
    return f"{field}: {_words(found)}" if field else _words(found)


def of_status(
    status: int, headers: Mapping[str, str], content: object, text: str, *, url: str, sent: Collection[str]
) -> Exception:
    """What an answer means that is no success.

    Args:
        status: Its HTTP status.
        headers: Its headers, names in small letters.
        content: What it holds, read as JSON; None if it is none.
        text: What it holds, as it came.
        url: Base of the server.
        sent: Names of the fields of the request.

    Returns:
        A `Fault`, `Refused` or `Unreachable`, to be raised.
    """
    said = words_of(content, text)
    because = f": {said.rstrip('.')}" if said else ""
    if 300 <= status < 400:
        target = urlsplit(headers.get("location", ""))
        there = f" to {target.scheme}://{target.netloc}{target.path}" if target.netloc else ""
        return Unreachable(
            f"The server at {url} sends questions elsewhere{there} ({status}): give the address it names."
        )
    if status == 401:
        return Unreachable(
            f"The server at {url} refuses the key ({status}): put the right one into the environment "
            f"variable {KEY}.{f' It says: {said}' if said else ''}"
        )
    if status == 407:
        return Unreachable(f"The proxy {_proxy(url)} asks for a name and a password ({status}){because}.")
    if status == 402 or (status == 429 and _is_spent(content)):
        return Unreachable(f"The server at {url} answers no more ({status}){because}.")
    if status in (408, 409, 425, 429) or (status >= 500 and status not in (501, 505)):
        asked = asked_wait(headers.get("retry-after")) if status in (429, 503) else None
        return Fault(
            said or f"status {status}",
            asked=asked,
            busy=status == 429,
            crowded=status in (408, 502, 503, 504, 529),
        )
    because += _option(content, said, sent)
    return Refused(f"The server refuses the request ({status}){because}", status=status)


def of_content(content: object, *, sent: Collection[str]) -> Exception | None:
    """What an answer with the status 200 means that tells of an error; None if it tells of none."""
    fields = mapping(content)
    error = fields.get("error")
    if fields.get("choices") or not error:
        return None
    said = words_of(content) or "an error without words"
    code = mapping(error).get("code") or mapping(error).get("status_code")
    if isinstance(code, int) and 400 <= code < 500 and code not in (408, 409, 425, 429):
        return Refused(f"The server refuses the request ({code}): {said}{_option(content, said, sent)}")
    return Fault(said, busy=code == 429)


def of_connection(error: BaseException, *, url: str, secrets: Secrets) -> Exception:
    """What it means that an exchange broke off, or that no connection was made."""
    chain = _chain(error)
    said = secrets.struck(next((str(each) for each in reversed(chain) if str(each)), type(error).__name__))
    names = {type(each).__name__ for each in chain}
    certificate = next((each for each in chain if isinstance(each, ssl.SSLCertVerificationError)), None)
    if certificate is not None or any("certificate verify failed" in str(each).lower() for each in chain):
        why = getattr(certificate, "verify_message", "") or said
        return Unreachable(
            f"The certificate of the server at {url} is not trusted ({why}): name the file of the "
            "certificate, or of the authority that signed it, in the environment variable SSL_CERT_FILE."
        )
    if any(isinstance(each, ssl.SSLError) for each in chain) and "ConnectError" in names:
        return Unreachable(
            f"The server at {url} does not speak TLS as asked ({said}): check whether the address begins "
            "with https:// or http://."
        )
    if "ProxyError" in names or ("ConnectError" in names and _proxy(url)):
        return Fault(f"the proxy {_proxy(url)} does not let us through: {said}", connected=False)
    unconnected = "ConnectError" in names or any(isinstance(each, ConnectionRefusedError) for each in chain)
    return Fault(said, connected=not unconnected, crowded=not unconnected)


def unconnected(fault: Fault, *, url: str) -> Unreachable:
    """The end of a run whose server cannot be reached."""
    return Unreachable(
        f"The server at {url} cannot be reached ({fault}): start it, then give the same command again."
    )


def proxied_by(url: str) -> str | None:
    """The proxy that the environment names for an address, without a password; None if there is none."""
    return _proxy(url) or None


def _proxy(url: str) -> str:
    proxies = getproxies()
    found = proxies.get(urlsplit(url).scheme) or proxies.get("all") or ""
    parts = urlsplit(found if "//" in found else f"//{found}")
    return f"{parts.scheme or 'http'}://{parts.netloc.rpartition('@')[2]}" if found else ""


def _is_spent(content: object) -> bool:
    """Whether a quota is used up, which no waiting mends."""
    error = mapping(mapping(content).get("error"))
    return "insufficient_quota" in (error.get("code"), error.get("type"))


def _option(content: object, said: str, sent: Collection[str]) -> str:
    """How the field that a server does not take is left out, where its words name one of those sent."""
    named = mapping(mapping(content).get("error")).get("param")
    candidates = [named] if isinstance(named, str) and named else re.findall(r"[A-Za-z_][A-Za-z_0-9]*", said)
    field = next((name for name in candidates if name in sent and name not in ("model", "messages")), None)
    if field is None:
        return ""
    if field == "max_tokens" and "max_completion_tokens" in said:
        return ". With --engine-arg dialect=openai the length is sent as max_completion_tokens"
    return f". --omit-field {field} leaves this field out"


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in found:
        found.append(each)
        each = each.__cause__ or each.__context__
    return found
