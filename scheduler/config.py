"""Settings, read from the environment once, checked all together and never changed afterwards."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scheduler import setting_values as values
from scheduler.demo_keys import DEMO_KEYS_FILE, load_or_make_demo_keys

DEFAULT_DATA_DIR = "var"
DEMO_BASE_URL = "http://127.0.0.1:8000"
DEMO_REPLY_ADDRESS = "replies+*@commonhour.example"
DEMO_DATABASE_FILE = "commonhour.db"
OUTBOX_FOLDER = "outbox"
BOARDS_FOLDER = "boards"


class Environment(StrEnum):
    """What this installation is for; only a demo or a test may hold the synthetic district."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class SettingsError(Exception):
    """Raised when settings are wrong: the message has one line a fault, each naming its variable."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n  ".join(["Commonhour cannot start with these settings:", *faults]))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs between installations. Whatever may hold a secret stays out of `repr`."""

    environment: Environment
    data_dir: Path
    base_url: str
    mail_from: str
    solver_threads: int = 2
    solver_seconds: int = 60
    backup_days: int = 30
    proxies: int = 0
    reply_address: str | None = None
    secret_key: str = field(repr=False)
    link_key: str = field(repr=False)
    database_url: str = field(repr=False)
    mail_url: str = field(repr=False)
    reply_mailbox: str | None = field(default=None, repr=False)
    redis_url: str | None = field(default=None, repr=False)

    @property
    def is_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @property
    def is_demo(self) -> bool:
        return self.environment is Environment.DEMO

    @property
    def host(self) -> str:
        """The name of the machine that people open; sessions carry it in every calendar."""
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def boards_dir(self) -> Path:
        """Where plans lie laid out for what-if: no family by name, nothing that cannot be made again."""
        return self.data_dir / BOARDS_FOLDER

    @property
    def outbox_dir(self) -> Path:
        """Where a demo leaves its mail, one file a message, instead of sending it."""
        return self.data_dir / OUTBOX_FOLDER

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read and check every setting.

        Production is the default, and has no default for a key, the database, the address or the mail
        server. A demo or a test makes its own below `COMMONHOUR_DATA_DIR`.

        Raises:
            SettingsError: with every fault at once.
        """
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        data_dir = Path(given.get("COMMONHOUR_DATA_DIR", DEFAULT_DATA_DIR)).absolute()
        faults = _unusable(data_dir)
        if faults:
            raise SettingsError(faults)
        try:
            environment = values.one_of(Environment)(given.get("COMMONHOUR_ENV", Environment.PRODUCTION))
        except ValueError as wrong:
            raise SettingsError([f"COMMONHOUR_ENV {wrong}"]) from None
        production = environment is Environment.PRODUCTION
        if production:
            faults += _demo_found_in(data_dir)
        else:
            given = _demo_settings(data_dir) | given
        if environment is Environment.DEMO:
            given.setdefault("COMMONHOUR_REPLY_ADDRESS", DEMO_REPLY_ADDRESS)

        def read(name: str, parse: Callable[[str], Any], default: Any = None) -> Any:
            if name not in given and default is not None:
                return default
            try:
                return parse(given.get(name, ""))
            except ValueError as wrong:
                faults.append(f"{name} {wrong}")
                return None

        base_url = read("COMMONHOUR_BASE_URL", values.web_address(https=production))
        settings: dict[str, Any] = {
            "environment": environment,
            "data_dir": data_dir,
            "base_url": base_url,
            "secret_key": read("COMMONHOUR_SECRET_KEY", values.key(demo_allowed=not production)),
            "link_key": read("COMMONHOUR_LINK_KEY", values.key(demo_allowed=not production)),
            "database_url": read("DATABASE_URL", values.database_address),
            "mail_url": read("COMMONHOUR_MAIL_URL", values.mail_address(files_allowed=not production)),
            "mail_from": read("COMMONHOUR_MAIL_FROM", values.mailbox, default=values.mailbox_at(base_url)),
            "solver_threads": read("COMMONHOUR_SOLVER_THREADS", values.whole_number(1, 256), default=2),
            "proxies": read("COMMONHOUR_PROXIES", values.whole_number(0, 9), default=int(production)),
            "solver_seconds": read("COMMONHOUR_SOLVER_SECONDS", values.whole_number(1, 86_400), default=60),
            "backup_days": read("COMMONHOUR_BACKUP_DAYS", values.whole_number(1, 365), default=30),
        }
        if "REDIS_URL" in given:
            settings["redis_url"] = read("REDIS_URL", values.redis_address)
        if "COMMONHOUR_REPLY_ADDRESS" in given:
            settings["reply_address"] = read("COMMONHOUR_REPLY_ADDRESS", values.reply_address)
        if "COMMONHOUR_REPLY_MAILBOX" in given:
            settings["reply_mailbox"] = read("COMMONHOUR_REPLY_MAILBOX", values.imap_mailbox)
        if settings["link_key"] and settings["link_key"] == settings["secret_key"]:
            faults.append("COMMONHOUR_LINK_KEY is the same as COMMONHOUR_SECRET_KEY; expected another key.")
        if faults:
            raise SettingsError(faults)
        return cls(**settings)


def _unusable(data_dir: Path) -> list[str]:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        return [
            f"COMMONHOUR_DATA_DIR is {data_dir}, which cannot be used ({why.strerror}); expected a folder."
        ]
    if not os.access(data_dir, os.W_OK | os.X_OK):
        return [f"COMMONHOUR_DATA_DIR is {data_dir}, a folder that cannot be written to."]
    return []


def _demo_found_in(data_dir: Path) -> list[str]:
    found = [name for name in (DEMO_KEYS_FILE, OUTBOX_FOLDER) if (data_dir / name).exists()]
    if not found:
        return []
    return [
        f"COMMONHOUR_DATA_DIR is the folder of a demo ({data_dir} holds {' and '.join(found)}); "
        "expected a folder of its own for production, or COMMONHOUR_ENV=demo."
    ]


def _demo_settings(data_dir: Path) -> dict[str, str]:
    secret_key, link_key = load_or_make_demo_keys(data_dir)
    return {
        "COMMONHOUR_SECRET_KEY": secret_key,
        "COMMONHOUR_LINK_KEY": link_key,
        "COMMONHOUR_BASE_URL": DEMO_BASE_URL,
        "DATABASE_URL": f"sqlite:///{data_dir / DEMO_DATABASE_FILE}",
        "COMMONHOUR_MAIL_URL": (data_dir / OUTBOX_FOLDER).as_uri(),
    }
