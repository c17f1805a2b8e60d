package dev.footfall.cli.demo;

import dev.footfall.cli.demo.DemoRepository.DemoFile;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Three hundred invented repositories, the same ones at every start; popularity falls off as Zipf says. */
final class DemoCatalog {
    private static final int COUNT = 300;
    private static final double ZIPF_EXPONENT = 0.9;
    private static final List<String> OWNERS =
            words("tidewater-ai fernlight quiet-harbor opal-works northgrid papertrail lumen-yard "
                    + "cedarstack bluefinch marble-arch-lab openloom saltmarsh copperleaf windrow "
                    + "glasshouse-ml tallgrass riverstone hazelbits nightjar foxglove-data");
    private static final List<String> MODELS =
            List.of("heron", "lynx", "kestrel", "otter", "marten", "ibex", "wren", "tapir", "plover", "stoat");
    private static final List<String> SIZES = List.of("350M", "1.5B", "3B", "7B", "13B", "34B");
    private static final List<String> FLAVOURS = List.of("base", "instruct", "chat", "embed", "vision", "code");
    private static final List<String> SUBJECTS =
            words("street-signs bird-calls recipes court-rulings weather-maps chess-games leaf-scans "
                    + "train-delays old-letters sea-ice folk-songs bug-reports");
    private static final List<String> CUTS = List.of("small", "full", "cleaned", "multilingual", "2k", "annotated");
    private static final List<String> TOYS =
            List.of("playground", "demo", "explorer", "leaderboard", "annotator", "dashboard");

    private DemoCatalog() {}

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    static List<DemoRepository> repositories() {
        var random = new SplittableRandom(20_171);
        var byName = new LinkedHashMap<RepoId, DemoRepository>();
        while (byName.size() < COUNT) add(byName, random);
        return List.copyOf(byName.values());
    }

    private static void add(Map<RepoId, DemoRepository> byName, SplittableRandom random) {
        int kind = random.nextInt(100);
        RepoType type = kind < 60 ? RepoType.MODEL : kind < 85 ? RepoType.DATASET : RepoType.SPACE;
        var repo = new RepoId(type, pick(OWNERS, random), name(type, random));
        double popularity = 1 / Math.pow(byName.size() + 1, ZIPF_EXPONENT);
        byName.putIfAbsent(repo, new DemoRepository(repo, popularity, random.nextInt(1_000), files(type, random)));
    }

    private static String name(RepoType type, SplittableRandom random) {
        return switch (type) {
            case MODEL -> pick(MODELS, random) + "-" + pick(SIZES, random) + "-" + pick(FLAVOURS, random);
            case DATASET -> pick(SUBJECTS, random) + "-" + pick(CUTS, random);
            case SPACE -> pick(MODELS, random) + "-" + pick(TOYS, random);
        };
    }

    private static List<DemoFile> files(RepoType type, SplittableRandom random) {
        var files = new ArrayList<DemoFile>();
        files.add(new DemoFile("README.md", 2_000 + random.nextInt(9_000)));
        switch (type) {
            case MODEL -> {
                files.add(new DemoFile("config.json", 600 + random.nextInt(900)));
                files.add(new DemoFile("tokenizer.json", 1_800_000 + random.nextInt(7_000_000)));
                shards(files, "model-%05d-of-%05d.safetensors", 4_900_000_000L, random);
            }
            case DATASET -> shards(files, "data/train-%05d-of-%05d.parquet", 240_000_000L, random);
            case SPACE -> {
                files.add(new DemoFile("app.py", 1_000 + random.nextInt(8_000)));
                files.add(new DemoFile("requirements.txt", 80 + random.nextInt(300)));
            }
        }
        return files;
    }

    private static void shards(List<DemoFile> files, String pattern, long bytes, SplittableRandom random) {
        int count = 1 + random.nextInt(4);
        for (int i = 1; i <= count; i++) {
            files.add(new DemoFile(pattern.formatted(i, count), bytes - random.nextInt(90_000_000)));
        }
    }

    private static String pick(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }
}
