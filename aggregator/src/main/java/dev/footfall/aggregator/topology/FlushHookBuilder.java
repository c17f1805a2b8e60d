package dev.footfall.aggregator.topology;

import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;

final class FlushHookBuilder implements StoreBuilder<FlushHook> {
    @Override
    public FlushHook build() {
        return new FlushHook();
    }

    @Override
    public String name() {
        return FlushHook.NAME;
    }

    @Override
    public boolean loggingEnabled() {
        return false;
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public StoreBuilder<FlushHook> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<FlushHook> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<FlushHook> withLoggingEnabled(Map<String, String> config) {
        return this;
    }

    @Override
    public StoreBuilder<FlushHook> withLoggingDisabled() {
        return this;
    }
}
