package dev.footfall.standalone;

import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.operations.spikes.Webhook;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.util.Optional;

/** The messages about spikes, as the settings want them. */
final class ConfiguredSpikes {
    private final Settings settings;

    ConfiguredSpikes(Settings settings) {
        this.settings = settings;
    }

    /**
     * Their receiver; empty where there is none.
     *
     * @throws IllegalArgumentException if it is set without a secret, or anybody on the way could read what is sent
     */
    Optional<Webhook> webhook() {
        return settings.optional(Setting.WEBHOOK_URL).map(url -> new Webhook(URI.create(url), secret()));
    }

    private String secret() {
        return settings.optional(Setting.WEBHOOK_SECRET)
                .orElseThrow(() -> new IllegalArgumentException(
                        "webhook.url is set without webhook.secret, under which its messages are signed"));
    }

    SpikeRule rule() {
        return new SpikeRule(
                settings.number(Setting.WEBHOOK_SPIKE_FACTOR), settings.number(Setting.WEBHOOK_SPIKE_MINIMUM));
    }
}
