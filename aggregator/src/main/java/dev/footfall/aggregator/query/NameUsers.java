package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.List;

/** Places on the page, ascending, of the users with files of this name; they may have files of others, too. */
public record NameUsers(RepoId name, List<Integer> places) {
    public NameUsers {
        places = List.copyOf(places);
    }
}
