#include <sqlite3.h>

// sqlite3_db_config takes its values as variable arguments, which Swift cannot pass.
static inline int atlas_sqlite3_leave_log_on_close(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

#include <sys/vfs.h>

// What statfs(2) says of the file system that holds `path`, 0 where it says nothing: SQLite's log does not work on all of
// them. Glibc's Swift module leaves <sys/vfs.h> out.
static inline unsigned int atlas_file_system_type(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (unsigned int)status.f_type : 0;
}
