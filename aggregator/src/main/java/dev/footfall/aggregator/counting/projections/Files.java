package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.rules.ProjectionNames;

/** Downloads, requests and bytes by file, of the files with the most downloads of a day. */
record Files(int most) implements DayProjection {
    /** The most files of a repository's day that are distinguished, unless it is set. */
    public static final int MOST = 500;

    static final Id ID = new Id(ProjectionNames.FILES, 8);
    private static final String FIELD = "by_file";

    public Files() {
        this(MOST);
    }

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public String form() {
        return most == MOST ? name() : name() + ":" + most;
    }

    @Override
    public DaySection empty() {
        return new RunningFiles(most);
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningFiles.read(section);
    }

    @Override
    public void seal(DaySection counts, ObjectNode json) {
        if (!counts.isEmpty()) ((RunningFiles) counts).seal(json.putObject(FIELD));
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        return day.has(FIELD) ? RunningFiles.unseal(day.object(FIELD)) : empty();
    }
}
