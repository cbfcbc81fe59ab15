"""Gunicorn: threads in each of the processes that `serve` asks for; logs that open nothing."""

from scheduler.logs import SafeAccessLogger

worker_class = "gthread"
threads = 4
timeout = 60
logger_class = SafeAccessLogger
accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(B)s %(M)sms"
control_socket_disable = True
