package dev.footfall.cli.balances;

import dev.footfall.events.OpeningBalance;

/** A balance of a file. {@code column}: of its downloads, in characters from 1. */
public record BalanceLine(long line, int column, OpeningBalance balance) {
    public String place() {
        return "line " + line + ", column " + column;
    }
}
