package dev.footfall.queryapi.peers;

public final class MalformedQuestion extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedQuestion(String sentence) {
        super(sentence);
    }
}
