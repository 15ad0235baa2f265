#!/usr/bin/env python3
"""Sends what phones send, right and wrong, to a served city, and looks at what it answers and keeps.

openrosa_replay.py SERVER STEWARD_KEY TABAQA FOLDER
"""
import concurrent.futures
import hashlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import uuid
import zlib
import base64

server, key, tabaqa, folder = sys.argv[1:]
PARTS = urllib.parse.urlsplit(server)
LAYER = "fire-incidents"
DEVICE = "deviceID=collect%3AAbCdEfGhIjKlMnOp"
SECRETS = []


def run(*arguments):
    return subprocess.run([tabaqa, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def device(name, *options):
    made = json.loads(run("device", "add", name, "--url", server, "--json", *options))
    SECRETS.append(re.search(r"tb[de]_[\w-]+", made.get("server") or made["qr"])[0])
    return made


def ask(method, url, body=None, headers=None, chunked=False):
    split = urllib.parse.urlsplit(url if url.startswith("http") else server + url)
    connection = http.client.HTTPConnection(PARTS.hostname, PARTS.port, timeout=60)
    target = split.path + (f"?{split.query}" if split.query else "")
    connection.request(method, target, body=iter([body]) if chunked else body, headers=headers or {}, encode_chunked=chunked)
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer


PHONE = {"X-OpenRosa-Version": "1.0", "User-Agent": "org.odk.collect.android/v2026.3.4 Dalvik/2.1.0",
         "Date": "٢٣ نوفمبر 2026 10:15:00 GMT".encode()}


def part(name, content, file=None, kind=None, more=""):
    quoted = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    file = None if file is None else file.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = f'Content-Disposition: form-data; name="{quoted}"' + ("" if file is None else f'; filename="{file}"')
    if kind:
        head += f"\r\nContent-Type: {kind}"
    return (f"--b0undary\r\n{head}\r\n{more}\r\n").encode() + content + b"\r\n"


def body(xml, files=(), incomplete=False, more=""):
    parts = part("xml_submission_file", xml.encode(), "fire_2026-11-23.xml", "text/xml", more)
    for name, content in files:
        parts += part(name, content, name, "application/octet-stream", more)
    if incomplete:
        parts += part("*isIncomplete*", b"yes")
    return parts + b"--b0undary--\r\n"


def post(base, data, headers=None, chunked=False):
    own = {**PHONE, "Content-Type": "multipart/form-data; boundary=b0undary", **(headers or {})}
    return ask("POST", f"{base}/submission?{DEVICE}", data, own, chunked)


def submit(base, xml, files=(), incomplete=False, **more):
    return post(base, body(xml, files, incomplete), **more)


def attachments(feature):
    answer = ask("GET", f"/collections/{LAYER}/items/{feature}/attachments",
                 headers={"Authorization": f"Bearer {key}"})
    assert answer.status == 200, (answer.status, answer.content)
    return json.loads(answer.content)


def matched():
    answer = ask("GET", f"/collections/{LAYER}/items?limit=1", headers={"Authorization": f"Bearer {key}"})
    return json.loads(answer.content)["numberMatched"]


def expect(answer, status, code=None):
    assert answer.status == status, (answer.status, status, answer.content[:500])
    assert answer.getheader("X-OpenRosa-Version") == "1.0"
    assert answer.getheader("X-OpenRosa-Accept-Content-Length") == "10000000"
    assert answer.getheader("Date")
    if status >= 400:
        text = answer.content.decode()
        assert 'xmlns="http://openrosa.org/http/response"' in text and 'nature="error"' in text, text
        assert code is None or f"[{code}]" in text, (code, text)
    return answer


# One entry of the list per form, its hash that of its bytes; wrong tokens are never asked for a password.
crew = device("crew-7", "--collect", "--layer", LAYER)
base = crew["server"]
settings = json.loads(zlib.decompress(base64.b64decode(crew["qr"])))
assert settings["general"]["server_url"] == base and "admin" in settings, settings
listed = expect(ask("GET", f"{base}/formList?{DEVICE}", headers=PHONE), 200)
assert "text/xml" in listed.getheader("Content-Type")
text = listed.content.decode()
assert text.count("<xform>") == 1, text
download = re.search("<downloadUrl>(.*?)</downloadUrl>", text)[1].replace("&amp;", "&")
form = expect(ask("GET", f"{download}&{DEVICE}", headers=PHONE), 200).content
assert f"md5:{hashlib.md5(form).hexdigest()}" in text
version = re.search("<version>(.*?)</version>", text)[1]
manifest = re.search("<manifestUrl>(.*?)</manifestUrl>", text)
if manifest:
    media = expect(ask("GET", manifest[1], headers=PHONE), 200).content.decode()
    for block in re.findall("<mediaFile.*?</mediaFile>", media):
        content = ask("GET", re.search("<downloadUrl>(.*?)<", block)[1], headers=PHONE).content
        assert f"md5:{hashlib.md5(content).hexdigest()}" in block
        rows = content.decode().splitlines()[1:]
        if not rows:
            continue
        first = rows[0].split(",")[0]
        integrity = re.search("<integrityUrl>(.*?)<", block)[1]
        told = expect(ask("GET", f"{integrity}?id={first},nobody&{DEVICE}"), 200).content.decode()
        assert f'id="{first}"><deleted>false' in told and 'id="nobody"><deleted>true' in told, told
token = re.search("/key/([^/]+)/", base)[1]
assert b"<xform>" in expect(ask("GET", f"/formList?st={token}", headers=PHONE), 200).content
for wrong in (base.replace("tbd_", "tbd_x"), base.replace("tbd_", "zzz")):
    expect(ask("GET", f"{wrong}/formList", headers=PHONE), 403, "device.invalid")
expect(ask("GET", "/formList", headers=PHONE), 403, "device.invalid")
expect(ask("GET", base.replace("projects/1", "projects/2") + "/formList", headers=PHONE), 404, "form.unknown")
expect(ask("GET", f"{base}/forms/parcels.xml"), 404, "form.unknown")
expect(ask("GET", f"{base}/forms/{LAYER}.xml?version=0"), 404, "form.unknown")
head = expect(ask("HEAD", f"{base}/submission?{DEVICE}", headers=PHONE), 204)
assert not head.getheader("Location") and head.getheader("Content-Length") is None
# A device's token opens nothing else.
for target in ("/collections", f"/collections/{LAYER}/items", "/devices", "/inside", "/search?q=a"):
    assert ask("GET", target, headers={"Authorization": f"Bearer {token}"}).status == 403, target


def instance(name, photo=None, audit=None, old=None, form_id=LAYER, form_version=version, number=None, more=""):
    return (
        f"<?xml version='1.0' ?><data id=\"{form_id}\" version=\"{form_version}\">"
        f"<geometry>37.06 37.38 800 5</geometry><incident_no>{number or name[:8]}</incident_no>"
        "<reported_at>2026-11-22T10:00:00.000+03:00</reported_at><category>building</category>"
        f"<severity>3</severity>{more}" + (f"<photo>{photo}</photo>" if photo else "")
        + f"<meta><instanceID>uuid:{name}</instanceID>"
        + (f"<deprecatedID>uuid:{old}</deprecatedID>" if old else "")
        + (f"<audit>{audit}</audit>" if audit else "") + "</meta></data>")


def new():
    return str(uuid.uuid4())


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb") + os.urandom(5000)
AUDIT = b"event,node,start,end\nform start,,1,\n"
count = matched()

# In batches, in any order, again and again: one observation, every file, and it is told what is missing.
one = new()
xml = instance(one, "صورة.jpg", "audit.csv")
first = expect(submit(base, xml, [("audit.csv", AUDIT)], True, headers={"Accept-Language": "en"}), 201)
assert "Received 1 of 2 files" in first.content.decode(), first.content
told = attachments(one)
assert told["receivedFiles"] == 1 and told["expectedFiles"] == 2 and not told["complete"], told
last = expect(submit(base, xml, [("صورة.jpg", JPEG)], headers={"Accept-Language": "tr"}), 201)
assert "Eksiksiz" in last.content.decode(), last.content
for _ in range(2):
    expect(submit(base, xml, [("audit.csv", AUDIT)], True), 201)
    expect(submit(base, xml, [("صورة.jpg", JPEG)]), 201)
told = attachments(one)
assert told["complete"] and {file["name"] for file in told["attachments"]} == {"صورة.jpg", "audit.csv"}, told
kept = {file["name"]: file["sha256"] for file in told["attachments"]}
assert kept["صورة.jpg"] == hashlib.sha256(JPEG).hexdigest()

two = new()
other = instance(two, "a.jpg", "audit.csv")
expect(submit(base, other, [("a.jpg", JPEG)]), 201)          # the second batch first
expect(submit(base, other, [("audit.csv", AUDIT)], True), 201)
assert attachments(two)["complete"]

# What contradicts is refused, and nothing of it kept.
expect(submit(base, xml.replace("<severity>3", "<severity>4")), 409, "submission.conflict")
expect(submit(base, xml, [("صورة.jpg", JPEG + b"x")]), 409, "attachment.conflict")
assert {file["name"]: file["sha256"] for file in attachments(one)["attachments"]} == kept

# Fifty at once: one observation.
many = new()
same = instance(many, "p.jpg")
with concurrent.futures.ThreadPoolExecutor(50) as pool:
    answers = list(pool.map(lambda _: submit(base, same, [("p.jpg", JPEG)]).status, range(50)))
assert set(answers) <= {201, 503} and 201 in answers, answers
assert matched() == count + 3, (matched(), count)
assert attachments(many)["complete"]

# An edit in two batches; one of an old version; one of nothing known.
edit = new()
edited = instance(edit, "صورة.jpg", "audit2.csv", old=one)
expect(submit(base, edited, [("صورة.jpg", JPEG)], True), 201)
expect(submit(base, edited, [("audit2.csv", AUDIT)]), 201)
expect(submit(base, instance(new(), old=one)), 409, "submission.superseded")
expect(submit(base, instance(new(), old=new())), 404, "submission.predecessor-unknown")
assert matched() == count + 3

# Names as clients write them, files nobody named, a hundred and two of them, lengths, chunks, lower case.
odd = new()
expect(submit(base, instance(odd, 'he said "hi".jpg'), [('he said "hi".jpg', JPEG), ("strange.bin", b"?")]), 201)
assert attachments(odd)["complete"]
crowd = new()
files = [(f"f{index}.bin", b"%d" % index) for index in range(101)] + [("p.jpg", JPEG)]
expect(submit(base, instance(crowd, "p.jpg"), files), 201)
assert attachments(crowd)["complete"]
expect(post(base, body(instance(new(), "p.jpg"), [("p.jpg", JPEG)], more="Content-Length: 5022\r\n")), 201)
expect(submit(base, instance(new(), "p.jpg"), [("p.jpg", JPEG)], chunked=True), 201)
lower = {name.lower(): value for name, value in PHONE.items()}
assert ask("POST", f"{base}/submission", body(instance(new())), {
    **lower, "content-type": 'multipart/form-data; boundary="b0undary"'}).status == 201
crlf = new()
expect(submit(base, instance(crlf), [("a\r\nb.jpg", JPEG)]), 201)

# What is broken or hostile is refused whole.
before = matched()
good = instance(new())
twice = part("xml_submission_file", good.encode(), "a.xml") + body(good)
expect(post(base, twice), 400, "submission.malformed")
expect(post(base, body(good)[:-20]), 400, "http.malformed")
expect(post(base, b"--b0undary--\r\n"), 400, "submission.malformed")
expect(post(base, body(good), {"Content-Type": "text/plain"}), 415, "http.body-type")
expect(post(base, body(good), {"X-OpenRosa-Version": "2.0"}), 400)
entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + good.split("?>", 1)[1].replace("building", "&e;")
expect(submit(base, entity), 400, "submission.malformed")
laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY b{i} "{"&a;" * 10}">' for i in range(9)) + "]>" + good.split("?>", 1)[1]
expect(submit(base, laughs), 400, "submission.malformed")
expect(submit(base, "<data" * 50_000), 400, "submission.malformed")
expect(submit(base, good.replace("<meta>", "<x>" + "y" * 10_000_000 + "</x><meta>")), 413, "http.body-too-large")
expect(submit(base, re.sub("<instanceID>.*?</instanceID>", "", good)), 400, "submission.malformed")
expect(submit(base, instance(new(), form_id="no-such-form")), 404, "form.unknown")
expect(submit(base, instance(new(), form_version="0")), 404, "form.unknown")
expect(submit(base, instance(new(), form_id="waste-complaints")), 403, "device.invalid")
assert matched() == before

# Cut at the middle, at the boundary, after the body and before the answer.
cut = new()
whole = body(instance(cut, "p.jpg"), [("p.jpg", JPEG)])
for end in (len(whole) // 2, len(whole) - 4, len(whole)):
    path = urllib.parse.urlsplit(base).path
    raw = socket.create_connection((PARTS.hostname, PARTS.port))
    raw.sendall((f"POST {path}/submission HTTP/1.1\r\nHost: {PARTS.hostname}\r\nX-OpenRosa-Version: 1.0\r\n"
                 f"Content-Type: multipart/form-data; boundary=b0undary\r\nContent-Length: {len(whole)}\r\n\r\n").encode()
                + whole[:end])
    raw.close()
time.sleep(0.5)
expect(post(base, whole), 201)
assert attachments(cut)["complete"]
assert matched() == before + 1

# As Collect would by curl; a body of 100 MB that is refused early is not read.
with open(os.path.join(folder, "s.xml"), "w") as file:
    file.write(instance(new(), "ş.jpg"))
with open(os.path.join(folder, "ş.jpg"), "wb") as file:
    file.write(JPEG)
command = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", "X-OpenRosa-Version: 1.0",
           "-F", "xml_submission_file=@s.xml;type=text/xml", "-F", "ş.jpg=@ş.jpg;type=image/jpeg"]
for expecting in (["-H", "Expect:"], ["-H", "Expect: 100-continue"]):
    code = subprocess.run(command + expecting + [f"{base}/submission?{DEVICE}"], cwd=folder, capture_output=True, text=True)
    assert code.stdout == "201", code
with open(os.path.join(folder, "big.bin"), "wb") as file:
    file.truncate(100 << 20)
for expecting in (["-H", "Expect:"], ["-H", "Expect: 100-continue"]):
    began = time.time()
    code = subprocess.run(
        command + expecting + ["-F", "big=@big.bin", base.replace("tbd_", "tbd_x") + "/submission"], cwd=folder,
        capture_output=True, text=True)
    assert code.stdout == "403" and time.time() - began < 10, (code, time.time() - began)

# A code enrols one phone, once; the page's token lists forms; a revoked one ends within a second.
page = device("round-3")
code = page["qr"].split("#enrol=")[1]
enrolled = ask("POST", "/field/enrol", json.dumps({"code": code}), {"Content-Type": "application/json"})
assert enrolled.status == 200, enrolled.content
held = json.loads(enrolled.content)
SECRETS.append(held["token"])
assert held["name"] == "round-3" and LAYER in held["layers"], held
again = ask("POST", "/field/enrol", json.dumps({"code": code}), {"Content-Type": "application/json"})
assert again.status == 403, again.status
bearer = {"Authorization": f"Bearer {held['token']}"}
assert ask("GET", "/field/sent", headers=bearer).status == 200
assert ask("GET", "/field/sent", headers={"Authorization": f"Bearer {key}"}).status in (401, 403)
sent = ask("GET", "/field/sent", headers={"Authorization": f"Bearer {token}"}).content.decode()
assert two in sent and "received" in sent.lower()
run("device", "revoke", "crew-7")
time.sleep(1.1)
expect(submit(base, instance(new())), 403, "device.invalid")
expect(ask("GET", f"{base}/formList"), 403, "device.invalid")
assert "revoked" in run("device", "list") and "active" in run("device", "list")

# Whoever tries many wrong ones is told to stop, phones with right ones are not.
statuses = [ask("GET", f"/v1/key/tbd_{index}/projects/1/formList").status for index in range(20)]
assert statuses[-1] == 429 and 401 not in statuses, statuses
assert ask("GET", "/field/sent", headers=bearer).status == 200

# No token, no code, no device id and no file name stands in a log or a count.
metrics = ask("GET", "/metrics").content.decode()
log = open(os.path.join(folder, "serve.log")).read()
for secret in SECRETS + ["AbCdEfGhIjKlMnOp", "tbd_", "tbe_", one, "fire_2026-11-23"]:
    assert secret not in log, secret
    assert secret not in metrics, secret
assert "/v1/key/{token}/projects/{projectId}/submission" in log
run("verify")
