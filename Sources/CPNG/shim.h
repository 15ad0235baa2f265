// Screenshots and scans: libpng's simplified interface, whose errors are return values.
#pragma once
#include <png.h>
