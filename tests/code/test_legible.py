"""What macros and conditions of a preprocessor hide from a grammar, and that all places stay as they are."""

from __future__ import annotations

import pytest

from stc_lsp.code.parse.parsing import parse_file

CONDITIONS = """\
class Store {
#if NET
    public void Put(int key
#else
    public void Put(long key
#endif
    ) { Keep(key); }
    enum Mode {
        Read,
#if WRITES
        Write
#endif
    }
}
class Behind { }
"""
MACROS = """\
namespace shop {
class SHOP_API Desk final : public Base {
    DESK_OBJECT
public:
    explicit Desk(int size);
    void open() SHOP_NOEXCEPT;
};
SHOP_INLINE Desk::Desk(int size)
    : size_(size) { prepare(); }
#ifdef FAST
inline int price(int a) {
#else
inline int price(int a, int b) {
#endif
    SHOP_TRY {
        return a;
    }
    SHOP_CATCH_ALL
}
int SHOP_INLINE Desk::close(int a) { return a; }
struct SHOP_DEPRECATED("use Desk") Till { int money; };
}
"""


ANNOTATED = """\
class Desk {
 public:
  bool open() const LOCKS_EXCLUDED(mutex_) override;
  void close(int a)
      EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (a) ASSERT(a);
    if (!a)
      return CHECK(a);
  }
  std::set<int> tills GUARDED_BY(mutex_);
  Till* const till_ GUARDED_BY(mutex_) = nullptr;
};
"""
PREFIXED = """\
SHOP_PRAGMA(diagnostic ignored "-Wall")

SHOP_NORETURN SHOP_COLD void fail(const char* text);
template <typename T> SHOP_CONST2 auto most(T a) -> T { return a; }
int SHOP_API least(int a) { return a; }
"""
MEMBERS = """\
struct desk {
  int size;
  /* Of each system. */
  DESK_FIELDS
  DESK_PRIVATE_FIELDS
};
"""


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "csharp",
            CONDITIONS,
            [
                ("Store", 1),
                ("Store.Put", 3),
                ("Store.Mode", 8),
                ("Store.Mode.Read", 9),
                ("Store.Mode.Write", 11),
                ("Behind", 15),
            ],
        ),
        (
            "cpp",
            MACROS,
            [
                ("Desk", 2),
                ("Desk.Desk#1", 5),
                ("Desk.open", 6),
                ("Desk.Desk", 8),
                ("price", 11),
                ("Desk.close", 20),
                ("Till", 21),
                ("Till.money", 21),
            ],
        ),
        (
            "cpp",
            ANNOTATED,
            [
                ("Desk", 1),
                ("Desk.open", 3),
                ("Desk.close", 4),
                ("Desk.tills", 10),
                ("Desk.till_", 11),
            ],
        ),
        ("c", MEMBERS, [("desk", 1), ("desk.size", 2)]),
        ("cpp", PREFIXED, [("fail", 3), ("most", 4), ("least", 5)]),
    ],
)
def test_what_a_preprocessor_cuts_through_is_known_at_its_own_place(
    language: str, text: str, expected: list[tuple[str, int]]
) -> None:
    facts = parse_file(language, text.encode())
    assert [(chunk.qualname, chunk.name_line) for chunk in facts.chunks[1:]] == expected
    for chunk in facts.chunks[1:]:
        assert text[chunk.name_start_byte : chunk.name_end_byte] == chunk.name.partition("#")[0]
    called = [use for use in facts.references if use.name in ("Keep", "prepare", "ASSERT", "CHECK")]
    assert [text[use.start_byte : use.end_byte] for use in called] == [use.name for use in called]
    assert called or text in (PREFIXED, MEMBERS)


def test_a_macro_that_is_blanked_still_counts_and_is_shown() -> None:
    [before, after] = (
        parse_file("cpp", f"struct {macro} Till {{ int money; }};\n".encode()).chunks[1]
        for macro in ("SHOP_API", "TILL_API")
    )
    assert before.signature == "struct SHOP_API Till"
    assert before.fingerprint != after.fingerprint


def test_what_a_grammar_reads_as_it_stands_is_left_so() -> None:
    text = b"class A {\n#if X\n    void F() { }\n#else\n    void G() { }\n#endif\n}\n"
    assert [chunk.qualname for chunk in parse_file("csharp", text).chunks[1:]] == ["A", "A.F", "A.G"]


def test_a_header_is_told_as_the_first_branch_of_a_condition_has_it() -> None:
    text = b"""class A {
#if SPAN
    int Make(ReadOnlySpan<object> spanned)
#else
    int Make(object[] listed)
#endif
    { return 1; }
    void Put(int key)
#if BODY
        => Keep(key)
#endif
    ;
}
class B : Base
#if ASYNC
    , Later
#endif
{ }
"""
    chunks = parse_file("csharp", text).chunks[1:]
    assert [(chunk.signature, chunk.parameters) for chunk in chunks] == [
        ("class A", ()),
        ("int Make(ReadOnlySpan<object> spanned)", ("spanned",)),
        ("void Put(int key)", ("key",)),
        ("class B : Base , Later", ()),
    ]


def test_a_comment_to_a_tool_documents_nothing_and_a_type_without_a_name_is_shown_with_that_it_is_given() -> (
    None
):
    told = parse_file(
        "csharp", b"class A {\n    // ReSharper disable once UnusedMember\n    void F() { }\n}\n"
    )
    assert told.chunks[2].documentation == ""
    told = parse_file("c", b"typedef enum { RED } colour;\n")
    assert told.chunks[1].signature == "typedef enum { \u2026 } colour"


def test_a_comment_above_a_macro_is_about_what_the_macro_stands_before() -> None:
    text = b"""struct a {
  int b;
};
// Removes a file.
SHOP_API int shop_remove(const char *name) SHOP_NOEXCEPT;
// Opens it.
SHOP_INLINE bool Shop::open() SHOP_NOEXCEPT {
  return true;
}
"""
    told = {chunk.name: chunk.documentation for chunk in parse_file("cpp", text).chunks[1:]}
    assert told == {"a": "", "b": "", "shop_remove": "Removes a file.", "open": "Opens it."}


NEWER_SCRIPT = b"""\
export type * from "./prices";
export interface Maker<in out Kind, out Made extends object = {}> {
  make(kind: Kind): Made
}
export interface Creators<
  State, // of the whole
  in Given // what is given
> {
  <Arg>(one: Reducer<State>): Reducer<Arg>

  // In two steps.
  <Arg, Made>(one: Reducer<State>, other: Reducer<Made>): Reducer<Arg>
  plain(one: string): Reducer<State>
  <
    Arg = void
  >(one: Reducer<Arg>): string
  last: State
}
export const make = /* @__PURE__ */ build()
"""


def test_what_a_grammar_of_typescript_does_not_know_hides_nothing_behind_it() -> None:
    facts = parse_file("typescript", NEWER_SCRIPT)
    assert not facts.has_errors
    names = [chunk.qualname for chunk in facts.chunks[1:]]
    assert names == ["Maker", "Maker.make", "Creators", "Creators.plain", "Creators.last", "make"]
    assert facts.chunks[1].signature == "export interface Maker<in out Kind, out Made extends object = {}>"
    assert [(one.module, one.name) for one in facts.imports] == [("./prices", "*")]
    assert [chunk.name_line for chunk in facts.chunks[1:]] == [2, 3, 5, 13, 17, 19]


def test_a_comparison_that_goes_on_in_the_next_line_is_left_as_it_is() -> None:
    text = b"const small = price\n  < 10\nexport function f() { return 1 < 2 }\n"
    facts = parse_file("typescript", text)
    assert [chunk.qualname for chunk in facts.chunks[1:]] == ["small", "f"]
