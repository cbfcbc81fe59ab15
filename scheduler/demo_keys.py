"""The keys of the demo: made once, kept in its data folder, and told by their prefix from real ones."""

import json
import os
import secrets
import tempfile
from pathlib import Path

DEMO_KEYS_FILE = "demo-keys.json"
DEMO_KEY_PREFIX = "demo-"


def load_or_make_demo_keys(data_dir: Path) -> tuple[str, str]:
    """Give the secret key and the link key of the demo in `data_dir`.

    The file is made complete, readable by its owner only, before it gets its name, so that two processes
    that start together read the same keys.
    """
    keys_file = data_dir / DEMO_KEYS_FILE
    if not keys_file.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        keys = {name: DEMO_KEY_PREFIX + secrets.token_urlsafe(48) for name in ("secret_key", "link_key")}
        handle, draft = tempfile.mkstemp(dir=data_dir)
        with os.fdopen(handle, "w") as file:
            json.dump(keys, file)
        try:
            os.link(draft, keys_file)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    kept = json.loads(keys_file.read_text())
    return kept["secret_key"], kept["link_key"]
