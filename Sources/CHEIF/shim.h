// Photos of newer phones.
#pragma once
#include <libheif/heif.h>
