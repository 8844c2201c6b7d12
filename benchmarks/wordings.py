"""How people may ask what is stored, and what lies next to it: the tables of `verified_hits.py`.

`{n}` is what is asked about. These are the wordings that `stc_lsp/code/asking_table.py`, `cues.py` and
`wording.py` were tuned on; those of `held_out.py` were written apart, and are joined to them here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import held_out


class Row(NamedTuple):
    """The wordings of one kind of stored question."""

    tuned: tuple[str, ...]
    held_out: tuple[str, ...]


class Miss(NamedTuple):
    """A question that is near to a stored one and is another one."""

    how: str
    """Opposite, other intent, other number, condition."""
    text: str
    asks: str = ""
    """The intent that is really asked; "" if nothing stored answers it."""


_PARAPHRASES = """
purpose callable
    What is the purpose of {n}? | Explain {n} | What does the function {n} do? |
        Can you summarise {n} for me? | What's {n} good for? | I'd like to know what {n} is supposed to do |
        What's the point of {n}? | Please tell me what {n} does | What task does {n} perform? |
        What is {n} used for? | In a nutshell, what does {n} do? | What is the job of {n}?
purpose class
    What does the class {n} represent? | Describe {n} | What is {n}? | What role does {n} play? |
        Tell me about the class {n} | What is {n} meant for? | What's {n} about? |
        Could you explain the class {n}? | What do instances of {n} stand for? |
        What's the purpose of the class {n}? | Explain what {n} is | What does {n} model?
purpose module
    What is the file {n} about? | What does {n} do? | Summarize {n} |
        What is the responsibility of {n}? |
        Give me an overview of {n} | What do we need {n} for? | What can I learn from {n}? |
        Please describe the module {n} | What is {n} there for? |
        What's the module {n} for? | Explain the file {n} | What is {n} responsible for?
where callable
    Where can I find {n}? | In which file is {n} defined? | Where does {n} live? |
        Which module contains the definition of {n}? | Show me where {n} is implemented |
        What file declares {n}? | Where would I look for {n}? | Point me to the source of {n} |
        Which file holds {n}? |
        What is the location of {n}? | Where was {n} written? | I am looking for {n}, where is it?
where class
    Where can I find the class {n}? | In which module is {n} defined? | Where is {n} declared? |
        Which file defines {n}? | Take me to the definition of {n} | Where's the source of {n}? |
        Where's {n}? | Could you tell me where {n} is located? | Which file is {n} in? |
        Where can the class {n} be found? | Locate {n} | Which module is {n} in?
callers callable
    What uses {n}? | Where is {n} called? | List the callers of {n} | Which code invokes {n}? |
        Show me all usages of {n} | From where does {n} get called? | Does anything call {n}? |
        Who is using {n}? | What are the call sites of {n}? |
        Which callers does {n} have? | Where in the code is {n} used? | Which methods call {n}?
callers class
    Where is {n} instantiated? | Who uses the class {n}? | What creates {n} objects? |
        Which places construct {n}? | Find all references to {n} | Where do we use {n}? |
        Where does {n} get used? | Which functions instantiate {n}? | Is {n} used anywhere? |
        Which code uses {n}? | List all uses of {n} | Who instantiates {n}?
calls callable
    Which functions does {n} call? | What does {n} invoke? | What are the callees of {n}? |
        What other functions does {n} rely on? | List the calls made by {n} |
        Which helpers are called by {n}? | What gets called by {n}? | Which methods are invoked inside {n}? |
        Tell me what {n} calls |
        What functions are used by {n}? | What does {n} delegate to? | Which calls does {n} make?
parameters callable
    Which arguments does {n} take? | What is the signature of {n}? | What do I have to pass to {n}? |
        What inputs does {n} expect? | List the parameters of {n} | How do I call {n}? |
        With which arguments is {n} called? | What are the inputs of {n}? | What does {n} take? |
        What are the arguments to {n}? | Which params does {n} accept? | How is {n} to be called?
returns callable
    What is the return value of {n}? | What type does {n} return? | What do I get back from {n}? |
        What comes out of {n}? | What is returned by {n}? | What's the result of calling {n}? |
        What value does {n} give back? | Which type comes back from {n}? | What will {n} return? |
        What's the return type of {n}? | What does a call of {n} yield? | What does {n} give me?
raises callable
    What exceptions can {n} raise? | Which errors are raised by {n}? | What does {n} throw? |
        Which exceptions should I expect from {n}? | Can {n} raise an exception? |
        What errors might calling {n} produce? | Does {n} throw exceptions? |
        What are the errors raised by {n}? | Which exceptions may {n} throw? |
        What could {n} raise? | Which exceptions come from {n}? | What errors does {n} throw or handle?
tests callable
    Which tests cover {n}? | Is {n} tested? | Where are the tests for {n}? | What tests exercise {n}? |
        Show me the unit tests of {n} | Do we have any tests for {n}? | Where is {n} tested? |
        Which test functions use {n}? | Is there a test for {n}? |
        What covers {n} in the test suite? | Which tests call {n}? | Is {n} covered by tests?
tests class
    Which tests cover the class {n}? | Is {n} tested? | Where is {n} tested? |
        What tests exercise {n}? |
        Show me the unit tests of {n} | Do we have any tests for {n}? | Is there a test for {n}? |
        How do we test {n}? | Which test files cover {n}? |
        Which tests use {n}? | Is {n} covered by tests? | What tests are there for {n}?
tests module
    Which tests cover {n}? | Is {n} tested? | Where are the tests for {n}? | What tests exercise {n}? |
        Show me the unit tests of {n} | Do we have any tests for {n}? | How do we test {n}? |
        Which test files cover {n}? | Are there tests for {n}? |
        Which tests use {n}? | Is {n} covered by tests? | What tests are there for {n}?
changed callable
    When was {n} last changed? | Who last modified {n}? | What are the latest commits to {n}? |
        What is the history of {n}? | Who has been working on {n} lately? | Show recent changes to {n} |
        When did {n} last change? | What are the most recent commits touching {n}? | Who wrote {n} last? |
        What was changed in {n} lately? | Which commits touched {n}? | Show the git log of {n}
changed class
    When was {n} last edited? | Who changed {n} last? | What is the latest change to {n}? |
        What happened to {n} recently? | Who touched {n} last? | Show me the commits that changed {n} |
        Has {n} been changed recently? | Who edited {n}? | What was the last modification of {n}? |
        Who was the last to change {n}? | When was {n} modified? | What are recent changes in {n}?
changed module
    When was {n} last changed? | Who last modified {n}? | What are the latest commits to {n}? |
        What is the history of {n}? | Who has been working on {n} lately? | Show recent changes to {n} |
        Has {n} been changed recently? | Who are the latest authors of {n}? |
        What was the last commit to {n}? |
        Who was the last to change {n}? | When was {n} modified? | What are recent changes in {n}?
members class
    Which methods does {n} define? | What are the attributes of {n}? | List the members of {n} |
        What can I call on {n}? | What does the class {n} offer? |
        Which fields and methods are there in {n}? | What methods are available on {n}? |
        Which attributes does {n} have? | What are the methods of {n}? |
        What are the methods and attributes of {n}? | Which members does {n} have? |
        What's in the class {n}?
members module
    Which functions and classes are defined in {n}? | What does {n} contain? | What is inside {n}? |
        List everything that {n} defines | Which definitions are in {n}? | What can I find in {n}? |
        What's defined in {n}? | Which classes are in {n}? | Outline {n} |
        Which functions does {n} define? | What are the contents of {n}? |
        What does the module {n} provide?
bases class
    What are the base classes of {n}? | Which class does {n} extend? |
        What is the parent class of {n}? |
        What does {n} derive from? | What are the superclasses of {n}? | From which class does {n} inherit? |
        What is {n} derived from? | Which base classes does {n} have? | What does {n} subclass? |
        What are {n}'s base classes? | What does the class {n} inherit? | Which parents does {n} have?
subclasses class
    What subclasses does {n} have? | What extends {n}? | List the classes derived from {n} |
        Who inherits from {n}? | What are the descendants of {n}? | Which classes subclass {n}? |
        Is {n} subclassed anywhere? | Which classes are derived from {n}? | What classes implement {n}? |
        What inherits from {n}? | Which types extend {n}? | Show the subclasses of {n}
subclasses callable
    What does {n} override? | Which methods override {n}? | Is {n} overridden anywhere? |
        Where is {n} overridden? | Who overrides {n}? | What overrides {n}? |
        Which methods does {n} override? | What are the overrides of {n}? | Does anything override {n}? |
        What does {n} override or what overrides it? | Which classes override {n}? | Is {n} an override?
reads any
    Which options does {n} read? | What environment variables does {n} use? |
        Which settings does {n} read? | Does {n} read any settings? | Which config keys does {n} look up? |
        What configuration does {n} consult? | What environment does {n} look at? |
        Which env vars does {n} read? | What options does {n} consult? |
        Which settings are read by {n}? | What config options does {n} use? |
        Which environment variables matter to {n}?
importers module
    Who imports {n}? | Which modules depend on {n}? | Where is {n} imported? |
        Which files import {n}? |
        Who depends on {n}? | What are the importers of {n}? | Where is {n} used? |
        Which modules are importing {n}? | Is {n} imported anywhere? |
        What code imports {n}? | By which files is {n} imported? | Show the importers of {n}
imports module
    What are the dependencies of {n}? | Which modules does {n} import? | What does {n} depend on? |
        Which libraries does {n} need? | List the imports of {n} | What other files does {n} use? |
        What does {n} pull in? | Which packages are imported by {n}? | What must be importable for {n}? |
        Which modules are imported in {n}? | What are the imports of {n}? |
        What dependencies does {n} have?
"""

# In brackets: what is really asked, if that may be stored too.
_MISSES = """
purpose
    opposite: What does {n} not do? | other intent: What does {n} return? (returns) |
        other number: What do the first 3 lines of {n} do? |
        condition: What does {n} do when the network is down? | opposite: What is {n} never used for? |
        other intent: Why does {n} exist? | other number: What are the 2 purposes of {n}? |
        condition: What does {n} do with unicode input? | opposite: What doesn't {n} handle? |
        other intent: Who maintains {n}? (changed) | other number: What does {n} do in 3 steps? |
        condition: What does {n} do before it returns? |
        opposite: What does {n} fail to do? | other intent: What does {n} call? (calls) |
        other number: What does {n} do with its 2 arguments? | condition: What does {n} do with files?
where
    opposite: Where is {n} not defined? | other intent: Where is {n} used? (callers) |
        other number: Where is line 12 of {n}? | condition: Where is {n} defined on Windows? |
        opposite: Where is {n} undefined? | other intent: Where is {n} tested? (tests) |
        other number: Where are the 3 copies of {n}? | condition: Where is the cache of {n} defined? |
        opposite: Where should {n} not be defined? | other intent: Which tests use {n}? (tests) |
        other number: On which 2 lines is {n} defined? | condition: Where is {n} defined for async code? |
        opposite: Where is {n} removed? | other intent: What imports {n}? (importers) |
        other number: Where is version 3 of {n} defined? | condition: Where is the parent of {n} defined?
callers
    opposite: Who does not call {n}? | other intent: What does {n} call? (calls) |
        other number: Who calls {n} exactly 3 times? | condition: Who calls {n} after a redirect? |
        opposite: Which code never uses {n}? | other intent: Which errors does {n} raise? (raises) |
        other number: What are the 5 most frequent callers of {n}? | condition: Who uses {n} in production? |
        opposite: What can never call {n}? | other intent: What does {n} return? (returns) |
        other number: How often is {n} called? | condition: Who calls {n} with a timeout? |
        opposite: Who stopped calling {n}? | other intent: Why is {n} called? |
        other number: Which 2 functions call {n}? | condition: Which classes call {n} with files?
calls
    opposite: What does {n} not call? | other intent: Who calls {n}? (callers) |
        other number: What does {n} call twice? | condition: What does {n} call on failure? |
        opposite: Which functions does {n} avoid calling? |
        other intent: Which functions call {n}? (callers) | other number: What are the first 2 calls of {n}? |
        condition: Which functions does {n} call in a loop? | opposite: What is not called by {n}? |
        other intent: Where is {n} called? (callers) | other number: How many functions does {n} call? |
        condition: What does {n} call first? |
        opposite: What does {n} refuse to call? | other intent: What is {n} called with? |
        other number: Which 2 functions does {n} call? | condition: What does {n} call with variables?
parameters
    opposite: Which arguments does {n} not accept? | other intent: What does {n} return? (returns) |
        other number: What is the second parameter of {n}? |
        condition: Which parameters of {n} are optional? | opposite: Which parameters does {n} ignore? |
        other intent: Which errors does {n} raise? (raises) | other number: Why does {n} take 3 arguments? |
        condition: What are the default values of the parameters of {n}? |
        opposite: What must not be passed to {n}? | other intent: What does {n} call? (calls) |
        other number: How many parameters does {n} have? |
        condition: Which parameters does {n} take by keyword? |
        opposite: Which arguments of {n} are unused? | other intent: What is {n} for? (purpose) |
        other number: What is argument 2 of {n}? | condition: What type is the argument of {n}?
returns
    opposite: What does {n} never return? | other intent: What does {n} take? (parameters) |
        other number: What is the second value that {n} returns? |
        condition: What does {n} return when the list is empty? | opposite: When does {n} return nothing? |
        other intent: What does {n} raise? (raises) | other number: Does {n} return 404? |
        condition: What does {n} return for an unknown key? | opposite: What can't {n} return? |
        other intent: Who calls {n}? (callers) | other number: What does {n} return the 2nd time? |
        condition: What does {n} return on error? |
        opposite: Does {n} return nothing? | other intent: Where is {n} called? (callers) |
        other number: What does {n} return for 0? | condition: What does {n} return for a class?
raises
    opposite: Which errors does {n} never raise? | other intent: What does {n} return? (returns) |
        other number: Does {n} raise 2 different errors? |
        condition: Which errors does {n} raise on timeout? | opposite: Which exceptions does {n} not handle? |
        other intent: Who calls {n}? (callers) | other number: Which error does {n} raise on line 10? |
        condition: Which errors does {n} raise for bad input? | opposite: What does {n} raise no error for? |
        other intent: What does {n} call? (calls) | other number: How many errors can {n} raise? |
        condition: Which errors does {n} raise while parsing? |
        opposite: Does {n} never raise? | other intent: Who catches {n}? |
        other number: What does {n} raise after 3 attempts? | condition: What does {n} raise for files?
tests
    opposite: Which tests do not cover {n}? | other intent: Who calls {n}? (callers) |
        other number: Which 3 tests of {n} are slowest? | condition: Which tests cover {n} with unicode? |
        opposite: What of {n} is untested? | other intent: How do I run the tests of {n}? |
        other number: How many tests does {n} have? | condition: Which tests of {n} fail? |
        opposite: Which code paths of {n} are not tested? | other intent: Where is {n} defined? (where) |
        other number: Which 2 tests of {n} are flaky? | condition: Which integration tests cover {n}? |
        opposite: Which tests skip {n}? | other intent: How is {n} implemented? |
        other number: Which test of {n} has 5 assertions? | condition: Which tests cover the errors of {n}?
changed
    opposite: Who first changed {n}? | other intent: What breaks if {n} is changed? |
        other number: What changed in {n} in version 2? | condition: What changed in {n} for Windows? |
        opposite: What has not changed in {n}? | other intent: Where is {n} defined? (where) |
        other number: What changed in {n} in 2019? | condition: Who changed the documentation of {n}? |
        opposite: Who never changed {n}? | other intent: What does {n} return? (returns) |
        other number: Who changed {n} 3 commits ago? | condition: Which change to {n} broke the build? |
        opposite: When was {n} unchanged? | other intent: Who calls {n}? (callers) |
        other number: What changed in {n} since 3.0? | condition: What changed in the arguments of {n}?
members
    opposite: Which methods does {n} lack? | other intent: What does {n} inherit from? (bases) |
        other number: What is the third method of {n}? | condition: Which methods of {n} are deprecated? |
        opposite: What is missing in {n}? | other intent: Which tests cover {n}? (tests) |
        other number: How many methods does {n} have? | condition: Which private methods does {n} have? |
        opposite: Which methods does {n} not have? | other intent: Who uses {n}? (callers) |
        other number: Which 2 methods of {n} matter most? | condition: Which static methods does {n} have? |
        opposite: Which attributes of {n} are never set? | other intent: What does {n} do? (purpose) |
        other number: What are the 2 methods of {n}? | condition: Which methods of {n} return files?
bases
    opposite: What does {n} not inherit from? |
        other intent: Which classes inherit from {n}? (subclasses) |
        other number: What is the second base class of {n}? | condition: Which methods does {n} inherit? |
        opposite: Which classes are no parents of {n}? | other intent: What subclasses {n}? (subclasses) |
        other number: Does {n} have 2 base classes? |
        condition: Which attributes does {n} inherit from its parent? |
        opposite: Which classes does {n} not derive from? | other intent: Where is {n} defined? (where) |
        other number: How many bases does {n} have? | condition: Which generic bases does {n} have? |
        opposite: Does {n} have no base class? | other intent: What does {n} do? (purpose) |
        other number: Which class is 2 levels above {n}? | condition: Which base class of {n} defines close?
subclasses
    opposite: Which classes do not inherit from {n}? | other intent: Who calls {n}? (callers) |
        other number: Which 2 classes extend {n}? | condition: Which abstract classes extend {n}? |
        opposite: Which classes never override {n}? | other intent: Where is {n} defined? (where) |
        other number: How many classes extend {n}? | condition: Which public classes extend {n}? |
        opposite: Nothing inherits from {n}, does it? | other intent: What does {n} inherit from? (bases) |
        other number: Which 3 classes inherit from {n} most deeply? |
        condition: Which third party classes inherit from {n}? |
        opposite: Which subclasses does {n} not have? | other intent: What does {n} do? (purpose) |
        other number: Which 4 subclasses of {n} exist? | condition: Which subclasses of {n} have errors?
reads
    opposite: Which settings does {n} write? | other intent: What does {n} return? (returns) |
        other number: Which 2 settings does {n} read? | condition: Which settings does {n} read at startup? |
        opposite: Which settings does {n} not read? | other intent: Which files does {n} read? |
        other number: How many settings does {n} read? | condition: Which deprecated settings does {n} read? |
        opposite: Which settings does {n} override? | other intent: Who calls {n}? (callers) |
        other number: Which of the 4 settings does {n} read last? |
        condition: Which settings does {n} read in debug mode? |
        opposite: Which settings does {n} set? | other intent: What does {n} call? (calls) |
        other number: Which setting does {n} read first? |
        condition: Which settings of the user does {n} read?
importers
    opposite: What does not import {n}? | other intent: What does {n} import? (imports) |
        other number: Which 3 files import {n} first? | condition: What imports {n} lazily? |
        opposite: Which files never import {n}? | other intent: Which modules does {n} import? (imports) |
        other number: How many files import {n}? | condition: Which plugins import {n}? |
        opposite: Who can not import {n}? | other intent: Where is {n} tested? (tests) |
        other number: What are the 2 main importers of {n}? | condition: Which tests import {n} twice? |
        opposite: Who stopped importing {n}? | other intent: What is in {n}? (members) |
        other number: Which file imports {n} 2 times? | condition: Which files import {n} for types?
imports
    opposite: What does {n} not import? | other intent: What imports {n}? (importers) |
        other number: Which 3 modules does {n} import first? | condition: What does {n} import lazily? |
        opposite: Which imports of {n} are unused? | other intent: Who imports {n}? (importers) |
        other number: How many modules does {n} import? | condition: What does {n} import on Windows? |
        opposite: What can {n} not import? | other intent: Which tests cover {n}? (tests) |
        other number: What are the first 4 imports of {n}? | condition: What does {n} import conditionally? |
        opposite: What does {n} import but not use? | other intent: What is {n} for? (purpose) |
        other number: Which 2 modules does {n} import? | condition: What does {n} import from files?
"""
_MISS = re.compile(r"(?P<how>[^:]+): (?P<text>.+?)(?: \((?P<asks>\w+)\))?")


def _rows(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for block in re.split(r"\n(?=\S)", text.strip()):
        name, _, rest = block.partition("\n")
        found[name] = tuple(" ".join(rest.split()).split(" | "))
    return found


def _joined(tuned: str, apart: str) -> dict[str, Row]:
    """The rows of both tables. Raises ValueError when a wording stands in both: it would not be held out."""
    ours, theirs = _rows(tuned), _rows(apart)
    joined = {name: Row(ours[name], theirs[name]) for name in ours}
    for name, row in joined.items():
        known = {_plain(wording) for wording in row.tuned}
        twice = [wording for wording in row.held_out if _plain(wording) in known]
        if twice:
            raise ValueError(f"not held out, in the row {name}: {twice}")
    return joined


def _plain(wording: str) -> str:
    return wording.lower().strip("?")


def _miss(text: str) -> Miss:
    found = _MISS.fullmatch(text)
    if found is None:
        raise ValueError(f"no near miss: {text}")
    return Miss(found["how"], found["text"], found["asks"] or "")


PARAPHRASES = {tuple(name.split()): row for name, row in _joined(_PARAPHRASES, held_out.PARAPHRASES).items()}
"""By intent and kind of chunk."""
MISSES = {
    name: (tuple(map(_miss, row.tuned)), tuple(map(_miss, row.held_out)))
    for name, row in _joined(_MISSES, held_out.MISSES).items()
}
"""By the intent of the stored question: tuned, and held out."""
