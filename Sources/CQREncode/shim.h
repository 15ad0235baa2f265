// QR codes: enrolling a phone is one scan.
#pragma once
#include <qrencode.h>
