"""Constants that a question asks for by what their names say."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

HARBOUR = """
# --- harbour/settings.py
SERVER_PORT = "server_port"
DEFAULT_ADMIN_LISTEN = "localhost:2019"
\"\"\"Where administrators connect.\"\"\"
DEFAULT_POOLSIZE = 10
DEFAULT_REDIRECT_LIMIT = 30
DEFAULT_HTTP_PORT = 80
DefaultParser = make_parser
MOORING_TIMEOUT = compute(4)
TIDE_TABLE = "spring"
staleRopeTimeout = 30 * 60
BUOY_POLL_INTERVAL = 5
MAX_PAINTERS = 7


def make_parser(connections):
    return connections
# --- harbour/connections.py
from harbour.settings import DEFAULT_POOLSIZE, DefaultParser


class Buoy:
    BUFSIZE = 4096

    def connections(self):
        return DefaultParser(DEFAULT_POOLSIZE)
# --- tests/test_harbour.py
TEST_MOORING_INTERVAL = 3
"""

harbour = asking_fixture(HARBOUR.lstrip("\n"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "where is the admin API's default port set?",
            '`DEFAULT_ADMIN_LISTEN` (`harbour/settings.py:2`) is `"localhost:2019"`: “Where administrators',
        ),
        ("how large is the default pool size?", "`DEFAULT_POOLSIZE` (`harbour/settings.py:4`) is `10`."),
        ("what is the maximum number of redirects?", "`DEFAULT_REDIRECT_LIMIT` (`harbour/settings.py:5`) is"),
        ("which tide table is the default?", '`TIDE_TABLE` (`harbour/settings.py:9`) is `"spring"`.'),
        ("how long until a rope is considered stale?", "`staleRopeTimeout` (`harbour/settings.py:10`) is"),
        ("how often are buoys polled?", "`BUOY_POLL_INTERVAL` (`harbour/settings.py:11`) is `5`."),
        ("how many painters can work?", "`MAX_PAINTERS` (`harbour/settings.py:12`) is `7`."),
        ("what's the buoy buffer size?", "`Buoy.BUFSIZE` (`harbour/connections.py:5`) is `4096`."),
        (
            "which port is listened on for http by default?",
            "`DEFAULT_HTTP_PORT` (`harbour/settings.py:6`) is `80`.",
        ),
    ],
)
def test_a_constant_is_told_whose_name_says_what_is_asked_for(
    harbour: Asking, question: str, told: str
) -> None:
    found = harbour.by_search(question)
    assert found.text.startswith(f"A constant is named so: {told}")
    assert found.citations[0].path == told.partition("(`")[2].partition(":")[0]
    assert harbour.holds(found)


@pytest.mark.parametrize(
    "question",
    [
        "what is the default max connections?",
        "what is the default port of the server?",
        "how long is the mooring interval?",
        "how long does painting a buoy take?",
        "how many buoys are there?",
        "how often does a rope break?",
        "what is the default mooring address?",
        "how does the harbour choose a default port?",
    ],
)
def test_no_constant_is_told_that_is_of_something_else_or_for_who_asks_something_else(
    harbour: Asking, question: str
) -> None:
    assert "named so" not in harbour.by_search(question).text
