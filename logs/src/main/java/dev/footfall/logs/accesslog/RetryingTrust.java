package dev.footfall.logs.accesslog;

import dev.footfall.logs.client.DayTrust;
import dev.footfall.logs.client.ProxyTrust;
import java.time.LocalDate;

/** The trust of days that is waited for while Kafka is away. */
record RetryingTrust(DayTrust trust, Retries retries) implements DayTrust {
    @Override
    public ProxyTrust present() {
        return trust.present();
    }

    @Override
    public ProxyTrust known(String source, LocalDate day) {
        return retries.of(() -> trust.known(source, day));
    }

    @Override
    public ProxyTrust hold(String source, LocalDate day) {
        return retries.of(() -> trust.hold(source, day));
    }
}
