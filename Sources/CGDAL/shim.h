#pragma once
#include <sys/syscall.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

// GDAL declares its single registration functions in a C++ header only. Registering the few drivers we use, one
// by one, leaves no other driver (and no plug-in) in the process for a hostile file to reach.
void GDALRegister_GTiff(void);
void RegisterOGRCSV(void);
void RegisterOGRFlatGeobuf(void);
void RegisterOGRGPX(void);
void RegisterOGRGeoPackage(void);
void RegisterOGRKML(void);
void RegisterOGRLIBKML(void);
void RegisterOGRODS(void);
void RegisterOGRShape(void);
void RegisterOGRTAB(void);
void RegisterOGRXLSX(void);

// syscall(2) is variadic, and unshare(2) is hidden unless _GNU_SOURCE is set before the first system header.
// 0x40000000 is CLONE_NEWNET, 0x10000000 CLONE_NEWUSER: without privileges the first needs the second.
static inline int tabaqa_leave_network(void) {
    if (syscall(SYS_unshare, 0x40000000L) == 0) return 0;
    return (int)syscall(SYS_unshare, 0x40000000L | 0x10000000L);
}
