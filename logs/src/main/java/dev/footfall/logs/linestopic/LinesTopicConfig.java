package dev.footfall.logs.linestopic;

import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.inbound.Producer;
import java.util.Optional;

/** {@code format}: of lines, or a {@link Producer}'s; headers go before. {@code field}: where the line is. */
public record LinesTopicConfig(
        String topic, String format, String source, Optional<String> field, RouteSettings routes) {
    public LinesTopicConfig {
        boolean isTimed = Producer.ofLabel(format).isPresent()
                || !LogFormat.ofLabel(format).isZoneMissing();
        if (!isTimed) throw new IllegalArgumentException("the times of " + format + " have no offset");
    }
}
