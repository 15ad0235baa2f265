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

// The first page of the write-ahead log's index, which SQLite keeps mapped as long as the connection is open; NULL
// when the database has none. Asked of SQLite, because opening the file and closing it would drop its locks.
static inline const void *tabaqa_log_index(sqlite3 *connection) {
    sqlite3_file *file = 0;
    volatile void *page = 0;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return 0;
    if (!file || !file->pMethods || file->pMethods->iVersion < 2 || !file->pMethods->xShmMap) return 0;
    int code = file->pMethods->xShmMap(file, 0, 32768, 0, &page);
    return code == SQLITE_OK || (code & 255) == SQLITE_READONLY ? (const void *)page : 0;
}

// Of the index's header, 48 bytes that every commit changes (https://sqlite.org/walformat.html, section 2.1).
static inline uint64_t tabaqa_log_stamp(const void *index) {
    const volatile uint64_t *words = (const volatile uint64_t *)index;
    uint64_t stamp = 0x243F6A8885A308D3u;
    for (int word = 0; word < 6; word++) {
        stamp = (stamp ^ words[word]) * 0x9E3779B97F4A7C15u;
        stamp ^= stamp >> 32;
    }
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return stamp;
}
