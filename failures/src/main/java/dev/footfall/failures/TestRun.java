package dev.footfall.failures;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One run of a test method, or what a class does before or after all of them.
 *
 * @param method empty for what is done once for the class
 * @param displayName JUnit's; of a parameterised test it has the seed
 * @param isProof whether only {@code -Pproof} runs it
 */
record TestRun(Class<?> type, Optional<String> method, String displayName, boolean isProof) {
    private static final String INTEGRATION_TEST = "IT";

    /** Three lines: parameters (none without), log, command. */
    String report(Path module) {
        String name = module.getFileName().toString();
        String log = name + "/target/" + (isIntegrationTest() ? "failsafe" : "surefire") + "-reports/" + type.getName()
                + "-output.txt";
        return parameters() + "\n  log: " + log + "\n  repeat: " + command(name);
    }

    private String parameters() {
        boolean has = method.filter(name -> !displayName.startsWith(name + "(")).isPresent();
        return has && !displayName.isEmpty() ? "\n  with: " + displayName : "";
    }

    private String command(String module) {
        String test = type.getSimpleName() + method.map(name -> "#" + name).orElse("");
        String build = "./mvnw" + (isProof ? " -Pproof" : "") + " -pl " + module + " -am ";
        String unspecified = " -Dsurefire.failIfNoSpecifiedTests=false";
        return isIntegrationTest()
                ? build + "verify -Dtest=none -Dit.test=" + test + unspecified
                        + " -Dfailsafe.failIfNoSpecifiedTests=false"
                : build + "test -Dtest=" + test + unspecified;
    }

    private boolean isIntegrationTest() {
        return type.getSimpleName().endsWith(INTEGRATION_TEST);
    }
}
