#pragma once
#include <stdint.h>
#include <sys/vfs.h>

#include <sqlite3.h>

#include <spatialite/gaiageo.h>

#include <spatialite.h>

// sqlite3_db_config is variadic, which Swift cannot call. Both return SQLITE_OK or an error code.
static inline int tabaqa_set_defensive(sqlite3 *connection, int on) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, on, (int *)0);
}

static inline int tabaqa_set_trusted_schema(sqlite3 *connection, int on) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, on, (int *)0);
}

// Swift's Glibc module does not hold statfs(2). 0 when there is no such file.
static inline unsigned int tabaqa_file_system_magic(const char *path) {
    struct statfs information;
    return statfs(path, &information) == 0 ? (unsigned int)information.f_type : 0;
}

// sqlite3_test_control is variadic too. From now on a CREATE TABLE gives the tree at `root` a second name and
// writes nothing; a root of 0 ends this.
static inline int tabaqa_name_tree(sqlite3 *connection, int root) {
    return sqlite3_test_control(SQLITE_TESTCTRL_IMPOSTER, connection, "main", root > 0, root);
}

// Forgets all names of that kind, and what else the connection knows of the schema, which it reads anew.
static inline int tabaqa_forget_tree_names(sqlite3 *connection) {
    return sqlite3_test_control(SQLITE_TESTCTRL_IMPOSTER, connection, "main", 0, 1);
}

#include "log-index.h"
