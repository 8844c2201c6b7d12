"""Options, of command lines and of settings, as code declares them.

Whatever the library (argparse, click, typer, Go's flag and pflag, kingpin, urfave/cli, clap, commander,
yargs, optparse, absl): told by the name of what is called, and by the texts that it is given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.default_values import PLAIN_VALUE
from stc_lsp.code.inert import inert_markdown
from stc_lsp.wake.structural.call_arguments import (
    NO_ARGUMENT,
    Argument,
    CallExpression,
    given,
    read_call,
    read_entries,
)
from stc_lsp.wake.structural.registered import calls_in_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stc_lsp.memory.values import StoredReference
    from stc_lsp.wake.structural.inquiry import Inquiry

OPTION_NAME = r"--?[A-Za-z][\w-]*(?:\.\w[\w-]*)*"
"""As it is typed: `-p`, `--port`, `--web.listen-address`."""
_WITH_DASHES = re.compile(
    rb"(?<!\w)(?P<how>[oO]ption|requiredOption|add_(?:\w+_)?(?:argument|option)|addoption|on)"
    rb"\s*\((?=[^()]{0,200}?[\"'`]--?[A-Za-z])"
)
_IN_GO = re.compile(
    rb"(?:[fF]lag(?:s|Set)?(?:\(\))?|(?<![\w.])fs?(?=\.\w+\([^()]{0,80}\"[a-z][\w.-]*\",))"
    rb"\.(?P<how>(?:Bool|String|Int|Uint|Float|Duration|Var|Func|Text|Count|IP|Bytes)\w*)"
    rb"\s*\("
)
_BY_NAME = re.compile(
    rb"(?<!\w)(?P<how>DEFINE_\w+|(?:[aA]dd|[dD]efine|[dD]eclare|[rR]egister)_?(?:[oO]ption|[sS]etting|[fF]lag|"
    rb"[cC]onfig|[pP]reference)(?:_?[vV]alue)?|[sS]et(?:_d|D)efault|Optional|Validator)"
    rb"\s*\((?=\s*[\"'`]\w[\w.-]*[\"'`]\s*,)"
)
"""Settings that a call makes known: `add_option("depth", int, 4, "How deep.")`, `Optional("depth", 4)`."""
_OF_SCHEMA = ("Optional", "Validator")
"""What describes entries of a file, of which only those are told that have a default."""
_WITH_FOLLOWING = re.compile(rb"\.\s*(?P<how>Flag)\s*\((?=\s*[\"`]\w[\w.-]*[\"`]\s*,)")
"""`Flag("port", "Where to listen.").Default("80")`."""
_BUILT = re.compile(rb"\bArg::(?P<how>new|with_name)\s*\(")
"""`Arg::new("port").long("port").default_value("80")`."""
_AS_VALUE = re.compile(
    rb"(?<!\w)(?P<how>(?:String|Bool|U?[iI]nt(?:64)?|Float64|Duration|Path|Timestamp|Generic|"
    rb"(?:String|U?[iI]nt(?:64)?|Float64)Slice)Flag)\s*\{(?=\s*Name\s*:)"
)
"""`cli.StringFlag{Name: "port", Value: "80"}`."""
_AS_OBJECT = re.compile(rb"\.\s*(?P<how>option)\s*\((?=\s*[\"'`]\w[\w.-]*[\"'`]\s*,\s*\{)")
"""`option("port", { default: 80, describe: "where to listen" })`."""
_DERIVED = re.compile(
    rb"(?P<doc>(?:[ \t]*///[^\n]*\n)*)[ \t]*#\[(?P<how>arg|clap|structopt)\s*\("
    rb"(?=[^\]]*\)\]\s*(?:pub(?:\([^)]*\))?\s+)?(?P<field>\w+)\s*:)"
)
"""`/// Where to listen.` above `#[arg(long, default_value = "80")] port: String`."""
_AS_CLASS = re.compile(
    rb"^class \w+\((?:\w+\.)*(?P<how>\w*(?:Setting|Option|Flag))"
    rb"(?=\):[^\n]*\n(?P<body>(?:[ \t]+[^\n]*\n|[ \t]*\n)*))",
    re.MULTILINE,
)
"""`class Port(Setting):` with `name`, `cli`, `default` and `desc` below."""
_LONGEST_HELP = 500
"""Characters quoted."""
_DEFAULT = ("default", "defaultValue")
_HELP = ("help", "description", "describe", "desc")
_VARIABLE = ("env_var", "envvar", "env", "EnvVar", "EnvVars")
_CHOICES = ("choices", "possible_values", "value_parser", "Enum", "enum", "values")
"""By which the values are listed that an option takes."""
_READ_FROM = ("env", "Envar")
_NAME = re.compile(OPTION_NAME)
_VARIABLE_NAME = re.compile(r"[A-Z][A-Z0-9_]+")
_VALUE = re.compile(PLAIN_VALUE)
_ATTRIBUTE = re.compile(
    r"^[ \t]+(?P<name>\w+)\s*=\s*(?P<value>[rR]?\"\"\".*?\"\"\"|[rR]?'''.*?'''|[^\n]+)",
    re.MULTILINE | re.DOTALL,
)


class Option(NamedTuple):
    """One option of a command line, or a setting that is declared by its name."""

    names: tuple[str, ...]
    """As typed: `-A`, `--app`; of a setting without dashes."""
    help: str
    """What the code says of it to whoever asks for help; "" for nothing."""
    use: StoredReference
    """The call that declares it."""
    default: str = ""
    """As it is written in the code; "" if it says none."""
    variables: tuple[str, ...] = ()
    """The environment variables from which it is read, too."""
    choices: tuple[str, ...] = ()
    """The values that it takes, where they are listed."""

    @property
    def is_typed(self) -> bool:
        """Whether it is one of a command line."""
        return self.names[0].startswith("-")

    @property
    def long_name(self) -> str:
        """The one of its names that says most."""
        return max(self.names, key=len)

    def is_called(self, name: str) -> bool:
        """Whether somebody who writes `name` means it, with dashes or without."""
        wanted = name.lstrip("-")
        # `-d` and `-D` are two options, `--Debug` and `--debug` hardly.
        return any(
            each.lstrip("-") == wanted or (len(wanted) > 1 and each.lstrip("-").lower() == wanted.lower())
            for each in self.names
        )


def declared(inquiry: Inquiry, *, text: str = "") -> list[Option]:
    """All that code declares, but tests: those with dashes first, settings last.

    `text`: only those of files in which the words of that stand, by whatever they are joined.
    """
    found: dict[re.Pattern[bytes], list[Option]] = {each: [] for each in _READERS}
    having = [word.lower().encode() for word in re.findall(r"[^\W_]+", text)]
    for match, use in calls_in_code(inquiry, *_READERS, having=having, needs=_NEEDS):
        call = read_call(match.string, match.end())
        # What stands around a call and belongs to it is read with it.
        around = (Argument(name, [_text(match[name])]) for name in match.groupdict() if name != "how")
        option = _READERS[match.re](call._replace(arguments=[*call.arguments, *around]), use)
        if option is not None:
            found[match.re].append(option._replace(variables=_variables(call), choices=_choices(call)))
    return [each for options in found.values() for each in options]


def _variables(call: CallExpression) -> tuple[str, ...]:
    entries = [*call.arguments, *(entry for each in call.arguments for entry in read_entries(each))]
    given_ = [given(entries, _VARIABLE), *(_first(call.following.get(name)) for name in _READ_FROM)]
    return tuple(text for each in given_ for text in each.texts if _VARIABLE_NAME.fullmatch(text))


def _choices(call: CallExpression) -> tuple[str, ...]:
    entries = [*call.arguments, *(entry for each in call.arguments for entry in read_entries(each))]
    following = (_first(call.following.get(name)) for name in _CHOICES)
    return tuple(text for each in (given(entries, _CHOICES), *following) for text in each.texts)


def _with_dashes(call: CallExpression, use: StoredReference) -> Option | None:
    """One whose names are written as they are typed: `"-p, --port <number>"`, `"--debug/--no-debug"`."""
    plain = [each for each in call.arguments if not each.keyword]
    texts = [text for each in plain for text in each.texts]
    names = [name for text in texts if text.startswith("-") for name in _NAME.findall(text.partition("<")[0])]
    if not names:
        return None
    others = (text for text in texts if not text.startswith("-"))
    told = "".join(given(call.arguments, _HELP).texts) or next(others, "")
    # Commander's third argument is the value that it has unless somebody says otherwise.
    third = plain[2].written if len(plain) == 3 and use.reference.name in ("option", "requiredOption") else ""
    default = given(call.arguments, _DEFAULT).written or (third if _VALUE.fullmatch(third) else "")
    return Option(tuple(dict.fromkeys(names)), _flat(told), use, default)


def _in_go(call: CallExpression, use: StoredReference) -> Option | None:
    """`flag.String("port", "80", "where to listen")`, and pflag's, with a letter after the name."""
    arguments = call.arguments
    texts = [each for each in arguments if each.texts]
    # The last argument tells what it is for; one that is given a name alone reads it.
    if len(texts) < 2 or texts[-1] is not arguments[-1]:
        return None
    name, *others = ("".join(each.texts) for each in texts)
    if not re.fullmatch(r"[A-Za-z][\w.-]*", name):
        return None
    is_short = len(others) > 1 and len(others[0]) == 1 and use.reference.name.endswith("P")
    dashes = "-" if use.reference.expression.startswith("flag.") else "--"
    names = (f"-{others[0]}", f"{dashes}{name}") if is_short else (f"{dashes}{name}",)
    return Option(names, _flat(others[-1]), use, arguments[-2].written)


def _by_name(call: CallExpression, use: StoredReference) -> Option | None:
    """`add_option("depth", int, 4, "How deep.")`: a value, and last what is said of it, if anything is."""
    name, *others = call.arguments
    plain = [each for each in others if not each.keyword]
    is_value_alone = use.reference.name.lower().endswith("default")
    is_said = not is_value_alone and bool(plain) and " " in "".join(plain[-1].texts)
    help_ = plain.pop() if is_said else given(others, _HELP)
    values = (each.written for each in plain if _VALUE.fullmatch(each.written))
    default = given(others, _DEFAULT).written or next(values, "")
    if use.reference.name in _OF_SCHEMA and not default:
        return None
    return Option(("".join(name.texts),), _flat("".join(help_.texts)), use, default)


def _with_following(call: CallExpression, use: StoredReference) -> Option | None:
    if len(call.arguments) != 2:
        return None
    name, help_ = ("".join(each.texts) for each in call.arguments)
    names = _typed(_first(call.following.get("Short")), name)
    return Option(names, _flat(help_), use, _first(call.following.get("Default")).written)


def _built(call: CallExpression, use: StoredReference) -> Option | None:
    """One that says how it is typed by a call that follows; else it is taken by its place."""
    following = call.following
    names = _typed(_first(following.get("short")), "".join(_first(following.get("long")).texts))
    if not names:
        return None
    help_ = _first(following.get("help") or following.get("long_help") or following.get("about"))
    default = _first(following.get("default_value") or following.get("default_value_t"))
    return Option(names, _flat("".join(help_.texts)), use, default.written)


def _as_value(call: CallExpression, use: StoredReference) -> Option | None:
    name = "".join(given(call.arguments, ("Name",)).texts)
    short = next((text for text in given(call.arguments, ("Aliases",)).texts if len(text) == 1), "")
    help_ = "".join(given(call.arguments, ("Usage",)).texts)
    names = _typed(NO_ARGUMENT._replace(texts=[short]), name)
    return Option(names, _flat(help_), use, given(call.arguments, ("Value",)).written)


def _derived(call: CallExpression, use: StoredReference) -> Option | None:
    """A field of a struct; its name and its first letter are those of the option unless others are given."""
    field = "".join(given(call.arguments, ("field",)).texts).replace("_", "-")
    bare = {each.written for each in call.arguments}
    short = given(call.arguments, ("short",)).texts or ([field[:1]] if "short" in bare else [])
    long = given(call.arguments, ("long",)).texts or ([field] if "long" in bare else [])
    names = _typed(NO_ARGUMENT._replace(texts=short), "".join(long))
    if not names:
        return None
    lines = "".join(given(call.arguments, _HELP).texts or given(call.arguments, ("doc",)).texts)
    default = given(call.arguments, ("default_value", "default_value_t")).written
    return Option(names, _flat(lines.replace("///", " ")), use, default)


def _as_object(call: CallExpression, use: StoredReference) -> Option | None:
    if len(call.arguments) != 2:
        return None
    name, described = call.arguments
    entries = read_entries(described)
    help_ = "".join(given(entries, _HELP).texts)
    names = _typed(given(entries, ("alias",)), "".join(name.texts))
    return Option(names, _flat(help_), use, given(entries, _DEFAULT).written)


def _as_class(call: CallExpression, use: StoredReference) -> Option | None:
    """A class whose attributes are the name of the option, how it is typed, its default and its help."""
    body = "".join(given(call.arguments, ("body",)).texts)
    values = {found["name"]: found["value"] for found in _ATTRIBUTE.finditer(body)}
    name = values.get("name", "").strip("\"'")
    if not re.fullmatch(r"[\w.-]+", name):
        return None
    typed = tuple(_NAME.findall(values.get("cli", "")))
    said = next((values[each] for each in _HELP if each in values), "").strip("rR").strip("\"'").lstrip("\\")
    is_typed_so = any(each.lstrip("-").replace("-", "_") == name for each in typed)
    names = typed if is_typed_so else (*typed, name)
    return Option(names, _flat(said), use, values.get("default", ""))


_READERS: Mapping[re.Pattern[bytes], Callable[[CallExpression, StoredReference], Option | None]] = {
    _WITH_DASHES: _with_dashes,
    _IN_GO: _in_go,
    _WITH_FOLLOWING: _with_following,
    _BUILT: _built,
    _DERIVED: _derived,
    _AS_VALUE: _as_value,
    _AS_OBJECT: _as_object,
    _BY_NAME: _by_name,
    _AS_CLASS: _as_class,
}


_ENDINGS = (b"ption", b"etting", b"lag", b"onfig", b"reference", b"alue", b"efault")
_NEEDS: Mapping[re.Pattern[bytes], Sequence[bytes]] = {
    _WITH_DASHES: (b'"-', b"'-", b"`-"),
    _IN_GO: (b"lag",),
    _WITH_FOLLOWING: (b"Flag",),
    _BUILT: (b"Arg::",),
    _DERIVED: (b"#[arg", b"#[clap", b"#[structopt"),
    _AS_VALUE: (b"Flag",),
    _AS_OBJECT: (b"option",),
    _AS_CLASS: (b"Setting)", b"Option)", b"Flag)"),
    _BY_NAME: (
        b"DEFINE_",
        b"Optional(",
        b"Validator(",
        *(word + b"(" for word in _ENDINGS),
        *(word + b" (" for word in _ENDINGS),
    ),
}
"""Of what one at least stands in whatever a pattern finds."""


def _typed(short: Argument, name: str) -> tuple[str, ...]:
    """How it is typed: by one letter, by its name, or by both."""
    letter = "".join(short.texts)
    return tuple(filter(None, (f"-{letter}" if len(letter) == 1 else "", f"--{name}" if name else "")))


def _text(written: bytes | None) -> str:
    return (written or b"").decode(errors="replace")


def _first(arguments: Sequence[Argument] | None) -> Argument:
    return arguments[0] if arguments else NO_ARGUMENT


def _flat(text: str) -> str:
    return inert_markdown(" ".join(text.split()), _LONGEST_HELP)
