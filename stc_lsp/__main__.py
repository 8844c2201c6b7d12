"""`python -m stc_lsp` is `stc-lsp`."""

from stc_lsp.cli import main

main()
