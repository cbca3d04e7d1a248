"""A mail server for tests, on loopback: keeps what it takes as files, and replies as a file tells it to.

    python3 receiver.py FOLDER SETTINGS

SETTINGS is JSON: `port` (0 takes a free one), `smtputf8`, `user` and `password` (nobody else may send), `certificate` and `key` (paths;
STARTTLS is offered) and `wrapped` (TLS from the first byte). Each mail that is taken becomes FOLDER/0001.json and so on: `from`, `to`,
`options`, `encrypted`, `peer` (the port that it came from), `user`, and `content`, a character a byte.

FOLDER/replies.json, read anew for each command, is an object of replies: by "MAIL", "RCPT", "DATA", or by an address, such as
{"sales@example.com": "550 5.1.1 no such user"}.

It prints a line once it listens, and then one for each mail: `took 0001.json`, or `refused RCPT: 550 5.1.1 no such user`.
"""

import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

FOLDER, SETTINGS = sys.argv[1], json.loads(sys.argv[2])


def told(*names):
    """Returns the reply that is told for the first of these names, if any is."""
    try:
        with open(os.path.join(FOLDER, "replies.json"), encoding="utf-8") as file:
            replies = json.load(file)
    except FileNotFoundError:
        return None
    return next((replies[name] for name in names if name in replies), None)


def answered(command, reply):
    """Says that a mail is refused, where it is; gives the reply."""
    if not reply.startswith("2"):
        print(f"refused {command}: {reply}", flush=True)
    return reply


class Keeper:
    """Takes mails, and keeps them."""

    count = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return answered("MAIL", told("MAIL") or "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):
        reply = answered("RCPT", told(address, "RCPT") or "250 OK")
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):
        reply = answered("DATA", told("DATA") or "250 OK")
        if reply.startswith("2"):
            self.keep(session, envelope)
        return reply

    def keep(self, session, envelope):
        Keeper.count += 1
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "options": envelope.mail_options,
            "encrypted": session.ssl is not None or bool(SETTINGS.get("wrapped")),
            "peer": session.peer[1],
            "user": session.auth_data if session.authenticated else None,
            "content": envelope.original_content.decode("latin-1"),
        }
        name = f"{Keeper.count:04}.json"
        with open(os.path.join(FOLDER, name), "w", encoding="utf-8") as file:
            json.dump(mail, file)
        print(f"took {name}", flush=True)


def authenticate(server, session, envelope, mechanism, data):
    """Lets in who has the name and the password of the settings."""
    user, password = (part.decode() for part in (data.login, data.password))
    success = (user, password) == (SETTINGS["user"], SETTINGS["password"])
    return AuthResult(success=success, handled=False, auth_data=user)


def smtp(context):
    """Makes the protocol of one connection."""
    wrapped, user = SETTINGS.get("wrapped", False), SETTINGS.get("user")
    return SMTP(
        Keeper(),
        hostname="mail.test",
        enable_SMTPUTF8=SETTINGS.get("smtputf8", False),
        tls_context=None if wrapped else context,
        require_starttls=bool(context) and not wrapped,
        authenticator=authenticate if user else None,
        auth_required=bool(user),
        auth_require_tls=not wrapped,
    )


async def main():
    context = None
    if SETTINGS.get("certificate"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(SETTINGS["certificate"], SETTINGS["key"])
    listens_with = context if SETTINGS.get("wrapped") else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: smtp(context), "127.0.0.1", SETTINGS.get("port", 0), ssl=listens_with)
    print("listening on {}:{}".format(*server.sockets[0].getsockname()), flush=True)
    await server.serve_forever()


asyncio.run(main())
