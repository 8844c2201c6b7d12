"""What secrets look like: a table of kinds whose form alone gives them away.

`detect-secrets` knows some of them; these are the ones it lacks, or knows only in an older form. A pattern's
group, if it has one, is the secret; otherwise all of it is.
"""

from __future__ import annotations

import re

_BLOCK_LINE = r"[ \t]*(?:\d+[|:]?[ \t]*)?[\"'+\\n ]*[A-Za-z0-9+/=]{16,}[^\n]*"
"""One line of base64, perhaps within a string literal, perhaps with a line number before it."""

BLOCKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "private-key",
        re.compile(
            r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----"
            r"(?:(?s:.{0,20000}?)-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----"
            rf"|[^\n]*(?:\n(?:[ \t\d|]*[A-Z][A-Za-z-]+: [^\n]*|[ \t\d|]*$|{_BLOCK_LINE}))*)",
            re.MULTILINE,
        ),
    ),
    ("putty-private-key", re.compile(rf"Private-Lines: \d+(?:\r?\n{_BLOCK_LINE})+")),
)
"""Keys that span lines. One that is cut off at the end of a chunk still goes, as far as it reaches."""

_FORMS = {
    "openai-key": r"\bsk-(?:proj|svcacct|admin|None)-[\w-]{20,}",
    "model-api-key": r"\bsk-(?:ant-|or-v1-)?[A-Za-z0-9][\w-]{30,}",
    "aws-access-key": r"\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b",
    "google-api-key": r"\bAIza[\w-]{35}",
    "google-oauth-secret": r"\bGOCSPX-[\w-]{20,}",
    "google-oauth-token": r"\bya29\.[\w-]{20,}",
    "github-token": r"\bgithub_pat_\w{22,}|\bgh[opsur]_[A-Za-z0-9]{30,}",
    "huggingface-token": r"\bhf_[A-Za-z]{30,}",
    "slack-token": r"\bxapp-\d-[\w-]{20,}|\bxox[a-z](?:[-.]\w+){2,}",
    "discord-webhook": r"discord(?:app)?\.com/api/webhooks/(\d+/[\w-]{20,})",
    "stripe-key": r"\b[rs]k_(?:live|test)_\w{16,}",
    "webhook-secret": r"\bwhsec_[\w+/=-]{20,}",
    "npm-token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "docker-token": r"\bdckr_(?:pat|oat)_[\w-]{20,}",
    "digitalocean-token": r"\bdo[opr]_v1_[a-f0-9]{64}",
    "databricks-token": r"\bdapi[a-f0-9]{32}",
    "shopify-token": r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",
    "vault-token": r"\bhv[sbr]\.[\w-]{24,}",
    "terraform-token": r"\b\w{14}\.atlasv1\.[\w-]{60,}",
    "postman-key": r"\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}",
    "new-relic-key": r"\bNRAK-[A-Z0-9]{27}",
    "sentry-token": r"\bsntry[su]_[\w+/=-]{40,}",
    "grafana-token": r"\bgl(?:c|sa)_[\w+/=]{32,}",
    "linear-key": r"\blin_api_\w{32,}",
    "notion-token": r"\bntn_\w{40,}",
    "groq-key": r"\bgsk_[A-Za-z0-9]{40,}",
    "supabase-key": r"\bsbp_[a-f0-9]{40}",
    "rubygems-key": r"\brubygems_[a-f0-9]{48}",
    "crates-token": r"\bcio[A-Za-z0-9]{32}\b",
    "mailgun-key": r"\bkey-[a-f0-9]{32}\b",
    "twilio-key": r"\b(?:AC|SK)[a-f0-9]{32}\b",
    "age-key": r"\bAGE-SECRET-KEY-1[A-Z0-9]{50,}",
    "jwt": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}(?:\.[\w-]+)?",
    "azure-signature": r"[?&]sig=([\w%+/=-]{30,})",
    "azure-secret": r"\b\w{3}[78]Q~[\w.~-]{30,}",
    "azure-account-key": r"AccountKey=([\w+/=]{40,})",
    "authorization": r"\b(?:[Bb]earer|BEARER|[Bb]asic|BASIC)\s+"
    r"(?=[\w.~+/=-]*(?:\d|[a-z][A-Z]))([\w.~+/=-]{20,})",
    "url-password": r"://[^\s:/@\"'<>{}]*:(?!\*{3}|%[(s])([^\s/@\"'<>{}]{3,})@[\w.\[-]",
    "netrc-password": r"\bmachine\s+\S+\s+login\s+\S+\s+password\s+(\S{4,})",
}

FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern)) for kind, pattern in _FORMS.items()
)
"""Secrets on one line, by their own form."""
