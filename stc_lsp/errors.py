"""Every error a person can meet, as a small tree that tells what a caller can do about it.

Each message is one plain sentence that names the thing and says what to do. A face (terminal, LSP)
decides how it is shown; nothing here prints or logs.
"""


class StcError(Exception):
    """Anything stc-lsp refuses or fails at, with a message fit for a person."""


class UsageError(StcError):
    """The request itself is wrong: an unknown path, a position outside the file. Exit status 2."""


class SettingsError(UsageError):
    """A setting has a wrong name or value. Names it, the value, what is allowed and where it was set."""

    def __init__(self, message: str, file: str = "") -> None:
        """`file`: the path of the one that is to be mended; "" where it was set otherwise."""
        super().__init__(message)
        self.file = file


class WorkspaceError(StcError):
    """The folder named is not a repository that can be worked on."""


class FileRefusedError(StcError):
    """A file cannot be read as source: unreadable, binary, too large, outside the workspace, vanished."""


class MemoryFault(StcError):  # noqa: N818 - "MemoryError" is taken by Python for something else
    """The memory (SQLite) cannot be used: corrupt, locked for too long, made by a newer release."""


class SleeperError(StcError):
    """The sleeper (daemon) cannot be reached or started, or another one already holds this workspace."""


class ModelError(StcError):
    """A call to a model failed. `retryable` says whether the same call may succeed later."""

    retryable = False


class NoModelError(ModelError):
    """No endpoint is configured for this phase."""


class EndpointError(ModelError):
    """The endpoint refused for good: wrong key, unknown model, prompt too long, forbidden address."""


class EndpointUnavailableError(ModelError):
    """The endpoint is down, slow or rate limited; try again later."""

    retryable = True


class ModelOutputError(ModelError):
    """The model answered, but not in the form asked for (invalid JSON, wrong schema, nothing)."""

    retryable = True


class BudgetExhaustedError(StcError):
    """A cap on tokens, money or requests would be passed; names the cap and when it renews."""


class PreemptedError(StcError):
    """What need not be done now was left: somebody waits for the machine, or the sleeper is to stop."""


class AwaitedError(StcError):
    """A model's answer is being made in a batch: ask the same again once that has come back."""


class PrivacyError(EndpointError):
    """Refused before anything was sent: `privacy.local_only` forbids this address."""
