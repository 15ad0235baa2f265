#pragma once
// Coordinate reference systems and their transformations, and PROJ's copy of GeographicLib's geodesics.
#include <proj.h>
#include <geodesic.h>
