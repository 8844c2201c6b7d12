"""One typed settings value, resolved once, that can say where each setting came from.

Layers, each over the one before: defaults, the person's file, the workspace's file, the environment, the
editor, the command line. A leaf: of other rooms it imports only the two value modules it hands settings to.
"""

from stc_lsp.config.load import load, user_settings_file
from stc_lsp.config.origin import Layer, Origin
from stc_lsp.config.schema import (
    BudgetSettings,
    EmbeddingsSettings,
    IndexSettings,
    LogSettings,
    ModelOverride,
    ModelSettings,
    PrivacySettings,
    Settings,
    SleepSettings,
)

__all__ = [
    "BudgetSettings",
    "EmbeddingsSettings",
    "IndexSettings",
    "Layer",
    "LogSettings",
    "ModelOverride",
    "ModelSettings",
    "Origin",
    "PrivacySettings",
    "Settings",
    "SleepSettings",
    "load",
    "user_settings_file",
]
