/* Landlock, by which a process gives up the right to write outside one folder, for itself and all its children.
   The system calls have no functions in the C library, and Swift cannot call variadic ones.
   Of the system's headers only those without types of its own: their types would belong to two modules. */
#ifndef ATLAS_CLANDLOCK_H
#define ATLAS_CLANDLOCK_H

#include <stddef.h>
#include <stdint.h>
#include <linux/prctl.h>
#include <sys/syscall.h>

extern int prctl(int option, ...);
extern long syscall(long number, ...);

struct clandlock_ruleset { uint64_t handled_access_fs; };
struct clandlock_path { uint64_t allowed_access; int32_t parent_fd; } __attribute__((packed));

/* Every right that changes the file system, from the kernel's table; the later ones since Linux 5.19 and 6.2. */
enum {
  CLANDLOCK_WRITE_FILE = 1 << 1,
  CLANDLOCK_REMOVE_DIR = 1 << 4,
  CLANDLOCK_REMOVE_FILE = 1 << 5,
  CLANDLOCK_MAKE_ANY = 0x7F << 6,
  CLANDLOCK_REFER = 1 << 13,
  CLANDLOCK_TRUNCATE = 1 << 14,
};

/* The version of Landlock that the kernel has, or a negative number. */
static inline int clandlock_version(void) {
  return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
}

static inline int clandlock_create(uint64_t handled) {
  struct clandlock_ruleset ruleset = { handled };
  return (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
}

static inline int clandlock_allow(int ruleset, int folder, uint64_t allowed) {
  struct clandlock_path rule = { allowed, folder };
  return (int)syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0);
}

/* From here on, for this thread and what it executes. */
static inline int clandlock_enforce(int ruleset) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
}

#endif
