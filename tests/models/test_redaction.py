from __future__ import annotations

import random
import re
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.models.redact import redact, redact_messages
from tests.models.planted import PLANTS

PLACEHOLDER = re.compile(r"<secret:[a-z0-9-]+:[0-9a-f]{4}>")

EACH = 50
CLEAN_LINES = 10_000


@pytest.mark.parametrize(
    ("make", "line"), [plant[1:] for plant in PLANTS], ids=[plant[0] for plant in PLANTS]
)
def test_a_planted_secret_never_gets_out(make, line):
    rng = random.Random(line)
    for _ in range(EACH):
        secret = make(rng)
        sent = redact(f"def f():\n    pass\n{line.format(secret)}\nreturn 1\n")
        assert PLACEHOLDER.search(sent)
        # Not even a telling part of it: no eight characters in a row of the random tail.
        for part in secret.splitlines():
            assert part[-8:] not in sent or part.startswith("-----END"), sent


def test_a_private_key_goes_even_where_lines_are_numbered_or_the_end_is_cut_off():
    rng = random.Random(3)
    make = {kind: make for kind, make, _ in PLANTS}["rsa private key"]
    key = make(rng)
    numbered = "\n".join(f"{n}| {line}" for n, line in enumerate(["x = '''", *key.splitlines(), "'''"], 1))
    cut_off = numbered[: numbered.index("END ") - 5]
    for text in (numbered, cut_off):
        sent = redact(text)
        assert "x = '''" in sent
        assert not any(line[:20] in sent for line in key.splitlines()[1:-1])


def test_the_same_secret_reads_the_same_everywhere_and_another_reads_otherwise():
    rng = random.Random(4)
    first, second = (PLANTS[0][1](rng) for _ in range(2))
    sent = redact(f"a({first}) b({first}) c({second})")
    found = PLACEHOLDER.findall(sent)
    assert found[0] == found[1] != found[2]
    assert found[0].startswith("<secret:aws-access-key:")


@pytest.mark.parametrize(
    ("around", "secret", "kind"),
    [
        ("postgres://shop:{}@db/orders", "hunter22x", "url-password"),
        ("postgres://shop:{}@db/orders", "ab1x", "url-password"),
        ("machine db login ada password {} port 1", "geheim1", "netrc-password"),
        ("AccountKey={};Suffix=core", "a1B2" * 12, "azure-account-key"),
        ("Authorization: Bearer {} and more", "aB3d" * 8, "authorization"),
        ("password = '{}'", "password123", "named"),
        # By its own form, though its name gives it away as well.
        ("api_key = '{}'", PLANTS[0][1](random.Random(7)), "aws-access-key"),
    ],
)
def test_only_the_secret_goes_and_is_called_what_it_is(around, secret, kind):
    before, _, after = around.partition("{}")
    assert re.fullmatch(
        f"{re.escape(before)}<secret:{kind}:[0-9a-f]{{4}}>{re.escape(after)}", redact(around.format(secret))
    )


def test_every_message_is_redacted_and_keeps_its_role():
    secret = PLANTS[2][1](random.Random(5))
    sent = redact_messages([{"role": "system", "content": "Be brief."}, {"role": "user", "content": secret}])
    assert [message["role"] for message in sent] == ["system", "user"]
    assert sent[0]["content"] == "Be brief."
    assert secret not in sent[1]["content"]


@pytest.mark.parametrize(
    "line",
    [
        "password = input('Password: ')",
        "token = request.headers['X-Auth-Token']",
        "def check_password(password: str, hashed: str) -> bool:",
        "SECRET_KEY = os.environ['SECRET_KEY']",
        "API_KEY_HEADER = 'X-API-Key'",
        "secret: str | None = None",
        "token_url = 'https://example.org/oauth2/token'",
        "password=settings.database.password",
        "commit 3a1f0e2b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f",
        "sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
        "integrity: sha512-0123abcdEFGHijkl4567MNOPqrst89uvWXyz0123abcdEFGHijkl4567MNOPqrst89uvWXyz==",
        "from collections.abc import AsyncIterator, Awaitable, Callable",
        "AbstractSingletonProxyFactoryBeanConfigurationDescriptor2Impl3",
        "id = '123e4567-e89b-12d3-a456-426614174000'",
        "see https://en.wikipedia.org/wiki/List_of_ISO_639-1_codes",
        "password = '${DB_PASSWORD}'",
        "api_key: <your key>",
        "password = 'correct-horse'",
        "login(password=password2)",
        "token = 'utf8-sig'",
    ],
)
def test_ordinary_code_is_left_alone(line):
    assert redact(line) == line


def test_at_most_one_clean_line_in_a_hundred_is_altered():
    """The standard library's own source: real code, in which nobody keeps secrets."""
    files = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
    lines = [
        line for file in files for line in file.read_text("utf-8", "replace").splitlines() if line.strip()
    ]
    sample = random.Random(6).sample(lines, min(CLEAN_LINES, len(lines)))
    altered = [line for line in sample if redact(line) != line]
    assert len(altered) <= len(sample) / 100, altered[:20]


@given(st.text())
def test_what_has_been_redacted_is_not_changed_again(text):
    once = redact(text)
    assert redact(once) == once


@given(st.integers(0, 2**32), st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_redacting_twice_is_redacting_once_whatever_stands_around_the_secret(seed, around):
    rng = random.Random(seed)
    _, make, line = rng.choice(PLANTS)
    once = redact(f"{around}\n{line.format(make(rng))}\n{around}")
    assert redact(once) == once
