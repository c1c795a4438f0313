/* A clock that is set for some programs only: LD_PRELOAD it. The file that CLOCK_MOVED_BY names has
 * the seconds by which the time of day is off, and may be written again while they run; forks keep
 * it, whatever becomes of their environment. All other clocks, and sleeping, stay as they are. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static char place[4096];

__attribute__((constructor)) static void begin(void)
{
    const char *named = getenv("CLOCK_MOVED_BY");
    if (named && strlen(named) < sizeof place)
        strcpy(place, named);
}

static long moved(void)
{
    char text[32] = "";
    int file = place[0] ? (int)syscall(SYS_openat, AT_FDCWD, place, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return 0;
    if (syscall(SYS_read, file, text, sizeof text - 1) < 0)
        text[0] = 0;
    syscall(SYS_close, file);
    return atol(text);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int status = (int)syscall(SYS_clock_gettime, clock, now);
    if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += moved();
    return status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec found;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &found);
    now->tv_sec = found.tv_sec;
    now->tv_usec = found.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *out)
{
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    if (out)
        *out = found.tv_sec;
    return found.tv_sec;
}
