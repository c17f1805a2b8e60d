package dev.footfall.standalone.operations;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A broker's key with a certificate for loopback, and a trust store with that certificate, made by the JDK's keytool. */
record KeyStores(Path directory) {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "broker";

    static KeyStores make(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        var stores = new KeyStores(directory);
        keytool(
                stores.keys(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30");
        stores.trustTheKey();
        return stores;
    }

    private void trustTheKey() throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, password);
        trust.setCertificateEntry(
                ALIAS, KeyStore.getInstance(keys().toFile(), password).getCertificate(ALIAS));
        try (OutputStream file = Files.newOutputStream(trust())) {
            trust.store(file, password);
        }
    }

    private Path keys() {
        return directory.resolve("keys.p12");
    }

    private Path trust() {
        return directory.resolve("trust.p12");
    }

    /** The broker's settings. */
    Map<String, String> ofTheBroker() {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                keys().toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                trust().toString(),
                "ssl.truststore.password",
                PASSWORD);
    }

    /** The variables of its clients. */
    Map<String, String> ofItsClients() {
        return Map.of(
                "KAFKA_SSL_TRUSTSTORE_TYPE",
                "PKCS12",
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                trust().toString(),
                "KAFKA_SSL_TRUSTSTORE_PASSWORD",
                PASSWORD);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", ALIAS, "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) throw new IllegalStateException("keytool failed: " + command);
    }
}
