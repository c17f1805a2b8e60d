package dev.footfall.standalone;

/** The version of this program, as its jar says. */
public final class ProgramVersion {
    private ProgramVersion() {}

    public static String text() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
