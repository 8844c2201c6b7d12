"""How names in code write words: a question says "configuration", "link checker", code `config`, `linkcheck`.

A table of what is shortened, in the singular, so that search by words finds it. Pure. Synonyms, which mean
another word, are in `synonyms.py`.
"""

from __future__ import annotations

import re

from stc_lsp.code.asking.wording import STOPWORDS, stem

_TABLE = """
abbr: abbreviation
abs: absolute
acc: accumulate
addr: address
admin: administrator administration
app: application
arg: argument
async: asynchronous asynchronously
attr: attribute
auth: authentication authorization authorisation
auto: automatic automatically
avg: average
buf: buffer
calc: calculate
cert: certificate
char: character
cls: class
cmd: command
cmp: comparison compare
col: column
config: configuration configured configure
conn: connection
coord: coordinate
ctrl: control
ctx: context
cur: current
db: database
decl: declaration
def: definition
del: delete deletion
delim: delimiter
dep: dependency
desc: description
dest: destination
dev: development
dict: dictionary
diff: difference
dim: dimension
dir: directory folder
dist: distribution
doc: document
docs: documentation
dup: duplicate
elem: element
env: environment
eq: equation
err: error
eval: evaluate evaluation
exc: exception
exec: execute
expr: expression
ext: extension
fmt: format
freq: frequency
func: function
gen: generator generate
grad: gradient
hex: hexadecimal
i18n: internationalization internationalisation translation
id: identifier
idx: index
img: image
impl: implementation
info: information
init: initialization initialisation initialize initialise
inst: instance
int: integer
iter: iterator
l10n: localization localisation
lang: language
len: length
lib: library
mat: matrix
max: maximum
mem: memory
mgr: manager
min: minimum
misc: miscellaneous
mod: module
msg: message
mul: multiply
norm: normalize normalise
num: number
obj: object
op: operation operator
opt: option
orig: original
param: parameter
passwd: password
pkg: package
poly: polynomial
pos: position
pref: preference
prev: previous
proc: process procedure subprocess
prop: property
ref: reference
reg: register registry
regex: regular
rel: relative
repo: repository
req: request
res: result
resp: response
rm: remove
sep: separator
seq: sequence
sig: signature
sim: simulation
spec: specification
src: source
stats: statistics
std: standard
stmt: statement
str: string
sub: substitution
sym: symbol
sync: synchronous synchronization synchronisation synchronize synchronise
sys: system
temp: temperature
thr: thread
tmp: temporary
tmpl: template
tok: token
trans: transform translate
util: utility
val: value
var: variable
vec: vector
ver: version
win: window
"""
_WORD = re.compile(r"[a-z]+")
_PAIR = re.compile(r"\b(?=([a-z]{2,})[ -]([a-z]{2,})\b)")
"""Two words in a row; looked ahead for, so that each is the first of the next pair, too."""


def _by_word(table: str) -> dict[str, str]:
    rows = (line.partition(": ") for line in table.strip().splitlines())
    return {stem(word): short for short, _, words in rows for word in words.split()}


_SHORTENED = _by_word(_TABLE)


def words_in_code(text: str) -> list[str]:
    """What code may write for words of a text, each once: some shortened, each two in a row as one.

    Words that the text has itself are left out.
    """
    lower = text.lower()
    words = _WORD.findall(lower)
    found = [short for word in words if (short := _shortened(word))]
    found += [one + other for one, other in _PAIR.findall(lower) if not {one, other} & STOPWORDS]
    return [word for word in dict.fromkeys(found) if word not in words]


def _shortened(word: str) -> str:
    return _SHORTENED.get(stem(word)) or _SHORTENED.get(stem(word.removesuffix("s")), "")
