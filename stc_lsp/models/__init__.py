"""The way to a language model: endpoints, redaction, retries, prices, prompts. Only here is a network client.

Knows no SQL (spending is told to whatever satisfies `calls.Accounts`) and no protocol. The `openai` client is
imported when a call is first made, never before.
"""
