#pragma once
// QR codes: enrolling a phone is one scan.
#include <qrencode.h>
