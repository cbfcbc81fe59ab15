"""Gunicorn: threads in each of the processes that `serve` asks for; logs that open nothing."""

import gc

from scheduler.logs import SafeAccessLogger

worker_class = "gthread"
threads = 4
timeout = 60
logger_class = SafeAccessLogger
accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(B)s %(M)sms"
control_socket_disable = True


def post_worker_init(_worker: object) -> None:
    """What is loaded by now stays to the end: no request waits while the collector walks it."""
    gc.collect()
    gc.freeze()
