"""stc-lsp: sleep-time compute for code, served over the Language Server Protocol."""

__version__ = "0.1.0"
