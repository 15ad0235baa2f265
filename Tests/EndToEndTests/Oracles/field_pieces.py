"""Files in pieces (tus 1.0.0): the protocol, tuspy, and a large file whose sender is cut off and whose server is killed.

field_pieces.py TABAQA EDITOR MEGABYTES: in a folder with a store, Layers and keys.json.
"""

import base64
import json
import random
import socket
import struct
import subprocess
import sys
import time

from field_client import (
    GEOJSON, Client, Served, define, expect, identity, item, observation, sha256, stored_files)

PROGRAM, KEY, MEGABYTES = sys.argv[1], sys.argv[2], int(sys.argv[3])
DICE = random.Random(20261123)
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"
CUTS = 20


def metadata(name, data=None, **more):
    values = {"filename": name.encode(), **{key: value.encode() for key, value in more.items()}}
    if data is not None:
        values["sha256"] = sha256(data).encode()
    return ",".join(f"{key} {base64.b64encode(value).decode()}" for key, value in values.items())


def begin(client, feature, name, data, promise=True):
    said = expect(
        client("POST", item(feature, "attachments"), headers={
            **TUS, "Upload-Length": str(len(data)), "Upload-Metadata": metadata(name, data if promise else None)}),
        201, "a beginning")
    return "/" + said.headers["location"].split("/", 3)[3]


def send(client, place, offset, data, **headers):
    return client("PATCH", place, data, {**TUS, "Upload-Offset": str(offset), "Content-Type": PIECE, **headers})


def offset(client, place):
    said = expect(client("HEAD", place, headers=TUS), (200, 204), "a look")
    assert said.headers["cache-control"] == "no-store", said.headers
    return int(said.headers["upload-offset"])


def protocol(client, other):
    said = expect(client("OPTIONS", "/uploads"), (200, 204))
    assert "1.0.0" in said.headers["tus-version"].split(","), said.headers
    for extension in ("creation", "creation-with-upload", "checksum", "termination", "expiration"):
        assert extension in said.headers["tus-extension"].split(","), said.headers
    assert set(said.headers["tus-checksum-algorithm"].split(",")) == {"sha256", "sha1"}
    most = int(said.headers["tus-max-size"])

    feature, data = identity(DICE), DICE.randbytes(300_000)
    expect(client("PUT", item(feature), observation(DICE, photo="p.jpg"), media=GEOJSON), 201)
    place = begin(client, feature, "p.jpg", data)
    said = client("HEAD", place, headers=TUS)
    assert said.headers["upload-length"] == "300000" and said.headers["upload-offset"] == "0", said.headers
    assert said.headers["tus-resumable"] == "1.0.0" and "upload-expires" in said.headers, said.headers
    assert said.headers["upload-metadata"] == metadata("p.jpg", data)
    expect(client("HEAD", place), 412, "no version")
    expect(client("HEAD", place, headers={"Tus-Resumable": "0.2.2"}), 412, "another version")
    expect(client("HEAD", "/uploads/none", headers=TUS), (404, 410))
    expect(other("HEAD", place, headers=TUS), (404, 410), "another's upload")
    expect(send(other, place, 0, data), (404, 410), "a piece for another's upload")
    expect(Client(client.served)("HEAD", place, headers=TUS), 401, "anyone's look")
    expect(send(client, place, 5, b"x"), 409, "a gap")
    expect(client("PATCH", place, b"x", {**TUS, "Upload-Offset": "0", "Content-Type": "text/plain"}), 415)
    expect(client("PATCH", place, b"x", {**TUS, "Upload-Offset": "-1", "Content-Type": PIECE}), 400)
    expect(client("PATCH", place, b"x", {**TUS, "Content-Type": PIECE}), 400)
    first = data[:100_000]
    for algorithm, wrong in (("sha256", sha256(b"")), ("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709")):
        checksum = algorithm + " " + base64.b64encode(bytes.fromhex(wrong)).decode()
        expect(send(client, place, 0, first, **{"Upload-Checksum": checksum}), 460, "a damaged piece")
        assert offset(client, place) == 0, "a damaged piece was kept"
    expect(send(client, place, 0, first, **{"Upload-Checksum": "crc32 AAAA"}), 400, "an unknown checksum")
    checksum = "sha256 " + base64.b64encode(bytes.fromhex(sha256(first))).decode()
    said = expect(send(client, place, 0, first, **{"Upload-Checksum": checksum}), 204)
    assert said.headers["upload-offset"] == "100000", said.headers
    expect(send(client, place, 0, first), 409, "the same piece again")
    expect(send(client, place, 100_000, data[100_000:] + b"x"), 413, "more than promised")
    at = offset(client, place)
    expect(send(client, place, at, data[at:]), 204, "the rest")
    got = expect(client("GET", item(feature, "attachments", "p.jpg")), 200)
    assert got.body == data, "the file is not what was sent"
    assert offset(client, place) == len(data), "a client that lost the last answer is told nothing"

    place = begin(client, feature, "gone.bin", data)
    expect(client("DELETE", place, headers=TUS), 204)
    expect(client("HEAD", place, headers=TUS), (404, 410))
    expect(send(client, place, 0, data), (404, 410))

    liar = begin(client, feature, "liar.bin", data)
    expect(send(client, liar, 0, data[:-1] + b"\x00"), 422, "a whole that is not the promised one")
    expect(client("GET", item(feature, "attachments", "liar.bin")), 404)
    expect(client("POST", item(feature, "attachments"), headers={
        **TUS, "Upload-Length": str(most + 1), "Upload-Metadata": metadata("big.bin")}), 413)
    for wrong in ({"Upload-Length": "x"}, {}, {"Upload-Defer-Length": "1"}, {"Upload-Length": "-3"}):
        expect(client("POST", item(feature, "attachments"), headers={
            **TUS, "Upload-Metadata": metadata("a.bin"), **wrong}), 400, f"{wrong}")
    for name in ("../a", "a\x00", "", "\u202ea"):
        expect(client("POST", item(feature, "attachments"), headers={
            **TUS, "Upload-Length": "1", "Upload-Metadata": metadata(name)}), 400, f"the name {name!r}")

    # With the first piece in the request that begins it, and before its observation.
    early, small = identity(DICE), b"\xff\xd8\xff" + DICE.randbytes(4000)
    said = expect(client("POST", item(early, "attachments"), small[:3000], {
        **TUS, "Upload-Length": str(len(small)), "Upload-Metadata": metadata("e.jpg", small), "Content-Type": PIECE}),
        201)
    assert said.headers["upload-offset"] == "3000", said.headers
    place = "/" + said.headers["location"].split("/", 3)[3]
    expect(send(client, place, 3000, small[3000:]), 204)
    made = expect(client("PUT", item(early), observation(DICE, photo="e.jpg"), media=GEOJSON), 201).json()
    assert made["complete"], made
    assert client("GET", item(early, "attachments", "e.jpg")).body == small
    none = begin(client, early, "none.bin", b"")
    assert offset(client, none) == 0
    assert client("GET", item(early, "attachments", "none.bin")).body == b""


def by_tuspy(client):
    try:
        from tusclient import client as tus
        from tusclient.exceptions import TusCommunicationError
    except ImportError:
        print("tuspy is not here: skipped")
        return
    import io
    feature, data = identity(DICE), DICE.randbytes(3_000_000)
    expect(client("PUT", item(feature), observation(DICE, photo="t.mp4"), media=GEOJSON), 201)
    there = tus.TusClient(
        client.served.origin + item(feature, "attachments"), headers={"Authorization": f"Bearer {client.key}"})
    options = dict(
        chunk_size=262_144, metadata={"filename": "t.mp4", "filetype": "video/mp4", "sha256": sha256(data)})
    uploader = there.uploader(file_stream=io.BytesIO(data), upload_checksum=True, **options)
    uploader.upload(stop_at=1_000_000)
    assert 1_000_000 <= uploader.offset < len(data)
    resumed = there.uploader(file_stream=io.BytesIO(data), url=uploader.url, upload_checksum=True, **options)
    assert resumed.get_offset() == uploader.offset
    resumed.upload()
    assert client("GET", item(feature, "attachments", "t.mp4")).body == data
    try:
        there.uploader(file_stream=io.BytesIO(data), url=uploader.url + "x", **options).upload_chunk()
        raise AssertionError("an upload that is not was taken")
    except TusCommunicationError:
        pass


def locked(client):
    """While a piece comes slowly another is turned away, and an abandoned one is let go of."""
    feature, data = identity(DICE), DICE.randbytes(400_000)
    expect(client("PUT", item(feature), observation(DICE), media=GEOJSON), 201)
    place = begin(client, feature, "slow.bin", data)
    slow = raw(client, place, 0, len(data))
    slow.sendall(data[:200_000])
    time.sleep(0.5)
    expect(send(client, place, 0, data), 423, "a second writer")
    slow.close()
    at = settled(client, place)
    assert at == 200_000, f"{at} of 200000 bytes were kept of a piece that broke off"
    expect(send(client, place, at, data[at:]), 204)
    assert client("GET", item(feature, "attachments", "slow.bin")).body == data


def raw(client, place, at, length):
    """A piece that may be cut off anywhere."""
    connection = socket.create_connection(("127.0.0.1", client.served.port), 30)
    connection.sendall((
        f"PATCH {place} HTTP/1.1\r\nHost: 127.0.0.1:{client.served.port}\r\nAuthorization: Bearer {client.key}\r\n"
        f"Tus-Resumable: 1.0.0\r\nUpload-Offset: {at}\r\nContent-Type: {PIECE}\r\n"
        f"Content-Length: {length}\r\n\r\n").encode())
    return connection


def settled(client, place):
    """The offset once the broken piece is let go of: until then a piece of no bytes is turned away."""
    since = time.time()
    while time.time() - since < 30:
        at = offset(client, place)
        said = send(client, place, at, b"")
        if said.status == 204 and int(said.headers["upload-offset"]) == at:
            return at
        expect(said, (204, 409, 423), "a piece of no bytes")
        time.sleep(0.1)
    raise AssertionError("the offset never settles")


def cuts(client, chunk, is_killed):
    """A large file, cut off at random offsets. Returns the most bytes that had to be sent again after a cut."""
    feature = identity(DICE)
    data = DICE.randbytes(1 << 20) * MEGABYTES
    data = data[:-8] + struct.pack(">q", DICE.getrandbits(62))
    expect(client("PUT", item(feature), observation(DICE, photo="v.mp4"), media=GEOJSON), 201)
    place = begin(client, feature, "v.mp4", data)
    stops = sorted(DICE.sample(range(1, len(data)), CUTS))
    at, worst, most = 0, 0, 0
    for stop in stops:
        while at < stop:
            end = min(at + chunk, len(data))
            if end <= stop:
                expect(send(client, place, at, data[at:end]), 204)
                at = end
                continue
            try:
                connection = raw(client, place, at, end - at)
                connection.sendall(data[at:stop])
                if is_killed:
                    client.served.kill()
                elif DICE.random() < 0.5:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.close()
            except OSError:
                pass
            if is_killed:
                client.served.start()
            kept = settled(client, place)
            assert at <= kept <= stop, f"{kept} after a cut at {stop} of a piece from {at}"
            worst, at = max(worst, stop - kept), kept
            break
        most = max(most, client.served.memory())
    while at < len(data):
        end = min(at + chunk, len(data))
        expect(send(client, place, at, data[at:end]), 204)
        at = end
    entry = next(
        a for a in client("GET", item(feature, "attachments")).json()["attachments"] if a["name"] == "v.mp4")
    assert entry["present"] and entry["sha256"] == sha256(data), entry
    assert worst < chunk, f"{worst} bytes had to be sent again"
    return worst, most


def main():
    # Films may be as large as layers take them by default.
    define(without="attachments:")
    with Served(PROGRAM) as served:
        client = Client(served, KEY)
        protocol(client, another(served))
        by_tuspy(client)
        locked(client)
        chunk = max(1, MEGABYTES // 30) << 20
        for is_killed in (False, True):
            worst, most = cuts(client, chunk, is_killed)
            print(
                f"{MEGABYTES} MB, {CUTS} {'kills' if is_killed else 'cuts'}: at most {worst:,} bytes sent again "
                f"(a piece is {chunk:,}), {most:.0f} MB resident")
    files = stored_files()
    assert all(name == found for name, found in files.items()) and files


def another(served):
    """Somebody else who may send: another key of the same file."""
    added = subprocess.run(
        [PROGRAM, "key", "add", "other", "--grant", "*=editor", "--keys", "keys.json", "--json"], check=True,
        capture_output=True, text=True)
    served.stop()
    served.start()
    return Client(served, json.loads(added.stdout)["key"])


main()
