package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.time.LocalDate;
import java.util.List;

/** A bare producer in a process of its own, of which nothing is compiled yet when it begins to send. */
final class ColdProducer {
    /** The role of its process. */
    static final String ROLE = "produce";

    private ColdProducer() {}

    /** Sends as many events as the load has, from a JVM with these options; returns the seconds that it took. */
    static double seconds(List<String> options, Settings settings, Load load) {
        try (Child child = Child.startWith(
                options,
                settings,
                ROLE,
                "" + load.events(),
                "" + load.repositories(),
                "" + load.visitors(),
                "" + load.days(),
                "" + load.seed(),
                "" + load.until())) {
            return child.answer().path("seconds").asDouble();
        }
    }

    /** Sends them in this process. */
    static ObjectNode send(Settings settings, String[] words) {
        var load = new Load(
                Long.parseLong(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]),
                Long.parseLong(words[5]),
                LocalDate.parse(words[6]),
                Load.Manner.VISITS);
        RoomConfigs configs = RoomConfigs.of(settings);
        var corpus = new Corpus(load, new Catalog(load.repositories(), configs.partitions()));
        double seconds = corpus.produce(configs.publisher().inBulk(), load.events());
        return JsonNodeFactory.instance.objectNode().put("seconds", seconds);
    }
}
