"""Looking for damage in a large memory that was not closed as it should be, while it is in use."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import anyio.to_thread

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.checking import check_in_use, owes_check

if TYPE_CHECKING:
    from stc_lsp.sleep.daemon.life import Life

log = logging.getLogger(__name__)


async def look_for_damage(life: Life) -> None:
    """Leave if there is any: whoever starts the next sleeper has it set aside what is damaged."""
    paths = life.session.paths
    for path in (paths.index_db, paths.thoughts_db):
        if not owes_check(path):
            continue
        try:
            found = await anyio.to_thread.run_sync(check_in_use, path, abandon_on_cancel=True)
        except MemoryFault as error:
            # It is still noted: the next sleeper looks.
            log.warning("%s", error)
            continue
        if found:
            log.error("%s is damaged (%s): the next sleeper sets it aside and begins anew", path, found)
            life.stop()
            return
        log.info("%s was not closed as it should be, and is whole", path.name)
