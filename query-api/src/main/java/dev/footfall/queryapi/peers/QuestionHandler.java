package dev.footfall.queryapi.peers;

/** Answers the questions of peers. Safe for many threads. */
@FunctionalInterface
public interface QuestionHandler {
    PeerAnswer answer(byte[] question) throws MalformedQuestion;
}
