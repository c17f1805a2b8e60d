package dev.footfall.queryapi.http;

import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.web.Reply;
import java.util.List;

/** A bundle of endpoints, such as the statistics, or the dialect of another product. */
public interface Api {
    List<Endpoint> endpoints(QueryService service);

    /** True if each path is answered after {@code /api} as well. */
    default boolean isPrefixed() {
        return true;
    }

    /** True if operators' tools ask it, which are limited by no rate and have places of their own. */
    default boolean isForOperators() {
        return false;
    }

    /** True if its paths are answered with a slash after them as well. */
    default boolean takesTrailingSlash() {
        return false;
    }

    /** True if parameters that it does not read are ignored, as clients of the product that it speaks for expect. */
    default boolean ignoresUnknown() {
        return false;
    }

    /** The first segments of its paths below which every error is in its form, also where it answers nothing. */
    default List<String> roots() {
        return List.of();
    }

    default Reply error(Reply problem) {
        return problem;
    }

    /** The questions of other nodes that no other API asks. */
    default List<Class<? extends PartitionQuery<?>>> questions() {
        return List.of();
    }

    /** Tags, and the names and examples of its routes: an overlay of the description, in JSON. */
    default String words() {
        return "{}";
    }
}
