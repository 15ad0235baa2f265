#pragma once
// How a process notices, without a system call, that another one committed.
#include <stdint.h>

#include <sqlite3.h>

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
