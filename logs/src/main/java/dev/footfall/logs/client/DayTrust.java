package dev.footfall.logs.client;

import java.time.LocalDate;

/**
 * The trust by which the clients of a source's lines of one UTC day are chosen. It is decided once, by the first event of that day: a
 * line that is read again has the same client, and so stays the same visitor's. Safe for many threads; may wait for Kafka.
 */
public interface DayTrust {
    /** By the setting, as it is now. */
    ProxyTrust present();

    /** The day's own; the present one where nothing of the day is published yet. */
    ProxyTrust known(String source, LocalDate day);

    /** The day's own, durable from now on: to be asked for before an event is published whose client it has chosen. */
    ProxyTrust hold(String source, LocalDate day);
}
