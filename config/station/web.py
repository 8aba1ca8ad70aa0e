"""A browser without pictures: pages, links, forms and cookies, as a citizen's browser without JavaScript sees them."""

import html.parser
import http.cookiejar
import ssl
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field


@dataclass
class Form:
    action: str = ""
    method: str = "get"
    enctype: str = "application/x-www-form-urlencoded"
    fields: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)  # (name, value, text)


class _Parser(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.links, self.words = [], [], []
        self._inside = []  # open elements whose text is not for reading

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag in ("script", "style", "head"):
            self._inside.append(tag)
        elif tag == "form":
            self.forms.append(Form(values.get("action", ""), values.get("method", "get").lower(),
                                   values.get("enctype", Form.enctype)))
        elif tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag in ("input", "textarea", "select", "button") and self.forms and values.get("name"):
            self._field(tag, values)
        elif tag == "option" and self.forms and "selected" in values and self._select:
            self.forms[-1].fields[self._select] = values.get("value", "")

    _select = None

    def _field(self, tag, values):
        kind = values.get("type", "")
        if tag == "button" or kind == "submit":
            self.forms[-1].buttons.append((values["name"], values.get("value", "")))
        elif kind not in ("checkbox", "radio") or "checked" in values:
            self.forms[-1].fields.setdefault(values["name"], values.get("value", "on" if kind == "checkbox" else ""))
        self._select = values["name"] if tag == "select" else None

    def handle_endtag(self, tag):
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data):
        if not self._inside and data.strip():
            self.words.append(data.strip())


class Page:
    def __init__(self, status, url, headers, body):
        self.status, self.url, self.headers, self.body = status, url, headers, body
        parser = _Parser()
        if headers.get_content_type() == "text/html":
            parser.feed(body.decode())
        self.forms, self.links = parser.forms, parser.links
        self.text = " ".join(parser.words).replace("\u00a0", " ")

    def form_with(self, *names):
        """The form that has all these fields."""
        for form in self.forms:
            if set(names) <= set(form.fields) | {name for name, *_ in form.buttons}:
                return form
        raise LookupError(f"no form with {names} on {self.url}; there are {[list(f.fields) for f in self.forms]}")

    def form_to(self, path):
        """The form whose action ends with this path."""
        for form in self.forms:
            if urllib.parse.urlsplit(urllib.parse.urljoin(self.url, form.action)).path.endswith(path):
                return form
        raise LookupError(f"no form to {path} on {self.url}; there are {[form.action for form in self.forms]}")


class Browser:
    """One visitor: keeps cookies, follows redirects, believes `authority` (a PEM file) only."""

    def __init__(self, origin, authority):
        self.origin = origin
        self.page = None  # the one that came last
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=authority)),
            urllib.request.HTTPCookieProcessor(self._cookies))
        self._opener.addheaders = [("User-Agent", "gishe-station"), ("Accept-Language", "bg")]

    def cookies(self):
        """As the header `Cookie` holds them: for another program that goes on as this visitor."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)

    def open(self, path):
        return self._request(urllib.request.Request(urllib.parse.urljoin(self.origin, path)))

    def submit(self, page, form, **values):
        """Sends the form with these values in place of what the page had filled in."""
        target = urllib.parse.urljoin(page.url, form.action)
        fields = {**form.fields, **values}
        if form.method == "get":
            return self.open(f"{target}?{urllib.parse.urlencode(fields)}")
        if form.enctype == "multipart/form-data":
            boundary = uuid.uuid4().hex
            body = "".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                           for name, value in fields.items()) + f"--{boundary}--\r\n"
            kind = f"multipart/form-data; boundary={boundary}"
        else:
            body, kind = urllib.parse.urlencode(fields), form.enctype
        headers = {"Content-Type": kind, "Origin": self.origin, "Referer": page.url}
        return self._request(urllib.request.Request(target, body.encode(), headers, method="POST"))

    def _request(self, request):
        try:
            answer = self._opener.open(request, timeout=30)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            self.page = Page(answer.status, answer.url, answer.headers, answer.read())
        return self.page
