// Photos of browsers.
#pragma once
#include <webp/decode.h>
