#pragma once
// Photos of newer phones.
#include <libheif/heif.h>
