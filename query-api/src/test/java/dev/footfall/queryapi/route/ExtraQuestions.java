package dev.footfall.queryapi.route;

import dev.footfall.queryapi.auth.Caller;
import java.util.List;
import java.util.ServiceLoader;

/** Asks what only the APIs beside the core's ask, as {@link dev.footfall.queryapi.http.ExtraApis} finds them. */
public interface ExtraQuestions {
    /** The answers, always in the same order. */
    List<Answer<?>> ask(StateReader reader, Caller caller);

    static List<Answer<?>> all(StateReader reader, Caller caller) {
        return ServiceLoader.load(ExtraQuestions.class).stream()
                .<Answer<?>>flatMap(found -> found.get().ask(reader, caller).stream())
                .toList();
    }
}
