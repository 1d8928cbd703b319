"""A time-stamping authority of our own on a loopback port, speaking RFC 3161."""

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

STAMPED = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)


class Authority:
    """`address` is where it listens, `root` its certificate in DER, `asked` how often; `broken` makes it refuse."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test time stamps")])
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(STAMPED - timedelta(days=1))
            .not_valid_after(STAMPED + timedelta(days=3650))
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.root = made.public_bytes(serialization.Encoding.DER)
        private = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        store = SimpleCertificateStore()
        own = asn1.Certificate.load(self.root)
        store.register(own)
        self.stamper = DummyTimeStamper(
            tsa_cert=own, tsa_key=keys.PrivateKeyInfo.load(private), certs_to_embed=store, fixed_dt=STAMPED
        )
        self.asked, self.broken = 0, False
        outer = self

        class Listening(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.answer(self)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Listening)
        self.address = f"http://127.0.0.1:{self.server.server_port}/tsa"
        self.thread = threading.Thread(target=self.server.serve_forever)

    def answer(self, handler: Any) -> None:
        self.asked += 1
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        handler.send_response(503 if self.broken else 200)
        handler.send_header("Content-Type", "application/timestamp-reply")
        handler.end_headers()
        if not self.broken:
            handler.wfile.write(self.stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump())

    def __enter__(self) -> "Authority":
        self.thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
