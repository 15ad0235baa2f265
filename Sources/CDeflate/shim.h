#pragma once
// Compression and CRC-32 for PNG: several times faster than zlib at equal size.
#include <libdeflate.h>
