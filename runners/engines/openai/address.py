"""Where a model is: `NAME@URL`, free of anything that must not be written down."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from jagbench.errors import InvalidArgument
from jagbench.runners.engines.openai.secrets import KEY

HARMLESS = frozenset({"api-version"})
"""What an address may have behind its `?`; anything else could be a key, and addresses are written down."""

_ENDPOINTS = ("/chat/completions", "/completions", "/models")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A model on a server."""

    model: str
    """Its name there."""
    url: str
    """The base of the protocol, such as `"http://localhost:8000/v1"`."""
    query: tuple[tuple[str, str], ...] = ()
    """What stands behind the `?` of every address."""

    @property
    def root(self) -> str:
        """The server without the version of the protocol."""
        return self.url.removesuffix("/v1")

    @property
    def host(self) -> str:
        """Name of the machine."""
        return urlsplit(self.url).hostname or ""


def parse_address(name: str) -> Address:
    """The model and the server in `NAME@URL`.

    Raises:
        InvalidArgument: if it is not of this form, or the address may hold a key or a password.
    """
    model, _, url = name.rpartition("@")
    if "://" in model:
        raise InvalidArgument(
            f"An address must not hold a password: put the key into the environment variable {KEY}."
        )
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid, parts = False, urlsplit("")
    secret = [key for key, _ in parse_qsl(parts.query, keep_blank_values=True) if key not in HARMLESS]
    # Nothing of such an address is repeated, for it may be the key.
    if secret or "?" in model or (valid and parts.fragment) or (parts.query and not parse_qsl(parts.query)):
        raise InvalidArgument(
            "An address must not have anything behind its '?' or '#' but api-version, because addresses are "
            f"written down and a key may stand there: put a key into the environment variable {KEY}, and "
            "anything else into --query NAME=VALUE."
        )
    if not model or not valid or not name.isprintable() or " " in url:
        raise InvalidArgument(
            f"Not a model on a server: {name!r}. Give NAME@URL, such as qwen3@http://localhost:8000/v1."
        )
    base = f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")
    for endpoint in _ENDPOINTS:
        base = base.removesuffix(endpoint)
    return Address(model=model, url=base.rstrip("/"), query=tuple(parse_qsl(parts.query)))
