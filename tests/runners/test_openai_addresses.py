"""Where a server is, and what it is sent beside the questions: real servers in processes of their own."""

import json
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jagbench.cli.run import command
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import write_probes
from jagbench.runners.engines import parse_model
from jagbench.runners.engines.arguments import settings
from jagbench.runners.engines.openai import OpenAI, OpenAISettings, parse_address, waits
from jagbench.runners.run import run
from jagbench.runners.run_directory import RunDirectory
from tests.runners.openai_client import ask_one
from tests.runners.samples import make_probe
from tests.runners.servers import OddServer

pytest.importorskip("httpx2", reason="the extra openai is not installed")

KEY = "sk-canary-9f8e7d6c5b4a"
OTHER = "other-canary-1a2b3c4d5e"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "FIRST_PAUSE", 0.02)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    path = tmp_path / "suite.jsonl"
    path.write_bytes(write_probes(make_probe(number) for number in range(6)))
    return path


@pytest.mark.parametrize(
    "behaviour",
    [
        "list-403", "list-404", "list-405", "list-501", "list-400", "list-page", "list-bare", "list-texts",
        "list-models", "list-latest", "list-none",
    ],
)  # fmt: skip
def test_a_list_of_models_in_any_form_or_none_ends_no_run(odd_server: OddServer, behaviour: str) -> None:
    assert ask_one(odd_server.model(behaviour)).text == "4"


def test_a_model_that_is_not_listed_can_be_asked_all_the_same(odd_server: OddServer) -> None:
    with pytest.raises(
        InvalidArgument, match=r"has no model 'tiny'; it has: tinny and 1 more\. .*listed=false"
    ):
        ask_one(odd_server.model("list-other"))
    assert ask_one(odd_server.model("list-other"), listed=False).text == "4"


def test_an_address_that_lacks_its_version_is_told_with_the_right_one(odd_server: OddServer) -> None:
    address = odd_server.model("missing-version").removesuffix("/v1")
    with pytest.raises(
        InvalidArgument, match=r"There is nothing at .*, but there is at .*/v1: give tiny@http"
    ):
        ask_one(address)


def test_an_address_may_name_the_endpoint_and_a_version_of_the_protocol() -> None:
    address = parse_address(
        "m@https://x.openai.azure.com/openai/deployments/m/chat/completions?api-version=1"
    )
    assert address.url == "https://x.openai.azure.com/openai/deployments/m"
    assert address.query == (("api-version", "1"),)


@pytest.mark.parametrize(
    "address",
    [
        f"tiny@http://host/v1?api_key={KEY}", f"tiny@http://host/v1?{KEY}", f"tiny@http://host/v1#{KEY}",
        f"tiny@http://user:{KEY}@host/v1", f"tiny@http://host/v1?api-version=1&code={KEY}",
        f"tiny@http://host/v1?=&{KEY}", f"tiny?key={KEY}@http://host/v1", f"tiny@http://host/v1/?sig={KEY}@x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", ["openai", "ray:openai"])
def test_an_address_that_may_hold_a_key_is_refused_and_not_repeated(
    engine: str, address: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidArgument) as refusal:
        parse_model(f"{engine}:{address}")
    assert KEY not in str(refusal.value)
    result = CliRunner().invoke(command, [f"{engine}:{address}", "--out", str(tmp_path / "run")])
    assert KEY not in f"{result.output}{result.exception}"
    assert not (tmp_path / "run").exists()


def test_headers_query_and_fields_reach_the_server(
    odd_server: OddServer, suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", OTHER)
    options = [
        "--header", "X-Secret: $MY_KEY", "--header", "X-Price: 5$$", "--query", "api-version=2024-10-21",
        "--query", "token=$MY_KEY", "--request-field", "reasoning_effort=low",
        "--request-field", 'provider={"order": ["a"]}', "--omit-field", "seed", "--omit-field", "top_p",
    ]  # fmt: skip
    out = tmp_path / "run"
    model = f"openai:{odd_server.model('ok')}"
    result = CliRunner().invoke(command, [model, "--suite", str(suite), "--out", str(out), *options])
    assert result.exit_code == 0, result.output
    asked = odd_server.asked("ok")[-1]
    assert asked["path"] == f"/ok/v1/chat/completions?api-version=2024-10-21&token={OTHER}"
    assert asked["headers"]["X-Secret"] == OTHER
    assert asked["headers"]["X-Price"] == "5$"
    assert asked["body"]["reasoning_effort"] == "low"
    assert asked["body"]["provider"] == {"order": ["a"]}
    assert not {"seed", "top_p"} & set(asked["body"])
    details = RunDirectory.open(out).manifest.engine.details
    assert details["headers"] == "X-Price, X-Secret"
    assert details["query"] == "api-version, token"
    assert details["left_out"] == "seed, top_p"
    assert details["sent reasoning_effort"] == "low"


def test_what_is_sent_beside_the_questions_is_part_of_what_a_run_is(odd_server: OddServer) -> None:
    prints: set[str] = set()
    for given in ({}, {"omit_fields": ["seed"]}, {"request_fields": {"x": 1}}, {"headers": {"X": "y"}}):
        engine = OpenAI(
            parse_address(odd_server.model("ok")), settings(OpenAISettings, given, engine="openai")
        )
        prints.add(engine.description.fingerprint)
        engine.close()
    # A header, which may be a key, is none.
    assert len(prints) == 3


def test_without_a_key_none_is_sent_and_a_header_of_ones_own_takes_its_place(
    odd_server: OddServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    ask_one(odd_server.model("ok"))
    assert "Authorization" not in odd_server.asked("ok")[-1]["headers"]
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    ask_one(odd_server.model("ok"))
    assert odd_server.asked("ok")[-1]["headers"]["Authorization"] == f"Bearer {KEY}"
    ask_one(odd_server.model("ok"), headers={"authorization": "Basic abc"})
    sent = odd_server.asked("ok")[-1]["headers"]
    assert {name.lower(): value for name, value in sent.items()}["authorization"] == "Basic abc"


@pytest.mark.parametrize("around", ["{}\r", "{}\n", "{}\r\n", " {} ", "\t{}\n\n"])
def test_line_ends_and_space_around_a_key_are_no_part_of_it(
    odd_server: OddServer, around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", around.format(KEY))
    assert ask_one(odd_server.model("ok")).text == "4"
    assert odd_server.asked("ok")[-1]["headers"]["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("inside", ["\r", "\n", "\x7f", "é", "한"])
def test_a_key_that_cannot_be_one_is_refused_and_not_repeated(
    odd_server: OddServer, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f"{KEY}{inside}{OTHER}")
    with pytest.raises(InvalidArgument, match="OPENAI_API_KEY holds a line break or another") as refusal:
        ask_one(odd_server.model("ok"))
    assert KEY not in str(refusal.value)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(InvalidArgument, match="The header 'X-Secret' holds a line break") as refusal:
        ask_one(odd_server.model("ok"), headers={"X-Secret": f"{OTHER}{inside}x"})
    assert OTHER not in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"headers": {"X": "$NO_SUCH_VARIABLE"}},
            "names the environment variable NO_SUCH_VARIABLE, which is not",
        ),
        ({"query": {"x": "a$ b"}}, r"has a \$ that no name of an environment variable follows: write \$\$"),
        ({"headers": {"a b": "x"}}, "Not the name of a header: 'a b'"),
    ],
)
def test_headers_and_queries_that_cannot_be_are_one_sentence(
    odd_server: OddServer, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        ask_one(odd_server.model("ok"), **given)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"concurrency": 0}, "'concurrency' .* goes from 1 to 4096, got 0"),
        ({"concurrency": -1}, "'concurrency' .* goes from 1 to 4096, got -1"),
        ({"concurrency": 100_000}, "goes from 1 to 4096, got 100000"),
        ({"timeout": 0}, "'timeout' .* must be more than 0 and at most 86400 seconds, got 0"),
        ({"timeout": -1.5}, "must be more than 0 .* got -1.5"),
        ({"timeout": float("nan")}, "must be finite, got nan"),
        ({"timeout": float("inf")}, "must be finite, got inf"),
        ({"retries": -1}, "'retries' .* goes from 0 to 1000, got -1"),
        ({"requests_per_minute": 0}, "more than 0 and at most 1000000 requests a minute, got 0"),
        ({"requests_per_minute": float("nan")}, "got nan"),
        ({"dialect": "vlm"}, "Unknown dialect 'vlm'. Did you mean 'vllm'"),
        ({"request_fields": {"temperature": 1}}, "--request-field cannot be used for 'temperature': --temp"),
        ({"request_fields": {"stream": True}}, "--request-field cannot be used for 'stream'"),
        ({"omit_fields": ["messages"]}, "--omit-field cannot be used for 'messages'"),
        ({"omit_fields": ["x"], "request_fields": {"x": 1}}, "The field 'x' is both given and left out"),
        ({"omit_fields": [1]}, "--omit-field takes the name of a field, got 1"),
        ({"headers": "a: b"}, "'headers' of the engine openai must be a JSON object such as"),
        ({"omit_fields": "seed"}, "'omit_fields' of the engine openai must be a JSON list such as"),
    ],
)
def test_an_argument_is_held_to_its_meaning_before_anything_is_asked(
    arguments: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        settings(OpenAISettings, arguments, engine="openai")


@pytest.mark.slow
@pytest.mark.parametrize("behaviour", ["echo", "echo-error", "ok", "forbidden"])
def test_no_key_stands_in_any_file_or_message(
    odd_server: OddServer, suite: Path, tmp_path: Path, behaviour: str
) -> None:
    """The canaries are searched in all that the process says and in all that it writes."""
    home = tmp_path / "work"
    home.mkdir()
    runner = [sys.executable, "-m", "jagbench"]
    environment = {**os.environ, "OPENAI_API_KEY": f"{KEY}\r\n", "MY_KEY": OTHER}
    environment["PYTHONPATH"] = str(Path("src").resolve())
    options = ["--header", "X-Secret: Token $MY_KEY", "--query", "sig=$MY_KEY"]
    asked = [*runner, "run", f"openai:{odd_server.model(behaviour)}", "--suite", str(suite), *options]
    said = subprocess.run(asked, cwd=home, env=environment, capture_output=True)
    again = subprocess.run(asked, cwd=home, env=environment, capture_output=True)
    folders = [str(path) for path in (home / "runs").iterdir()] if (home / "runs").exists() else []
    report = [*runner, "report", *folders, "--out", "report.html"]
    told = subprocess.run(report, cwd=home, env=environment, capture_output=True) if folders else again
    output = b"".join(each.stdout + each.stderr for each in (said, again, told))
    assert b"Traceback" not in output
    written = [path for path in home.rglob("*") if path.is_file()]
    assert written or behaviour == "forbidden"
    for canary in (KEY, OTHER):
        assert canary.encode() not in output
        assert not [path for path in home.rglob("*") if canary in str(path)]
        assert not [path for path in written if canary.encode() in path.read_bytes()]
    sent = odd_server.asked(behaviour)[-1]
    assert KEY in sent["headers"]["Authorization"]
    assert OTHER in sent["headers"]["X-Secret"]


def test_a_reply_that_repeats_the_key_is_kept_without_it(
    odd_server: OddServer, suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    arguments = {"headers": {"X-Secret": f"Token {OTHER}"}}
    directory = run(
        f"openai:{odd_server.model('echo')}", str(suite), out=tmp_path / "run", arguments=arguments
    )
    texts = {reply.text for reply in directory.iter_replies()}
    assert texts == {"Bearer *** *** /echo/v1/chat/completions"}


def test_a_short_key_is_no_secret_and_no_reply_loses_a_word_to_it(
    odd_server: OddServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "4")
    assert ask_one(odd_server.model("ok")).text == "4"


@pytest.fixture(scope="module")
def tls_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server that speaks TLS with a certificate that it has signed itself."""
    folder = tmp_path_factory.mktemp("tls")
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder,
        capture_output=True,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl cannot make a certificate here")
    code = (
        "import json, ssl, sys; from http.server import *\n"
        "class H(BaseHTTPRequestHandler):\n"
        " def log_message(self, *a): pass\n"
        " def do_GET(self):\n"
        "  self.send_response(404); self.send_header('Content-Length', '0'); self.end_headers()\n"
        " def do_POST(self):\n"
        "  self.rfile.read(int(self.headers['Content-Length']))\n"
        "  c = json.dumps({'choices': [{'message': {'content': '4'}, 'finish_reason': 'stop'}]}).encode()\n"
        "  self.send_response(200); self.send_header('Content-Length', str(len(c))); self.end_headers()\n"
        "  self.wfile.write(c)\n"
        "s = ThreadingHTTPServer(('127.0.0.1', 0), H); c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
        "c.load_cert_chain('cert.pem', 'key.pem'); s.socket = c.wrap_socket(s.socket, server_side=True)\n"
        "s.handle_error = lambda *a: None\n"
        "print(s.server_address[1], flush=True); s.serve_forever()"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=folder, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        os.environ["JAGBENCH_TEST_CERTIFICATE"] = str(folder / "cert.pem")
        yield int(process.stdout.readline())
        process.kill()


def test_a_certificate_that_is_not_trusted_is_one_sentence_and_can_be_trusted(
    tls_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = f"tiny@https://127.0.0.1:{tls_port}/v1"
    with pytest.raises(
        JagbenchError, match=r"The certificate of the server at .* is not trusted .*SSL_CERT_FILE"
    ):
        ask_one(model)
    monkeypatch.setenv("SSL_CERT_FILE", os.environ["JAGBENCH_TEST_CERTIFICATE"])
    assert ssl.create_default_context()
    assert ask_one(model).text == "4"


def test_tls_where_there_is_none_is_one_sentence(odd_server: OddServer) -> None:
    with pytest.raises(
        JagbenchError, match=r"does not speak TLS as asked .* begins with https:// or http://"
    ):
        ask_one(f"tiny@https://127.0.0.1:{odd_server.port}/ok/v1")


def test_a_proxy_is_used_and_one_that_is_gone_is_blamed(
    odd_server: OddServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://someone:hunter2@127.0.0.1:9")
    with pytest.raises(JagbenchError, match=r"the proxy http://127\.0\.0\.1:9 does not let us") as refusal:
        ask_one("tiny@http://somewhere.invalid/v1", retries=0)
    assert "hunter2" not in str(refusal.value)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert ask_one(odd_server.model("ok")).text == "4"


def test_a_socks_proxy_without_its_library_is_one_sentence(
    odd_server: OddServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(InvalidArgument, match=r"The proxy socks5://127\.0\.0\.1:9 .* pip install socksio"):
        ask_one(odd_server.model("ok"))


def test_a_host_that_does_not_exist_is_one_sentence() -> None:
    with pytest.raises(
        JagbenchError, match=r"The server at http://no-such-host\.invalid/v1 cannot be reached"
    ):
        OpenAI(parse_address("tiny@http://no-such-host.invalid/v1"), OpenAISettings(retries=0))


def test_the_address_is_written_without_what_is_sent_beside_it(
    odd_server: OddServer, suite: Path, tmp_path: Path
) -> None:
    directory = run(
        f"openai:{odd_server.model('ok')}",
        str(suite),
        out=tmp_path / "run",
        arguments={"query": {"sig": OTHER}},
    )
    manifest = json.loads((directory.path / "run.json").read_text())
    assert manifest["engine"]["details"]["url"] == f"http://127.0.0.1:{odd_server.port}/ok/v1"
    assert manifest["engine"]["details"]["query"] == "sig"
