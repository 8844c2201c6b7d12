"""When a name is better not guessed at: `get` of something unknown is hardly the `get` that is known here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.code.values import FileFacts, Reference

_ROOT = re.compile(r"\w+")
_SCRIPT = frozenset(
    """
    push pop shift unshift slice splice concat map filter reduce forEach some every find findIndex includes
    flat flatMap indexOf join sort reverse keys values entries has set get add delete clear size length then
    catch finally toString trim split replace padStart padEnd startsWith endsWith replaceAll match test exec
    call apply bind toFixed getTime now parse toISOString stringify
    """.split()
)
_RUST = frozenset(
    """
    unwrap expect clone iter into from collect map filter push pop len is_empty get insert remove contains
    as_str to_string to_owned as_ref ok err and_then unwrap_or extend next
    """.split()
)
_PYTHON = frozenset(
    """
    read readline readlines write writelines close flush seek tell fileno isatty exists is_file is_dir mkdir
    rmdir unlink iterdir glob rglob resolve joinpath with_suffix with_name read_text write_text read_bytes
    write_bytes debug info warning error exception critical group groups groupdict strftime isoformat
    timestamp total_seconds
    """.split()
)
"""Of files, paths, loggers, matches and times."""
_RUBY = frozenset(
    """
    to_s to_i to_f to_a to_h to_sym to_proc to_str to_hash inspect dup clone freeze frozen? nil? hash
    class send public_send __send__ respond_to? instance_of? is_a? kind_of? instance_variable_get
    instance_variable_set method methods define_method instance_eval class_eval instance_exec tap then
    extend object_id equal? eql? new allocate name call arity curry parameters each each_with_index
    each_with_object each_pair each_key each_value each_slice map flat_map collect select filter reject
    find detect find_index inject reduce sum sort sort_by sort! min max min_by max_by group_by partition
    zip any? all? none? one? include? member? count first last push pop shift unshift append prepend
    insert concat compact flatten uniq reverse rotate sample shuffle slice take drop take_while drop_while
    join index size length empty? clear delete delete_if delete_at keep_if select! reject! map! compact!
    flatten! uniq! reverse! fetch dig key? has_key? value? has_value? key keys values values_at merge
    merge! update replace store transform_values transform_keys transform_values! transform_keys! to_set
    entries invert default default= split gsub gsub! sub sub! match match? scan strip lstrip rstrip chomp
    chop chars bytes lines upcase downcase capitalize swapcase start_with? end_with? tr delete_prefix
    delete_suffix encoding force_encoding encode unpack center ljust rjust succ next ord chr read write
    close closed? open puts print flush rewind message backtrace full_message
    """.split()
)
MEMBERS_EVERYWHERE = {
    "python": _PYTHON.union(*map(dir, (str, bytes, list, dict, set, int, float))),
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "tsx": _SCRIPT,
    "rust": _RUST,
    "ruby": _RUBY,
}
"""Members of the types that a language brings along."""


_FAMILIES = (
    frozenset({"javascript", "typescript", "tsx"}),
    frozenset({"c", "cpp"}),
    frozenset({"java", "kotlin", "scala"}),
)
"""Languages whose code uses each other's."""

TYPED = frozenset({"java", "csharp", "go", "rust", "c", "cpp", "kotlin", "swift", "scala"})
"""Languages in which the type of what a member is taken from is written down: not known here, it is none of
the workspace's, and one of several members of that name says nothing."""


def may_meet(one: str, other: str) -> bool:
    """Whether code of one language can use names of another."""
    return one == other or any({one, other} <= family for family in _FAMILIES)


def may_be_anything(facts: FileFacts, uses: Iterable[Reference], name: str) -> bool:
    """Whether what bears a name in the workspace says nothing of what it means where it is so used.

    So it is for members of built-in types, and for members of what is imported: those of the workspace are
    found by resolution.
    """
    if name in MEMBERS_EVERYWHERE.get(facts.language, ()):
        return True
    imported = {one.alias or one.name for one in facts.imports}
    roots = (_ROOT.match(one.expression) for one in uses)
    return any(root is not None and root[0] in imported for root in roots)
