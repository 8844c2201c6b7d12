"""From a file's bytes to its facts: chunks, uses, imports, bindings. Never raises, whatever the bytes are."""
