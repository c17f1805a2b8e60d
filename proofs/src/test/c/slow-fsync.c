/*
 * A disk whose fsync takes as long as SLOW_FSYNC_MICROS says (2,000 without it), for every process that is started with it:
 *
 *   cc -shared -fPIC -O2 -o /tmp/slow-fsync.so proofs/src/test/c/slow-fsync.c -ldl
 *   LD_PRELOAD=/tmp/slow-fsync.so SLOW_FSYNC_MICROS=2000 ./footfall bench ingest
 *
 * The real call is made, and the rest of the time slept; those of several threads pass at once.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static long long nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static int slowly(long long start, int result) {
    const char *micros = getenv("SLOW_FSYNC_MICROS");
    int error = errno;
    long long left = start + (micros ? atoll(micros) : 2000) * 1000 - nanos();
    if (left > 0) {
        struct timespec rest = {left / 1000000000, left % 1000000000};
        while (nanosleep(&rest, &rest) && errno == EINTR) {}
    }
    errno = error;
    return result;
}

#define REAL(name, type) ((type) dlsym(RTLD_NEXT, name))

int fsync(int file) {
    long long start = nanos();
    return slowly(start, REAL("fsync", int (*)(int))(file));
}

int fdatasync(int file) {
    long long start = nanos();
    return slowly(start, REAL("fdatasync", int (*)(int))(file));
}

int msync(void *from, size_t bytes, int flags) {
    long long start = nanos();
    int result = REAL("msync", int (*)(void *, size_t, int))(from, bytes, flags);
    return flags & MS_SYNC ? slowly(start, result) : result;
}
