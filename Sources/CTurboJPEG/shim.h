#pragma once
// Photos in and out: the part of libjpeg-turbo whose errors are return values, not long jumps.
#include <turbojpeg.h>
