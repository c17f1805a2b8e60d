package dev.footfall.operations.broker;

import java.util.Locale;
import java.util.Map;

/**
 * The password of an embedded broker's only user, by SASL/PLAIN: nothing is encrypted, as nothing leaves the machine.
 *
 * @param secret letters and digits
 */
public record BrokerLogin(String secret) {
    private static final String USER = "footfall";

    public BrokerLogin {
        if (!secret.matches("[A-Za-z0-9]{32,}"))
            throw new IllegalArgumentException(
                    "the secret of the embedded Kafka must have at least 32 letters " + "and digits");
    }

    /** The settings of a client that logs in. */
    public Map<String, String> client() {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", module("username=\"" + USER + "\" password=\"" + secret + "\""));
    }

    /** The settings of a broker and controller that let nobody else in, and reach each other. */
    Map<String, String> server() {
        String known =
                module("username=\"" + USER + "\" password=\"" + secret + "\" user_" + USER + "=\"" + secret + "\"");
        String clients = BrokerSettings.CLIENT_LISTENER;
        String controller = BrokerSettings.CONTROLLER_LISTENER;
        return Map.of(
                "listener.security.protocol.map",
                clients + ":SASL_PLAINTEXT," + controller + ":SASL_PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "sasl.mechanism.controller.protocol",
                "PLAIN",
                "listener.name." + clients.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config",
                known,
                "listener.name." + controller.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config",
                known);
    }

    private static String module(String options) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required " + options + ";";
    }

    @Override
    public String toString() {
        return "BrokerLogin[]";
    }
}
