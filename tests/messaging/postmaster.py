"""A real SMTP server on this machine that keeps the letters it takes."""

from contextlib import contextmanager

from aiosmtpd.controller import Controller

from scheduler.messaging.smtp import SmtpChannel
from tests.fixtures.servers import free_port
from tests.messaging.builders import FROM_ADDRESS


class Postmaster:
    """Takes every letter, unless it was told what to answer."""

    def __init__(self, *, rcpt: str = "", data: str = "", sender: str = ""):
        self.answers = {"rcpt": rcpt, "data": data, "sender": sender}
        self.taken = []

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: ARG002, N802
        if not self.answers["sender"]:
            envelope.mail_from = address
        return self.answers["sender"] or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802
        if not self.answers["rcpt"]:
            envelope.rcpt_tos.append(address)
        return self.answers["rcpt"] or "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802
        if not self.answers["data"]:
            self.taken.append((envelope, session))
        return self.answers["data"] or "250 OK"


@contextmanager
def server(postmaster: Postmaster, host: str = "127.0.0.1", **options):
    controller = Controller(postmaster, hostname=host, port=free_port(), **options)
    controller.start()
    try:
        yield SmtpChannel.from_url(f"smtp://{host}:{controller.port}", FROM_ADDRESS)
    finally:
        controller.stop()
