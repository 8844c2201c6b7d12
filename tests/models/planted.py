"""Secrets to plant, of many kinds, each put together at run time: no scanner shall trip over this file."""

from __future__ import annotations

import base64
import json
import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"


def _of(alphabet: str, length: int) -> Callable[[random.Random], str]:
    return lambda rng: "".join(rng.choices(alphabet, k=length))


def _after(prefix: str, alphabet: str, length: int) -> Callable[[random.Random], str]:
    return lambda rng: prefix + "".join(rng.choices(alphabet, k=length))


def _jwt(rng: random.Random) -> str:
    def part(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    header, claims = {"alg": "HS256"}, {"sub": str(rng.randrange(10**9)), "admin": True}
    return f"{part(json.dumps(header))}.{part(json.dumps(claims))}.{part(str(rng.random()) * 2)}"


def _private_key(kind: str) -> Callable[[random.Random], str]:
    def make(rng: random.Random) -> str:
        body = "\n".join("".join(rng.choices(ALNUM + "+/", k=64)) for _ in range(6))
        return f"-----BEGIN {kind}PRIVATE" + f" KEY-----\n{body}\n" + f"-----END {kind}PRIVATE" + " KEY-----"

    return make


def _password(rng: random.Random) -> str:
    letters = (
        rng.choices(string.ascii_letters, k=7) + rng.choices(string.digits, k=3) + rng.choices("!#^&*", k=2)
    )
    rng.shuffle(letters)
    return "".join(letters)


PLANTS: tuple[tuple[str, Callable[[random.Random], str], str], ...] = (
    (
        "aws access key",
        _after("AK" + "IA", string.ascii_uppercase + string.digits, 16),
        "client = connect('{}')",
    ),
    ("aws secret key", _of(ALNUM + "+/", 40), "aws_secret_access_key = {}"),
    ("github token", _after("gh" + "p_", ALNUM, 36), "git clone https://{}@github.com/a/b"),
    ("github fine-grained token", _after("github" + "_pat_", ALNUM, 82), "# my token: {}"),
    ("gitlab token", _after("gl" + "pat-", ALNUM, 20), "TOKEN={}"),
    ("slack token", _after("xo" + "xb-1234567890-", ALNUM, 24), "slack = Slack('{}')"),
    ("slack webhook", _after("https://hooks.slack" + ".com/services/T0AB/B1CD/", ALNUM, 24), "url: {}"),
    ("stripe key", _after("sk" + "_live_", ALNUM, 24), "stripe.api_key = '{}'"),
    ("openai key", _after("sk" + "-proj-", ALNUM + "-_", 60), 'OPENAI_API_KEY="{}"'),
    ("anthropic key", _after("sk" + "-ant-api03-", ALNUM + "-_", 80), "Anthropic(api_key='{}')"),
    ("google api key", _after("AI" + "za", ALNUM + "-_", 35), "const key = `{}`;"),
    ("hugging face token", _after("h" + "f_", string.ascii_letters, 34), "login({})"),
    ("npm token", _after("np" + "m_", ALNUM, 36), "//registry.example.org/:_authToken={}"),
    ("pypi token", _after("py" + "pi-AgEIcHlwaS5vcmc", ALNUM + "-_", 90), "password = {}"),
    ("sendgrid key", lambda r: "S" + "G." + _of(ALNUM, 22)(r) + "." + _of(ALNUM, 43)(r), 'send("{}")'),
    ("twilio key", _after("S" + "K", HEX, 32), "twilio({})"),
    ("digitalocean token", _after("do" + "p_v1_", HEX, 64), "doctl auth init -t {}"),
    ("databricks token", _after("da" + "pi", HEX, 32), "dbx --token {}"),
    (
        "azure account key",
        _after("Account" + "Key=", ALNUM + "+/", 86),
        "DefaultEndpointsProtocol=https;{}==;",
    ),
    (
        "discord token",
        lambda r: "M" + _of(ALNUM, 23)(r) + "." + _of(ALNUM, 6)(r) + "." + _of(ALNUM, 27)(r),
        "bot.run('{}')",
    ),
    ("telegram token", lambda r: f"{r.randrange(10**9, 10**10)}:" + _of(ALNUM + "-_", 35)(r), 'Bot("{}")'),
    ("json web token", _jwt, "headers = {{'Authorization': 'Bearer {}'}}"),
    ("rsa private key", _private_key("RSA "), "KEY = '''{}'''"),
    ("openssh private key", _private_key("OPENSSH "), "{}"),
    ("pkcs8 private key", _private_key(""), "key: |\n{}"),
    ("password in a url", _password, "DATABASE_URL=postgres://app:{}@db.example.org:5432/app"),
    ("password in code", _password, 'password = "{}"'),
    ("password in json", _password, '  "dbPassword": "{}",'),
    ("password in a shell file", _password, "export MYSQL_PWD={}"),
    ("password in yaml", _password, "  admin_password: {}"),
    ("hex secret", _of(HEX, 40), "SECRET_KEY = '{}'"),
    ("bearer token", _of(ALNUM, 40), "curl -H 'Authorization: Bearer {}' https://example.org"),
    ("unnamed random string", _of(ALNUM, 44), "x = frobnicate('{}')"),
)
"""Kind, how to make one, and a line to plant it in."""
