package dev.footfall.dialects;

import dev.footfall.queryapi.question.ClassDay;
import java.util.List;

/** The days of a package, its likes, and the number of packages that these are of. */
record PackageDays(List<ClassDay> days, long likes, int packages) {
    static final PackageDays NONE = new PackageDays(List.of(), 0, 0);
}
