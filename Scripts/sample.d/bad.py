"""Deliberately bad files and what must happen to each.

Nothing in the store may change where a file is refused.
"""

HEADER = "incident_no,reported_at,category,severity,lon,lat"
ROW = "B-{n},2024-05-0{n} 10:30,grass,1,37.36{n},37.05{n}"
FEATURE = (
    '{{"type":"Feature","properties":{{"complaint_no":"B-{n}","reported_at":"2024-05-0{n}T10:30:00+03:00",'
    '"category":"odour","status":"open"}},"geometry":{{"type":"Point","coordinates":[37.36{n},37.05{n}]}}}}'
)
START = '{"type":"FeatureCollection","features":[\n'


def _csv(*lines):
    return "\n".join(lines) + "\n"


def _area(code, ring):
    return (
        START
        + '{"type":"Feature","properties":{"code":"'
        + code
        + '","name":"Deneme"},"geometry":'
        + '{"type":"Polygon","coordinates":['
        + ring
        + "]}}\n]}\n"
    )


def write(out):
    good = [ROW.format(n=n) for n in range(1, 7)]
    features = [FEATURE.format(n=n) for n in range(1, 7)]
    whole = START + ",\n".join(features) + "\n]}\n"
    cases = [
        (
            "truncated.geojson",
            "waste-complaints",
            whole[: len(whole) - 160],
            "refused: the file ends inside a feature; line and column; nothing stored",
        ),
        (
            "saved-error-page.geojson",
            "waste-complaints",
            "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n<body>502 Bad "
            "Gateway</body></html>\n",
            "refused: not JSON; line 1, column 1",
        ),
        (
            "deeply-nested.geojson",
            "waste-complaints",
            START
            + '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":'
            + "[" * 20000
            + "]" * 20000
            + "}}]}\n",
            "refused: nested too deeply; no crash",
        ),
        (
            "wrong-geometry.geojson",
            "waste-complaints",
            START
            + ",\n".join(features[:3]).replace(
                '"Point","coordinates":[37.362,37.052]',
                '"LineString","coordinates":[[37.362,37.052],[37.363,37.053]]',
            )
            + "\n]}\n",
            "read 3, stored 2, rejected 1: a line where the layer has points",
        ),
        (
            "self-intersecting.geojson",
            "neighbourhoods",
            _area("XX01", "[[37.36,37.05],[37.37,37.06],[37.37,37.05],[37.36,37.06],[37.36,37.05]]"),
            "stored 1, repaired 1: a bow-tie; the change of area is reported and flagged",
        ),
        (
            "unclosed-ring.geojson",
            "neighbourhoods",
            _area("XX02", "[[37.36,37.05],[37.37,37.05],[37.37,37.06],[37.36,37.06]]"),
            "refused or rejected: a ring must end where it began; line and member",
        ),
        (
            "unknown-crs.csv",
            "fire-incidents",
            _csv(
                HEADER.replace("lon,lat", "X,Y"),
                *(f"B-{n},2024-05-0{n} 10:30,grass,1,35432{n}.50,410351{n}.25" for n in range(1, 5)),
            ),
            "refused: these are not degrees and the file names no CRS; the remedy names `--crs`; with "
            "`--crs EPSG:32637` 4 stored",
        ),
        (
            "wrong-delimiter.csv",
            "fire-incidents",
            _csv(HEADER, *(row.replace(",", ";") for row in good)),
            "every row refused or rejected: header with commas, rows with semicolons; the message names "
            "the delimiter",
        ),
        (
            "ragged-rows.csv",
            "fire-incidents",
            _csv(HEADER, good[0], "B-2,2024-05-02 10:30,grass", good[2] + ",37,too,many", good[3]),
            "read 4, stored 2, rejected 2: rows 3 and 4 have 3 and 9 cells where 6 belong",
        ),
        (
            "unclosed-quote.csv",
            "fire-incidents",
            _csv(HEADER, good[0], 'B-2,"2024-05-02 10:30,grass,1,37.362,37.052', *good[2:]),
            "refused: the quote opened in row 3 never closes; it must not swallow the rest in silence",
        ),
        (
            "invalid-utf8.csv",
            "fire-incidents",
            b"\xef\xbb\xbf"
            + _csv(
                HEADER.replace("severity", "reporter"),
                "B-1,2024-05-01 10:30,grass,",
            ).encode()[:-1]
            + b"\xc5\xff\xfe\xee,37.361,37.051\n",
            "refused: the BOM says UTF-8, bytes of row 2 are not; the remedy names `--encoding`",
        ),
        (
            "unknown-codes.csv",
            "fire-incidents",
            _csv(HEADER, good[0], good[1].replace("grass", "volcano"), good[2].replace("grass", ""), good[3]),
            "read 4, stored 2, rejected 2: an unknown code, and a required one missing; the message lists "
            "the known codes",
        ),
        (
            "impossible-dates.csv",
            "fire-incidents",
            _csv(
                HEADER,
                good[0],
                *(
                    f"B-{n},{when},grass,1,37.36{n},37.05{n}"
                    for n, when in enumerate(
                        (
                            "2023-02-30 10:00",
                            "31.04.2024 10:00",
                            "2024-13-01 10:00",
                            "2024-05-06 25:61",
                            "yesterday",
                        ),
                        2,
                    )
                ),
            ),
            "read 6, stored 1, rejected 5: 30 February, 31 April, month 13, 25:61, a word",
        ),
        (
            "out-of-range.csv",
            "fire-incidents",
            _csv(
                HEADER,
                good[0],
                "B-2,2024-05-02 10:30,grass,9,37.362,37.052",
                "B-3,2024-05-03 10:30,grass,1,37.363,137.053",
                "B-4,2024-05-04 10:30,grass,1,1e999,37.054",
                "B-5,2024-05-05 10:30,grass,1,NaN,inf",
                "B-6,2024-05-06 10:30,grass,1,37.366,abc",
            ),
            "read 6, stored 2, rejected 4: severity 9 of 1...5, an infinite, a NaN and a non-numeric "
            "coordinate; latitude 137 is stored and flagged as implausible",
        ),
        (
            "repeated-key.csv",
            "fire-incidents",
            _csv(HEADER, good[0], good[1], good[1].replace("10:30", "11:30"), good[3]),
            "the second B-2 is rejected (or, with `--update`, said to change the first); never two rows of "
            "one key",
        ),
        (
            "no-place.csv",
            "fire-incidents",
            _csv("incident_no,reported_at,category", "B-1,2024-05-01 10:30,grass"),
            "refused: no columns with a place; the remedy names `--x`, `--y`",
        ),
        ("header-only.csv", "fire-incidents", HEADER + "\n", "read 0, stored 0; a warning; no error"),
        ("empty.csv", "fire-incidents", "", "refused: the file is empty"),
        (
            "binary.csv",
            "fire-incidents",
            bytes((7 * i * i + 13 * i) % 256 for i in range(600)),
            "refused: not a text table; no crash",
        ),
    ]
    for name, layer, content, expected in cases:
        out.bytes(f"bad/{name}", content if isinstance(content, bytes) else content.encode())
        out.note(f"bad/{name}", layer, None, expected)
