package dev.footfall.cli.demo;

import dev.footfall.cli.demo.DemoRepository.DemoFile;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;

/** {@code popularity} is a share of all visits, relative to the others'. */
record DemoRepository(RepoId repo, double popularity, int phaseDays, List<DemoFile> files) {
    private static final double WAVE_DAYS = 83;
    private static final int DAYS_BETWEEN_RELEASES = 67;

    DemoRepository {
        files = List.copyOf(files);
    }

    record DemoFile(String path, long bytes) {}

    /** The demand on a day: a slow wave, and a rush after each release that fades within days. */
    double demand(LocalDate day) {
        double wave = 1 + 0.6 * Math.sin(2 * Math.PI * (day.toEpochDay() + phaseDays) / WAVE_DAYS);
        long daysSinceRelease = Math.floorMod(day.toEpochDay() + phaseDays, DAYS_BETWEEN_RELEASES);
        return popularity * wave * (1 + 2 * Math.exp(-daysSinceRelease / 3.0));
    }
}
