package dev.footfall.standalone.demo;

import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;

/**
 * An invented repository and how people come to it.
 *
 * @param repo the repository
 * @param popularity its share of all visits, relative to the others'
 * @param phaseDays its place in its own ups and downs on the first of January 1970
 * @param files its files, README first
 */
record DemoRepository(RepoId repo, double popularity, int phaseDays, List<DemoFile> files) {
    private static final double WAVE_DAYS = 83;
    private static final int DAYS_BETWEEN_RELEASES = 67;

    DemoRepository {
        files = List.copyOf(files);
    }

    /** A file that a visitor can fetch. */
    record DemoFile(String path, long bytes) {}

    /** The demand on a day: a slow wave, and a rush after each release that fades within days. */
    double demand(LocalDate day) {
        double wave = 1 + 0.6 * Math.sin(2 * Math.PI * (day.toEpochDay() + phaseDays) / WAVE_DAYS);
        long daysSinceRelease = Math.floorMod(day.toEpochDay() + phaseDays, DAYS_BETWEEN_RELEASES);
        return popularity * wave * (1 + 2 * Math.exp(-daysSinceRelease / 3.0));
    }
}
