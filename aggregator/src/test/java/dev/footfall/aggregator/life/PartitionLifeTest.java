package dev.footfall.aggregator.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.CommitMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PartitionLifeTest {
    private static final String TOPIC = "log";
    private static final Optional<String> LOSS = Optional.of("The first are gone");
    private static final CommitMark NEW = CommitMark.NONE;
    private static final CommitMark COUNTED = CommitMark.NONE.opened();
    private static final CommitMark BEHIND = COUNTED.recount(true);

    private static final List<PartitionLife> PHASES = List.of(
            PartitionLife.start(),
            new OpeningStore(),
            new Erasing("it is torn", false),
            new Erasing("it is torn", true),
            new Emptied(),
            new Uncountable("cannot be counted again"),
            new LoadingSealedDays(false, OptionalLong.empty()),
            new LoadingSealedDays(true, OptionalLong.empty()),
            new Checking(10),
            new CatchingUp(10, 20),
            new Recounting(10, true, true),
            new Counting(),
            PartitionLife.following());

    private static final List<LifeEvent> EVENTS = List.of(
            new LifeEvent.StoreWhole(),
            new LifeEvent.StoreEmptied(),
            new LifeEvent.StoreTorn("it is torn", Optional.empty()),
            new LifeEvent.StoreTorn("it is torn", LOSS),
            new LifeEvent.Opened(COUNTED, 10, 10, false, OptionalLong.empty()),
            new LifeEvent.Opened(BEHIND, 10, 10, false, OptionalLong.empty()),
            new LifeEvent.Opened(NEW, 0, 0, true, OptionalLong.empty()),
            new LifeEvent.Ticked(COUNTED, false),
            new LifeEvent.Erased(),
            new LifeEvent.SealedDaysLoaded(),
            new LifeEvent.PlaceFound(TOPIC, new ReadingStart(5, 5, false), Optional.empty()),
            new LifeEvent.PlaceFound(TOPIC, new ReadingStart(5, 3, false), Optional.empty()),
            new LifeEvent.PlaceFound(TOPIC, new ReadingStart(5, 8, true), Optional.empty()),
            new LifeEvent.PlaceFound(TOPIC, new ReadingStart(5, 8, true), LOSS),
            new LifeEvent.LogReplaced(TOPIC),
            new LifeEvent.LossGone(),
            new LifeEvent.RecordRead(TOPIC, 3, 5),
            new LifeEvent.RecordRead(TOPIC, 5, 5),
            new LifeEvent.Progressed(20, true, OptionalLong.of(20), COUNTED, true),
            new LifeEvent.CopyRead(COUNTED, false, 0, false));

    @Test
    void changesAsTheDiagramOfTheDocsShows() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "architecture.md"));
        assertTrue(page.contains(diagram()), () -> "docs/architecture.md has to have:\n" + diagram());
    }

    private static String diagram() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (PartitionLife phase : PHASES) {
            for (LifeEvent event : EVENTS) {
                String to = name(phase.after(event).life());
                if (to.equals(name(phase))) continue;
                arrows.computeIfAbsent(name(phase) + " --> " + to, any -> new TreeSet<>())
                        .add(name(event));
            }
        }
        return arrows.entrySet().stream()
                .map(arrow -> "    " + arrow.getKey() + " : " + String.join(", ", arrow.getValue()))
                .collect(Collectors.joining(
                        "\n",
                        "```mermaid\nstateDiagram-v2\n    [*] --> Restoring\n    [*] --> Following\n",
                        "\n```\n"));
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }

    @Test
    void hasASentenceForEachPhaseThatDoesNotAnswer() {
        for (PartitionLife phase : PHASES) {
            boolean answers = phase.equals(new Counting());
            assertEquals(answers, phase.whyMute().isEmpty(), phase.toString());
            assertFalse(phase.whyMute().orElse("a sentence").isBlank(), phase.toString());
        }
    }

    @Test
    void readsNothingUnlessItsStoreIsOpenAndWhole() {
        Set<String> reading = PHASES.stream()
                .filter(PartitionLife::isReading)
                .map(PartitionLifeTest::name)
                .collect(Collectors.toSet());
        assertEquals(Set.of("Checking", "CatchingUp", "Recounting", "Counting"), reading);
    }

    /** A group that is behind its own past would have the next life answer too early. */
    @Test
    void remembersWhereItsGroupWasUntilItIsThere() {
        LifeStep opened = new OpeningStore().after(new LifeEvent.Opened(COUNTED, 5, 10, false, OptionalLong.empty()));
        assertEquals(List.of(new LifeAction.StartReading(), new LifeAction.MarkBehind(10)), opened.actions());

        LifeStep there = new CatchingUp(10, 20)
                .after(new LifeEvent.Progressed(10, true, OptionalLong.of(20), COUNTED.behind(10), false));
        assertEquals(LifeStep.to(new Counting(), new LifeAction.MarkThere()), there);
    }

    @Test
    void restoresAnEmptiedStoreOnceMoreBeforeItCountsAgain() {
        LifeStep emptied = new Erasing("it is torn", false).after(new LifeEvent.Erased());
        LifeStep early = emptied.life().after(new LifeEvent.Ticked(BEHIND, true));
        assertEquals(emptied.life().stay(new LifeAction.Commit()), early, "the commit of its mark comes first");

        LifeStep next = emptied.life().after(new LifeEvent.Ticked(BEHIND, false));
        assertEquals(LifeStep.to(PartitionLife.start(), new LifeAction.RestoreAgain()), next);
    }

    @Test
    void answersAgainOnlyOnceItsPlaceInTheLogIsKnown() {
        var there = new LifeEvent.Progressed(20, true, OptionalLong.of(20), BEHIND, true);
        PartitionLife recounting = Recounting.upTo(OptionalLong.of(20));
        assertEquals("Recounting", name(recounting.after(there).life()));

        var found = new LifeEvent.PlaceFound(TOPIC, new ReadingStart(20, 20, false), Optional.empty());
        assertEquals(
                "Counting", name(recounting.after(found).life().after(there).life()));
    }

    @Test
    void refusesToAnswerWithoutWhatWasCountedAndIsGone() {
        var gap = new LifeEvent.PlaceFound(TOPIC, new ReadingStart(0, 8, true), LOSS);
        assertEquals("Uncountable", name(new CatchingUp(8, 20).after(gap).life()));
        assertEquals(
                "Uncountable", name(new Recounting(20, true, true).after(gap).life()));
        assertEquals("CatchingUp", name(new CatchingUp(0, 20).after(gap).life()), "nobody has counted them");
    }

    @Test
    void letsACopyAnswerWhatItHasOnceItLacksNothing() {
        CommitMark whole = COUNTED.recount(false);
        assertEquals(Optional.empty(), whyMute(whole, false, 7, true), "older, not wrong");
        assertEquals(Optional.of("is still being copied to this node"), whyMute(whole, false, 7, false));
        assertEquals(Optional.of("is still being copied to this node"), whyMute(COUNTED, false, 0, true), "likes");
        assertEquals(Optional.of("is counted again"), whyMute(BEHIND, false, 0, true));
        assertEquals(Optional.of("is counted by other rules on another node"), whyMute(whole, true, 0, true));
        assertEquals(Optional.empty(), whyMute(NEW, false, 0, true), "nothing is in the log");
        assertEquals(Optional.of("is still being copied to this node"), whyMute(NEW, false, 1, true));
    }

    private static Optional<String> whyMute(CommitMark mark, boolean isByOthers, long lag, boolean isNearEnd) {
        var copy = new LifeEvent.CopyRead(mark, isByOthers, lag, isNearEnd);
        return PartitionLife.following().after(copy).life().whyMute();
    }
}
