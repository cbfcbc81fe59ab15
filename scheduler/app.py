"""The app factory: settings in, one independent Flask app out."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.middleware.proxy_fix import ProxyFix

from scheduler.config import Settings, SettingsError
from scheduler.domain.recordings import MOST_VIDEO_BYTES
from scheduler.extensions import babel, compress, csrf, db, migrate
from scheduler.jobs.queue import bind_queue
from scheduler.services.installation import district_is_synthetic
from scheduler.services.laid_out_boards import bind_boards
from scheduler.storage.engine import engine_options, prepare_engine
from scheduler.web import PageMessages, register_blueprints, select_locale

ROOT = Path(__file__).resolve().parent.parent


def start_app(environ: Mapping[str, str]) -> Flask:
    """Build the app of this process.

    Raises:
        SettingsError: when the settings are wrong, no database answers, production points at a demo's
            database, or a demo at a real one.
    """
    settings = Settings.from_environment(environ)
    app = create_app(settings)
    with app.app_context():
        try:
            synthetic = district_is_synthetic()
        except OperationalError as why:
            raise SettingsError(
                [f"DATABASE_URL names a database that cannot be opened: {str(why.orig).strip()}"]
            ) from None
    if settings.is_production and synthetic:
        raise SettingsError(
            ["DATABASE_URL holds a demo's invented district; expected a database of its own."]
        )
    if settings.is_demo and synthetic is False:
        raise SettingsError(
            ["DATABASE_URL holds a district that is not invented; a demo opens it to anyone."]
        )
    return app


def create_app(settings: Settings) -> Flask:
    """Build an app that shares nothing with any other: its own database, queue, keys and folders."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = Flask("scheduler", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.from_mapping(_flask_config(settings))
    app.extensions["settings"] = settings
    _bind_database(app)
    bind_queue(app)
    babel.domain_instance = PageMessages()
    bind_boards(app, settings.boards_dir)
    compress.init_app(app)  # before the pages: the last to touch an answer is registered first
    babel.init_app(app, locale_selector=select_locale)
    register_blueprints(app)
    if settings.proxies:  # else every family would share the address of the proxy, and its limits
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    csrf.init_app(app)  # after the pages' own door: who may not enter is told so first
    return app


def _flask_config(settings: Settings) -> Mapping[str, object]:
    secure = settings.base_url.startswith("https://")
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.environment == "test",
        "TRUSTED_HOSTS": [urlsplit(settings.base_url).hostname] if settings.is_production else None,
        "PREFERRED_URL_SCHEME": "https" if secure else "http",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": MOST_VIDEO_BYTES + 1_000_000,  # nothing larger than a recording is ever sent
        "WTF_CSRF_TIME_LIMIT": None,  # a form that lay open over dinner must not lose its answers
        "WTF_CSRF_SSL_STRICT": False,  # it wants a Referer; ours send none: addresses hold tokens
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
    }


def _bind_database(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    with app.app_context():
        prepare_engine(db.engine)
