"""The station's own authority and the certificate of its web server."""

import os
import subprocess
from pathlib import Path


def _openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                   stdin=subprocess.DEVNULL)


def _lasts(certificate, days):
    """Whether the certificate is there and still valid after so many days."""
    check = ["openssl", "x509", "-in", str(certificate), "-noout", "-checkend", str(days * 86400)]
    return certificate.exists() and subprocess.run(check, check=False, capture_output=True).returncode == 0


class Certificates:
    """In `folder`: authority.{pem,key} for ten years; server.{pem,key} for localhost, renewed a month before its end."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.authority = self.folder / "authority.pem"
        self.server = self.folder / "server.pem"
        self.server_key = self.folder / "server.key"

    def create(self):
        os.umask(0o077)
        if not _lasts(self.authority, 60):
            self._new_key("authority.key")
            _openssl("req", "-x509", "-new", "-key", self.folder / "authority.key", "-out", self.authority, "-days", 3650,
                     "-subj", "/CN=Gishe demo station authority", "-addext", "basicConstraints=critical,CA:TRUE,pathlen:0",
                     "-addext", "keyUsage=critical,keyCertSign,cRLSign")
            self.server.unlink(missing_ok=True)
        if not _lasts(self.server, 30):
            self._new_key("server.key")
            request = self.folder / "server.csr"
            extensions = self.folder / "server.ext"
            extensions.write_text("basicConstraints = critical, CA:FALSE\n"
                                  "keyUsage = critical, digitalSignature\nextendedKeyUsage = serverAuth\n"
                                  "subjectAltName = DNS:localhost, IP:127.0.0.1\n", encoding="ascii")
            _openssl("req", "-new", "-key", self.server_key, "-subj", "/CN=localhost", "-out", request)
            _openssl("x509", "-req", "-in", request, "-CA", self.authority, "-CAkey", self.folder / "authority.key",
                     "-CAcreateserial", "-days", 397, "-extfile", extensions, "-out", self.server)

    def _new_key(self, name):
        _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", self.folder / name)
