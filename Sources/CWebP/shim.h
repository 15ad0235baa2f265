#pragma once
// Photos of browsers.
#include <webp/decode.h>
