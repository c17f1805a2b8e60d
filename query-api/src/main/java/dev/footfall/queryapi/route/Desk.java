package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.queryapi.peers.PeerDesk;
import dev.footfall.queryapi.peers.PeerOutcome;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers the questions of peers by what this node itself has. It never asks another one. */
public final class Desk implements PeerDesk {
    private final LocalNode node;

    /** The desk of this node. */
    public Desk(LocalNode node) {
        this.node = node;
    }

    @Override
    public PeerAnswer answer(byte[] question) throws MalformedQuestion {
        PeerQuestion asked = PeerQuestion.read(question, node.state().partitions());
        if (asked.question() instanceof AllRows rows) return rows(rows, asked);
        return whole((WholeQuestion<?>) asked.question(), asked);
    }

    private <T> PeerAnswer whole(WholeQuestion<T> question, PeerQuestion asked) {
        Map<Integer, Said<T>> answers = new TreeMap<>();
        ask(question, asked, answers);
        return new Whole<>(answers, question.form());
    }

    private PeerAnswer rows(AllRows question, PeerQuestion asked) {
        Map<Integer, Said<RowCursor>> opened = new TreeMap<>();
        try {
            ask(question, asked, opened);
            return new StreamedRows(opened);
        } catch (RuntimeException e) {
            new StreamedRows(opened).close();
            throw e;
        }
    }

    private <T> void ask(Question<T> question, PeerQuestion asked, Map<Integer, Said<T>> answers) {
        for (int partition : asked.partitions()) {
            answers.put(partition, node.ask(question, partition, asked.standbyToo()));
        }
    }

    /** What these answers come to. */
    static <T> PeerOutcome outcome(Collection<Said<T>> answers) {
        if (answers.stream().anyMatch(Said::isFound)) return PeerOutcome.OK;
        return answers.stream().anyMatch(Said::isNotOwned) ? PeerOutcome.NOT_OWNED : PeerOutcome.NOT_READY;
    }

    private static <T> int status(Collection<Said<T>> answers) {
        return switch (outcome(answers)) {
            case NOT_OWNED -> 421;
            case NOT_READY -> 503;
            default -> 200;
        };
    }

    private record Whole<T>(Map<Integer, Said<T>> answers, Form<T> form) implements PeerAnswer {
        @Override
        public int status() {
            return Desk.status(answers.values());
        }

        @Override
        public boolean isStreamed() {
            return false;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            Said.write(answers, form, new DataOutputStream(out));
        }

        @Override
        public void close() {
            // it is all in memory
        }
    }

    /** Which partitions are here, and behind that their rows, merged. */
    private record StreamedRows(Map<Integer, Said<RowCursor>> answers) implements PeerAnswer {
        @Override
        public int status() {
            return Desk.status(answers.values());
        }

        @Override
        public boolean isStreamed() {
            return true;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            RowStream.write(answers, merge(), out);
        }

        @Override
        public void close() {
            merge().close();
        }

        private RowMerge merge() {
            List<RowCursor> cursors = new ArrayList<>();
            for (Said<RowCursor> answer : answers.values()) {
                if (answer.read() instanceof LocalRead.Found<RowCursor> found) cursors.add(found.value());
            }
            return new RowMerge(cursors);
        }
    }
}
