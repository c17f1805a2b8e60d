package dev.footfall.queryapi.route;

import dev.footfall.queryapi.peers.PeerDesk.MalformedQuestion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A question as one node asks another.
 *
 * @param partitions which partitions it is for, ascending
 * @param standbyToo whether the other node may answer from partitions that it only follows
 */
record PeerQuestion(Question<?> question, List<Integer> partitions, boolean standbyToo) {
    private static final Form<List<Integer>> PARTITIONS =
            new Form<Integer>((partition, out) -> out.writeInt(partition), in -> in.readInt()).list();

    static PeerQuestion of(Question<?> question, Collection<Integer> partitions, boolean standbyToo) {
        return new PeerQuestion(question, List.copyOf(new TreeSet<>(partitions)), standbyToo);
    }

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeUTF(question.kind().name());
            out.writeBoolean(standbyToo);
            PARTITIONS.write(partitions, out);
            question.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The question that these bytes are.
     *
     * @param partitions how many there are in all
     */
    static PeerQuestion read(byte[] bytes, int partitions) throws MalformedQuestion {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            QuestionKind kind = QuestionKind.valueOf(in.readUTF());
            boolean standbyToo = in.readBoolean();
            PeerQuestion question = of(kind, standbyToo, PARTITIONS.read(in), in);
            boolean areThere =
                    question.partitions.stream().allMatch(partition -> partition >= 0 && partition < partitions);
            if (!areThere) throw new MalformedQuestion("The question is for partitions that are not there");
            if (in.available() > 0) throw new MalformedQuestion("The question has something behind it");
            return question;
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedQuestion("The question cannot be read");
        }
    }

    private static PeerQuestion of(QuestionKind kind, boolean standbyToo, List<Integer> partitions, DataInputStream in)
            throws IOException {
        return of(kind.read(in), partitions, standbyToo);
    }
}
