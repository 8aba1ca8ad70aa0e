"""The kiosk API as a kiosk calls it, through nginx, with every answer held against portal/contract/openapi.yaml."""

import base64
import json
import secrets
import subprocess

import jsonschema
import yaml

from station import people
from station.place import CLONE

API = "/api/kiosk/v1"


class Contract:
    """portal/contract/openapi.yaml as a judge of answers."""

    def __init__(self):
        text = (CLONE / "portal/contract/openapi.yaml").read_text(encoding="utf-8")
        self._document = yaml.safe_load(text)
        self._resolver = jsonschema.RefResolver.from_schema(self._document)

    def check(self, method, path, answer):
        """The message of the answer. Raises where the contract does not know the status, or agreed on another shape."""
        agreed = self._document["paths"][path][method.lower()]["responses"][str(answer.status)]
        if "$ref" in agreed:
            agreed = self._resolver.resolve(agreed["$ref"])[1]
        for name, header in agreed.get("headers", {}).items():
            self._validate(int(answer.getheader(name)), header["schema"])
        if "content" not in agreed:
            assert answer.content == b"", "an answer without content was agreed"
            return None
        content_type = (answer.getheader("Content-Type") or "").split(";")[0]
        message = json.loads(answer.content)
        self._validate(message, agreed["content"][content_type]["schema"])
        return message

    def takes(self, method, path, message):
        """Whether the contract lets a kiosk send this message."""
        schema = self._document["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["schema"]
        return jsonschema.Draft4Validator(schema, resolver=self._resolver).is_valid(message)

    def operations(self):
        return {(method.upper(), path) for path, item in self._document["paths"].items() for method in item
                if method in ("get", "post", "put", "delete")}

    def _validate(self, value, schema):
        jsonschema.Draft4Validator(schema, resolver=self._resolver).validate(value)


class KioskCaller:
    """One kiosk, unknown to the portal until `enrol`."""

    def __init__(self, portal):
        self.contract = Contract()
        self._portal = portal
        self._folder = portal.mail.parent / f"kiosk-{secrets.token_hex(4)}"
        self._folder.mkdir()
        self.papers = None  # certificate and key
        self.token = None  # of the clerk who is signed in

    def call(self, method, path, body=None, query=""):
        """The answer, with what it says as `message`. `body`: a message, or text as it is."""
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        content = json.dumps(body) if isinstance(body, dict) else body
        answer = self._portal.ask("kiosks", method, API + path + query, content, headers, self.papers)
        answer.message = self.contract.check(method, path, answer)
        taken = answer.status < 300
        if isinstance(body, dict) and (taken or answer.message["code"] == "malformed"):
            assert self.contract.takes(method, path, body) == taken, "contract and service differ on what may be sent"
        return answer

    def openssl(self, *words):
        return subprocess.run(["openssl", *words], cwd=self._folder, check=True, capture_output=True).stdout

    def enrolment(self):
        """A request with a fresh code; `take_certificate` keeps what is answered to it."""
        code = json.loads(self._portal.gishectl("--json", "kiosk", "code", "--desk", "Гише 12", "--place",
                                                "ул. „Московска“ 33", "--ca", str(self._portal.authority)))["code"]
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "kiosk.key", "-out",
                     "kiosk.csr", "-subj", "/CN=kiosk")
        return {"version": 1, "code": code, "csr_pem": (self._folder / "kiosk.csr").read_text(), "software": "test"}

    def take_certificate(self, reply):
        (self._folder / "kiosk.pem").write_text(reply["certificate_pem"])
        self.papers = self._folder / "kiosk.pem", self._folder / "kiosk.key"
        self.name = reply["kiosk"]

    def enrol(self):
        self.take_certificate(self.call("POST", "/enrolments", self.enrolment()).message)

    def session(self):
        """The demo clerk's sign-in."""
        self.openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "clerk.key")
        pem = self.openssl("ec", "-in", "clerk.key", "-pubout").decode()
        return {"version": 1, "username": people.CLERK.username, "password": people.PASSWORD,
                "clerk_public_key": "".join(pem.splitlines()[1:-1])}

    def sign_in(self):
        self.token = self.call("POST", "/clerk-sessions", self.session()).message["token"]

    def unsigned_records(self, sealing_key):
        """The first record of this kiosk, such as no kiosk would make: it is kept, and refused."""
        key = "p256-" + "0" * 16
        header = {"v": 1, "id": secrets.token_hex(16), "n": 1, "prev": "0" * 64, "kiosk": self.name, "clerk": 1,
                  "kiosk_key": key, "clerk_key": key, "sealed_to": sealing_key, "time": "2026-11-18T08:47:12Z", "seen": "",
                  "hash": "0" * 64}
        nothing = base64.b64encode(bytes(64)).decode()
        return {"version": 1, "records": [
            {"header": base64.b64encode(json.dumps(header).encode()).decode(), "sealed": nothing,
             "kiosk_signature": nothing, "clerk_signature": nothing, "clerk_certificate": nothing}]}
