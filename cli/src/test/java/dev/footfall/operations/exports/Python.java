package dev.footfall.operations.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Python 3, where it is. */
final class Python {
    private Python() {}

    /** The exit code and all that was printed. */
    record Output(int exit, String text) {}

    /** Runs a program; the exit code is −1 where there is no Python. */
    static Output run(String program, Path directory) throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("recipe.py"), program);
        Path text = directory.resolve("recipe.out");
        try {
            Process process = new ProcessBuilder("python3", script.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(text.toFile())
                    .start();
            return new Output(process.waitFor(), Files.readString(text));
        } catch (IOException e) {
            return new Output(-1, "there is no python3: " + e);
        }
    }
}
