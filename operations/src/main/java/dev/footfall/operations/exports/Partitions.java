package dev.footfall.operations.exports;

import dev.footfall.events.RepoType;
import java.time.YearMonth;

/** The directories of an export, in the way of Hive. */
final class Partitions {
    private Partitions() {}

    static String of(RepoType type, YearMonth month) {
        return "repo_type=" + type.label() + "/month=" + month;
    }
}
