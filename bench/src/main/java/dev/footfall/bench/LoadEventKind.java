package dev.footfall.bench;

import dev.footfall.events.Via;

public enum LoadEventKind {
    FILE(Via.HTTP, "GET", 200, -1),
    CHECKSUM(Via.HTTP, "GET", 200, -1),
    LFS(Via.LFS, "GET", 200, -1),
    CLONE(Via.GIT, "POST", 200, -1),
    FIRST_PART(Via.HTTP, "GET", 206, 0),
    BEGINNING(Via.HTTP, "GET", 206, 0),
    LATER_PART(Via.HTTP, "GET", 206, 1_048_576),
    PROBE(Via.HTTP, "HEAD", 200, -1),
    MISSING(Via.HTTP, "GET", 404, -1);

    final Via via;
    final String method;
    final int status;
    final long rangeStart;

    LoadEventKind(Via via, String method, int status, long rangeStart) {
        this.via = via;
        this.method = method;
        this.status = status;
        this.rangeStart = rangeStart;
    }
}
