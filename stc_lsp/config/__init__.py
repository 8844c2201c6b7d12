"""One typed settings value, resolved once, that can say where each setting came from.

Layers, each over the one before: defaults, the person's file, the workspace's file, the environment, the
editor, the command line. A leaf: of other rooms it imports only the two value modules it hands settings to.
"""

from stc_lsp.config.load import load, user_settings_file
from stc_lsp.config.origin import Layer
from stc_lsp.config.schema import IndexSettings, Settings, SleepSettings

__all__ = ["IndexSettings", "Layer", "Settings", "SleepSettings", "load", "user_settings_file"]
