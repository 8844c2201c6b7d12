"""Words of questions, beside those that code has for the same: "reach" is `dispatch`, "application" is `app`.

A table, so that search by words finds what is only named otherwise. Pure.
"""

from __future__ import annotations

from stc_lsp.code.asking.wording import stem

_TABLE = """
reach arrive arrives: dispatch resolve route match handle call
come comes: load read from source
find finds found: locate load find lookup resolve get search
turn turns turned become becomes converted convert: make convert build coerce from to cast parse
saved save stored store persist persisted: save store write persist commit
raises raise raised fails fail: handle raise error catch
followed follow follows: follow resolve
served serve: serve send handle response get
built build: build make create construct
validated validate validation: validate clean check
run runs executed execute: run execute invoke call
sent send: send
checked check: check verify validate
started start starts: start run main init
stopped stop stops: stop close shutdown exit
written write printed: write format print render
chosen choose picked pick selected: select choose match resolve get
bound: bind
caught: catch
thrown: throw raise
held: hold
decoded decode: decode parse load
encoded encode serialised serialized: encode dump serialize prepare
application: app
applications: app
configuration configured: config conf settings
directory directories folder folders: dir directory
argument arguments: arg args
parameter parameters: param params
exception exceptions: exc error exception
error errors: error exc exception
environment: env environ
message messages: msg message
database: db
connection connections: conn connection
context: ctx context
authentication authenticated: auth
authorization authorized: auth
request requests: request req
response responses: response resp
command commands: command cmd
value values: value val
function functions: func function
parsed parsing: parse
initialised initialized: init
temporary: tmp temp
previous: prev
document documents: doc
"""


def _table(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in text.strip().splitlines():
        words, _, related = line.partition(":")
        stems = frozenset(map(stem, related.split()))
        found.update((stem(word), stems - {stem(word)}) for word in words.split())
    return found


SYNONYMS = _table(_TABLE)
"""The stem of a word, with the stems of those that code has for the same."""
SIGNALS = frozenset(map(stem, "abrt alrm chld cont hup int kill quit stop term tstp usr1 usr2 winch".split()))
"""Of SIGTERM code often writes TERM."""


def same_as(word: str) -> frozenset[str]:
    """The stems of what code has for the same as the stem of a word."""
    short = word.removeprefix("sig")
    signal = {short, f"sig{short}"} - {word} if short in SIGNALS else frozenset[str]()
    return SYNONYMS.get(word, frozenset()) | signal
