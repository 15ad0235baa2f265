#!/usr/bin/env python3
"""A server that hands out one form with its media and takes every submission, for a client that fills it.

openrosa_server.py FORM.xml FORM_ID VERSION PORT_FILE [MEDIA…]: writes its port into PORT_FILE, ends with its stdin.
"""
import hashlib
import http.server
import os
import sys
import threading
import urllib.parse

form_file, form_id, version, port_file, *media = sys.argv[1:]
FORM = open(form_file, "rb").read()
MEDIA = {os.path.basename(path): open(path, "rb").read() for path in media}


def md5(data):
    return "md5:" + hashlib.md5(data).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def base(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, status, body=b"", kind="text/xml; charset=utf-8"):
        self.send_response(status)
        self.send_header("X-OpenRosa-Version", "1.0")
        self.send_header("X-OpenRosa-Accept-Content-Length", "100000000")
        if status != 204:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = urllib.parse.unquote(self.path.split("?")[0])
        if path == "/formList":
            manifest = f"<manifestUrl>{self.base()}/manifest</manifestUrl>" if MEDIA else ""
            self.answer(200, (
                '<xforms xmlns="http://openrosa.org/xforms/xformsList"><xform>'
                f"<formID>{form_id}</formID><name>{form_id}</name><version>{version}</version>"
                f"<hash>{md5(FORM)}</hash><downloadUrl>{self.base()}/form.xml</downloadUrl>{manifest}"
                "</xform></xforms>").encode())
        elif path == "/form.xml":
            self.answer(200, FORM)
        elif path == "/manifest":
            files = "".join(
                f'<mediaFile type="entityList"><filename>{name}</filename><hash>{md5(data)}</hash>'
                f"<downloadUrl>{self.base()}/media/{name}</downloadUrl></mediaFile>"
                for name, data in MEDIA.items())
            self.answer(200, f'<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{files}</manifest>'.encode())
        elif path.startswith("/media/") and path[7:] in MEDIA:
            self.answer(200, MEDIA[path[7:]], "text/csv")
        else:
            self.answer(404)

    def do_HEAD(self):
        self.answer(204)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(201, b'<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
                         b'<message nature="submit_success">ok</message></OpenRosaResponse>')

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
with open(port_file + ".new", "w") as file:
    file.write(str(server.server_address[1]))
os.rename(port_file + ".new", port_file)
sys.stdin.read()
