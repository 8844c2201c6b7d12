"""Where a setting was set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Layer(StrEnum):
    """Who sets it. In order: each is over those before it."""

    DEFAULT = "default"
    USER = "user file"
    WORKSPACE = "workspace file"
    ENVIRONMENT = "environment"
    EDITOR = "editor"
    COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Origin:
    """The place that set a value, precise enough to go there and change it."""

    layer: Layer
    place: str = ""
    """The file; for the environment, the variable; for the command line, the option."""
    name: str = ""
    """The name as it is written there, dotted: `tool.stc-lsp.model.name` in a pyproject.toml."""

    @property
    def file(self) -> str:
        """The path of the file; "" if it is none."""
        return self.place if self.layer in (Layer.USER, Layer.WORKSPACE) else ""

    def __str__(self) -> str:
        match self.layer:
            case Layer.DEFAULT:
                return "default"
            case Layer.USER | Layer.WORKSPACE:
                return f"{self.name} in {self.place}" if self.name else self.place
            case Layer.ENVIRONMENT:
                return f"environment variable {self.place}"
            case Layer.EDITOR:
                return f"{self.name} in the editor's settings"
            case Layer.COMMAND_LINE:
                return f"{self.place} on the command line"


DEFAULT = Origin(Layer.DEFAULT)
