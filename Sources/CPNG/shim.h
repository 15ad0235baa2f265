#pragma once
// Screenshots and scans: libpng's simplified interface, whose errors are return values.
#include <png.h>
