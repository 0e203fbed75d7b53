/* What the C library has on Linux and hides from Swift, because the Glibc module is built without _GNU_SOURCE.
   Declarations and constants only, and one-line functions where the original is variadic or a global variable.
   No header with types is included: their types would then belong to two modules. */
#ifndef ATLAS_CLINUX_H
#define ATLAS_CLINUX_H

#include <stddef.h>
#include <sys/syscall.h>

extern long getdents64(int folder, void *buffer, size_t length);
extern int pipe2(int descriptors[2], int flags);
extern int sched_getaffinity(int process, size_t size, void *set);
extern int eventfd(unsigned int initial, int flags);
extern long syscall(long number, ...);
/* `actions` is a posix_spawn_file_actions_t. */
extern int posix_spawn_file_actions_addchdir_np(void *actions, const char *path);
extern int posix_spawn_file_actions_addclosefrom_np(void *actions, int first);

/* The same on every architecture that uses the generic numbers, x86-64 and arm64 among them. */
enum {
  CLINUX_O_PATH = 010000000,
  CLINUX_RUSAGE_THREAD = 1,
};

static inline char **clinux_environment(void) {
  extern char **environ;
  return environ;
}

/* A descriptor that becomes readable when the process ends, or -1 (ENOSYS before Linux 5.3). It closes on exec. */
static inline int clinux_pidfd_open(int process) { return (int)syscall(SYS_pidfd_open, process, 0); }

#endif
