#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A tiny identity provider on a loopback address, for tests: provider.py FOLDER.

Speaks https with a certificate of its own (FOLDER/certificate.pem), prints its port, and ends when standard input
does. Whoever comes is signed in at once as subject 42; /authorize gives the way back in its body too, so that a
test needs no browser. /rotate makes a new key, /redirect, /slow and /long are what a client must not follow, wait
for or swallow.
"""
import base64
import hashlib
import json
import os
import secrets
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

folder = Path(sys.argv[1])
CLIENT, SECRET, REDIRECT = "peelian", "s3cret of the client", "https://workbench.example/back"
codes, lock = {}, threading.Lock()
state = {"key": 0, "asked": {}}


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *arguments], input=data, check=True, capture_output=True).stdout


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def new_key():
    state["key"] += 1
    path = folder / f"key{state['key']}.pem"
    openssl("genrsa", "-out", str(path), "2048")


def key_path():
    return str(folder / f"key{state['key']}.pem")


def signed(claims):
    head = b64(json.dumps({"alg": "RS256", "kid": f"k{state['key']}"}).encode())
    text = f"{head}.{b64(json.dumps(claims).encode())}"
    return f"{text}.{b64(openssl('dgst', '-sha256', '-sign', key_path(), data=text.encode()))}"


def keys():
    modulus = openssl("rsa", "-in", key_path(), "-noout", "-modulus").decode().strip().split("=")[1]
    return {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": f"k{state['key']}",
                      "n": b64(bytes.fromhex(modulus)), "e": "AQAB"}]}


class Provider(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def give(self, status, body, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        where = urlsplit(self.path)
        query = dict(parse_qsl(where.query))
        with lock:
            state["asked"][where.path] = state["asked"].get(where.path, 0) + 1
        if where.path == "/.well-known/openid-configuration":
            self.give(200, {"issuer": issuer, "authorization_endpoint": issuer + "/authorize",
                            "token_endpoint": issuer + "/token", "jwks_uri": issuer + "/keys"})
        elif where.path == "/keys":
            self.give(200, keys())
        elif where.path == "/authorize":
            self.authorize(query)
        elif where.path == "/rotate":
            new_key()
            self.give(200, {})
        elif where.path == "/asked":
            self.give(200, state["asked"])
        elif where.path == "/redirect":
            self.give(302, b"elsewhere", Location=issuer + "/keys")
        elif where.path == "/slow":
            time.sleep(5)
            self.give(200, {})
        elif where.path == "/long":
            self.give(200, b"x" * (3 << 20))
        else:
            self.give(404, {})

    def authorize(self, query):
        if (query.get("client_id"), query.get("redirect_uri"), query.get("response_type")) != (CLIENT, REDIRECT, "code") \
                or query.get("code_challenge_method") != "S256" or "openid" not in query.get("scope", "").split():
            return self.give(400, {})
        code = secrets.token_urlsafe()
        codes[code] = query
        back = REDIRECT + "?" + urlencode({"code": code, "state": query["state"]})
        self.give(302, {"code": code, "state": query["state"]}, Location=back)

    def do_POST(self):
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        # The parts of Basic are escaped as in a form (RFC 6749, 2.3.1).
        basic = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode()).decode()
        if self.headers.get("Authorization") != "Basic " + basic:
            return self.give(401, {"error": "invalid_client"})
        begun = codes.pop(form.get("code"), None)  # once
        verifier = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if self.path != "/token" or not begun or form.get("grant_type") != "authorization_code" \
                or form.get("redirect_uri") != REDIRECT or verifier != begun["code_challenge"]:
            return self.give(400, {"error": "invalid_grant"})
        now = int(time.time())
        self.give(200, {"access_token": "x", "token_type": "Bearer",
                        "id_token": signed({"iss": issuer, "aud": CLIENT, "sub": "42", "iat": now, "exp": now + 300,
                                            "nonce": begun["nonce"]})})


openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=made-up provider",
        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "tls.pem"),
        "-out", str(folder / "certificate.pem"))
new_key()
server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
server.daemon_threads = True
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(folder / "certificate.pem", folder / "tls.pem")
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
issuer = f"https://127.0.0.1:{server.server_address[1]}"
print(server.server_address[1], flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.serve_forever()
