"""Wordings that nothing was tuned on: written before the tables of intents were read, and not changed since.

The rows are read as those of `wordings.py` are; `{n}` is what is asked about. When the code has been mended
by what these showed, they belong into `wordings.py`, and others must be written here.
"""

PARAPHRASES = """
purpose callable
    I'd like to understand what {n} accomplishes | what's the job of {n}? | Summarize {n} in a sentence |
    {n}: what is this function supposed to do? | {n} does what exactly?
purpose class
    Tell me about the {n} class | what's {n} all about? | what would I use {n} for? |
    Can you give me a short summary of {n}? | what kind of thing is {n}
purpose module
    What is {n} about? | short overview of {n}, please | what's the file {n} for |
    Could you summarize {n} for me? | What's the idea behind {n}?
where callable
    In what file can I find {n}? | where's {n} | Point me to the definition of {n} |
    Which line does {n} start on? | where do I find the implementation of {n}?
where class
    which file declares {n}? | where is the class {n} located | Show me where {n} lives |
    What's the path of the file with {n}? | go to {n}
callers callable
    What code invokes {n}? | who uses {n} | Where do we call {n}? |
    List all callers of {n} | which functions depend on {n}?
callers class
    Where in the codebase is {n} created? | what makes use of {n}? | who constructs {n} objects |
    Find all usages of {n} | Which code relies on {n}?
calls callable
    Which functions are called by {n}? | which functions run when I call {n} |
    Which other functions are used inside {n}? |
    List everything that {n} calls | which helpers does {n} use?
parameters callable
    What arguments can I pass to {n}? | What's the signature of {n}? | which inputs does {n} accept |
    How do I call {n}, which arguments does it need? | what are the args of {n}
returns callable
    What kind of object does {n} return? | return type of {n} | What does {n} evaluate to? |
    What is the result of calling {n}? | what is the output of {n}?
raises callable
    What exceptions can {n} throw? | Can {n} raise an error? |
    which exceptions do I have to catch around {n} |
    What errors might come out of {n}? | does {n} throw anything?
tests callable
    Which tests exercise {n}? | has {n} got a test | Show me the tests of {n} |
    What's the test coverage of {n}? | where do we test {n}?
tests class
    Are there any unit tests for {n}? | tests for {n}? | In which test files does {n} appear? |
    Do we test {n}? | what tests exist for {n}
tests module
    which test file covers {n}? | How well is {n} covered by tests? |
    How do I know that {n} works, what tests it? |
    what test suite goes with {n} | Do any tests touch {n}?
changed callable
    When was {n} last modified? | who touched {n} most recently | What's the history of {n}? |
    Which commit changed {n} last? | Has {n} changed recently?
changed class
    Who edited {n} last? | what are the recent changes to {n} | When did {n} last change? |
    Show me the latest commits on {n} | why was {n} changed
changed module
    what was the last change to {n}? | Who worked on {n} lately? | When was {n} updated the last time |
    Which recent commits touch {n}? | git history of {n}
members class
    List the methods of {n} | What attributes does {n} define? | which methods can I call on {n}? |
    what's inside the class {n} | What does the interface of {n} look like?
members module
    What do I find inside {n}? | list the functions in {n} | Which symbols are defined in {n}? |
    What's in {n}? | show me the contents of {n}
bases class
    What's the superclass of {n}? | what's the base of {n} | What are the parents of {n}? |
    From what is {n} derived? | is {n} a subclass of something?
subclasses class
    What are the subclasses of {n}? | who extends {n} | Which classes derive from {n}? |
    Does anything derive from {n}? | list everything that inherits from {n}
subclasses callable
    In which subclasses is {n} overridden? | who redefines {n} | Does {n} override anything? |
    Are there any overrides of {n}? | which subclasses redefine {n}?
reads any
    What env variables does {n} look for? | which config options does {n} depend on |
    What settings affect {n}? | Does {n} read the environment? | which configuration keys are read by {n}
importers module
    What other code depends on {n}? | usages of {n} | In which places is {n} imported? |
    What modules depend on {n}? | list the importers of {n}
imports module
    What libraries does {n} import? | what is imported by {n} | Show all imports in {n} |
    what does {n} need to be imported? | Which packages does {n} rely on?
"""
"""Intent and kind of chunk, then its wordings."""

MISSES = """
purpose
    opposite: What is {n} not meant for? | other intent: what does {n} give back (returns) |
    other number: Which two things are {n} for? | condition: what is {n} for when debug is on?
where
    opposite: Where is {n} deleted? | other intent: where do we test {n} (tests) |
    other number: What are the two places where {n} is defined? |
    condition: where is {n} defined if the import fails?
callers
    opposite: Which functions no longer call {n}? | other intent: which functions does {n} call (calls) |
    other number: Which 4 functions call {n}? | condition: who calls {n} at startup?
calls
    opposite: What does {n} avoid calling? | other intent: who invokes {n} (callers) |
    other number: Which five functions does {n} call? | condition: what does {n} call if the cache is empty?
parameters
    opposite: Which arguments does {n} reject? | other intent: what is the return type of {n} (returns) |
    other number: What is the third argument of {n}? |
    condition: which arguments of {n} are required on Python 2?
returns
    opposite: What will {n} not return? | other intent: which exceptions does {n} raise (raises) |
    other number: Which two values does {n} return? |
    condition: what does {n} return if the user is anonymous?
raises
    opposite: Which errors are not caught by {n}? | other intent: what does {n} return (returns) |
    other number: Which 2 exceptions does {n} raise? | condition: what does {n} raise if the file is missing?
tests
    opposite: Which parts of {n} are untested? | other intent: who changed {n} last (changed) |
    other number: Which 7 tests cover {n}? | condition: which tests of {n} run only on CI?
changed
    opposite: What stayed the same in {n}? | other intent: where is {n} tested (tests) |
    other number: What were the last 3 changes to {n}? | condition: who changed {n} before version 2.0?
members
    opposite: Which methods are missing from {n}? | other intent: what is the purpose of {n} (purpose) |
    other number: Which two methods does {n} have? | condition: which members does {n} get in debug mode?
bases
    opposite: Which classes does {n} not inherit from? | other intent: who extends {n} (subclasses) |
    other number: Which three base classes does {n} have? | condition: what does {n} inherit from on Windows?
subclasses
    opposite: Which classes stopped inheriting from {n}? |
    other intent: which classes does {n} inherit from (bases) |
    other number: Which two classes inherit from {n}? |
    condition: which classes inherit from {n} only in tests?
reads
    opposite: Which settings does {n} ignore? | other intent: what is {n} for (purpose) |
    other number: Which two settings does {n} read? | condition: which settings does {n} read in production?
importers
    opposite: Which files no longer import {n}? | other intent: what does {n} import (imports) |
    other number: Which 3 files import {n}? | condition: which modules import {n} only for type checking?
imports
    opposite: Which modules does {n} avoid importing? | other intent: what imports {n} (importers) |
    other number: Which two modules does {n} import? |
    condition: what does {n} import when simplejson is missing?
"""
"""Intent of the stored question, then what lies near it."""
