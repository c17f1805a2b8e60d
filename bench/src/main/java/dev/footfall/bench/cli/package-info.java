/** The command {@code bench}, and the command line that has it. Known to nobody. */
package dev.footfall.bench.cli;
