#pragma once
// Polygon repair, validity and overlay. Only the reentrant functions (…_r) are called from Swift; the macro hides
// the others, which share one global context.
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
