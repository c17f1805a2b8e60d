package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.List;

/**
 * The users of a page with files of one name of a repository that has several: a user may have files of more than one.
 *
 * @param name the name
 * @param places the places of those users among all of the page, ascending
 */
public record NameUsers(RepoId name, List<Integer> places) {
    public NameUsers {
        places = List.copyOf(places);
    }
}
