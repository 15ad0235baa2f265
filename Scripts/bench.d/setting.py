"""What all parts of the bench agree on; imports nothing, so that whoever measures stays small."""

WEST, SOUTH, EAST, NORTH = 37.25, 36.95, 37.50, 37.15
# Metres of a degree at the middle of the box.
METRES_X, METRES_Y = 88_870.0, 111_000.0
SEED = 20_261
AREA_COLUMNS, AREA_ROWS = 30, 20
ROWS = {"1m": 1_000_000, "10m": 10_000_000}
CATEGORIES = ["pothole", "lighting", "noise", "waste", "water", "traffic", "tree", "other"]

# How ogr2ogr writes a table of points; a CSV must also be told where they are.
OGR_OPTIONS = ["-nln", "points", "-gt", "1000000", "--config", "OGR_SQLITE_SYNCHRONOUS", "OFF"]
CSV_OPTIONS = [
    "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "KEEP_GEOM_COLUMNS=NO",
    "-oo", "AUTODETECT_TYPE=YES", "-a_srs", "EPSG:4326", *OGR_OPTIONS,
]
