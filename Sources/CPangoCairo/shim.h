#pragma once
// Text in pictures: Pango shapes Arabic, Cairo draws and writes PDF.
#include <cairo.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
