"""WGS 84 to UTM zone 37 N (EPSG:32637), Krüger's series to the third order, good to a millimetre."""

from math import atan2, atanh, cos, cosh, radians, sin, sinh, sqrt

from plane import total

_A, _F, _K0 = 6378137.0, 1 / 298.257223563, 0.9996
_N = _F / (2 - _F)
_RECTIFYING = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16,
    13 * _N**2 / 48 - 3 * _N**3 / 5,
    61 * _N**3 / 240,
)
_E = sqrt(_F * (2 - _F))


def utm37(lon, lat):
    """Easting and northing in metres."""
    phi, lam = radians(lat), radians(lon - 39.0)
    t = sinh(atanh(sin(phi)) - _E * atanh(_E * sin(phi)))
    xi, eta = atan2(t, cos(lam)), atanh(sin(lam) / sqrt(1 + t * t))
    east = eta + total(a * cos(2 * j * xi) * sinh(2 * j * eta) for j, a in enumerate(_ALPHA, 1))
    north = xi + total(a * sin(2 * j * xi) * cosh(2 * j * eta) for j, a in enumerate(_ALPHA, 1))
    return 500000 + _K0 * _RECTIFYING * east, _K0 * _RECTIFYING * north
