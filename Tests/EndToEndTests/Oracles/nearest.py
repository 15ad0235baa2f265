"""The nearest station of each event by GeographicLib, every pair measured.

    nearest.py EACH.csv STATIONS.csv RADIUS

EACH is what `tabaqa join --predicate nearest --each` wrote, STATIONS the department's own file. Prints JSON: "rows",
"wrong" (another station is nearer), "worst" difference of the distance in metres, and "within": for each station the
events no farther than RADIUS metres.
"""

import csv
import json
import sys

from geographiclib.geodesic import Geodesic


def main():
    each, stations, radius = sys.argv[1:]
    with open(stations, encoding="utf-8-sig") as file:
        places = [
            (row["Station number"], float(row["Latitude"]), float(row["Longitude"])) for row in csv.DictReader(file)
        ]
    result = {"rows": 0, "wrong": 0, "worst": 0.0, "within": {number: 0 for number, _, _ in places}}
    with open(each, encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            x, y = float(row["x"]), float(row["y"])
            distances = [
                (Geodesic.WGS84.Inverse(y, x, lat, lon, Geodesic.DISTANCE)["s12"], number)
                for number, lat, lon in places
            ]
            for distance, number in distances:
                result["within"][number] += distance <= float(radius)
            result["rows"] += 1
            if not row["distance_m"]:
                result["wrong"] += 1
                continue
            result["wrong"] += min(distances)[1] != row["fire-stations.station_no"]
            result["worst"] = max(result["worst"], abs(min(distances)[0] - float(row["distance_m"])))
    print(json.dumps(result))


main()
